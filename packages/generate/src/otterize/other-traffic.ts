import { fieldOf, isList, type JsonValue, type Service, templatePathOf, type Webhook, type Workload } from "@netpolint/core";
import { endpointPorts, type Isolating, isolatingPolicies, workloadsBehind } from "./blocked-by-otterize.js";
import { identityPeer } from "./external-traffic.js";
import { hashedName } from "./identity.js";
import { distinctPorts, dnsPorts, objectTitle, type OpenedPort, type OperatorPolicy, portValues } from "./operator-policy.js";
import { labelKeys } from "./otterize-labels.js";
import { podAnnotations } from "./otterize-pods.js";

/** The policies that let the API server call webhooks: from anywhere, on the webhook's port and that of the pods. */
export function webhookPolicies(isolating: Isolating): readonly OperatorPolicy[] {
  const { cluster } = isolating.declared.pods;
  if (isolating.declared.settings.externalTraffic === "off") return [];
  return cluster.webhooks.flatMap((webhook) => {
    const service = webhook.service && cluster.services.get(`${webhook.service.namespace}/${webhook.service.name}`);
    return service ? webhookPolicy(isolating, webhook, service) : [];
  });
}

function webhookPolicy(isolating: Isolating, webhook: Webhook, service: Service): readonly OperatorPolicy[] {
  const workloads = workloadsBehind(isolating, service);
  const { selector } = service;
  if (!selector || selector.size === 0 || !isWanted(isolating, workloads)) return [];
  const port = webhook.service?.port ?? 443;
  const led = { ...service, ports: service.ports.filter((one) => one.port === port) };
  const ports = distinctPorts<OpenedPort>([{ protocol: "TCP", port }, ...endpointPorts(workloads, led)]);
  const { namespace, name } = service.meta;
  return [
    {
      namespace,
      name: `webhook-${webhook.meta.name}-access-to-${name}`,
      labels: { [labelKeys.webhookTraffic]: name },
      podLabels: selector,
      directions: ["ingress"],
      ingress: [{ ports: portValues(ports) }],
      lets: { clients: [], ports, why: `the API server calls webhook \`${webhook.name}\`` },
      egress: [],
      because: `Otterize's operator makes it for ${webhook.meta.kind} \`${webhook.meta.name}\`, which calls it`,
      remedy: "have the webhook call the port",
      of: webhook.meta,
      path: webhook.path,
    },
  ];
}

/** Where nothing isolates the pods, letting somebody in would shut out all others. */
function isWanted(isolating: Isolating, workloads: readonly Workload[]): boolean {
  const { externalTraffic } = isolating.declared.settings;
  return externalTraffic === "always" || isolatingPolicies(isolating, workloads).length > 0;
}

const scrape = "prometheus.io/scrape";
const scrapePort = "prometheus.io/port";

/**
 * The policies that let collectors of metrics in, which the operator has to be told of: one for each workload that is
 * collected from, or that is behind a Service which is. Both kinds may exist beside each other.
 */
export function metricsPolicies(isolating: Isolating): readonly OperatorPolicy[] {
  const { pods, settings } = isolating.declared;
  if (settings.externalTraffic === "off" || settings.prometheus.length === 0) return [];
  const ofPods = pods.cluster.workloads.flatMap((workload) => podMetrics(isolating, workload));
  const ofServices = [...pods.cluster.services.values()].flatMap((service) => serviceMetrics(isolating, service));
  const byName = new Map([...ofPods, ...ofServices].map((policy) => [`${policy.namespace}/${policy.name}`, policy]));
  return [...byName.values()];
}

function podMetrics(isolating: Isolating, workload: Workload): readonly OperatorPolicy[] {
  const annotations = podAnnotations(workload);
  if (annotations.get(scrape) !== "true") return [];
  const ports = portsOr(annotations.get(scrapePort), () => containerPorts(workload));
  return metricsPolicy(isolating, workload, { meta: workload.meta, level: "pod", ports });
}

function serviceMetrics(isolating: Isolating, service: Service): readonly OperatorPolicy[] {
  const { meta } = service;
  if (meta.annotations.get(scrape) !== "true") return [];
  const workloads = workloadsBehind(isolating, service);
  const ports = portsOr(meta.annotations.get(scrapePort), () => endpointPorts(workloads, service).map(({ port }) => port));
  return workloads.flatMap((workload) => metricsPolicy(isolating, workload, { meta, level: "service", ports }));
}

/** The port that is annotated, else all that are known; always over TCP. */
function portsOr(annotated: string | undefined, known: () => readonly number[]): readonly OpenedPort[] {
  const port = Number(annotated);
  const numbers = port >= 1 && port <= 65535 ? [port] : [...new Set(known())];
  return numbers.sort((a, b) => a - b).map((number) => ({ protocol: "TCP", port: number }));
}

/** Those of all its containers, under a name or none, whatever their protocol. */
function containerPorts({ meta }: Workload): readonly number[] {
  const specs = [["spec"], [...templatePathOf(meta.kind), "spec"]].map((path) => meta.origin.valueAt(path));
  const containers = specs.flatMap((spec) => itemsOf(fieldOf(spec, "containers")));
  const ports = containers.flatMap((container) => itemsOf(fieldOf(container, "ports")));
  return ports.flatMap((port) => {
    const number = fieldOf(port, "containerPort");
    return typeof number === "number" ? [number] : [];
  });
}

function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isList(value) ? value : [];
}

/** What asks for its metrics to be collected. */
interface Collected {
  readonly meta: OperatorPolicy["of"];
  readonly level: "pod" | "service";
  readonly ports: readonly OpenedPort[];
}

/** Without a port there is nothing to collect. Names of DNS are let in from everybody, whoever the pods are. */
function metricsPolicy(
  isolating: Isolating,
  workload: Workload,
  { meta: of, level, ports }: Collected,
): readonly OperatorPolicy[] {
  if (ports.length === 0 || !isWanted(isolating, [workload])) return [];
  const { pods, settings } = isolating.declared;
  const identity = pods.identityOf(workload);
  const service = hashedName(identity);
  return [
    {
      namespace: of.namespace,
      name: `metrics-collection-access-to-${level}-${identity.name.toLowerCase()}`,
      labels: { [labelKeys.metricsTraffic]: level === "pod" ? service : of.name },
      podLabels: new Map([
        [labelKeys.ownerKind, workload.kind],
        [labelKeys.service, service],
      ]),
      directions: ["ingress"],
      ingress: [{ from: settings.prometheus.map(identityPeer), ports: portValues(ports) }, { ports: dnsPorts }],
      lets: { clients: settings.prometheus, ports, why: `metrics of ${objectTitle(of)} are collected` },
      egress: [],
      because: `Otterize's operator makes it for ${objectTitle(of)}, of which metrics are collected`,
      remedy: "name the port in the annotation `prometheus.io/port`",
      of,
      path: ["metadata", "annotations"],
    },
  ];
}
