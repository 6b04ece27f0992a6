import { compareText } from "../cluster/compare-text.js";
import { comparePositions } from "../source/source-range.js";
import { fillMessage } from "./fill-message.js";
import type { Finding } from "./finding.js";
import { withFingerprint } from "./fingerprint.js";
import type { RuleFailure } from "./report.js";
import { objectOfField, type PlaceField } from "./place.js";
import type { LintContext, LintRule, RuleFinding } from "./lint-rule.js";
import type { ResolveFix } from "./resolve-fixes.js";
import { type CompletedFinding, ruleRound, type RuleRound } from "./rule-memory.js";
import { applySettings, isOn, noRuleSettings, optionsOf, type RuleSettings } from "./rule-settings.js";
import type { Fix, Suggestion } from "./text-edit.js";

/** What a rule says, in its own words. */
export interface RuleReport {
  readonly rule: LintRule;
  readonly finding: RuleFinding;
  /** What was made of it before. */
  readonly known?: Finding | undefined;
}

/** What rules say. One that throws says nothing, and the others are heard all the same. */
export interface CheckedRules {
  /** The rules that did not throw. */
  readonly rules: readonly LintRule[];
  readonly reports: readonly RuleReport[];
  readonly failures: readonly RuleFailure[];
}

/**
 * Runs every rule that is on and puts the findings in the order of file, place and rule, without fixes. Throws where a
 * rule throws.
 */
export function runRules(
  rules: readonly LintRule[],
  context: LintContext,
  settings: RuleSettings = noRuleSettings,
): readonly Finding[] {
  const round = ruleRound(context, [], undefined);
  const checked = checkRules(rules, round, settings);
  const completed = completeFindings(checked, round, settings, () => null);
  const [failure] = [...checked.failures, ...completed.failures];
  if (failure) throw new Error(`rule ${failure.ruleId}: ${failure.message}`);
  return completed.findings;
}

/** Runs every rule that is on; `onRule` is called before each. */
export function checkRules(
  rules: readonly LintRule[],
  round: RuleRound,
  settings: RuleSettings = noRuleSettings,
  onRule?: (ruleId: string) => void,
): CheckedRules {
  const heard: LintRule[] = [];
  const reports: RuleReport[] = [];
  const failures: RuleFailure[] = [];
  for (const rule of rules.filter((one) => isOn(one, settings))) {
    onRule?.(rule.id);
    try {
      const options = optionsOf(rule, settings);
      const { context, known, completed } = round.start(rule, options);
      const found = context ? rule.check(context, options) : [];
      for (const finding of found) reports.push({ rule, finding, known: completed(finding) });
      for (const one of known) reports.push({ rule, finding: one.found, known: one.finding });
      heard.push(rule);
    } catch (error) {
      failures.push(failureOf(rule, error));
    }
  }
  return { rules: heard, reports, failures };
}

function failureOf({ id }: LintRule, error: unknown): RuleFailure {
  if (!(error instanceof Error)) return { ruleId: id, message: String(error), stack: null };
  return { ruleId: id, message: error.message, stack: error.stack ?? null };
}

/** True where some finding has edits that have yet to be turned into text edits. */
export function haveEdits(reports: readonly RuleReport[]): boolean {
  return reports.some(
    ({ finding: { fix, suggestions = [] }, known }) => !known && (fix !== undefined || suggestions.length > 0),
  );
}

export interface CompletedFindings {
  readonly findings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
}

/**
 * With the severities of the settings, in the order of file, place and rule. A rule of which a report cannot be made
 * into a finding has failed, once however many they are.
 */
export function completeFindings(
  { rules, reports, failures: failed }: CheckedRules,
  round: RuleRound,
  settings: RuleSettings | undefined,
  resolve: ResolveFix,
): CompletedFindings {
  const reported: CompletedFinding[] = [];
  const failures = new Map(failed.map((failure) => [failure.ruleId, failure]));
  const completed = new Map(rules.map((rule): [LintRule, CompletedFinding[]] => [rule, []]));
  for (const { rule, finding: found, known } of reports) {
    try {
      const own = { found, finding: known ?? complete(rule, found, resolve) };
      completed.get(rule)?.push(own);
      const set = applySettings(own.finding, rule, settings ?? noRuleSettings);
      if (set) reported.push(set === own.finding ? own : { found, finding: set });
    } catch (error) {
      failures.set(rule.id, failureOf(rule, error));
    }
  }
  for (const [rule, own] of completed) if (!failures.has(rule.id)) round.finish(rule, optionsOf(rule, settings ?? noRuleSettings), own);
  round.end();
  return { findings: withoutCovered(reported).sort(compareFindings), failures: [...failures.values()] };
}

/** One mistake is one finding: that of the rule which knows most about it. */
function withoutCovered(reported: readonly CompletedFinding[]): Finding[] {
  const covered = coveredKeys(reported);
  const isCovered = ({ found: { field }, finding }: CompletedFinding): boolean =>
    field !== undefined && covered.has(fieldKey(finding.ruleId, field));
  const left = covered.size === 0 ? reported : reported.filter((one) => !isCovered(one));
  return left.map(({ finding }) => finding);
}

function coveredKeys(reported: readonly CompletedFinding[]): ReadonlySet<string> {
  const covered = new Set<string>();
  for (const { found } of reported) for (const one of found.covers ?? none) covered.add(fieldKey(one.ruleId, one));
  return covered;
}

function fieldKey(ruleId: string, field: PlaceField): string {
  return JSON.stringify([ruleId, objectOfField(field)]);
}

/** Throws where the rule names a message that it does not have: an error of the rule, not of the input. */
function complete(rule: LintRule, reported: RuleFinding, resolve: ResolveFix): Finding {
  const { file, range, field, related = none, messageId, data, fix, suggestions = none } = reported;
  const { severity = rule.severity, witness = null, flow = null, undecided = null } = reported;
  const texts = rule.messages[messageId];
  if (!texts) throw new Error(`rule ${rule.id} has no message ${messageId}`);
  const { message, help } = fillMessage(texts, data);
  const finding = {
    severity,
    witness,
    flow,
    undecided,
    file,
    range,
    ruleId: rule.id,
    message,
    help,
    object: field ? objectOfField(field) : null,
    related: related.length === 0 ? none : related.map(({ file, range, message }) => ({ file, range, message })),
    fix: fix ? resolve(fix) : null,
    suggestions: suggestions.length === 0 ? none : suggestions.flatMap((one) => suggestionOf(one, resolve(one))),
  };
  return withFingerprint(finding, reported);
}

/** Most findings have nothing more to say. */
const none: readonly never[] = [];

function suggestionOf(found: Parameters<ResolveFix>[0], fix: Fix | null): readonly Suggestion[] {
  return fix ? [{ ...fix, effect: ("effect" in found ? found.effect : null) ?? null }] : none;
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
