import { defineRule, editedPolicies, formatPath, objectName, type PackRemark, type RuleFinding } from "@netpolint/core";
import { type AdviceRemark, labelsText } from "./advice-on-flow.js";
import { mostSuggestions, type PlannedEdit, type SuggestionContext, suggestionOf } from "./flow-suggestion.js";
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
  check: (context) =>
    context.remarks.filter(isAdvice).map((remark, index) => findingOf(context, remark, index < mostSuggestions)),
});

function isAdvice(remark: PackRemark): remark is AdviceRemark {
  return remark.type === "advice";
}

function findingOf(context: SuggestionContext, remark: AdviceRemark, suggesting: boolean): RuleFinding<"selector"> {
  const { place, pack, id, policy, part, labels, why, help } = remark;
  const path = place.field?.path ?? [];
  const { meta } = policy;
  const onHostNetwork = part === "subject" ? "hostnetwork-selected" : "hostnetwork-peer";
  return {
    ...place,
    messageId: "selector",
    data: { field: pathText(path), policy: policyTitle(policy), labels: labelsText(labels), row: `${pack} ${id}`, why, help },
    covers: [{ ruleId: onHostNetwork, meta, path }, ...nothingSelected(meta, part === "subject" ? path : [...path, "podSelector"])],
    flow: { pack, id, level: "may" },
    ...(suggesting ? { suggestions: suggestionsFor(context, remark) } : {}),
  };
}

/** The labels that the pods have, where the selector is written as labels and nothing else. */
function suggestionsFor(context: SuggestionContext, remark: AdviceRemark): NonNullable<RuleFinding["suggestions"]> {
  const { policy, labels, instead = new Map<string, string>() } = remark;
  const edits = [...instead].flatMap(([key, value]) => editOf(remark, key, value) ?? []);
  if (edits.length === 0 || edits.length !== instead.size || instead.size !== labels.size) return [];
  const after = editedPolicies(context.policies, edits);
  return after && !policy.assumed ? [suggestionOf(context, edits, after)] : [];
}

function editOf({ policy, part, place, labels }: AdviceRemark, key: string, value: string): PlannedEdit | undefined {
  const selector = [...(place.field?.path ?? []), ...(part === "subject" ? [] : ["podSelector"])];
  const path = [...selector, "matchLabels", key];
  if (!labels.has(key) || policy.meta.origin.valueAt(path) !== labels.get(key)) return undefined;
  const title = `write \`${key}: ${value}\` in \`${formatPath(selector)}\` of \`${objectName(policy.meta)}\``;
  return { policy, edit: { type: "set", path, value }, title };
}
