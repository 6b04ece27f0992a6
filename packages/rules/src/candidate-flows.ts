import {
  type Cluster,
  type ClusterPolicy,
  type ClusterPolicyRule,
  type CompiledPolicies,
  type Endpoint,
  endpointName,
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
import { oneOfEachSort } from "./alike-workloads.js";
import { numbersOf, startsWithin } from "./cluster-policy-ports.js";
import { addressesOf } from "./cluster-policy-reach.js";
import { readablePolicies } from "./cluster-policy-words.js";
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
  const seen = new Set<string>();
  for (const subject of oneOfEachSort(policies, subjectsOf(cluster, policy), policy.meta.namespace)) {
    const [pod] = subject.pods;
    for (const tier of denying) {
      if (!pod || !isSurelySelected(cluster, tier.subject, pod) || isLeftOpen(cluster, tier, pod)) continue;
      for (const deny of tier[direction].filter(({ action }) => action === "Deny")) {
        yield* notSeen(flowsOf(policies, allowing, subject, deny), seen);
      }
    }
  }
}

/**
 * What a policy of the admin tier does that the API server refuses is not known, and so nothing that comes after it or
 * has its priority denies for sure.
 */
function isLeftOpen(cluster: Cluster, { priority }: ClusterPolicy, pod: Pod): boolean {
  const readable = new Set(readablePolicies(cluster.clusterPolicies));
  return cluster.clusterPolicies.some(
    (other) =>
      other.tier === "admin" &&
      other.priority <= priority &&
      !readable.has(other) &&
      mayBeSelected(cluster, other.subject, pod),
  );
}

/** Several Denies may match one flow. */
function* notSeen(flows: Iterable<CandidateFlow>, seen: Set<string>): Generator<CandidateFlow> {
  for (const flow of flows) {
    const { from, to, family, protocol, port } = flow;
    const key = `${endpointName(from)} ${endpointName(to)} ${family} ${protocol} ${port}`;
    if (seen.has(key)) continue;
    seen.add(key);
    yield flow;
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
  const numbers = portCutsFor(policies, subject, allowing.direction);
  for (const { endpoint, family } of otherEnds(policies, allowing, subject, deny)) {
    const [from, to] = allowing.direction === "ingress" ? [endpoint, here] : [here, endpoint];
    const cuts = withNamedPorts(numbers, to);
    for (const { protocol, port } of portsOf(cuts, allowing, deny, to)) yield { from, to, family, protocol, port };
  }
}

/** A single pod does not connect to itself, so that another of its sort is wanted beside it. */
function othersOf(policies: CompiledPolicies, home: string): readonly Workload[] {
  const memo = known.get(policies) ?? new Map<string, readonly Workload[]>();
  known.set(policies, memo);
  const all = memo.get(home) ?? twoOfEachSort(policies, home);
  memo.set(home, all);
  return all;
}

const known = new WeakMap<CompiledPolicies, Map<string, readonly Workload[]>>();

function twoOfEachSort(policies: CompiledPolicies, home: string): readonly Workload[] {
  const { workloads } = policies.cluster;
  const first = oneOfEachSort(policies, workloads, home);
  const taken = new Set(first);
  return [...first, ...oneOfEachSort(policies, workloads.filter((one) => !taken.has(one)), home)];
}

interface OtherEnd {
  readonly endpoint: Endpoint;
  readonly family: IpFamily;
}

function* otherEnds(
  policies: CompiledPolicies,
  { rule, policy }: AllowingRule,
  subject: Workload,
  deny: ClusterPolicyRule,
): Generator<OtherEnd> {
  const { cluster } = policies;
  for (const workload of othersOf(policies, policy.meta.namespace)) {
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

/**
 * Where the rules of the admin tier that are for the subject begin or end. What other policies tell apart makes no
 * difference to what is denied here.
 */
function portCutsFor(
  { cluster }: CompiledPolicies,
  { pods: [pod] }: Workload,
  direction: PolicyDirection,
): readonly number[] {
  const rules = cluster.clusterPolicies
    .filter(({ tier, subject }) => tier === "admin" && pod && mayBeSelected(cluster, subject, pod))
    .flatMap((policy) => policy[direction]);
  const numbers = rules.flatMap(({ ports }) => protocols.flatMap((protocol) => numbersOf(ports, protocol).intervals));
  return startsOf([[1, 0], ...numbers]);
}

/** And the ports that the destination names. */
function withNamedPorts(cuts: readonly number[], to: Endpoint): readonly number[] {
  const named = to.type === "workload" ? to.workload.pods.flatMap((one) => one.namedPorts ?? []) : [];
  return named.length === 0 ? cuts : startsOf([...cuts.map((cut) => [cut, cut - 1] as const), ...named.map(({ number }) => [number, number] as const)]);
}

/** Where stretches begin, and what is behind them, ascending. */
function startsOf(stretches: readonly (readonly [first: number, last: number])[]): readonly number[] {
  return [...new Set(stretches.flatMap(([first, last]) => [first, last + 1]))].sort((a, b) => a - b);
}

function portsOf(
  portCuts: readonly number[],
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
