import {
  type Cluster,
  type CustomKind,
  type CustomResource,
  customSpecField,
  type Endpoint,
  isNotUnderstood,
  isOfGroupKind,
  type JsonValue,
  labelsOfNamespace,
  matchesLabels,
  type Monitor,
  objectName,
  parseEndpoint,
  readSelector,
  type Workload,
  workloadEndpoint,
  workloadsWithLabels,
} from "@netpolint/core";
import { assumedEndpoint } from "../known-pods.js";

const group = "monitoring.coreos.com";

/** Objects that make the Prometheus Operator run a Prometheus, which scrapes what the monitors that it selects select. */
export const scraperKinds: readonly CustomKind[] = ["Prometheus", "PrometheusAgent"].map((kind) => ({
  group,
  kind,
  namespaced: true,
}));

/** Somebody who scrapes, with what was taken for granted about it. */
export interface Scraper {
  readonly endpoint: Endpoint;
  readonly assumed: readonly string[];
}

/** Who scrapes for a monitor, or a clause that says why nobody is known to. */
export type Scrapers = { readonly scrapers: readonly Scraper[] } | { readonly unknown: string };

export function scrapersOf(cluster: Cluster, given: string | undefined): (monitor: Monitor) => Scrapers {
  if (given !== undefined) {
    const scrapers = [withoutAssumption(givenPrometheus(cluster, given))];
    return () => ({ scrapers });
  }
  const objects = cluster.customResources.filter((one) =>
    scraperKinds.some(({ kind }) => isOfGroupKind(one, group, kind)),
  );
  const pods = prometheusPods(cluster);
  const others = pods.filter((workload) => !objects.some((object) => isOf(workload, object)));
  if (objects.length === 0) {
    const scrapers = pods.length > 0 ? pods.map(scraperOf) : [withoutAssumption(unknownPrometheus(settle))];
    return () => ({ scrapers });
  }
  return (monitor) => {
    const chosen = objects.flatMap((object) => scrapersFor(cluster, pods, object, monitor));
    const scrapers = [...chosen, ...others.map(scraperOf)];
    return scrapers.length > 0 ? { scrapers } : { unknown: "no Prometheus of the input selects it and has pods" };
  };
}

function scraperOf(workload: Workload): Scraper {
  return withoutAssumption(workloadEndpoint(workload));
}

function withoutAssumption(endpoint: Endpoint): Scraper {
  return { endpoint, assumed: [] };
}

function givenPrometheus(cluster: Cluster, given: string): Endpoint {
  const endpoint = parseEndpoint(cluster, given);
  if (!isNotUnderstood(endpoint)) return endpoint;
  return unknownPrometheus(`correct \`--param kubernetes.prometheus\`: ${endpoint.problem}`);
}

const settle = "name it with `--param kubernetes.prometheus=<endpoint>`, or add the manifest that makes its pods";

function unknownPrometheus(settled: string): Endpoint {
  return { type: "unknown", name: "Prometheus", settle: settled };
}

/** The Prometheus Operator labels the pods that it makes so; charts that do without it do the same. */
function prometheusPods(cluster: Cluster): readonly Workload[] {
  const [key, value] = ["app.kubernetes.io/name", "prometheus"] as const;
  const found = workloadsWithLabels(cluster, undefined, new Map([[key, value]]));
  return found.filter(({ pods }) => pods.every((pod) => pod.labels.entries.get(key) === value));
}

const nameLabel = "operator.prometheus.io/name";

function isOf({ namespace, pods: [pod] }: Workload, { meta }: CustomResource): boolean {
  return namespace === meta.namespace && pod?.labels.entries.get(nameLabel) === meta.name;
}

function scrapersFor(
  cluster: Cluster,
  pods: readonly Workload[],
  object: CustomResource,
  monitor: Monitor,
): readonly Scraper[] {
  const selects = selectsMonitor(cluster, object, monitor);
  if (selects === "no") return [];
  const name = `${object.meta.kind} \`${objectName(object.meta)}\``;
  const { namespace } = monitor.meta;
  const text = `${name} was taken to look into namespace ${namespace}, whose labels are not known.`;
  const doubt = selects === "yes" ? [] : [text];
  const own = pods.filter((workload) => isOf(workload, object));
  if (own.length > 0) return own.map((workload) => ({ endpoint: workloadEndpoint(workload), assumed: doubt }));
  if (cluster.settings.world === "closed") return [];
  const missing = `The pods of ${name} are not in the input`;
  const assumed = `${missing}; they were assumed with the labels that the Prometheus Operator gives them.`;
  return [{ endpoint: assumedPods(object), assumed: [...doubt, assumed] }];
}

function assumedPods({ meta: { namespace, name } }: CustomResource): Endpoint {
  const labels = new Map([
    ["app.kubernetes.io/name", "prometheus"],
    ["app.kubernetes.io/managed-by", "prometheus-operator"],
    ["app.kubernetes.io/instance", name],
    [nameLabel, name],
  ]);
  return assumedEndpoint({ namespace, labels });
}

/** A selector of monitors that is not written selects none, an empty one all (API of the Prometheus Operator). */
function selectsMonitor(cluster: Cluster, object: CustomResource, { meta }: Monitor): "yes" | "no" | "unknown" {
  const kind = meta.kind === "PodMonitor" ? "podMonitor" : "serviceMonitor";
  const selector = customSpecField(object, `${kind}Selector`);
  if (selector === undefined) return "no";
  if (matchesLabels(readSelector(selector), { entries: meta.labels, complete: true }) === "no") return "no";
  return looksInto(cluster, object, customSpecField(object, `${kind}NamespaceSelector`), meta.namespace);
}

/** Of namespaces, one that is not written means the object's own. */
function looksInto(
  cluster: Cluster,
  { meta }: CustomResource,
  selector: JsonValue | undefined,
  namespace: string,
): "yes" | "no" | "unknown" {
  if (selector === undefined) return namespace === meta.namespace ? "yes" : "no";
  return matchesLabels(readSelector(selector), labelsOfNamespace(cluster, namespace));
}
