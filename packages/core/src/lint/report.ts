import type { World } from "../cluster/settings.js";
import type { Note } from "../policy/note.js";
import type { InputProblem } from "../source/input-problem.js";
import type { SourceRange } from "../source/source-range.js";
import type { Finding } from "./finding.js";
import type { UncheckedRow } from "./flow-pack.js";

/** A note on the answer to one required flow, for readers who want to know what it rests on. */
export interface FlowNote {
  readonly flow: string;
  readonly code: Note["code"];
  readonly message: string;
}

export interface ReportSummary {
  readonly files: number;
  /** Objects of kinds that somebody reads. */
  readonly objects: number;
  readonly networkPolicies: number;
  readonly workloads: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly flows: { readonly kept: number; readonly broken: number; readonly undecided: number };
  /** Findings that are not reported. */
  readonly suppressed: number;
  /**
   * Required flows of level `must`, and forbidden ones, that cannot be decided, without those of suppressed findings.
   */
  readonly undecidedMust: number;
  /** Documents and objects of kinds that nobody reads, by `apiVersion kind`. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Policies of other APIs that are recognised and not evaluated, by kind. */
  readonly otherPolicies: Readonly<Record<string, number>>;
  readonly packs: readonly string[];
  readonly world: World;
  /** What was taken for granted beside the input, a sentence each. */
  readonly assumptions: readonly string[];
}

/** A finding that is not reported, because somebody has said so. */
export interface SuppressedFinding {
  readonly finding: Finding;
  /** `inSource`: by a comment or an annotation of the manifests. `external`: by the suppressions file. */
  readonly kind: "inSource" | "external";
  /** Why, where it is said. */
  readonly justification: string | null;
  /** Where it is said. */
  readonly file: string;
  readonly range: SourceRange;
}

/** A rule that threw: a bug of the rule, not of the input. What it would have found is missing from the report. */
export interface RuleFailure {
  readonly ruleId: string;
  /** What was thrown says this. */
  readonly message: string;
  /** Where it was thrown, for those who mend the rule. */
  readonly stack: string | null;
}

/** Everything a run has found out. */
export interface Report {
  readonly findings: readonly Finding[];
  /** In the order in which they would be reported. */
  readonly suppressed: readonly SuppressedFinding[];
  readonly unchecked: readonly UncheckedRow[];
  readonly inputProblems: readonly InputProblem[];
  readonly notes: readonly FlowNote[];
  readonly ruleFailures: readonly RuleFailure[];
  readonly summary: ReportSummary;
}

/** The mildest severity of which one finding fails the run; `never`: no finding does. */
export type FailOn = "error" | "warning" | "never";

export interface ExitOptions {
  readonly allowUndecided: boolean;
  /** `error` where it is left out. */
  readonly failOn?: FailOn;
  /** How many warnings there may be, inclusive; left out: any number. */
  readonly maxWarnings?: number;
}

/**
 * 2 where input could not be read, a rule failed or there was nothing to analyse; 1 where there is an error (or a
 * warning, if those fail), too many warnings, or a `must` that cannot be decided; 0 otherwise. Findings that never fail
 * make it 0 instead of 1, not instead of 2.
 */
export function exitCodeOf(report: Report, options: ExitOptions): 0 | 1 | 2 {
  const { inputProblems, ruleFailures, summary } = report;
  const { allowUndecided, failOn = "error" } = options;
  if (inputProblems.length > 0 || ruleFailures.length > 0 || summary.objects === 0) return 2;
  if (failOn === "never") return 0;
  if (summary.errors > 0 || (failOn === "warning" && summary.warnings > 0)) return 1;
  if (hasTooManyWarnings(report, options)) return 1;
  return summary.undecidedMust > 0 && !allowUndecided ? 1 : 0;
}

export function hasTooManyWarnings({ summary }: Report, { maxWarnings = Infinity }: ExitOptions): boolean {
  return summary.warnings > maxWarnings;
}
