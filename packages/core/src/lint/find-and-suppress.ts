import { applyDirectives, type DisabledFinding } from "./directives/apply-directives.js";
import type { Directive } from "./directives/directive.js";
import type { Finding } from "./finding.js";
import { type Hygiene, type LintContext, type LintRule, noHygiene } from "./lint-rule.js";
import type { RuleFailure, SuppressedFinding } from "./report.js";
import type { ResolveFix } from "./resolve-fixes.js";
import { type RuleMemory, ruleRound } from "./rule-memory.js";
import { isOn, noRuleSettings, type RuleSettings } from "./rule-settings.js";
import type { SourceFile } from "../source/source-file.js";
import { checkRules, compareFindings, type CompletedFindings, completeFindings, type RuleReport } from "./run-rules.js";
import { applySuppressions, type KnownSuppressions, objectText } from "./suppressions.js";

export interface LintParts {
  readonly rules: readonly LintRule[];
  readonly context: Omit<LintContext, "hygiene">;
  readonly files: readonly SourceFile[];
  readonly directives: readonly Directive[];
  readonly settings?: RuleSettings | undefined;
  /** False where packs were left out, so that flows were not checked which are checked otherwise. */
  readonly isWhole: boolean;
  /** `YYYY-MM-DD`. */
  readonly today?: string | undefined;
  readonly suppressions?: KnownSuppressions | undefined;
  /** Called before each rule with its id, and with null when the rules of a pass have run. */
  readonly onRule?: ((ruleId: string | null) => void) | undefined;
  /** Called at most once for all that one pass of rules reports. */
  readonly openFixes: (reports: readonly RuleReport[]) => Promise<ResolveFix>;
  /** Whether the findings have suggestions. */
  readonly suggestions: boolean;
  /** What earlier runs have found. */
  readonly memory?: RuleMemory | undefined;
}

export interface LintFindings {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly failures: readonly RuleFailure[];
}

/**
 * Runs the rules, takes out what directives disable and the suppressions file lists, and lets the rules on directives
 * and suppressions say what is wrong with those. What a rule that failed might need is not said to be unused.
 */
export async function findAndSuppress(parts: LintParts): Promise<LintFindings> {
  const { rules, context, directives, today, suppressions } = parts;
  const first = await runPass(parts, rules.filter(({ category }) => category !== "directive"), noHygiene);
  const applied = applyDirectives(first.findings, directives, today);
  const own = rules.filter(({ category }) => category === "directive");
  const failed = new Set(first.failures.map(({ ruleId }) => ruleId));
  const known = { ...noHygiene, ...ruleIds(parts, failed) };
  const onDirectives = await runPass(parts, own, { ...known, directives: applied.directives });
  const found = [...applied.kept, ...onDirectives.findings].sort(compareFindings);
  const disabled = applied.disabled.map(suppressedByDirective);
  const failures = [...first.failures, ...onDirectives.failures];
  if (!suppressions) return { findings: found, suppressed: disabled, failures };
  const listed = applySuppressions(found, suppressions);
  const objects = new Set(context.cluster.objects.map(objectText).concat(""));
  const unusedSuppressions = listed.unused.filter(
    ({ entry }) => objects.has(entry.object) && (known.rulesOn.has(entry.rule) || !known.rules.has(entry.rule)),
  );
  const onFile = await runPass(parts, own, { ...known, unusedSuppressions });
  return {
    findings: [...listed.kept, ...onFile.findings].sort(compareFindings),
    suppressed: [
      ...disabled,
      ...listed.suppressed.map(({ finding, entry }): SuppressedFinding => {
        const { path: file } = suppressions;
        return { finding, kind: "external", justification: entry.reason ?? null, file, range: entry.range };
      }),
    ].sort((a, b) => compareFindings(a.finding, b.finding)),
    failures: onceEach([...failures, ...onFile.failures]),
  };
}

async function runPass(parts: LintParts, rules: readonly LintRule[], hygiene: Hygiene): Promise<CompletedFindings> {
  const { context, settings, files, openFixes } = parts;
  // What rules on directives say hangs on all that the others have said.
  const memory = hygiene === noHygiene ? parts.memory : undefined;
  const round = ruleRound({ ...context, hygiene }, files, memory);
  const all = checkRules(rules, round, settings, parts.onRule);
  const checked = parts.suggestions ? all : { ...all, reports: all.reports.map(withoutSuggestions) };
  parts.onRule?.(null);
  return completeFindings(checked, round, settings, await openFixes(checked.reports));
}

function withoutSuggestions(report: RuleReport): RuleReport {
  return { ...report, finding: { ...report.finding, suggestions: [] } };
}

/** The rules on directives run twice, and may fail twice. */
function onceEach(failures: readonly RuleFailure[]): readonly RuleFailure[] {
  return [...new Map(failures.map((failure) => [failure.ruleId, failure])).values()];
}

/** A rule that failed counts as off: nothing can be said of what names it. */
function ruleIds(parts: LintParts, failed: ReadonlySet<string>): Pick<Hygiene, "rules" | "rulesOn" | "isWhole"> {
  const { rules, settings = noRuleSettings } = parts;
  const isWhole = parts.isWhole && failed.size === 0;
  const on = rules.filter((rule) => isOn(rule, settings) && (parts.isWhole || rule.category !== "flow"));
  const rulesOn = on.map(({ id }) => id).filter((id) => !failed.has(id));
  return { rules: new Set(rules.map(({ id }) => id)), rulesOn: new Set(rulesOn), isWhole };
}

function suppressedByDirective({ finding, directive }: DisabledFinding): SuppressedFinding {
  const { file, range } = directive.place;
  return { finding, kind: "inSource", justification: directive.reason, file, range };
}
