import type { ClusterPolicy, ClusterPolicyRule, PolicyDirection } from "@netpolint/core";
import type { EarlierRule } from "./cluster-policy-reach.js";
import { arePodsWithin, type SelectedPods } from "./selector-relation.js";

/**
 * The rules that are asked before a rule for every pod of `subject`: those above it in its own policy, and those of
 * policies of its tier that have a lower priority number and select all these pods.
 */
export function decidedBefore(
  policies: readonly ClusterPolicy[],
  policy: ClusterPolicy,
  direction: PolicyDirection,
  rule: ClusterPolicyRule,
  subject: SelectedPods = policy.subject,
): readonly EarlierRule[] {
  const before = policies.filter(
    (other) =>
      other.tier === policy.tier && other.priority < policy.priority && arePodsWithin(subject, other.subject),
  );
  const byPriority = before.toSorted((a, b) => a.priority - b.priority);
  const own = policy[direction].slice(0, policy[direction].indexOf(rule));
  return [
    ...byPriority.flatMap((other) => other[direction].map((one) => ({ policy: other, rule: one }))),
    ...own.map((one) => ({ policy, rule: one })),
  ];
}
