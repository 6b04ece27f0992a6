import type { LintResult } from "../lint-result.js";

/** A result without what is no error. The summary still counts all. */
export function errorsOnly(result: LintResult): LintResult {
  const findings = result.report.findings.filter(({ severity }) => severity === "error");
  const hidden = result.hidden + result.report.findings.length - findings.length;
  return { ...result, hidden, report: { ...result.report, findings } };
}
