import type { Severity } from "@netpolint/core";
import { escapeText } from "./escape-text.js";
import { lastLine } from "./gitlab.js";
import type { Remark } from "./remarks.js";
import type { ReportEntry } from "./report-entries.js";
import type { ReportContext } from "./reporter.js";

export type Level = "error" | "warning" | "notice";

/** What a runner of GitHub Actions shows beside a line of a file, or without a place. */
export interface Annotation {
  readonly level: Level;
  readonly properties: Readonly<Record<string, string | number>>;
  readonly message: string;
}

/** A step shows so many annotations of a level and drops the others without a word. */
export const shownPerLevel = 10;

/** The most severe first. */
export const levels: readonly Level[] = ["error", "warning", "notice"];

export const levelOf: Readonly<Record<Severity, Level>> = { error: "error", warning: "warning", info: "notice" };

export function entryAnnotation(entry: ReportEntry, fromRepository: ReportContext["fromRepository"]): Annotation {
  const { file, range, severity, code, message, finding } = entry;
  const path = fromRepository(file);
  const { line, column } = range.start;
  // The parameters are not in the raw log, so the message repeats them.
  const place = `${escapeText(path)}:${line}:${column}`;
  const help = finding && finding.help !== "" ? `\n${escapeText(finding.help)}` : "";
  return {
    level: levelOf[severity],
    properties: { title: `netpolint ${code}`, file: path, ...rangeProperties(range) },
    message: `${place}: ${escapeText(message)} [${code}]${help}`,
  };
}

/** Runners drop both columns of a range of several lines, and all of it where it ends before it begins. */
function rangeProperties(range: ReportEntry["range"]): Readonly<Record<string, number>> {
  const { start, end } = range;
  const endLine = lastLine(range);
  if (endLine > start.line) return { line: start.line, endLine };
  const endColumn = end.line === start.line ? Math.max(start.column, end.column) : start.column;
  return { line: start.line, endLine: start.line, col: start.column, endColumn };
}

export function remarkAnnotation({ code, severity, message }: Remark): Annotation {
  return { level: levelOf[severity], properties: { title: `netpolint ${code}` }, message: escapeText(message) };
}

/** The line that makes a runner show it. No text of the user can end a part of it or begin another line. */
export function commandLine({ level, properties, message }: Annotation): string {
  const parameters = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${level} ${parameters.join(",")}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
