import type { Cluster } from "../cluster/cluster.js";
import { isSameIn, keepList, keepMap } from "../cluster/keep-cluster.js";
import type {
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicyRule,
  PolicyDirection,
  PolicyIpBlock,
} from "../resources/network-policy.js";
import type { ClusterPolicy, PodsOfNamespaces } from "../resources/cluster-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import { keepShape } from "../sets/kept-shapes.js";
import { type IpSet, ipSetOf, lastAddress, subtractIpSets, unionIpSets, emptyIpSet } from "../sets/ip-set.js";
import type { LabelSelector, SelectorRequirement } from "../sets/label-selector.js";
import { addressSetsOfPeer, type CompiledClusterRule, type CompiledTiers, compileTiers, rulesOfTiers } from "./compile-cluster-policy.js";

/** A peer with its addresses worked out: `cidr` without its own `except`. */
export interface CompiledPeer extends NetworkPolicyPeer {
  readonly addresses?: IpSet | undefined;
  readonly block?: IpSet | undefined;
}

/** A rule whose peers have their addresses worked out. */
export interface CompiledRule extends NetworkPolicyRule {
  readonly peers: readonly CompiledPeer[];
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
  /** The label keys that podSelectors ask for. */
  readonly podKeys: ReadonlySet<string>;
  /** The label keys that namespaceSelectors ask for. */
  readonly namespaceKeys: ReadonlySet<string>;
  /** Whether some policy names a port by the name that containers give it. */
  readonly namedPorts: boolean;
}

/** First addresses of stretches, ascending, per family. */
export type AddressCuts = Readonly<Record<IpFamily, readonly bigint[]>>;

const noCuts: AddressCuts = { 4: [], 6: [] };

/**
 * `moreCuts` are put to those of the policies: addresses are told apart there although no policy here does so. `known`
 * are policies that were compiled before, of which those that this cluster has are not compiled again.
 */
export function compilePolicies(
  cluster: Cluster,
  moreCuts: AddressCuts = noCuts,
  known?: CompiledPolicies,
): CompiledPolicies {
  const byNamespace = new Map<string, CompiledPolicy[]>();
  const facts = emptyFacts();
  const compiled = new Map(known && [...known.byNamespace.values()].flat().map((one) => [one.policy, one]));
  for (const policy of [...cluster.networkPolicies, ...cluster.assumedPolicies]) {
    const one = compiled.get(policy) ?? compilePolicy(policy);
    addFacts(facts, one);
    const { namespace } = policy.meta;
    const list = byNamespace.get(namespace);
    if (list) list.push(one);
    else byNamespace.set(namespace, [one]);
  }
  const tiers = compileTiers(cluster);
  addTierFacts(facts, cluster.clusterPolicies, rulesOfTiers(tiers));
  return {
    cluster,
    byNamespace,
    tiers,
    addressCuts: { 4: addressCuts(facts.addresses, 4, moreCuts), 6: addressCuts(facts.addresses, 6, moreCuts) },
    portCuts: portCuts(facts, cluster),
    podKeys: facts.podKeys,
    namespaceKeys: facts.namespaceKeys,
    namedPorts: facts.namedPorts,
  };
}

/** Policies of a cluster with the lists of earlier ones that are the same, as `keepCluster` has it. */
export function keepPolicies(before: CompiledPolicies | undefined, after: CompiledPolicies): CompiledPolicies {
  if (!before) return after;
  const byNamespace = new Map(
    [...after.byNamespace].map(([namespace, list]) => [namespace, keepList(before.byNamespace.get(namespace) ?? [], list)]),
  );
  return {
    ...after,
    byNamespace: keepMap(before.byNamespace, byNamespace),
    tiers: isSameIn(before.cluster, after.cluster, ofTiers) ? before.tiers : after.tiers,
    addressCuts: {
      4: keepList(before.addressCuts[4], after.addressCuts[4]),
      6: keepList(before.addressCuts[6], after.addressCuts[6]),
    },
    portCuts: keepList(before.portCuts, after.portCuts),
  };
}

/** What administrators' policies are compiled from, and what their peers ask of the cluster. */
const ofTiers = ["clusterPolicies", "nodes", "settings", "environment"] as const;

