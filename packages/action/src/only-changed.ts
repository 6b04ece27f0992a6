import type { LintResult } from "netpolint/parts";
import { countsOf } from "./base-findings.js";
import type { Nearness } from "./changed-lines.js";

type Finding = LintResult["report"]["findings"][number];

/**
 * The same result with the findings only that the change may have brought: those on changed lines, and those that the
 * base does not have, or not as often. What could not be read or checked stays.
 */
export function onlyChanged(
  result: LintResult,
  inBase: ReadonlyMap<string, number>,
  nearnessOf: (finding: Finding) => Nearness,
): LintResult {
  const { report } = result;
  const counts = countsOf(report.findings.map(({ fingerprint }) => fingerprint));
  const isNew = ({ fingerprint }: Finding): boolean => (counts.get(fingerprint) ?? 0) > (inBase.get(fingerprint) ?? 0);
  const findings = report.findings.filter((finding) => isNew(finding) || nearnessOf(finding) === 0);
  const hidden = report.findings.filter((finding) => !findings.includes(finding));
  const count = (severity: Finding["severity"]): number => findings.filter((one) => one.severity === severity).length;
  const undecidedBefore = hidden.reduce((sum, { undecided }) => sum + (undecided?.must ?? 0), 0);
  const summary = {
    ...report.summary,
    errors: count("error"),
    warnings: count("warning"),
    infos: count("info"),
    undecidedMust: Math.max(0, report.summary.undecidedMust - undecidedBefore),
  };
  return { ...result, report: { ...report, findings, summary } };
}
