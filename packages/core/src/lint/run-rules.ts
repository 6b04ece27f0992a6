import { compareText } from "../cluster/compare-text.js";
import { comparePositions } from "../source/source-range.js";
import type { Finding } from "./finding.js";
import type { LintContext, LintRule, RuleFinding } from "./lint-rule.js";

/** Runs every rule and puts the findings in the order of file, place and rule. */
export function runRules(rules: readonly LintRule[], context: LintContext): readonly Finding[] {
  return rules
    .flatMap((rule) => rule.check(context).map((finding) => complete(rule, finding)))
    .sort(compareFindings);
}

function complete(rule: LintRule, finding: RuleFinding): Finding {
  return {
    severity: rule.severity,
    related: [],
    witness: null,
    flow: null,
    undecided: null,
    ...finding,
    ruleId: rule.id,
  };
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    comparePositions(a.range.start, b.range.start) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.message, b.message)
  );
}
