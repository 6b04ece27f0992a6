import type { LintResult } from "../lint-result.js";
import { countText } from "./count-text.js";

/** What was looked at, in sentences without markup: how much was read and what came of the flows that have to work. */
export function summaryLines({ report: { summary } }: LintResult): readonly string[] {
  const { files, objects, networkPolicies, flows, suppressed } = summary;
  if (objects === 0) return [];
  const policies = countText(networkPolicies, "NetworkPolicy", "NetworkPolicies");
  const read = `${countText(files, "file")} with ${countText(objects, "object")}, ${policies} among them.`;
  const hidden = suppressed === 0 ? "" : ` ${countText(suppressed, "finding")} suppressed.`;
  const total = flows.kept + flows.broken + flows.undecided;
  if (total === 0) return [`${read} No required flow to check.${hidden}`];
  const answers = `${flows.kept} allowed, ${flows.broken} broken, ${flows.undecided} cannot be decided`;
  return [`${read} ${countText(total, "required flow")} checked: ${answers}.${hidden}`];
}

/** What stands where findings would. */
export function noFindings({ report: { summary }, hidden }: LintResult): string {
  if (hidden > 0) return "No errors";
  return summary.suppressed === 0 ? "No findings" : "No other findings";
}