/** What questions and listings have to know of all policies together, collected in one pass over them. */
interface Facts {
  readonly podKeys: Set<string>;
  readonly namespaceKeys: Set<string>;
  readonly addresses: IpSet[];
  /** Ports that are named alone: policies name the same few over and over. */
  readonly ports: Set<number>;
  readonly portRanges: (readonly [first: number, last: number])[];
  namedPorts: boolean;
}

function emptyFacts(): Facts {
  const [podKeys, namespaceKeys, ports] = [new Set<string>(), new Set<string>(), new Set<number>()];
  return { podKeys, namespaceKeys, addresses: [], ports, portRanges: [], namedPorts: false };
}

keepShape(emptyFacts());

function addFacts(facts: Facts, { policy, ingress, egress }: CompiledPolicy): void {
  addKeys(facts.podKeys, policy.podSelector);
  ingress?.forEach((rule) => addRuleFacts(facts, rule));
  egress?.forEach((rule) => addRuleFacts(facts, rule));
}

function addRuleFacts(facts: Facts, { peers, ports }: CompiledRule): void {
  for (let at = 0; at < peers.length; at += 1) {
    const { podSelector, namespaceSelector, addresses, block } = peers[at] as CompiledPeer;
    if (podSelector) addKeys(facts.podKeys, podSelector);
    if (namespaceSelector) addKeys(facts.namespaceKeys, namespaceSelector);
    if (addresses) facts.addresses.push(addresses);
    if (block && block !== addresses) facts.addresses.push(block);
  }
  for (let at = 0; at < ports.length; at += 1) {
    const { port, endPort } = ports[at] as NetworkPolicyPort;
    if (typeof port === "string") facts.namedPorts = true;
    else if (port !== undefined && endPort === undefined) facts.ports.add(port);
    else if (port !== undefined) facts.portRanges.push([port, endPort as number]);
  }
}

function addKeys(keys: Set<string>, { requirements }: LabelSelector): void {
  for (let at = 0; at < requirements.length; at += 1) keys.add((requirements[at] as SelectorRequirement).key);
}

function addTierFacts(facts: Facts, policies: readonly ClusterPolicy[], rules: readonly CompiledClusterRule[]): void {
  for (const { subject } of policies) addPodsFacts(facts, subject);
  for (const { rule, peers } of rules) {
    for (const peer of peers) {
      if (peer.type === "pods") addPodsFacts(facts, peer.pods);
      facts.addresses.push(...addressSetsOfPeer(peer));
    }
    for (const port of rule.ports) {
      if (port.type === "name") facts.namedPorts = true;
      else facts.portRanges.push([port.first, port.last]);
    }
  }
}

function addPodsFacts(facts: Facts, { podSelector, namespaceSelector }: PodsOfNamespaces): void {
  addKeys(facts.podKeys, podSelector);
  addKeys(facts.namespaceKeys, namespaceSelector);
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
  const rules = policy[direction];
  return rules.some(hasBlock) ? rules.map(compileRule) : rules;
}

/** Rules without addresses are as they were read, and in a large cluster most of them are. */
function hasBlock({ peers }: NetworkPolicyRule): boolean {
  for (let at = 0; at < peers.length; at += 1) if (peers[at]?.ipBlock) return true;
  return false;
}

function compileRule(rule: NetworkPolicyRule): CompiledRule {
  return hasBlock(rule) ? { path: rule.path, peers: rule.peers.map(compilePeer), ports: rule.ports } : rule;
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

function addressCuts(sets: readonly IpSet[], family: IpFamily, more: AddressCuts): readonly bigint[] {
  const cuts = [0n, ...more[family]];
  const last = lastAddress(family);
  for (const set of sets) {
    if (set.family !== family) continue;
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

function portCuts({ ports, portRanges, namedPorts }: Facts, cluster: Cluster): readonly number[] {
  const cuts = new Set<number>([1]);
  for (const port of ports) cuts.add(port).add(port + 1);
  for (const [first, last] of portRanges) cuts.add(first).add(last + 1);
  if (namedPorts) {
    for (const { pods } of cluster.workloads) {
      for (const pod of pods) for (const { number } of pod.namedPorts ?? []) cuts.add(number).add(number + 1);
    }
  }
  // A refused policy may hold any number; ports are whole.
  return [...cuts].filter((cut) => Number.isInteger(cut) && cut >= 1 && cut <= 65535).sort((a, b) => a - b);
}
