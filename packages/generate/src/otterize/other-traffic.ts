import type { Service, Webhook, Workload } from "@netpolint/core";
import { endpointPorts, type Isolating, isolatingPolicies, workloadsBehind } from "./blocked-by-otterize.js";
import { identityPeer } from "./external-traffic.js";
import { hashedName } from "./identity.js";
import { distinctPorts, objectTitle, type OpenedPort, type OperatorPolicy, portValues } from "./operator-policy.js";
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

/** The policies that let collectors of metrics in, which the operator has to be told of. */
export function metricsPolicies(isolating: Isolating): readonly OperatorPolicy[] {
  const { pods, settings } = isolating.declared;
  if (settings.externalTraffic === "off" || settings.prometheus.length === 0) return [];
  const ofPods = pods.cluster.workloads
    .filter((workload) => podAnnotations(workload).get(scrape) === "true" && isWanted(isolating, [workload]))
    .map((workload) => podMetrics(isolating, workload));
  const ofServices = [...pods.cluster.services.values()]
    .filter((service) => service.meta.annotations.get(scrape) === "true")
    .flatMap((service) => serviceMetrics(isolating, service));
  return [...ofPods, ...ofServices];
}

function podMetrics(isolating: Isolating, workload: Workload): OperatorPolicy {
  const identity = isolating.declared.pods.identityOf(workload);
  const podLabels = new Map([
    [labelKeys.ownerKind, workload.kind],
    [labelKeys.service, hashedName(identity)],
  ]);
  const declared = workload.pods.flatMap((pod) => pod.namedPorts ?? []);
  const ports = portOr(
    podAnnotations(workload).get(scrapePort),
    declared.map(({ protocol, number: port }) => ({ protocol, port })),
  );
  return metricsPolicy(isolating, workload.meta, `pod-${identity.name}`, podLabels, ports);
}

function serviceMetrics(isolating: Isolating, service: Service): readonly OperatorPolicy[] {
  const workloads = workloadsBehind(isolating, service);
  const { selector, meta } = service;
  if (!selector || selector.size === 0 || !isWanted(isolating, workloads)) return [];
  const ports = portOr(meta.annotations.get(scrapePort), endpointPorts(workloads, service));
  return [metricsPolicy(isolating, meta, `service-${meta.name}`, selector, ports)];
}

/** The port that is annotated, else all that are known. */
function portOr(annotated: string | undefined, known: readonly OpenedPort[]): readonly OpenedPort[] {
  const port = Number(annotated);
  return port >= 1 && port <= 65535 ? [{ protocol: "TCP", port }] : distinctPorts(known);
}

function metricsPolicy(
  { declared: { settings } }: Isolating,
  of: OperatorPolicy["of"],
  name: string,
  podLabels: ReadonlyMap<string, string>,
  ports: readonly OpenedPort[],
): OperatorPolicy {
  const from = settings.prometheus.map(identityPeer);
  return {
    namespace: of.namespace,
    name: `metrics-collection-access-to-${name}`,
    labels: { [labelKeys.metricsTraffic]: of.name },
    podLabels,
    directions: ["ingress"],
    ingress: [{ from, ...(ports.length === 0 ? {} : { ports: portValues(ports) }) }],
    lets: { clients: settings.prometheus, ports, why: `metrics of ${objectTitle(of)} are collected` },
    egress: [],
    because: `Otterize's operator makes it for ${objectTitle(of)}, of which metrics are collected`,
    remedy: "name the port in the annotation `prometheus.io/port`",
    of,
    path: ["metadata", "annotations"],
  };
}
