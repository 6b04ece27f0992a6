import {
  behindPort,
  type Cluster,
  type Endpoint,
  emptyPortSet,
  endpointName,
  isEmptyPortSet,
  type NetworkPolicyPort,
  objectName,
  portRange,
  portsOpenedBy,
  type PortSet,
  type Protocol,
  type RequiredFlow,
  subtractPortSets,
  unionPortSets,
} from "@netpolint/core";
import { podOf } from "./peer-mismatch.js";

/**
 * What the ports of a rule have to do with a flow's. `mistaken`: the Service's port, a name that no container declares,
 * or the same number in another protocol. `other`: other ports of its protocol. `unrelated`: no port of its protocol,
 * or names are asked for at the one and not at the others.
 */
export type PortNearness = "opened" | "mistaken" | "other" | "unrelated";

export function portNearness(
  cluster: Cluster,
  flow: RequiredFlow,
  ports: readonly NetworkPolicyPort[],
): PortNearness {
  if (opensAll(ports, flow)) return "opened";
  if (mistakenPorts(cluster, flow, ports).length > 0) return "mistaken";
  return ports.some((item) => isAlike(item, flow)) ? "other" : "unrelated";
}

/** Rules for DNS stand in nearly every policy for egress, and are about nothing else. */
function isAlike({ protocol, port }: NetworkPolicyPort, flow: RequiredFlow): boolean {
  return protocol === flow.protocol && isForDns(port) === isForDns(flow.port);
}

function isForDns(port: number | string | undefined): boolean {
  return typeof port === "string" ? /^dns\b/.test(port) : port === 53 || port === 5353;
}

/** A port item that would have let the flow through without a mistake. */
export interface MistakenPort {
  readonly item: NetworkPolicyPort;
  readonly mistake: "service-port" | "unknown-name" | "other-protocol";
}

export function mistakenPorts(
  cluster: Cluster,
  flow: RequiredFlow,
  ports: readonly NetworkPolicyPort[],
): readonly MistakenPort[] {
  const opened = servicePortOpened(cluster, flow, ports);
  if (opened) return [{ item: opened.item, mistake: "service-port" }];
  if (!ports.some((item) => typeof item.port === "string" || isOtherProtocol(item, flow))) return none;
  const pod = podOf(flow.to);
  const unknown = ports.filter(({ port }) => typeof port === "string" && !declares(pod, port));
  const otherwise = ports.filter((item) => isOtherProtocol(item, flow));
  return [
    ...unknown.map((item) => ({ item, mistake: "unknown-name" }) as const),
    ...otherwise.map((item) => ({ item, mistake: "other-protocol" }) as const),
  ];
}

const none: readonly MistakenPort[] = [];

function isOtherProtocol({ port, protocol }: NetworkPolicyPort, flow: RequiredFlow): boolean {
  return port === flow.port && protocol !== flow.protocol;
}

export function declares(pod: ReturnType<typeof podOf>, name: string): boolean {
  return pod?.namedPorts?.some((declared) => declared.name === name) ?? false;
}

function opensAll(ports: readonly NetworkPolicyPort[], flow: RequiredFlow): boolean {
  return ports.length === 0 || isEmptyPortSet(subtractPortSets(portsAsked(flow), portsOpened(ports, flow)));
}

export function portsAsked({ port, endPort = port }: RequiredFlow): PortSet {
  return portRange(port, endPort);
}

/** The ports that the items open at the flow's destination, of its protocol. */
export function portsOpened(ports: readonly NetworkPolicyPort[], { to, protocol }: RequiredFlow): PortSet {
  return ports
    .filter((item) => item.protocol === protocol)
    .map((item) => portsOpenedBy(item, podOf(to)?.namedPorts ?? []))
    .reduce(unionPortSets, emptyPortSet());
}

export interface ServicePortOpened {
  /** `namespace/name` of the Service. */
  readonly service: string;
  readonly item: NetworkPolicyPort;
  readonly port: number;
}

/** A port item that opens the port of a Service which leads to the flow's port: policies never see that port. */
export function servicePortOpened(
  cluster: Cluster,
  { to, protocol, port }: RequiredFlow,
  ports: readonly NetworkPolicyPort[],
): ServicePortOpened | undefined {
  const namespace = podOf(to)?.namespace;
  if (cluster.services.size === 0) return undefined;
  const numbers = new Map(ports.flatMap((item) => numberOpened(item, protocol)));
  if (namespace === undefined || numbers.size === 0) return undefined;
  for (const service of cluster.services.values()) {
    if (service.meta.namespace !== namespace || !service.selector) continue;
    for (const one of service.ports) {
      const item = numbers.get(one.port);
      if (!item || one.protocol !== protocol || one.port === port) continue;
      const behind = behindPort(cluster, service, one);
      const backends = "backends" in behind ? behind.backends : [];
      const leadsThere = backends.some((backend) => backend.port === port && isSamePods(backend.endpoint, to));
      if (leadsThere) return { service: objectName(service.meta), item, port: one.port };
    }
  }
  return undefined;
}

function numberOpened(item: NetworkPolicyPort, protocol: Protocol): readonly (readonly [number, NetworkPolicyPort])[] {
  const isNumber = typeof item.port === "number" && item.endPort === undefined;
  return isNumber && item.protocol === protocol ? [[item.port, item]] : [];
}

function isSamePods(a: Endpoint, b: Endpoint): boolean {
  return a.type === b.type && endpointName(a) === endpointName(b);
}
