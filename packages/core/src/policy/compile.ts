import type { Cluster } from "../cluster/cluster.js";
import type {
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicyRule,
  PolicyDirection,
  PolicyIpBlock,
} from "../resources/network-policy.js";
import type { ClusterPolicy } from "../resources/cluster-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import { type IpSet, ipSetOf, lastAddress, subtractIpSets, unionIpSets, emptyIpSet } from "../sets/ip-set.js";
import { addressSetsOfPeer, type CompiledClusterRule, type CompiledTiers, compileTiers, rulesOfTiers } from "./compile-cluster-policy.js";

/** A peer with its addresses worked out: `cidr` without its own `except`. */
export interface CompiledPeer extends NetworkPolicyPeer {
  readonly addresses?: IpSet | undefined;
  readonly block?: IpSet | undefined;
}

export interface CompiledRule {
  readonly rule: NetworkPolicyRule;
  readonly peers: readonly CompiledPeer[];
  readonly ports: readonly NetworkPolicyPort[];
}

/** The rules per direction; undefined where the policy is not for that direction. */
export interface CompiledPolicy {
  readonly policy: NetworkPolicy;
  readonly refused: boolean;
  readonly ingress: readonly CompiledRule[] | undefined;
  readonly egress: readonly CompiledRule[] | undefined;
}

/** All policies of a cluster, ready for questions. */
export interface CompiledPolicies {
  readonly cluster: Cluster;
  readonly byNamespace: ReadonlyMap<string, readonly CompiledPolicy[]>;
  /** Cluster-scoped policies, laid over and under the NetworkPolicies. */
  readonly tiers: CompiledTiers;
  /** First addresses of the stretches within which no ipBlock of any policy begins or ends, ascending, from 0. */
  readonly addressCuts: AddressCuts;
  /** First ports of the stretches within which no port item of any policy begins or ends, ascending, from 1. */
  readonly portCuts: readonly number[];
  /** The label keys that namespaceSelectors ask for. */
  readonly namespaceKeys: ReadonlySet<string>;
}

/** First addresses of stretches, ascending, per family. */
export type AddressCuts = Readonly<Record<IpFamily, readonly bigint[]>>;

const noCuts: AddressCuts = { 4: [], 6: [] };

/** `moreCuts` are put to those of the policies: addresses are told apart there although no policy here does so. */
export function compilePolicies(cluster: Cluster, moreCuts: AddressCuts = noCuts): CompiledPolicies {
  const compiled = [...cluster.networkPolicies, ...cluster.assumedPolicies].map(compilePolicy);
  const byNamespace = new Map<string, CompiledPolicy[]>();
  for (const one of compiled) {
    const { namespace } = one.policy.meta;
    const list = byNamespace.get(namespace);
    if (list) list.push(one);
    else byNamespace.set(namespace, [one]);
  }
  const rules = rulesOf(compiled);
  const tiers = compileTiers(cluster);
  const tierRules = rulesOfTiers(tiers);
  const sets = [
    ...addressSets(rules),
    ...tierRules.flatMap((rule) => rule.peers.flatMap(addressSetsOfPeer)),
  ];
  return {
    cluster,
    byNamespace,
    tiers,
    addressCuts: { 4: addressCuts(sets, 4, moreCuts), 6: addressCuts(sets, 6, moreCuts) },
    portCuts: portCuts([...rangesOfPorts(rules), ...tierRules.flatMap(tierPortRanges)], cluster),
    namespaceKeys: new Set([...namespaceKeys(rules), ...tierNamespaceKeys(cluster.clusterPolicies)]),
  };
}

function rulesOf(compiled: readonly CompiledPolicy[]): readonly CompiledRule[] {
  const rules: CompiledRule[] = [];
  for (const { ingress, egress } of compiled) {
    if (ingress) rules.push(...ingress);
    if (egress) rules.push(...egress);
  }
  return rules;
}

function addressSets(rules: readonly CompiledRule[]): readonly IpSet[] {
  const sets: IpSet[] = [];
  for (const { peers } of rules) {
    for (const { addresses, block } of peers) {
      if (addresses) sets.push(addresses);
      if (block && block !== addresses) sets.push(block);
    }
  }
  return sets;
}

/** Each range once: policies name the same few ports over and over. */
function rangesOfPorts(rules: readonly CompiledRule[]): readonly PortRange[] {
  const single = new Set<number>();
  const others: PortRange[] = [];
  for (const { ports } of rules) {
    for (const item of ports) {
      if (typeof item.port === "number" && item.endPort === undefined) single.add(item.port);
      else others.push(portRangeOf(item));
    }
  }
  return [...Array.from(single, (port) => [port, port] as const), ...others];
}

