import { compareText } from "../cluster/compare-text.js";
import { comparePositions } from "../source/source-range.js";
import { fillMessage } from "./fill-message.js";
import type { Finding } from "./finding.js";
import { fingerprintOf } from "./fingerprint.js";
import { objectOfField } from "./place.js";
import type { LintContext, LintRule, RuleFinding } from "./lint-rule.js";
import { applySettings, isOn, noRuleSettings, optionsOf, type RuleSettings } from "./rule-settings.js";

/** Runs every rule that is on and puts the findings in the order of file, place and rule. */
export function runRules(
  rules: readonly LintRule[],
  context: LintContext,
  settings: RuleSettings = noRuleSettings,
): readonly Finding[] {
  return rules
    .filter((rule) => isOn(rule, settings))
    .flatMap((rule) => runRule(rule, context, settings))
    .sort(compareFindings);
}

function runRule(rule: LintRule, context: LintContext, settings: RuleSettings): readonly Finding[] {
  const found = rule.check(context, optionsOf(rule, settings));
  return found.flatMap((finding) => applySettings(complete(rule, finding), rule, settings) ?? []);
}

/** Throws where the rule names a message that it does not have: an error of the rule, not of the input. */
function complete(rule: LintRule, { field, related = [], messageId, data, ...finding }: RuleFinding): Finding {
  const texts = rule.messages[messageId];
  if (!texts) throw new Error(`rule ${rule.id} has no message ${messageId}`);
  const facts = {
    severity: rule.severity,
    witness: null,
    flow: null,
    undecided: null,
    ...finding,
    ruleId: rule.id,
    message: fillMessage(texts.message, data),
    help: fillMessage(texts.help, data),
  };
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
