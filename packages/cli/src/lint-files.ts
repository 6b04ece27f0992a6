import { analyze, analyzeAndFix, type AnalyzeOptions, type Report, type SourceFile } from "@netpolint/core";
import type { Fixing } from "./fix/read-fixing.js";
import { changedFiles, writeFixed } from "./fix/write-fixed.js";
import type { FixedResult } from "./lint-result.js";
import { readKnown, type Suppressing } from "./suppress/read-suppressing.js";
import { writeSuppressions } from "./suppress/write-suppressions.js";

export interface Linted {
  readonly report: Report;
  /** The texts that the report is about: the fixed ones. */
  readonly files: readonly SourceFile[];
  readonly fixed: FixedResult | null;
  /** What could not be written, a sentence each. */
  readonly failures: readonly string[];
}

/** How a report is come by that fixes nothing: by analysis, or from what is known. */
export type Analyze = (options: AnalyzeOptions) => Promise<Report>;

export interface LintPlaces {
  readonly cwd: string;
  /** The path that standard input goes by. */
  readonly stdinName: string;
}

/** Analyses, and does to the files and to the suppressions what is asked for. */
export async function lintFiles(
  given: AnalyzeOptions,
  fixing: Fixing,
  suppressing: Suppressing,
  { cwd, stdinName }: LintPlaces,
  analyzeOnly: Analyze = analyze,
): Promise<Linted> {
  const options = { ...given, suppressions: suppressing.known };
  const linted = fixing.mode === "none" ? await lintOnly(options, analyzeOnly) : await lintAndFix(options, fixing, { cwd, stdinName });
  if (suppressing.action.type === "none") return linted;
  const broken = failedIn(linted.report);
  if (broken !== undefined) return { ...linted, failures: [...linted.failures, notSuppressed(suppressing.known.path, broken)] };
  const failure = writeSuppressions(cwd, suppressing, linted.report);
  if (failure !== undefined) return { ...linted, failures: [...linted.failures, failure] };
  const known = readKnown(cwd, suppressing.known.path, false);
  if ("problem" in known) return { ...linted, failures: [...linted.failures, known.problem] };
  return { ...linted, report: await analyze({ ...options, files: linted.files, suppressions: known }) };
}

function failedIn({ ruleFailures: [failure], inputProblems }: Report): string | undefined {
  if (failure) return `rule \`${failure.ruleId}\``;
  return inputProblems.some(({ code }) => code === "flow-pack") ? "a flow pack" : undefined;
}

/** What a rule or a pack has not said would be taken for gone. */
function notSuppressed(path: string, failed: string): string {
  return `\`${path}\` was left as it is, because ${failed} failed.`;
}

async function lintOnly(options: AnalyzeOptions, analyzeOnly: Analyze): Promise<Linted> {
  return { report: await analyzeOnly(options), files: options.files, fixed: null, failures: [] };
}

async function lintAndFix(options: AnalyzeOptions, { mode, isWanted }: Fixing, places: LintPlaces): Promise<Linted> {
  const { report, files, fixed } = await analyzeAndFix(options, isWanted);
  const changed = changedFiles(options.files, files);
  const written = mode === "write";
  const failures = written ? writeFixed(places.cwd, options.files, changed, places.stdinName) : [];
  return { report, files, fixed: { findings: fixed.length, files: changed, written }, failures };
}
