import type {
  ClusterPolicy,
  ClusterPolicyPeer,
  ClusterPolicyRule,
  PolicyTier,
} from "../resources/cluster-policy.js";
import { refusalsBesidesUnknownPeers } from "../resources/read-cluster-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import { emptyIpSet, type IpSet, ipSetOf, unionIpSets } from "../sets/ip-set.js";

/** A peer with its networks as one set per family. */
export type CompiledClusterPeer =
  | Exclude<ClusterPolicyPeer, { type: "networks" }>
  | (Extract<ClusterPolicyPeer, { type: "networks" }> & { readonly addresses: Readonly<Record<IpFamily, IpSet>> });

export interface CompiledClusterRule {
  readonly rule: ClusterPolicyRule;
  readonly peers: readonly CompiledClusterPeer[];
}

export interface CompiledClusterPolicy {
  readonly policy: ClusterPolicy;
  readonly refused: boolean;
  readonly ingress: readonly CompiledClusterRule[];
  readonly egress: readonly CompiledClusterRule[];
}

/** The policies of a tier that have one priority, which the API does not order among themselves. */
export interface PriorityGroup {
  readonly priority: number;
  readonly policies: readonly CompiledClusterPolicy[];
}

/** Groups of each tier, the lowest priority number first: it decides first. */
export type CompiledTiers = Readonly<Record<PolicyTier, readonly PriorityGroup[]>>;

export function compileTiers(policies: readonly ClusterPolicy[]): CompiledTiers {
  return { admin: groupsOf(policies, "admin"), baseline: groupsOf(policies, "baseline") };
}

function groupsOf(policies: readonly ClusterPolicy[], tier: PolicyTier): readonly PriorityGroup[] {
  const byPriority = new Map<number, CompiledClusterPolicy[]>();
  for (const policy of policies) {
    if (policy.tier !== tier) continue;
    const group = byPriority.get(policy.priority);
    if (group) group.push(compileClusterPolicy(policy));
    else byPriority.set(policy.priority, [compileClusterPolicy(policy)]);
  }
  return [...byPriority].sort(([a], [b]) => a - b).map(([priority, group]) => ({ priority, policies: group }));
}

function compileClusterPolicy(policy: ClusterPolicy): CompiledClusterPolicy {
  return {
    policy,
    // A peer that nobody knows has a meaning of its own, which is not that of a refused object.
    refused: refusalsBesidesUnknownPeers(policy).length > 0,
    ingress: policy.ingress.map(compileRule),
    egress: policy.egress.map(compileRule),
  };
}

function compileRule(rule: ClusterPolicyRule): CompiledClusterRule {
  return { rule, peers: rule.peers.map(compilePeer) };
}

function compilePeer(peer: ClusterPolicyPeer): CompiledClusterPeer {
  if (peer.type !== "networks") return peer;
  const union = (family: IpFamily): IpSet =>
    peer.networks
      .filter((block) => block.family === family)
      .map(ipSetOf)
      .reduce(unionIpSets, emptyIpSet(family));
  return { ...peer, addresses: { 4: union(4), 6: union(6) } };
}

/** Every rule of every policy, for what has to know all of them. */
export function rulesOfTiers(tiers: CompiledTiers): readonly CompiledClusterRule[] {
  const policies = [...tiers.admin, ...tiers.baseline].flatMap((group) => group.policies);
  return policies.flatMap((policy) => [...policy.ingress, ...policy.egress]);
}
