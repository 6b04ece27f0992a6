import { compareText } from "../cluster/compare-text.js";
import { comparePositions } from "../source/source-range.js";
import type { Finding } from "./finding.js";
import { fingerprintOf } from "./fingerprint.js";
import { objectOfField } from "./place.js";
import type { LintContext, LintRule, RuleFinding } from "./lint-rule.js";

/** Runs every rule and puts the findings in the order of file, place and rule. */
export function runRules(rules: readonly LintRule[], context: LintContext): readonly Finding[] {
  return rules
    .flatMap((rule) => rule.check(context).map((finding) => complete(rule, finding)))
    .sort(compareFindings);
}

function complete(rule: LintRule, { field, related = [], ...finding }: RuleFinding): Finding {
  const facts = { severity: rule.severity, witness: null, flow: null, undecided: null, ...finding, ruleId: rule.id };
  return {
    ...facts,
    object: field ? objectOfField(field) : null,
    related: related.map(({ file, range, message }) => ({ file, range, message })),
    fix: null,
    suggestions: [],
    fingerprint: fingerprintOf(facts, field),
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
