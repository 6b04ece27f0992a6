import type { Fix, Severity, SourceRange } from "@netpolint/core";
import { homepage, pageAddress } from "../homepage.js";
import type { LintResult } from "../lint-result.js";
import { jsonText } from "./json-text.js";
import { remarksOf } from "./remarks.js";
import { entriesOf, type ReportEntry } from "./report-entries.js";
import type { ReportContext } from "./reporter.js";
import { type Utf8Columns, utf8Columns } from "./utf8-column.js";

/** The Diagnostic Format of reviewdog. Its columns are bytes of UTF-8. */
export function rdjson(result: LintResult, { files, fromRepository }: ReportContext): string {
  const places: Places = { columnOf: utf8Columns(files), fromRepository };
  const diagnostics = [
    ...entriesOf(result).map((entry) => diagnosticOf(entry, places)),
    ...remarksOf(result).map(({ code, severity, message }) => ({
      message,
      location: { path: fromRepository(".") },
      severity: severityWord[severity],
      code: { value: code },
    })),
  ];
  const document = { source: { name: "netpolint", url: homepage }, diagnostics };
  return `${jsonText(document, 2)}\n`;
}

interface Places {
  readonly columnOf: Utf8Columns;
  readonly fromRepository: ReportContext["fromRepository"];
}

const severityWord: Readonly<Record<Severity, string>> = { error: "ERROR", warning: "WARNING", info: "INFO" };

function diagnosticOf({ file, range, severity, code, message, finding }: ReportEntry, places: Places): object {
  const related = finding?.related ?? [];
  const suggestions = finding?.fix ? suggestionsOf(finding.fix, file, places) : [];
  const help = finding && finding.help !== "" ? `\n${finding.help}` : "";
  return {
    message: `${message}${help}`,
    location: locationOf(file, range, places),
    severity: severityWord[severity],
    code: finding ? { value: code, url: pageAddress("rules", code) } : { value: code },
    ...(suggestions.length === 0 ? {} : { suggestions }),
    ...(related.length === 0
      ? {}
      : {
          related_locations: related.map((place) => ({
            message: place.message,
            location: locationOf(place.file, place.range, places),
          })),
        }),
  };
}

/** Suggestions are alternatives and say nothing of their file: only one edit of the diagnostic's own file is one. */
function suggestionsOf({ edits }: Fix, file: string, places: Places): readonly object[] {
  const [edit] = edits;
  if (!edit || edits.length > 1 || edit.file !== file) return [];
  return [{ range: rangeOf(file, edit.range, places), text: edit.text }];
}

function locationOf(file: string, range: SourceRange, places: Places): object {
  return { path: places.fromRepository(file), range: rangeOf(file, range, places) };
}

function rangeOf(file: string, { start, end }: SourceRange, { columnOf }: Places): object {
  const at = ({ line, column }: SourceRange["start"]): object => ({ line, column: columnOf(file, line, column) });
  return { start: at(start), end: at(end) };
}
