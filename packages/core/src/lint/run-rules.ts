import { compareText } from "../cluster/compare-text.js";
import { comparePositions } from "../source/source-range.js";
import { fillMessage } from "./fill-message.js";
import type { Finding } from "./finding.js";
import { fingerprintOf } from "./fingerprint.js";
import { objectOfField, type PlaceField } from "./place.js";
import type { LintContext, LintRule, RuleFinding } from "./lint-rule.js";
import type { ResolveFix } from "./resolve-fixes.js";
import { applySettings, isOn, noRuleSettings, optionsOf, type RuleSettings } from "./rule-settings.js";
import type { Fix, Suggestion } from "./text-edit.js";

/** What a rule says, in its own words. */
export interface RuleReport {
  readonly rule: LintRule;
  readonly finding: RuleFinding;
}

/** Runs every rule that is on and puts the findings in the order of file, place and rule, without fixes. */
export function runRules(
  rules: readonly LintRule[],
  context: LintContext,
  settings: RuleSettings = noRuleSettings,
): readonly Finding[] {
  return completeFindings(checkRules(rules, context, settings), settings, () => null);
}

/** Runs every rule that is on. */
export function checkRules(
  rules: readonly LintRule[],
  context: LintContext,
  settings: RuleSettings = noRuleSettings,
): readonly RuleReport[] {
  return rules
    .filter((rule) => isOn(rule, settings))
    .flatMap((rule) => rule.check(context, optionsOf(rule, settings)).map((finding) => ({ rule, finding })));
}

/** True where some finding has edits to be turned into text edits. */
export function haveEdits(reports: readonly RuleReport[]): boolean {
  return reports.some(({ finding: { fix, suggestions = [] } }) => fix !== undefined || suggestions.length > 0);
}

/** With the severities of the settings, in the order of file, place and rule. */
export function completeFindings(
  reports: readonly RuleReport[],
  settings: RuleSettings | undefined,
  resolve: ResolveFix,
): readonly Finding[] {
  return reports
    .flatMap(({ rule, finding }) => applySettings(complete(rule, finding, resolve), rule, settings ?? noRuleSettings) ?? [])
    .sort(compareFindings);
}

/** Throws where the rule names a message that it does not have: an error of the rule, not of the input. */
function complete(rule: LintRule, reported: RuleFinding, resolve: ResolveFix): Finding {
  const { field, related = [], messageId, data, fix, suggestions = [], identity, ...finding } = reported;
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
    fix: fix ? resolve(fix) : null,
    suggestions: suggestions.flatMap((one) => suggestionOf(resolve(one))),
    fingerprint: fingerprintOf({ ...facts, identity, fields: fieldsOf(reported) }),
  };
}

function fieldsOf({ field, related = [] }: RuleFinding): readonly PlaceField[] {
  return [field, ...related.map((place) => place.field)].filter((one) => one !== undefined);
}

function suggestionOf(fix: Fix | null): readonly Suggestion[] {
  return fix ? [{ ...fix, effect: null }] : [];
}

/** The order in which findings are reported. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    comparePositions(a.range.start, b.range.start) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.message, b.message)
  );
}
