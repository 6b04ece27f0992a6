import type { Severity } from "@netpolint/core";
import type { LintResult } from "../lint-result.js";
import { countText } from "./count-text.js";
import { escapeText } from "./escape-text.js";
import { lastLine } from "./gitlab.js";
import { remarksOf } from "./remarks.js";
import { entriesOf, type ReportEntry } from "./report-entries.js";
import type { ReportContext } from "./reporter.js";

type Level = "error" | "warning" | "notice";

interface Annotation {
  readonly level: Level;
  readonly properties: Readonly<Record<string, string | number>>;
  readonly message: string;
}

/** Commands that the runners of GitHub Actions turn into annotations. */
export function github(result: LintResult, { fromRepository }: ReportContext): string {
  const annotations = [
    ...entriesOf(result).map((entry) => entryAnnotation(entry, fromRepository)),
    ...remarksOf(result).map(remarkAnnotation),
  ];
  const lines = levels.flatMap((level) => withOverflow(annotations.filter((one) => one.level === level), level));
  return lines.map((line) => `${commandLine(line)}\n`).join("");
}

const levels: readonly Level[] = ["error", "warning", "notice"];

const levelOf: Readonly<Record<Severity, Level>> = { error: "error", warning: "warning", info: "notice" };

function entryAnnotation(entry: ReportEntry, fromRepository: ReportContext["fromRepository"]): Annotation {
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

function remarkAnnotation({ code, severity, message }: ReturnType<typeof remarksOf>[number]): Annotation {
  return { level: levelOf[severity], properties: { title: `netpolint ${code}` }, message: escapeText(message) };
}

/** A step shows so many annotations of a level and drops the others without a word. */
const shownPerLevel = 10;

/** What is too much stays in the log; the last annotation that is shown says so. */
function withOverflow(annotations: readonly Annotation[], level: Level): readonly Annotation[] {
  if (annotations.length <= shownPerLevel) return annotations;
  const shown = annotations.slice(0, shownPerLevel - 1);
  const rest = annotations.slice(shownPerLevel - 1);
  const message = `${countText(rest.length, `more ${level}`)} of netpolint: the log of this step has them all.`;
  return [...shown, { level, properties: { title: "netpolint" }, message }, ...rest];
}

function commandLine({ level, properties, message }: Annotation): string {
  const parameters = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${level} ${parameters.join(",")}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
