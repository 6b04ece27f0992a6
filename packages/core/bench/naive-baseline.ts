import { labelsOfNamespace, type Pod } from "../src/cluster/cluster.js";
import type { ConnectionAnswer } from "../src/connectivity/connectivity.js";
import type { CompiledPeer, CompiledPolicies, CompiledPolicy, CompiledRule } from "../src/policy/compile.js";
import type { NetworkPolicyPort, PolicyDirection } from "../src/resources/network-policy.js";
import { ipSetContains } from "../src/sets/ip-set.js";
import type { LabelSelector } from "../src/sets/label-selector.js";
import { isEmptyPortSet, portSetContains } from "../src/sets/port-set.js";

/**
 * The yardstick: every pair of pods on its own, with plain loops over the compiled policies of the two namespaces.
 * Knows what the generators make: TCP ports by number, labels that are all known, one IPv4 address per pod.
 */
export interface NaiveCluster {
  readonly policies: CompiledPolicies;
  readonly pods: readonly Pod[];
  readonly namespaceLabels: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Bits of the ports that each rule opens, see `maskOfAnswer`. */
  readonly masks: ReadonlyMap<CompiledRule, number>;
}

export function openNaively(policies: CompiledPolicies): NaiveCluster {
  const pods = policies.cluster.workloads.flatMap((workload) => workload.pods);
  const namespaces = [...new Set(pods.map((pod) => pod.namespace))];
  const masks = new Map<CompiledRule, number>();
  for (const one of [...policies.byNamespace.values()].flat()) {
    for (const rules of [one.ingress, one.egress]) {
      for (const rule of rules ?? []) masks.set(rule, maskOfPorts(policies, rule.ports));
    }
  }
  return {
    policies,
    pods,
    namespaceLabels: new Map(namespaces.map((name) => [name, labelsOfNamespace(policies.cluster, name).entries])),
    masks,
  };
}

/** The allowed ports of every pair, by source times the number of pods plus destination, as bits of `maskOfAnswer`. */
export function evaluateNaively(cluster: NaiveCluster): Int32Array {
  const { pods } = cluster;
  const answers = new Int32Array(pods.length * pods.length);
  for (let source = 0; source < pods.length; source += 1) {
    const from = pods[source] as Pod;
    for (let destination = 0; destination < pods.length; destination += 1) {
      const to = pods[destination] as Pod;
      const egress = opened(cluster, "egress", from, to);
      answers[source * pods.length + destination] = egress === 0 ? 0 : egress & opened(cluster, "ingress", to, from);
    }
  }
  return answers;
}

/** One bit per stretch of TCP ports between the policies' cuts, from bit 0, and one for all other protocols, bit 30. */
export function maskOfAnswer({ portCuts }: CompiledPolicies, { allowed, undecided }: ConnectionAnswer): number {
  if (!isEmptyPortSet(undecided.TCP)) throw new Error("a generated cluster leaves nothing undecided");
  let mask = isEmptyPortSet(allowed.UDP) ? 0 : otherProtocols;
  portCuts.forEach((cut, bit) => (mask |= portSetContains(allowed.TCP, cut) ? 1 << bit : 0));
  return mask;
}

const otherProtocols = 1 << 30;

function everything(portCuts: readonly number[]): number {
  return otherProtocols | (2 ** portCuts.length - 1);
}

function maskOfPorts({ portCuts }: CompiledPolicies, ports: readonly NetworkPolicyPort[]): number {
  if (portCuts.length > 30) throw new RangeError(`${portCuts.length} stretches of ports do not fit in 30 bits`);
  if (ports.length === 0) return everything(portCuts);
  let mask = 0;
  for (const { protocol, port, endPort } of ports) {
    if (protocol !== "TCP" || typeof port !== "number") throw new TypeError("only TCP ports by number are generated");
    portCuts.forEach((cut, bit) => (mask |= cut >= port && cut <= (endPort ?? port) ? 1 << bit : 0));
  }
  return mask;
}

function opened(cluster: NaiveCluster, direction: PolicyDirection, subject: Pod, peer: Pod): number {
  let isolated = false;
  let mask = 0;
  for (const policy of cluster.policies.byNamespace.get(subject.namespace) ?? []) {
    const rules: CompiledPolicy["ingress"] = policy[direction];
    if (!rules || !selects(policy.policy.podSelector, subject.labels.entries)) continue;
    isolated = true;
    for (const rule of rules) {
      if (matchesSome(cluster, rule.peers, subject.namespace, peer)) mask |= cluster.masks.get(rule) ?? 0;
    }
  }
  return isolated ? mask : everything(cluster.policies.portCuts);
}

function matchesSome(cluster: NaiveCluster, peers: readonly CompiledPeer[], namespace: string, pod: Pod): boolean {
  if (peers.length === 0) return true;
  for (const peer of peers) if (matches(cluster, peer, namespace, pod)) return true;
  return false;
}

function matches(cluster: NaiveCluster, peer: CompiledPeer, namespace: string, pod: Pod): boolean {
  const { addresses } = peer;
  if (addresses) return pod.addresses.some((one) => one.family === addresses.family && ipSetContains(addresses, one));
  if (peer.podSelector && !selects(peer.podSelector, pod.labels.entries)) return false;
  if (!peer.namespaceSelector) return pod.namespace === namespace;
  const labels = cluster.namespaceLabels.get(pod.namespace);
  return labels !== undefined && selects(peer.namespaceSelector, labels);
}

function selects({ requirements }: LabelSelector, labels: ReadonlyMap<string, string>): boolean {
  for (const { key, operator, values } of requirements) {
    const value = labels.get(key);
    const listed = value !== undefined && values.includes(value);
    if (operator === "In" && !listed) return false;
    if (operator === "NotIn" && listed) return false;
    if (operator === "Exists" && value === undefined) return false;
    if (operator === "DoesNotExist" && value !== undefined) return false;
  }
  return true;
}
