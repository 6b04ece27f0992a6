import type { Severity } from "@netpolint/core";
import type { LintResult } from "../lint-result.js";
import { jsonText } from "./json-text.js";
import { remarksOf } from "./remarks.js";
import { entriesOf, type ReportEntry } from "./report-entries.js";
import type { ReportContext } from "./reporter.js";
import { shortHash } from "./stable-id.js";

/** GitLab's code quality report. It keeps one issue a fingerprint and shows paths from the root of the repository. */
export function gitlab(result: LintResult, { fromRepository }: ReportContext): string {
  const issues = entriesOf(result).map((entry) => issueOf(entry, fromRepository));
  const remarks = remarksOf(result).map(({ code, severity, message }) => ({
    description: message,
    check_name: code,
    fingerprint: shortHash(JSON.stringify([code, message])),
    severity: severityWord[severity],
    location: { path: fromRepository("."), lines: { begin: 1 } },
  }));
  return `${jsonText([...issues, ...remarks], 2)}\n`;
}

const severityWord: Readonly<Record<Severity, string>> = { error: "major", warning: "minor", info: "info" };

function issueOf(entry: ReportEntry, fromRepository: ReportContext["fromRepository"]): object {
  const { file, range, severity, code, message, finding, id } = entry;
  return {
    description: message,
    check_name: code,
    fingerprint: id,
    // What could not be read hides everything that is in it.
    severity: finding ? severityWord[severity] : "critical",
    location: { path: fromRepository(file), lines: { begin: range.start.line, end: lastLine(range) } },
  };
}

/** The end of a range is exclusive: at the first column of a line it does not touch the line. */
export function lastLine({ start, end }: ReportEntry["range"]): number {
  return end.column === 1 && end.line > start.line ? end.line - 1 : end.line;
}
