import { applyDirectives, type DisabledFinding } from "./directives/apply-directives.js";
import type { Directive } from "./directives/directive.js";
import type { Finding } from "./finding.js";
import { type Hygiene, type LintContext, type LintRule, noHygiene } from "./lint-rule.js";
import type { SuppressedFinding } from "./report.js";
import type { ResolveFix } from "./resolve-fixes.js";
import { isOn, noRuleSettings, type RuleSettings } from "./rule-settings.js";
import { checkRules, compareFindings, completeFindings, type RuleReport } from "./run-rules.js";
import { applySuppressions, type KnownSuppressions, objectText } from "./suppressions.js";

export interface LintParts {
  readonly rules: readonly LintRule[];
  readonly context: Omit<LintContext, "hygiene">;
  readonly directives: readonly Directive[];
  readonly settings?: RuleSettings | undefined;
  /** False where packs were left out, so that flows were not checked which are checked otherwise. */
  readonly isWhole: boolean;
  /** `YYYY-MM-DD`. */
  readonly today?: string | undefined;
  readonly suppressions?: KnownSuppressions | undefined;
  /** Called at most once for all that one pass of rules reports. */
  readonly openFixes: (reports: readonly RuleReport[]) => Promise<ResolveFix>;
}

export interface LintFindings {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/**
 * Runs the rules, takes out what directives disable and the suppressions file lists, and lets the rules on directives
 * and suppressions say what is wrong with those.
 */
export async function findAndSuppress(parts: LintParts): Promise<LintFindings> {
  const { rules, context, directives, today, suppressions } = parts;
  const first = await runPass(parts, rules.filter(({ category }) => category !== "directive"), noHygiene);
  const applied = applyDirectives(first, directives, today);
  const own = rules.filter(({ category }) => category === "directive");
  const hygiene = { ...noHygiene, ...ruleIds(parts), directives: applied.directives };
  const onDirectives = await runPass(parts, own, hygiene);
  const found = [...applied.kept, ...onDirectives].sort(compareFindings);
  const disabled = applied.disabled.map(suppressedByDirective);
  if (!suppressions) return { findings: found, suppressed: disabled };
  const known = applySuppressions(found, suppressions);
  const objects = new Set(context.cluster.objects.map(objectText).concat(""));
  const unusedSuppressions = known.unused.filter(
    ({ entry }) => objects.has(entry.object) && (hygiene.rulesOn.has(entry.rule) || !hygiene.rules.has(entry.rule)),
  );
  const onFile = await runPass(parts, own, { ...noHygiene, ...ruleIds(parts), unusedSuppressions });
  return {
    findings: [...known.kept, ...onFile].sort(compareFindings),
    suppressed: [
      ...disabled,
      ...known.suppressed.map(({ finding, entry }): SuppressedFinding => {
        const { path: file } = suppressions;
        return { finding, kind: "external", justification: entry.reason ?? null, file, range: entry.range };
      }),
    ].sort((a, b) => compareFindings(a.finding, b.finding)),
  };
}

async function runPass(parts: LintParts, rules: readonly LintRule[], hygiene: Hygiene): Promise<readonly Finding[]> {
  const { context, settings, openFixes } = parts;
  const reports = checkRules(rules, { ...context, hygiene }, settings);
  return completeFindings(reports, settings, await openFixes(reports));
}

function ruleIds({ rules, isWhole, settings = noRuleSettings }: LintParts): Pick<Hygiene, "rules" | "rulesOn" | "isWhole"> {
  const on = rules.filter((rule) => isOn(rule, settings) && (isWhole || rule.category !== "flow"));
  return { rules: new Set(rules.map(({ id }) => id)), rulesOn: new Set(on.map(({ id }) => id)), isWhole };
}

function suppressedByDirective({ finding, directive }: DisabledFinding): SuppressedFinding {
  const { file, range } = directive.place;
  return { finding, kind: "inSource", justification: directive.reason, file, range };
}
