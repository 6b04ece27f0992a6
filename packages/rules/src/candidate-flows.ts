import {
  type Cluster,
  type ClusterPolicy,
  type ClusterPolicyRule,
  type CompiledPolicies,
  type Endpoint,
  formatIpAddress,
  intersectIpSets,
  intersectPortSets,
  type IpFamily,
  type IpSet,
  ipSetOf,
  labelsOfNamespace,
  matchesLabels,
  type NetworkPolicy,
  type Pod,
  type PolicyDirection,
  portRange,
  type PortSet,
  type Protocol,
  protocols,
  emptyPortSet,
  fullPortSet,
  subtractIpSets,
  unionPortSets,
  usedFamilies,
  type Workload,
} from "@netpolint/core";
import { numbersOf, startsWithin } from "./cluster-policy-ports.js";
import { addressesOf } from "./cluster-policy-reach.js";
import { isSurelySelected, mayBeSelected } from "./selector-relation.js";

/** A rule of a NetworkPolicy, with its number. */
export interface AllowingRule {
  readonly policy: NetworkPolicy;
  readonly direction: PolicyDirection;
  readonly rule: NetworkPolicy["ingress"][number];
  readonly index: number;
}

/** One flow of one family. */
export interface CandidateFlow {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly family: IpFamily;
  readonly protocol: Protocol;
  readonly port: number;
}

type NetworkPolicyPeer = AllowingRule["rule"]["peers"][number];

/**
 * Flows between workloads and addresses of the input that a rule of a NetworkPolicy may allow and a Deny may match,
 * one for each stretch of addresses and ports that policies do not tell apart.
 */
export function* candidateFlows(
  policies: CompiledPolicies,
  denying: readonly ClusterPolicy[],
  allowing: AllowingRule,
): Generator<CandidateFlow> {
  const { cluster } = policies;
  const { policy, direction } = allowing;
  for (const subject of subjectsOf(cluster, policy)) {
    const [pod] = subject.pods;
    for (const tier of denying) {
      if (!pod || !isSurelySelected(cluster, tier.subject, pod)) continue;
      for (const deny of tier[direction].filter(({ action }) => action === "Deny")) {
        yield* flowsOf(policies, allowing, subject, deny);
      }
    }
  }
}

function subjectsOf(cluster: Cluster, { meta, podSelector }: NetworkPolicy): readonly Workload[] {
  return cluster.workloads.filter(
    ({ namespace, pods }) =>
      namespace === meta.namespace && pods.some(({ labels }) => matchesLabels(podSelector, labels) === "yes"),
  );
}

function* flowsOf(
  policies: CompiledPolicies,
  allowing: AllowingRule,
  subject: Workload,
  deny: ClusterPolicyRule,
): Generator<CandidateFlow> {
  const here: Endpoint = { type: "workload", workload: subject };
  for (const { endpoint, family } of otherEnds(policies, allowing, subject, deny)) {
    const [from, to] = allowing.direction === "ingress" ? [endpoint, here] : [here, endpoint];
    for (const { protocol, port } of portsOf(policies, allowing, deny, to)) yield { from, to, family, protocol, port };
  }
}

interface OtherEnd {
  readonly endpoint: Endpoint;
  readonly family: IpFamily;
}

function* otherEnds(
  policies: CompiledPolicies,
  { rule }: AllowingRule,
  subject: Workload,
  deny: ClusterPolicyRule,
): Generator<OtherEnd> {
  const { cluster } = policies;
  for (const workload of cluster.workloads) {
    const [pod] = workload.pods;
    if (!pod || (workload === subject && subject.single)) continue;
    const isAllowed = rule.peers.length === 0 || rule.peers.some((peer) => mayMatch(cluster, peer, pod));
    const isDenied = deny.peers.some((peer) => peer.type !== "pods" || mayBeSelected(cluster, peer.pods, pod));
    if (!isAllowed || !isDenied) continue;
    for (const family of usedFamilies(cluster)) yield { endpoint: { type: "workload", workload }, family };
  }
  for (const block of rule.peers.flatMap(addressesOfPeer)) yield* addressEnds(policies, block, deny);
}

/** Rough: what is left is asked for one by one. */
function mayMatch(cluster: Cluster, { podSelector, namespaceSelector }: NetworkPolicyPeer, pod: Pod): boolean {
  if (podSelector && matchesLabels(podSelector, pod.labels) === "no") return false;
  return !namespaceSelector || matchesLabels(namespaceSelector, labelsOfNamespace(cluster, pod.namespace)) !== "no";
}

function addressesOfPeer({ ipBlock }: NetworkPolicyPeer): readonly IpSet[] {
  if (!ipBlock) return [];
  const { family } = ipBlock.cidr;
  const excepted = ipBlock.except.filter((block) => block.family === family).map(ipSetOf);
  return [excepted.reduce(subtractIpSets, ipSetOf(ipBlock.cidr))];
}

function* addressEnds(
  { addressCuts }: CompiledPolicies,
  block: IpSet,
  { peers }: ClusterPolicyRule,
): Generator<OtherEnd> {
  const { family } = block;
  for (const peer of peers) {
    for (const [first, last] of intersectIpSets(block, addressesOf(peer)[family]).intervals) {
      const cuts = addressCuts[family].filter((cut) => cut > first && cut <= last);
      for (const value of [first, ...cuts]) {
        const sets = [ipSetOf({ family, first: value, last: value })];
        yield { endpoint: { type: "addresses", sets, name: formatIpAddress({ family, value }) }, family };
      }
    }
  }
}

function portsOf(
  { portCuts }: CompiledPolicies,
  { rule }: AllowingRule,
  deny: ClusterPolicyRule,
  to: Endpoint,
): readonly Pick<CandidateFlow, "protocol" | "port">[] {
  const pod = to.type === "workload" ? to.workload.pods[0] : undefined;
  return protocols.flatMap((protocol) => {
    const named = deny.ports.flatMap((port) =>
      port.type === "name" && (port.protocol ?? protocol) === protocol ? declared(pod, port.name, protocol) : [],
    );
    const denied = named.reduce(unionPortSets, numbersOf(deny.ports, protocol));
    const both = intersectPortSets(allowedPorts(rule.ports, protocol, pod), denied);
    return startsWithin(both, portCuts).map((port) => ({ protocol, port }));
  });
}

function allowedPorts(items: AllowingRule["rule"]["ports"], protocol: Protocol, pod: Pod | undefined): PortSet {
  if (items.length === 0) return fullPortSet();
  return items
    .filter((item) => item.protocol === protocol)
    .flatMap(({ port, endPort }) => {
      if (port === undefined) return [fullPortSet()];
      return typeof port === "string" ? declared(pod, port, protocol) : [portRange(port, endPort ?? port)];
    })
    .reduce(unionPortSets, emptyPortSet());
}

function declared(pod: Pod | undefined, name: string, protocol: Protocol): readonly PortSet[] {
  const known = pod?.namedPorts?.filter((port) => port.name === name && port.protocol === protocol) ?? [];
  return known.map(({ number }) => portRange(number, number));
}
