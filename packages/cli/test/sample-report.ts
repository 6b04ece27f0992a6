import type { Finding, Report, ReportSummary, SourceRange } from "@netpolint/core";
import type { LintResult } from "../src/lint-result.js";

export function range(line: number, column: number, endLine = line, endColumn = column + 1): SourceRange {
  return { start: { line, column }, end: { line: endLine, column: endColumn } };
}

export function finding(parts: Partial<Finding>): Finding {
  return {
    ruleId: "required-flow",
    severity: "error",
    message: "A sentence.",
    help: "What to do.",
    file: "a.yaml",
    range: range(1, 1),
    related: [],
    witness: null,
    flow: null,
    undecided: null,
    object: null,
    fix: null,
    suggestions: [],
    fingerprint: "",
    ...parts,
  };
}

/** What a run found that had something to check and nothing to say. */
export function result(
  report: Partial<Omit<Report, "summary">> = {},
  summary: Partial<ReportSummary> = {},
  rest: Partial<Omit<LintResult, "report">> = {},
): LintResult {
  const findings = report.findings ?? [];
  const count = (severity: Finding["severity"]): number => findings.filter((one) => one.severity === severity).length;
  return {
    notRendered: [],
    allowUndecided: false,
    hidden: 0,
    tooManyWarnings: null,
    stats: null,
    shard: null,
    nothingToAnalyse: null,
    fixed: null,
    ...rest,
    report: {
      findings,
      suppressed: [],
      unchecked: [],
      inputProblems: [],
      notes: [],
      ruleFailures: [],
      ...report,
      summary: {
        files: 1,
        objects: 2,
        networkPolicies: 1,
        workloads: 1,
        errors: count("error"),
        warnings: count("warning"),
        infos: count("info"),
        flows: { kept: 1, broken: 0, undecided: 0 },
        suppressed: 0,
        undecidedMust: 0,
        skipped: {},
        otherPolicies: {},
        packs: ["kubernetes"],
        world: "open",
        assumptions: [],
        ...summary,
      },
    },
  };
}
