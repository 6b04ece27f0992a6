import {
  compareText,
  type Finding,
  type InputProblem,
  type Severity,
  type SourceRange,
  type SuppressedFinding,
} from "@netpolint/core";
import type { LintResult } from "../lint-result.js";
import { stableIds } from "./stable-id.js";

/** A finding or an input problem, as formats show them that know one kind of thing only. */
export interface ReportEntry {
  readonly file: string;
  readonly range: SourceRange;
  readonly severity: Severity;
  /** The id of the rule, or the code of the input problem. */
  readonly code: string;
  readonly message: string;
  /** Null where it is an input problem. */
  readonly finding: Finding | null;
  /** 32 hexadecimal digits; the same from run to run wherever the text stands, and unique within a run. */
  readonly id: string;
}

/** All that was found in files, by file and place. What could not be read is an error: more may be hidden there. */
export function entriesOf({ report }: LintResult): readonly ReportEntry[] {
  const { inputProblems, findings } = report;
  const fingerprints = [...inputProblems.map(problemFingerprint), ...findings.map(({ fingerprint }) => fingerprint)];
  const ids = stableIds(fingerprints);
  return [...inputProblems.map(problemEntry), ...findings.map(findingEntry)]
    .map((entry, index) => ({ ...entry, id: ids[index] ?? "" }))
    .sort((a, b) => compareText(a.file, b.file) || comparePlaces(a.range, b.range));
}

function findingEntry(finding: Finding): Omit<ReportEntry, "id"> {
  const { file, range, severity, ruleId, message } = finding;
  return { file, range, severity, code: ruleId, message, finding };
}

function problemEntry({ file, line, column, code, message }: InputProblem): Omit<ReportEntry, "id"> {
  const range = { start: { line, column }, end: { line, column } };
  return { file, range, severity: "error", code, message, finding: null };
}

function problemFingerprint({ file, code, message }: InputProblem): string {
  return JSON.stringify([code, file, message]);
}

function comparePlaces({ start: a }: SourceRange, { start: b }: SourceRange): number {
  return a.line - b.line || a.column - b.column;
}

/** What is not reported, in the form of what is. */
export interface SuppressedEntry {
  readonly entry: ReportEntry;
  readonly suppressed: SuppressedFinding;
}

export function suppressedEntries({ report: { findings, suppressed } }: LintResult): readonly SuppressedEntry[] {
  const all = [...findings, ...suppressed.map(({ finding }) => finding)];
  const ids = stableIds(all.map(({ fingerprint }) => fingerprint)).slice(findings.length);
  return suppressed.map((one, index) => {
    return { entry: { ...findingEntry(one.finding), id: ids[index] ?? "" }, suppressed: one };
  });
}

/** By file, in the order of the entries. */
export function groupByFile(entries: readonly ReportEntry[]): ReadonlyMap<string, readonly ReportEntry[]> {
  const groups = new Map<string, ReportEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.file);
    if (group) group.push(entry);
    else groups.set(entry.file, [entry]);
  }
  return groups;
}
