import {
  defineRule,
  formatPath,
  formatSelector,
  objectName,
  placeOf,
  type RuleFinding,
} from "@netpolint/core";
import { type DirectedRule, directedRules, isAllowAll } from "./directed-rule.js";

const words = { ingress: "connections from everybody", egress: "connections to everybody" } as const;

/** A rule that limits neither peers nor ports: no other policy takes anything from it. */
export const allowAll = defineRule({
  id: "allow-all",
  summary: "A rule allows everybody on every port",
  severity: "warning",
  category: "too-open",
  precision: "medium",
  reach: "object",
  messages: {
    everybody: {
      message:
        "{rule} of NetworkPolicy {policy} allows {pods} {what} on every port, and no other NetworkPolicy can take that back.",
      help: "Name peers or ports in the rule; no rule at all (`[]`) allows nobody.",
    },
  },
  check: ({ policies }) =>
    (["ingress", "egress"] as const).flatMap((direction) =>
      directedRules(policies, direction).filter(isAlone).map(findingOf),
    ),
});

/** Beside rules for somebody it is `empty-rule`'s. */
function isAlone({ policy, direction, rule }: DirectedRule): boolean {
  return isAllowAll(rule) && policy[direction].every(isAllowAll);
}

function findingOf({ policy, direction, rule }: DirectedRule): RuleFinding<"everybody"> {
  const { requirements } = policy.podSelector;
  const pods = requirements.length === 0 ? `every pod of namespace \`${policy.meta.namespace}\`` : `pods \`${formatSelector(policy.podSelector)}\``;
  return {
    ...placeOf(policy.meta, rule.path),
    messageId: "everybody",
    data: { rule: `\`${formatPath(rule.path)}\``, policy: `\`${objectName(policy.meta)}\``, pods, what: words[direction] },
    covers: ["cloud-metadata-reachable", "empty-braces"].map((ruleId) => ({ ruleId, meta: policy.meta, path: rule.path })),
  };
}
