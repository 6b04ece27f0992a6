import { compareText, type InputProblem, type Report, type ReportSummary } from "@netpolint/core";
import { compareProblems } from "../input/compare-problems.js";
import type { LintResult } from "../lint-result.js";
import type { Shard } from "./shard.js";

/** The results of inputs that know nothing of each other, as one. Counts are added; an exit code is that of the worst. */
export function mergeResults(results: readonly LintResult[], shard: Shard | null): LintResult {
  const reports = results.map(({ report }) => report);
  return {
    report: mergeReports(reports),
    notRendered: results.flatMap(({ notRendered }) => notRendered),
    allowUndecided: results.every(({ allowUndecided }) => allowUndecided),
    hidden: results.reduce((sum, { hidden }) => sum + hidden, 0),
    tooManyWarnings: null,
    nothingToAnalyse: null,
    stats: null,
    fixed: null,
    shard,
  };
}

function mergeReports(reports: readonly Report[]): Report {
  return {
    findings: reports.flatMap(({ findings }) => findings).sort((a, b) => compareText(a.file, b.file)),
    suppressed: reports.flatMap(({ suppressed }) => suppressed),
    unchecked: reports.flatMap(({ unchecked }) => unchecked),
    inputProblems: reports.flatMap(({ inputProblems }) => inputProblems).sort(compareProblems),
    notes: reports.flatMap(({ notes }) => notes),
    ruleFailures: reports.flatMap(({ ruleFailures }) => ruleFailures),
    summary: mergeSummaries(reports.map(({ summary }) => summary)),
  };
}

type Count = {
  readonly [Name in keyof ReportSummary]: ReportSummary[Name] extends number ? Name : never;
}[keyof ReportSummary];

function mergeSummaries(summaries: readonly ReportSummary[]): ReportSummary {
  const sum = (count: (summary: ReportSummary) => number): number =>
    summaries.reduce((total, summary) => total + count(summary), 0);
  const of = (name: Count): number => sum((summary) => summary[name]);
  return {
    files: of("files"),
    objects: of("objects"),
    networkPolicies: of("networkPolicies"),
    workloads: of("workloads"),
    errors: of("errors"),
    warnings: of("warnings"),
    infos: of("infos"),
    suppressed: of("suppressed"),
    undecidedMust: of("undecidedMust"),
    flows: {
      kept: sum(({ flows }) => flows.kept),
      broken: sum(({ flows }) => flows.broken),
      undecided: sum(({ flows }) => flows.undecided),
    },
    skipped: mergeCounts(summaries.map(({ skipped }) => skipped)),
    otherPolicies: mergeCounts(summaries.map(({ otherPolicies }) => otherPolicies)),
    packs: [...new Set(summaries.flatMap(({ packs }) => packs))].sort(),
    world: summaries.length > 0 && summaries.every(({ world }) => world === "closed") ? "closed" : "open",
    assumptions: [...new Set(summaries.flatMap(({ assumptions }) => assumptions))].sort(),
  };
}

function mergeCounts(counts: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const [name, count] of counts.flatMap((one) => Object.entries(one))) sums.set(name, (sums.get(name) ?? 0) + count);
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * One input of several. Its findings are others than those of other inputs, whatever their objects are called; where
 * there was nothing in it, that is a problem of its own.
 */
export function asOneOfSeveral(input: string, result: LintResult): LintResult {
  const { report, nothingToAnalyse } = result;
  const name = <T extends { readonly fingerprint: string }>(finding: T): T => {
    return { ...finding, fingerprint: JSON.stringify([input, finding.fingerprint]) };
  };
  const empty: readonly InputProblem[] =
    nothingToAnalyse === null || report.inputProblems.length > 0 ? [] : [inputProblem(input, nothingToAnalyse)];
  return {
    ...result,
    nothingToAnalyse: null,
    report: {
      ...report,
      findings: report.findings.map(name),
      suppressed: report.suppressed.map((one) => ({ ...one, finding: name(one.finding) })),
      inputProblems: [...report.inputProblems, ...empty],
    },
  };
}

export function inputProblem(file: string, message: string): InputProblem {
  return { code: "file-unreadable", message, file, line: 1, column: 1 };
}
