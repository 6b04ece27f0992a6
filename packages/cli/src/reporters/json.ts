import type { Finding, Fix, Place, SuppressedFinding } from "@netpolint/core";
import type { LintResult } from "../lint-result.js";
import { jsonText } from "./json-text.js";
import { stableIds } from "./stable-id.js";

/** The report for programs, of schema version 1. Fields are only ever added to it. */
export function json(result: LintResult): string {
  return `${jsonText(jsonDocument(result), 2)}\n`;
}

/** The same as a value. */
export function jsonDocument({ report, notRendered, nothingToAnalyse, fixed, hidden, tooManyWarnings, stats, shard }: LintResult) {
  const { findings, suppressed, unchecked, inputProblems, notes, ruleFailures, summary } = report;
  const all = [...findings, ...suppressed.map(({ finding }) => finding)];
  const ids = stableIds(all.map(({ fingerprint }) => fingerprint));
  return {
    schemaVersion: 1,
    findings: findings.map((finding, index) => findingJson(finding, ids[index] ?? "")),
    suppressed: suppressed.map((one, index) => suppressedJson(one, ids[findings.length + index] ?? "")),
    unchecked,
    inputProblems,
    notes,
    ruleFailures: ruleFailures.map(({ ruleId, message }) => ({ ruleId, message })),
    stats,
    shard,
    fixed: fixed && {
      findings: fixed.findings,
      written: fixed.written,
      files: fixed.files.map(({ path, text }) => ({ file: path, text })),
    },
    summary: { ...summary, notRendered, nothingToAnalyse, hidden, tooManyWarnings },
  };
}

function suppressedJson({ finding, kind, justification, file, range }: SuppressedFinding, id: string): object {
  return { ...findingJson(finding, id), suppression: { kind, justification, ...placeJson({ file, range }) } };
}

function findingJson(finding: Finding, id: string): object {
  const { ruleId, severity, message, help, object, related, witness, flow, undecided, fix, suggestions } = finding;
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
    fix: fix && fixJson(fix),
    suggestions: suggestions.map((suggestion) => ({ ...fixJson(suggestion), effect: suggestion.effect })),
    fingerprint: id,
  };
}

function fixJson({ title, edits }: Fix): object {
  return { title, edits: edits.map((edit) => ({ ...placeJson(edit), text: edit.text })) };
}

function placeJson({ file, range: { start, end } }: Pick<Place, "file" | "range">): object {
  return { file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}
