import {
  type Backend,
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
  type UncheckedRow,
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
  const unchecked = (reason: string): UncheckedRow => ({
    pack: "kubernetes",
    id: "monitor",
    reason: `${monitorName(monitor)} was not checked: ${reason}.`,
  });
  if ("unknown" in found) return { flows: [], unchecked: [unchecked(found.unknown)] };
  return joinRows(
    monitor.endpoints.map((endpoint) => {
      const { targets, unknown } = targetsOf(cluster, monitor, endpoint);
      const flows = targets.flatMap((target) =>
        found.scrapers
          .filter(({ endpoint: from }) => !isSame(from, target.to))
          .map((from) => scrapeFlow(monitor, endpoint, from, target)),
      );
      return { flows, unchecked: unknown.map(unchecked) };
    }),
  );
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

interface Targets {
  readonly targets: readonly Target[];
  /** Clauses: what could not be followed. */
  readonly unknown: readonly string[];
}

/** That nothing is there to be scraped is said, too: it may be what the input lacks. */
function targetsOf(cluster: Cluster, monitor: Monitor, endpoint: MonitorEndpoint): Targets {
  return monitor.meta.kind === "PodMonitor" ? targetsOfPods(cluster, monitor, endpoint) : targetsOfServices(cluster, monitor, endpoint);
}

function targetsOfPods(cluster: Cluster, monitor: Monitor, endpoint: MonitorEndpoint): Targets {
  const workloads = podsOf(cluster, monitor);
  const targets = workloads.flatMap((workload) => portsOfPods(workload, endpoint));
  if (targets.length > 0) return { targets, unknown: [] };
  const none = `none of the pods that it selects declares ${portText(endpoint)}`;
  return { targets, unknown: [workloads.length === 0 ? "it selects no pods of the input" : none] };
}

function targetsOfServices(cluster: Cluster, monitor: Monitor, endpoint: MonitorEndpoint): Targets {
  const services = servicesOf(cluster, monitor);
  const kubelets = kubeletPorts(monitor, endpoint).map((port) => ({ to: { type: "node" } as const, port }));
  const found = services.flatMap((service) => behindMonitored(cluster, service, endpoint));
  const targets = [...found.flatMap((one) => one.targets), ...kubelets];
  const unknown = [...new Set(found.flatMap((one) => one.unknown))];
  if (targets.length + unknown.length > 0) return { targets, unknown };
  const none = `no Service that it selects has ${portText(endpoint)}`;
  return { targets, unknown: [services.length === 0 ? "it selects no Service of the input" : none] };
}

function portText({ port, targetPort }: MonitorEndpoint): string {
  if (port !== undefined) return `a port named \`${port}\``;
  return targetPort === undefined ? "a port that it names" : `the target port \`${targetPort}\``;
}

function servicesOf({ services }: Cluster, { selector, namespaces }: Monitor): readonly Service[] {
  return [...services.values()].filter(
    ({ meta }) =>
      (namespaces === undefined || namespaces.includes(meta.namespace)) &&
      matchesLabels(selector, { entries: meta.labels, complete: true }) === "yes",
  );
}

/** `port` is the name of a port of the Service; `targetPort` the pods' own, however the Service leads to it. */
function behindMonitored(cluster: Cluster, service: Service, { port, targetPort }: MonitorEndpoint): readonly Targets[] {
  const asked = port === undefined ? service.ports : service.ports.filter(({ name }) => name === port);
  return asked.flatMap((one): readonly Targets[] => {
    const found = behindPort(cluster, service, one);
    const isMeant = port !== undefined || one.targetPort === targetPort;
    if ("unknown" in found) return isMeant ? [{ targets: [], unknown: [found.unknown] }] : [];
    const backends = isMeant ? found.backends : found.backends.filter((backend) => isPortOf(backend, targetPort));
    if (backends.length === 0) return [];
    return [{ targets: backends.map(({ endpoint: to, port: number }) => ({ to, port: number })), unknown: found.unfollowed ?? [] }];
  });
}

function isPortOf({ endpoint, port }: Backend, targetPort: number | string | undefined): boolean {
  if (typeof targetPort === "number") return port === targetPort;
  const pods = endpoint.type === "workload" ? endpoint.workload.pods : [];
  return pods.some(({ namedPorts = [] }) => namedPorts.some(({ name, number }) => name === targetPort && number === port));
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
