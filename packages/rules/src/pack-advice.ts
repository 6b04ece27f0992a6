import { defineRule, type PackRemark, type RuleFinding } from "@netpolint/core";
import type { AdviceRemark } from "./advice-on-flow.js";
import { pathText, policyTitle } from "./network-policy-words.js";
import { nothingSelected } from "./said-by-others.js";

/** The advisory rows of packs: what is special about the pods of some software, and policies miss. */
export const packAdvice = defineRule({
  id: "pack-advice",
  summary: "A policy is written for pods of known software and does not do what it looks like",
  severity: "warning",
  category: "flow",
  precision: "high",
  messages: {
    selector: {
      message: "{field} of {policy} asks for `{labels}` ({row}): {why}.",
      help: "{help}",
    },
  },
  check: ({ remarks }) => remarks.filter(isAdvice).map(findingOf),
});

function isAdvice(remark: PackRemark): remark is AdviceRemark {
  return remark.type === "advice";
}

function findingOf({ place, pack, id, policy, part, labels, why, help }: AdviceRemark): RuleFinding<"selector"> {
  const path = place.field?.path ?? [];
  const { meta } = policy;
  const onHostNetwork = part === "subject" ? "hostnetwork-selected" : "hostnetwork-peer";
  return {
    ...place,
    messageId: "selector",
    data: { field: pathText(path), policy: policyTitle(policy), labels, row: `${pack} ${id}`, why, help },
    covers: [{ ruleId: onHostNetwork, meta, path }, ...nothingSelected(meta, part === "subject" ? path : [...path, "podSelector"])],
    flow: { pack, id, level: "may" },
  };
}
