import type { Cluster } from "../cluster/cluster.js";
import type {
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicyRule,
  PolicyDirection,
  PolicyIpBlock,
} from "../resources/network-policy.js";
import type { OtherPolicy } from "../resources/other-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import { type IpSet, ipSetOf, lastAddress, subtractIpSets, unionIpSets, emptyIpSet } from "../sets/ip-set.js";

/** A peer with its addresses worked out: `cidr` without its own `except`. */
export interface CompiledPeer extends NetworkPolicyPeer {
  readonly addresses: IpSet | undefined;
  readonly block: IpSet | undefined;
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
  readonly otherPolicies: readonly OtherPolicy[];
  /** First addresses of the stretches within which no ipBlock of any policy begins or ends, ascending, from 0. */
  readonly addressCuts: Readonly<Record<IpFamily, readonly bigint[]>>;
  /** First ports of the stretches within which no port item of any policy begins or ends, ascending, from 1. */
  readonly portCuts: readonly number[];
  /** The label keys that namespaceSelectors ask for. */
  readonly namespaceKeys: ReadonlySet<string>;
}

export function compilePolicies(cluster: Cluster): CompiledPolicies {
  const compiled = cluster.networkPolicies.map(compilePolicy);
  const byNamespace = new Map<string, CompiledPolicy[]>();
  for (const one of compiled) {
    const { namespace } = one.policy.meta;
    const list = byNamespace.get(namespace);
    if (list) list.push(one);
    else byNamespace.set(namespace, [one]);
  }
  const rules = compiled.flatMap((one) => [...(one.ingress ?? []), ...(one.egress ?? [])]);
  return {
    cluster,
    byNamespace,
    otherPolicies: cluster.otherPolicies,
    addressCuts: { 4: addressCuts(rules, 4), 6: addressCuts(rules, 6) },
    portCuts: portCuts(rules, cluster),
    namespaceKeys: namespaceKeys(rules),
  };
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
  return policy[direction].map((rule) => ({ rule, peers: rule.peers.map(compilePeer), ports: rule.ports }));
}

function compilePeer(peer: NetworkPolicyPeer): CompiledPeer {
  const block = peer.ipBlock && ipSetOf(peer.ipBlock.cidr);
  return { ...peer, block, addresses: peer.ipBlock && withoutExcepts(peer.ipBlock) };
}

/** `except` carves out of its own block only; it denies nothing that another peer allows. */
function withoutExcepts({ cidr, except }: PolicyIpBlock): IpSet {
  const excepted = except
    .filter((block) => block.family === cidr.family)
    .reduce((set, block) => unionIpSets(set, ipSetOf(block)), emptyIpSet(cidr.family));
  return subtractIpSets(ipSetOf(cidr), excepted);
}

function addressCuts(rules: readonly CompiledRule[], family: IpFamily): readonly bigint[] {
  const cuts = new Set<bigint>([0n]);
  const last = lastAddress(family);
  for (const { peers } of rules) {
    for (const { addresses, block } of peers) {
      for (const set of [addresses, block]) {
        if (set?.family !== family) continue;
        for (const [first, end] of set.intervals) {
          cuts.add(first);
          if (end < last) cuts.add(end + 1n);
        }
      }
    }
  }
  return [...cuts].sort((a, b) => (a < b ? -1 : 1));
}

function portCuts(rules: readonly CompiledRule[], cluster: Cluster): readonly number[] {
  const cuts = new Set<number>([1]);
  const addRange = (first: number, last: number): void => {
    cuts.add(first);
    cuts.add(last + 1);
  };
  const items = rules.flatMap((rule) => rule.ports);
  for (const { port, endPort } of items) if (typeof port === "number") addRange(port, endPort ?? port);
  if (items.some((item) => typeof item.port === "string")) {
    for (const pod of cluster.workloads.flatMap((workload) => workload.pods)) {
      for (const { number } of pod.namedPorts ?? []) addRange(number, number);
    }
  }
  // A refused policy may hold any number; ports are whole.
  return [...cuts].filter((cut) => Number.isInteger(cut) && cut >= 1 && cut <= 65535).sort((a, b) => a - b);
}
