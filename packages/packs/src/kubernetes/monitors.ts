import {
  behindPort,
  type Cluster,
  type Endpoint,
  matchesLabels,
  type Monitor,
  type MonitorEndpoint,
  objectName,
  placeOf,
  type RequiredFlow,
  type RequiredRows,
  type Service,
  type ServicePort,
  type Workload,
  workloadEndpoint,
  workloadsSelectedBy,
} from "@netpolint/core";
import { joinRows } from "./join-rows.js";
import { kubeletPorts } from "./kubelet-ports.js";
import { type Scraper, type Scrapers, scrapersOf } from "./scrapers.js";

const link = "https://prometheus-operator.dev/docs/developer/getting-started/";

export const monitorParameters = [
  { name: "prometheus", summary: "The endpoint of the Prometheus that the monitors are for" },
] as const;

/** A ServiceMonitor or PodMonitor makes Prometheus connect to the pods that it selects. */
export function requireMonitored(cluster: Cluster, parameters: ReadonlyMap<string, string>): RequiredRows {
  if (cluster.monitors.length === 0) return { flows: [], unchecked: [] };
  const scrapersFor = scrapersOf(cluster, parameters.get("prometheus"));
  return joinRows(cluster.monitors.map((monitor) => requireMonitor(cluster, monitor, scrapersFor(monitor))));
}

function requireMonitor(cluster: Cluster, monitor: Monitor, found: Scrapers): RequiredRows {
  if ("unknown" in found) {
    const reason = `${monitorName(monitor)} was not checked: ${found.unknown}.`;
    return { flows: [], unchecked: [{ pack: "kubernetes", id: "monitor", reason }] };
  }
  const flows = monitor.endpoints.flatMap((endpoint) =>
    targetsOf(cluster, monitor, endpoint).flatMap((target) =>
      found.scrapers
        .filter(({ endpoint: from }) => !isSame(from, target.to))
        .map((from) => scrapeFlow(monitor, endpoint, from, target)),
    ),
  );
  return { flows, unchecked: [] };
}

function monitorName({ meta }: Monitor): string {
  return `${meta.kind} \`${objectName(meta)}\``;
}

function isSame(a: Endpoint, b: Endpoint): boolean {
  return a.type === "workload" && b.type === "workload" && a.workload === b.workload;
}

interface Target {
  readonly to: Endpoint;
  readonly port: number;
}

function scrapeFlow(
  monitor: Monitor,
  { path }: MonitorEndpoint,
  { endpoint: from, assumed }: Scraper,
  { to, port }: Target,
): RequiredFlow {
  return {
    pack: "kubernetes",
    ids: ["monitor"],
    level: "may",
    from,
    to,
    protocol: "TCP",
    port,
    why: `Prometheus scrapes what ${monitorName(monitor)} selects`,
    link,
    assumed,
    evidence: { ...placeOf(monitor.meta, path), message: "the monitor names the port here" },
  };
}

function targetsOf(cluster: Cluster, monitor: Monitor, endpoint: MonitorEndpoint): readonly Target[] {
  if (monitor.meta.kind === "PodMonitor") {
    return podsOf(cluster, monitor).flatMap((workload) => portsOfPods(workload, endpoint));
  }
  const behind = servicesOf(cluster, monitor).flatMap((service) => behindMonitored(cluster, service, endpoint));
  const kubelets = kubeletPorts(monitor, endpoint).map((port) => ({ to: { type: "node" } as const, port }));
  return [...behind, ...kubelets];
}

function servicesOf({ services }: Cluster, { selector, namespaces }: Monitor): readonly Service[] {
  return [...services.values()].filter(
    ({ meta }) =>
      (namespaces === undefined || namespaces.includes(meta.namespace)) &&
      matchesLabels(selector, { entries: meta.labels, complete: true }) === "yes",
  );
}

function behindMonitored(cluster: Cluster, service: Service, endpoint: MonitorEndpoint): readonly Target[] {
  if (!service.selector) return [];
  return monitoredPorts(service, endpoint).flatMap((port) => {
    const found = behindPort(cluster, service, port);
    return "backends" in found ? found.backends.map(({ endpoint: to, port: number }) => ({ to, port: number })) : [];
  });
}

/** `port` is the name of a port of the Service; `targetPort` the pods' own. */
function monitoredPorts({ ports }: Service, { port, targetPort }: MonitorEndpoint): readonly ServicePort[] {
  if (port !== undefined) return ports.filter(({ name }) => name === port);
  return ports.filter((one) => one.targetPort === targetPort);
}

function podsOf(cluster: Cluster, { selector, namespaces }: Monitor): readonly Workload[] {
  return workloadsSelectedBy(cluster, undefined, selector).filter(
    ({ namespace }) => namespaces === undefined || namespaces.includes(namespace),
  );
}

/** `port` is the name of a container port. */
function portsOfPods(workload: Workload, { port, targetPort }: MonitorEndpoint): readonly Target[] {
  if (typeof targetPort === "number") return [{ to: workloadEndpoint(workload), port: targetPort }];
  const wanted = port ?? targetPort;
  const declared = workload.pods.flatMap((pod) => pod.namedPorts ?? []);
  const named = declared.filter(({ name, protocol }) => name === wanted && protocol === "TCP");
  const numbers = new Set(named.map(({ number }) => number));
  return [...numbers].map((number) => ({ to: workloadEndpoint(workload), port: number }));
}
