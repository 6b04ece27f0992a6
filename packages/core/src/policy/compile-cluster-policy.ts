import type { Cluster } from "../cluster/cluster.js";
import { labelsOfNode } from "../cluster/find-node.js";
import type {
  ClusterPolicy,
  ClusterPolicyPeer,
  ClusterPolicyRule,
  PolicyTier,
} from "../resources/cluster-policy.js";
import type { NodeResource } from "../resources/node.js";
import { refusalsBesidesUnknownPeers } from "../resources/read-cluster-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import { emptyIpSet, type IpSet, ipSetOf, subtractIpSets, unionIpSets } from "../sets/ip-set.js";
import { isSatisfiable, type LabelSelector, matchesLabels } from "../sets/label-selector.js";

/** A peer with its addresses as one set per family. */
export type CompiledClusterPeer =
  | Exclude<ClusterPolicyPeer, { type: "networks" | "nodes" }>
  | (Extract<ClusterPolicyPeer, { type: "networks" }> & { readonly addresses: AddressSets })
  | (Extract<ClusterPolicyPeer, { type: "nodes" }> & NodeAddresses);

export type AddressSets = Readonly<Record<IpFamily, IpSet>>;

/** The addresses of nodes that a nodes peer selects. */
export interface NodeAddresses {
  readonly cluster: Cluster;
  /** Of the nodes in the input that it selects. */
  readonly addresses: AddressSets;
  /** Of nodes that are not in the input: the node ranges that were given, without the addresses of known nodes. */
  readonly perhaps: AddressSets;
}

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

export function compileTiers(cluster: Cluster): CompiledTiers {
  return { admin: groupsOf(cluster, "admin"), baseline: groupsOf(cluster, "baseline") };
}

function groupsOf(cluster: Cluster, tier: PolicyTier): readonly PriorityGroup[] {
  const byPriority = new Map<number, CompiledClusterPolicy[]>();
  for (const policy of cluster.clusterPolicies) {
    if (policy.tier !== tier) continue;
    const group = byPriority.get(policy.priority);
    if (group) group.push(compileClusterPolicy(cluster, policy));
    else byPriority.set(policy.priority, [compileClusterPolicy(cluster, policy)]);
  }
  return [...byPriority].sort(([a], [b]) => a - b).map(([priority, group]) => ({ priority, policies: group }));
}

function compileClusterPolicy(cluster: Cluster, policy: ClusterPolicy): CompiledClusterPolicy {
  return {
    policy,
    // A peer that nobody knows has a meaning of its own, which is not that of a refused object.
    refused: refusalsBesidesUnknownPeers(policy).length > 0,
    ingress: policy.ingress.map((rule) => compileRule(cluster, rule)),
    egress: policy.egress.map((rule) => compileRule(cluster, rule)),
  };
}

function compileRule(cluster: Cluster, rule: ClusterPolicyRule): CompiledClusterRule {
  return { rule, peers: rule.peers.map((peer) => compilePeer(cluster, peer)) };
}

function compilePeer(cluster: Cluster, peer: ClusterPolicyPeer): CompiledClusterPeer {
  if (peer.type === "networks") return { ...peer, addresses: unionOf(peer.networks.map(ipSetOf)) };
  if (peer.type === "nodes") return { ...peer, ...nodeAddresses(cluster, peer.nodeSelector) };
  return peer;
}

function unionOf(sets: readonly IpSet[]): AddressSets {
  const union = (family: IpFamily): IpSet =>
    sets.filter((set) => set.family === family).reduce(unionIpSets, emptyIpSet(family));
  return { 4: union(4), 6: union(6) };
}

/** network-policy-api, ClusterNetworkPolicyEgressPeer.nodes: what the status of the selected nodes lists as addresses. */
function nodeAddresses(cluster: Cluster, selector: LabelSelector): NodeAddresses {
  const { nodes, settings } = cluster;
  const addresses = unionOf(nodes.filter((node) => matchesLabels(selector, labelsOfNode(node)) === "yes").flatMap(addressesOfNode));
  const known = unionOf(nodes.flatMap(addressesOfNode));
  const ranges = unionOf(isSatisfiable(selector) ? settings.nodeRanges.map(ipSetOf) : []);
  const perhaps = { 4: subtractIpSets(ranges[4], known[4]), 6: subtractIpSets(ranges[6], known[6]) };
  return { cluster, addresses, perhaps };
}

function addressesOfNode({ addresses }: NodeResource): readonly IpSet[] {
  return addresses.map(({ value: { family, value } }) => ipSetOf({ family, first: value, last: value }));
}

/** The sets of addresses that a peer tells apart. */
export function addressSetsOfPeer(peer: CompiledClusterPeer): readonly IpSet[] {
  if (peer.type === "networks") return [peer.addresses[4], peer.addresses[6]];
  return peer.type === "nodes" ? [peer.addresses, peer.perhaps].flatMap((sets) => [sets[4], sets[6]]) : [];
}

/** Every rule of every policy, for what has to know all of them. */
export function rulesOfTiers(tiers: CompiledTiers): readonly CompiledClusterRule[] {
  const policies = [...tiers.admin, ...tiers.baseline].flatMap((group) => group.policies);
  return policies.flatMap((policy) => [...policy.ingress, ...policy.egress]);
}
