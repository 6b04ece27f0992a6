import type { LintResult } from "../lint-result.js";
import { remarksOf } from "./remarks.js";
import { entriesOf, groupByFile, type ReportEntry } from "./report-entries.js";
import type { ReportContext } from "./reporter.js";
import { xmlAttributes } from "./xml-text.js";

/** Checkstyle's XML: an element a file. What has no place is said of the current folder. */
export function checkstyle(result: LintResult, { fromRepository }: ReportContext): string {
  const files = [...groupByFile(entriesOf(result))].map(([file, entries]) => {
    return fileElement(fromRepository(file), entries.map(entryElement));
  });
  const remarks = remarksOf(result).map(({ code, severity, message }) => {
    return errorElement({ line: 1, severity, message, source: `netpolint.run.${code}` });
  });
  const all = remarks.length === 0 ? files : [...files, fileElement(fromRepository("."), remarks)];
  const head = ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="4.3">'];
  return `${[...head, ...all.flat(), "</checkstyle>"].join("\n")}\n`;
}

function fileElement(name: string, errors: readonly string[]): readonly string[] {
  return [`  <file${xmlAttributes({ name })}>`, ...errors, "  </file>"];
}

function entryElement({ range: { start }, severity, code, message, finding }: ReportEntry): string {
  const source = `netpolint.${finding ? "rules" : "input"}.${code}`;
  return errorElement({ line: start.line, column: start.column, severity, message, source });
}

function errorElement(attributes: Readonly<Record<string, string | number>>): string {
  return `    <error${xmlAttributes(attributes)}/>`;
}
