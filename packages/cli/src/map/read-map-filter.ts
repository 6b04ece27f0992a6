import {
  askedServicePorts,
  type AskedPorts,
  behindPort,
  type Cluster,
  type ConnectionPorts,
  emptyPortSet,
  type Endpoint,
  intersectIpSets,
  type IpFamily,
  ipSetOf,
  type IpSet,
  isEmptyIpSet,
  isNotUnderstood,
  type MapBy,
  type MapEndpoint,
  matchesLabels,
  mentionedFamilies,
  type NotUnderstood,
  parseAskedPort,
  parseCidr,
  parseEndpoint,
  parseService,
  perProtocol,
  type Pod,
  portRange,
  type PortSet,
  type Protocol,
  selectorOf,
  type Service,
  serviceName,
  unionPortSets,
  type Workload,
  workloadName,
  workloadsWithLabels,
} from "@netpolint/core";
import type { Arguments } from "../parse-arguments.js";

export type MapAnswer = "allowed" | "denied" | "undefined";

/** Which part of a map is asked for. */
export interface MapFilter {
  readonly by: MapBy;
  readonly families: readonly IpFamily[];
  /** Undefined: the connections of every endpoint. */
  readonly isFocus: ((endpoint: MapEndpoint, by: MapBy) => boolean) | undefined;
  readonly direction: "in" | "out" | undefined;
  /** Undefined: all ports. */
  readonly portsTo: ((destination: MapEndpoint, by: MapBy) => ConnectionPorts) | undefined;
  readonly only: MapAnswer | undefined;
  /** True where an endpoint is one pod, which has no connection with itself. */
  isOnePod(endpoint: MapEndpoint): boolean;
}

export function readMapFilter({ values }: Arguments, cluster: Cluster): MapFilter | NotUnderstood {
  const first = (name: string): string | undefined => values.get(name)?.[0];
  const service = parseService(cluster, first("focus") ?? "");
  if (service && isNotUnderstood(service)) return service;
  const focus = service ? focusOnService(cluster, service) : readFocus(cluster, first("focus"));
  if (focus && isNotUnderstood(focus)) return focus;
  const direction = first("direction") as MapFilter["direction"];
  if (direction !== undefined && !focus) {
    return { problem: "`--direction` says which connections of `--focus <endpoint>` to list; no endpoint is given." };
  }
  if (service && direction === "out") {
    return { problem: "A Service is where connections go to; give `--direction in`, or leave it out." };
  }
  const portsTo = service ? portsOfService(cluster, service, first("port")) : readPorts(cluster, first("port"));
  if (portsTo && isNotUnderstood(portsTo)) return portsTo;
  return {
    by: first("by") as MapBy,
    families: mentionedFamilies(cluster),
    isFocus: focus,
    direction: service ? "in" : direction,
    portsTo,
    only: first("only") as MapAnswer | undefined,
    isOnePod: (endpoint) => isOnePod(cluster, endpoint),
  };
}

function isOnePod({ workloads }: Cluster, { type, name }: MapEndpoint): boolean {
  if (type !== "namespace") return type === "pod";
  const own = workloads.filter(({ namespace }) => namespace === name);
  return own.length === 1 && own[0]?.single === true;
}

type IsFocus = NonNullable<MapFilter["isFocus"]>;
type PortsTo = NonNullable<MapFilter["portsTo"]>;

function readFocus(cluster: Cluster, text: string | undefined): IsFocus | NotUnderstood | undefined {
  if (text === undefined) return undefined;
  const endpoint = parseEndpoint(cluster, text);
  if (isNotUnderstood(endpoint)) return endpoint;
  if (endpoint.type === "workload") return focusOnPods(cluster, endpoint.workload.pods);
  const sets = addressesOf(cluster, endpoint);
  return sets ? (one) => meets(one, sets) : { problem: notInMap(text, endpoint) };
}

function podsOfService(cluster: Cluster, { meta, selector }: Service): readonly Pod[] {
  if (!selector) return [];
  const isSelected = (pod: Pod): boolean => matchesLabels(selectorOf(selector), pod.labels) !== "no";
  return workloadsWithLabels(cluster, meta.namespace, selector).flatMap(({ pods }) => pods.filter(isSelected));
}

function focusOnService(cluster: Cluster, service: Service): IsFocus | NotUnderstood {
  const pods = podsOfService(cluster, service);
  if (pods.length > 0) return focusOnPods(cluster, pods);
  return { problem: `No pod of the input is behind \`${serviceName(service)}\`, so a map holds nothing of it.` };
}

