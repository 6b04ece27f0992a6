import type { Severity } from "@netpolint/core";
import type { LintResult } from "../lint-result.js";
import { countText } from "./count-text.js";
import { escapeText } from "./escape-text.js";
import { printedPath } from "./printed-path.js";
import { remarksOf } from "./remarks.js";
import { entriesOf, type ReportEntry } from "./report-entries.js";

/** ESLint's compact lines, which editors know how to read. */
export function compact(result: LintResult): string {
  return linesOf(result, ({ file, range: { start }, severity, message, code }) => {
    const place = `${printedPath(file)}: line ${start.line}, col ${start.column}`;
    return `${place}, ${severityWord[severity]} - ${escapeText(message)} (${code})`;
  });
}

/** Lines as compilers print them. */
export function unix(result: LintResult): string {
  return linesOf(result, ({ file, range: { start }, severity, message, code }) => {
    const place = `${printedPath(file)}:${start.line}:${start.column}`;
    return `${place}: ${escapeText(message)} [${severityWord[severity]}/${code}]`;
  });
}

export const severityWord: Readonly<Record<Severity, string>> = { error: "Error", warning: "Warning", info: "Info" };

/** Nothing where there is nothing to say, as ESLint's do. */
function linesOf(result: LintResult, lineOf: (entry: ReportEntry) => string): string {
  const lines = entriesOf(result).map(lineOf);
  // Why there is nothing to analyse stands beside every report.
  const others = remarksOf(result).filter(({ code }) => code !== "nothing-to-analyse");
  const remarks = others.map(({ message }) => escapeText(message));
  const count = lines.length > 0 ? [countText(lines.length, "problem")] : [];
  const blocks = [lines, [...count, ...remarks]].filter((block) => block.length > 0);
  return blocks.map((block) => `${block.join("\n")}\n`).join("\n");
}
