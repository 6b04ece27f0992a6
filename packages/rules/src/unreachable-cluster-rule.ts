import {
  type ClusterPolicy,
  type ClusterPolicyRule,
  defineRule,
  type PolicyDirection,
  type RuleFinding,
} from "@netpolint/core";
import { portAtomsOf } from "./cluster-policy-ports.js";
import { coveringRules, type EarlierRule, reachOf } from "./cluster-policy-reach.js";
import { directions, placeOfRule, readablePolicies, ruleText, titleOf } from "./cluster-policy-words.js";
import { decidedBefore } from "./decided-before.js";
import { joinWords } from "./join-words.js";

/** The first rule that matches decides, so a rule whose every match was matched before does nothing. */
export const unreachableClusterRule = defineRule({
  id: "unreachable-cluster-rule",
  summary: "Earlier rules match everything that a rule of a cluster-scoped policy matches",
  severity: "warning",
  category: "order",
  precision: "very-high",
  messages: {
    doesNothing: {
      message:
        "{rule} of {policy} does nothing, because {covering} before it {verb} everything that it matches.",
      help: "Remove the rule, or put it before the rules that match the same.",
    },
  },
  check: ({ cluster }) => {
    const policies = readablePolicies(cluster.clusterPolicies);
    return policies.flatMap((policy) =>
      directions.flatMap((direction) =>
        policy[direction].flatMap((rule) => {
          const covering = rulesThatCover(policies, policy, direction, rule);
          return covering ? [findingOf(policy, rule, covering)] : [];
        }),
      ),
    );
  },
});

/** Undefined where the rule matches something that no earlier rule does. */
function rulesThatCover(
  policies: readonly ClusterPolicy[],
  policy: ClusterPolicy,
  direction: PolicyDirection,
  rule: ClusterPolicyRule,
): readonly EarlierRule[] | undefined {
  const earlier = decidedBefore(policies, policy, direction, rule).filter(({ rule: one }) => isUnderstood(one));
  if (earlier.length === 0 || !isUnderstood(rule)) return undefined;
  const atoms = portAtomsOf(rule.ports, earlier.map((one) => one.rule.ports));
  const used = new Set<EarlierRule>();
  for (const peer of rule.peers) {
    const reach = reachOf(peer);
    for (const atom of atoms) {
      const covering = reach && coveringRules(earlier, reach, atom);
      if (!covering) return undefined;
      for (const one of covering) used.add(one);
    }
  }
  return earlier.filter((one) => used.has(one));
}

/** A peer that nobody knows fails closed, in a way that the other peers of its rule do not tell. */
function isUnderstood({ peers }: ClusterPolicyRule): boolean {
  return peers.length > 0 && peers.every(({ type }) => type !== "unknown");
}

function findingOf(policy: ClusterPolicy, rule: ClusterPolicyRule, covering: readonly EarlierRule[]): RuleFinding<"doesNothing"> {
  const names = covering.map((one) => {
    const of = one.policy === policy ? "" : ` of ${titleOf(one.policy)}`;
    return `${ruleText(one.rule)}${of}`;
  });
  const verb = names.length === 1 ? "matches" : "match";
  return {
    ...placeOfRule(policy, rule),
    messageId: "doesNothing",
    data: { rule: ruleText(rule), policy: titleOf(policy), covering: joinWords(names), verb },
    related: covering.map((one) => ({
      ...placeOfRule(one.policy, one.rule),
      message: `${ruleText(one.rule)} of ${titleOf(one.policy)} decides`,
    })),
  };
}