/** The pods' ports that the Service's ports lead to; `text` names one of the Service's. */
function portsOfService(cluster: Cluster, service: Service, text: string | undefined): PortsTo | NotUnderstood {
  const asked = parseAskedPort(text);
  if (isNotUnderstood(asked)) return asked;
  const ports = askedServicePorts(service, asked);
  if (ports.length === 0) return { problem: `\`${serviceName(service)}\` has no port ${text ?? ""}.` };
  const targets = ports.flatMap((port) => {
    const found = behindPort(cluster, service, port);
    return "backends" in found ? found.backends : [];
  });
  const known = perProtocol((protocol) =>
    targets
      .filter((target) => target.protocol === protocol)
      .map(({ port }) => portRange(port, port))
      .reduce(unionPortSets, emptyPortSet()),
  );
  return () => known;
}

function addressesOf({ settings }: Cluster, endpoint: Endpoint): readonly IpSet[] | undefined {
  if (endpoint.type === "addresses") return endpoint.sets;
  const isKnown = endpoint.type === "apiserver" && settings.apiServer.length > 0;
  return isKnown ? settings.apiServer.map(ipSetOf) : undefined;
}

function notInMap(text: string, { type }: Endpoint): string {
  if (type === "apiserver") return "`--focus @apiserver` needs its addresses: `--apiserver <cidr>`.";
  return `\`${text}\` is not in a map, which holds the input's pods and addresses; ask \`netpolint why\` about it.`;
}

function meets({ cidrs }: MapEndpoint, sets: readonly IpSet[]): boolean {
  const own = (cidrs ?? []).map(parseCidr).flatMap((block) => (block ? [ipSetOf(block)] : []));
  return own.some((a) => sets.some((b) => a.family === b.family && !isEmptyIpSet(intersectIpSets(a, b))));
}

function focusOnPods({ workloads }: Cluster, pods: readonly Pod[]): IsFocus {
  const owners = workloads.filter((workload) => workload.pods.some((pod) => pods.includes(pod)));
  const byPod = owners.flatMap((owner) =>
    owner.pods.filter((pod) => pods.includes(pod)).flatMap((pod) => podNames(owner, pod)),
  );
  const names: Readonly<Record<MapBy, ReadonlySet<string>>> = {
    workload: new Set(owners.map(workloadName)),
    pod: new Set(byPod),
    namespace: new Set(pods.map(({ namespace }) => namespace)),
  };
  return (endpoint, by) => endpoint.cidrs === null && names[by].has(endpoint.name);
}

/** A pod that only a template stands for is listed under its workload's name. */
function podNames(owner: Workload, { namespace, name }: Pod): readonly string[] {
  return name === owner.meta.name ? [workloadName(owner)] : [`${namespace}/Pod/${name}`];
}

function readPorts(cluster: Cluster, text: string | undefined): PortsTo | NotUnderstood | undefined {
  if (text === undefined) return undefined;
  const asked = parseAskedPort(text);
  if (isNotUnderstood(asked)) return asked;
  const { ports, protocols: wanted } = asked;
  if (wanted.includes("ICMP")) return { problem: noIcmp };
  return (destination, by) =>
    perProtocol((protocol) => {
      if (!wanted.includes(protocol)) return emptyPortSet();
      return ports.type === "numbers" ? ports.ports : namedPorts(cluster, destination, by, ports, protocol);
    });
}

const noIcmp = "A map is of TCP, UDP and SCTP; NetworkPolicies say nothing about ICMP.";

/** What the name means on any pod of the destination; nothing on addresses. */
function namedPorts(
  { workloads }: Cluster,
  { name, namespace, cidrs }: MapEndpoint,
  by: MapBy,
  asked: Extract<AskedPorts, { type: "name" }>,
  protocol: Protocol,
): PortSet {
  if (cidrs !== null) return emptyPortSet();
  const pods = workloads
    .filter((workload) => workload.namespace === namespace)
    .filter((workload) => by !== "workload" || workloadName(workload) === name)
    .flatMap((workload) => workload.pods.filter((pod) => by !== "pod" || podNames(workload, pod).includes(name)));
  return pods
    .flatMap((pod) => pod.namedPorts ?? [])
    .filter((port) => port.name === asked.name && port.protocol === protocol)
    .map(({ number }) => portRange(number, number))
    .reduce(unionPortSets, emptyPortSet());
}
