import { defineRule, type NetworkPolicy, placeOf, type PolicyDirection, type RuleFinding } from "@netpolint/core";
import { acceptedPolicies, bothDirections, counted, pathText, type PolicyRule, policyTitle } from "./network-policy-words.js";

/** Alone such a rule says plainly that everything is allowed; beside others it undoes what they seem to say. */
export const emptyRule = defineRule({
  id: "empty-rule",
  summary: "A rule without peers and ports stands beside rules that have some",
  severity: "warning",
  category: "mistake",
  precision: "high",
  reach: "object",
  messages: {
    allowsAll: {
      message:
        "{rule} of {policy} has neither peers nor ports and allows all {direction}, so the {others} beside it {verb} nothing.",
      help: "Remove it to allow only what the others list, or remove the others to say plainly that everything is allowed.",
    },
  },
  check: ({ cluster }) =>
    acceptedPolicies(cluster).flatMap((policy) =>
      bothDirections.filter((direction) => policy.policyTypes[direction]).flatMap((direction) => findingsOf(policy, direction)),
    ),
});

function isEmptyRule({ peers, ports }: PolicyRule): boolean {
  return peers.length === 0 && ports.length === 0;
}

function findingsOf(policy: NetworkPolicy, direction: PolicyDirection): readonly RuleFinding<"allowsAll">[] {
  const rules = policy[direction];
  const empty = rules.filter(isEmptyRule);
  const others = rules.filter((rule) => !isEmptyRule(rule));
  if (others.length === 0) return [];
  const { meta } = policy;
  return empty.map(({ path }) => ({
    ...placeOf(meta, path),
    messageId: "allowsAll",
    data: {
      rule: pathText(path),
      policy: policyTitle(policy),
      direction,
      others: counted(others.length, "rule"),
      verb: others.length === 1 ? "adds" : "add",
    },
    covers: [{ ruleId: "empty-braces", meta, path }, ...others.map((rule) => ({ ruleId: "redundant-rule", meta, path: rule.path }))],
    related: others.map((rule) => ({ ...placeOf(meta, rule.path), message: "this rule adds nothing" })),
    suggestions: [{ title: "Remove the empty rule", edits: [{ meta, edit: { type: "remove", path } }] }],
  }));
}
