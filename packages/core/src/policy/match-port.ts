import { type Pod, podName } from "../cluster/cluster.js";
import type { NetworkPolicyPort, Protocol } from "../resources/network-policy.js";
import type { NamedPort } from "../resources/pod.js";
import { emptyPortSet, fullPortSet, type PortSet, portRange, unionPortSets } from "../sets/port-set.js";
import { type Match, matched } from "./match-peer.js";
import { namedPortUnknown } from "./missing-facts.js";

/** The port a flow goes to, and the pod whose containers give names to ports; undefined where no pod is at that end. */
export interface Target {
  readonly protocol: Protocol;
  readonly port: number;
  readonly pod: Pod | undefined;
}

/** Compares a NetworkPolicyPort with a flow's destination. The port is the pod's, after any Service's translation. */
export function matchPort(item: NetworkPolicyPort, target: Target): Match {
  if (item.protocol !== target.protocol) return { outcome: "no", code: "protocol" };
  if (item.port === undefined) return matched;
  if (typeof item.port === "string") return matchNamedPort(item.port, target);
  const last = item.endPort ?? item.port;
  return target.port >= item.port && target.port <= last ? matched : { outcome: "no", code: "port" };
}

/** A name stands for whatever the destination's containers declare under it, and for nothing where no pod is. */
function matchNamedPort(name: string, { protocol, port, pod }: Target): Match {
  if (pod && !pod.namedPorts) {
    const missing = namedPortUnknown(podName(pod));
    return { outcome: "unknown", code: "named-port-unknown", missing };
  }
  const declared = declaredNumbers(name, protocol, pod?.namedPorts ?? []);
  if (declared.includes(port)) return matched;
  return { outcome: "no", code: declared.length > 0 ? "port" : "named-port" };
}

function declaredNumbers(name: string, protocol: Protocol, namedPorts: readonly NamedPort[]): readonly number[] {
  return namedPorts.filter((known) => known.name === name && known.protocol === protocol).map((known) => known.number);
}

/** Every port that an item opens at a destination whose containers declare these names. The same answer as `matchPort`. */
export function portsOpenedBy({ port, endPort, protocol }: NetworkPolicyPort, namedPorts: readonly NamedPort[]): PortSet {
  if (port === undefined) return fullPortSet();
  if (typeof port === "number") return portRange(port, endPort ?? port);
  return declaredNumbers(port, protocol, namedPorts)
    .map((number) => portRange(number, number))
    .reduce(unionPortSets, emptyPortSet());
}