/** The first and last port of an item, all of a protocol's, or a name. */
type PortRange = readonly [number, number] | "all" | "named";

function portRangeOf({ port, endPort }: NetworkPolicyPort): PortRange {
  if (port === undefined) return "all";
  return typeof port === "string" ? "named" : [port, endPort ?? port];
}

function tierPortRanges({ rule }: CompiledClusterRule): readonly PortRange[] {
  return rule.ports.map((port) => (port.type === "name" ? "named" : [port.first, port.last]));
}

function tierNamespaceKeys(policies: readonly ClusterPolicy[]): readonly string[] {
  const selected = policies.flatMap(({ subject, ingress, egress }) => [
    subject,
    ...[...ingress, ...egress].flatMap((rule) => rule.peers.flatMap((peer) => (peer.type === "pods" ? peer.pods : []))),
  ]);
  return selected.flatMap(({ namespaceSelector }) => namespaceSelector.requirements.map(({ key }) => key));
}

function namespaceKeys(rules: readonly CompiledRule[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { peers } of rules) {
    for (const { namespaceSelector } of peers) for (const { key } of namespaceSelector?.requirements ?? []) keys.add(key);
  }
  return keys;
}

export function compilePolicy(policy: NetworkPolicy): CompiledPolicy {
  return {
    policy,
    refused: policy.refusals.length > 0,
    ingress: compileRules(policy, "ingress"),
    egress: compileRules(policy, "egress"),
  };
}

function compileRules(policy: NetworkPolicy, direction: PolicyDirection): readonly CompiledRule[] | undefined {
  if (!policy.policyTypes[direction]) return undefined;
  return policy[direction].map((rule) => ({ rule, peers: compilePeers(rule.peers), ports: rule.ports }));
}

/** Peers without addresses are as they were read. */
function compilePeers(peers: readonly NetworkPolicyPeer[]): readonly CompiledPeer[] {
  return peers.some((peer) => peer.ipBlock) ? peers.map(compilePeer) : peers;
}

function compilePeer(peer: NetworkPolicyPeer): CompiledPeer {
  const { path, podSelector, namespaceSelector, ipBlock } = peer;
  if (!ipBlock) return peer;
  const block = ipSetOf(ipBlock.cidr);
  return { path, podSelector, namespaceSelector, ipBlock, block, addresses: ipBlock.except.length === 0 ? block : withoutExcepts(ipBlock) };
}

/** `except` carves out of its own block only; it denies nothing that another peer allows. */
function withoutExcepts({ cidr, except }: PolicyIpBlock): IpSet {
  const excepted = except
    .filter((block) => block.family === cidr.family)
    .reduce((set, block) => unionIpSets(set, ipSetOf(block)), emptyIpSet(cidr.family));
  return subtractIpSets(ipSetOf(cidr), excepted);
}

function addressCuts(
  sets: readonly (IpSet | undefined)[],
  family: IpFamily,
  more: AddressCuts,
): readonly bigint[] {
  const cuts = [0n, ...more[family]];
  const last = lastAddress(family);
  for (const set of sets) {
    if (set?.family !== family) continue;
    for (const [first, end] of set.intervals) {
      cuts.push(first);
      if (end < last) cuts.push(end + 1n);
    }
  }
  return family === 4 ? sortedNumbers(cuts) : [...new Set(cuts)].sort((a, b) => (a < b ? -1 : 1));
}

/** Each once, ascending. IPv4 addresses are exact numbers, which sort many times faster. */
function sortedNumbers(values: readonly bigint[]): readonly bigint[] {
  const numbers = Float64Array.from(values, Number).sort();
  return Array.from(numbers.filter((value, index) => value !== numbers[index - 1]), BigInt);
}

function portCuts(ranges: readonly PortRange[], cluster: Cluster): readonly number[] {
  const cuts = new Set<number>([1]);
  for (const range of ranges) {
    if (typeof range === "string") continue;
    cuts.add(range[0]);
    cuts.add(range[1] + 1);
  }
  if (ranges.includes("named")) {
    for (const pod of cluster.workloads.flatMap((workload) => workload.pods)) {
      for (const { number } of pod.namedPorts ?? []) cuts.add(number).add(number + 1);
    }
  }
  // A refused policy may hold any number; ports are whole.
  return [...cuts].filter((cut) => Number.isInteger(cut) && cut >= 1 && cut <= 65535).sort((a, b) => a - b);
}
