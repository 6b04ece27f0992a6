import { type Cluster, namespaceNameLabel } from "../../cluster/cluster.js";
import type { ClusterPolicy, PodsOfNamespaces } from "../../resources/cluster-policy.js";
import type { NetworkPolicy, NetworkPolicyPeer } from "../../resources/network-policy.js";
import type { LabelSelector } from "../../sets/label-selector.js";

/** Values of label keys between which the selectors of the input can tell a difference. */
export type LabelChoices = ReadonlyMap<string, readonly (string | undefined)[]>;

/** A value that no selector names. */
const otherValue = "any-other-value";

/** For each key that a selector asks for: absent, each value that is named, and one that is not. */
export function labelChoices(selectors: Iterable<LabelSelector>): LabelChoices {
  const values = new Map<string, Set<string | undefined>>();
  for (const { requirements } of selectors) {
    for (const { key, values: named } of requirements) {
      const known = values.get(key) ?? new Set<string | undefined>([undefined, otherValue]);
      for (const value of named) known.add(value);
      values.set(key, known);
    }
  }
  return new Map([...values].map(([key, known]) => [key, [...known]]));
}

/** How many combinations there are. */
export function countCombinations(choices: LabelChoices): number {
  return [...choices.values()].reduce((count, values) => count * values.length, 1);
}

/**
 * Every combination, with few labels first, so that the first that gets through is the plainest. `fixed` are labels
 * that all of them have.
 */
export function labelCombinations(
  choices: LabelChoices,
  fixed: ReadonlyMap<string, string>,
): readonly ReadonlyMap<string, string>[] {
  let combinations: (readonly [string, string])[][] = [[]];
  for (const [key, values] of choices) {
    if (fixed.has(key)) continue;
    combinations = combinations.flatMap((labels) =>
      values.map((value) => (value === undefined ? labels : [...labels, [key, value] as const])),
    );
  }
  return combinations.sort((a, b) => a.length - b.length).map((labels) => new Map([...fixed, ...labels]));
}

/** What can tell pods of `farNamespace` apart that connect with a pod of `nearNamespace`. */
export interface TellingSelectors {
  readonly pods: readonly LabelSelector[];
  readonly namespaces: readonly LabelSelector[];
}

/**
 * The peers of the near end's policies, the subjects of the far end's own policies, and cluster-scoped policies. A
 * namespace's name label is nobody's choice.
 */
export function tellingSelectors(cluster: Cluster, nearNamespace: string, farNamespace: string): TellingSelectors {
  const policies = [...cluster.networkPolicies, ...cluster.assumedPolicies];
  const peers = policies.filter(({ meta }) => meta.namespace === nearNamespace).flatMap(peersOf);
  const own = policies.filter(({ meta }) => meta.namespace === farNamespace).map(({ podSelector }) => podSelector);
  const scoped = cluster.clusterPolicies.flatMap(podsOfClusterPolicy);
  const namespaces = [...peers, ...scoped].flatMap(({ namespaceSelector }) => namespaceSelector ?? []);
  return {
    pods: [...own, ...[...peers, ...scoped].flatMap(({ podSelector }) => podSelector ?? [])],
    namespaces: namespaces.map(({ requirements }) => ({
      requirements: requirements.filter(({ key }) => key !== namespaceNameLabel),
    })),
  };
}

function peersOf({ ingress, egress }: NetworkPolicy): readonly NetworkPolicyPeer[] {
  return [...ingress, ...egress].flatMap((rule) => rule.peers);
}

function podsOfClusterPolicy({ subject, ingress, egress }: ClusterPolicy): readonly PodsOfNamespaces[] {
  const peers = [...ingress, ...egress].flatMap((rule) => rule.peers);
  return [subject, ...peers.flatMap((peer) => (peer.type === "pods" ? [peer.pods] : []))];
}
