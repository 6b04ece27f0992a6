import type { Finding, Place } from "@netpolint/core";
import type { LintResult } from "../lint-result.js";

/** The report for programs, of schema version 1. Fields are only ever added to it. */
export function json({ report, notRendered }: LintResult): string {
  const { findings, unchecked, inputProblems, notes, summary } = report;
  const document = {
    schemaVersion: 1,
    findings: findings.map(findingJson),
    unchecked,
    inputProblems,
    notes,
    summary: { ...summary, notRendered },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function findingJson(finding: Finding): object {
  const { ruleId, severity, message, help, object, related, witness, flow, undecided } = finding;
  return {
    ruleId,
    severity,
    message,
    help,
    ...placeJson(finding),
    object,
    related: related.map((place) => ({ ...placeJson(place), message: place.message })),
    witness,
    flow,
    undecided,
  };
}

function placeJson({ file, range: { start, end } }: Place): object {
  return { file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}
