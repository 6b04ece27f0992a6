import { compareText, type Finding, type InputProblem } from "@netpolint/core";
import type { LintResult } from "../lint-result.js";
import { closingLines, textOf } from "./closing-lines.js";
import { escapeText } from "./escape-text.js";
import { type Paint, paintWith, severityFormat } from "./paint.js";
import { printedPath } from "./printed-path.js";
import type { ReportContext } from "./reporter.js";
import { ruleLink } from "./rule-link.js";

interface Row {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly label: Finding["severity"] | "unread";
  readonly message: string;
  readonly rule: string;
}

/** One line a finding, below the path of its file, as ESLint prints them. */
export function stylish(result: LintResult, { colour, links }: Pick<ReportContext, "colour" | "links">): string {
  const paint = paintWith(colour);
  const { findings, inputProblems } = result.report;
  const groups = groupByFile([...findings.map(findingRow), ...inputProblems.map(problemRow)]);
  const lines = groups.flatMap((rows) => [...fileLines(rows, paint, links), ""]);
  return textOf([...lines, ...closingLines(result, paint)]);
}

function findingRow({ file, range, severity, message, ruleId }: Finding): Row {
  return { file, ...range.start, label: severity, message, rule: ruleId };
}

function problemRow({ file, line, column, message, code }: InputProblem): Row {
  return { file, line, column, label: "unread", message, rule: code };
}

function groupByFile(rows: readonly Row[]): readonly (readonly Row[])[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.file);
    if (group) group.push(row);
    else groups.set(row.file, [row]);
  }
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, group]) => group.sort((a, b) => a.line - b.line || a.column - b.column));
}

/** Longer messages are not aligned with: one long sentence would push every rule id out of sight. */
const widestAligned = 100;

function fileLines(rows: readonly Row[], paint: Paint, links: boolean): readonly string[] {
  const cells = rows.map((row) => ({
    place: `${row.line}:${row.column}`,
    label: row.label,
    message: escapeText(row.message).replace(/\.$/, ""),
    rule: row.rule,
  }));
  const width = (column: Exclude<keyof (typeof cells)[number], "rule">): number =>
    cells.reduce((widest, cell) => (cell[column].length > widestAligned ? widest : Math.max(widest, cell[column].length)), 0);
  const [place, label, message] = [width("place"), width("label"), width("message")];
  const lines = cells.map((cell) => {
    const format = cell.label === "unread" ? "red" : severityFormat[cell.label];
    return [
      `  ${paint("dim", cell.place.padStart(place))}`,
      paint(format, cell.label.padEnd(label)),
      cell.message.padEnd(message),
      paint("dim", ruleLink(cell.rule, links && cell.label !== "unread")),
    ].join("  ");
  });
  return [paint("underline", printedPath(rows[0]?.file ?? "")), ...lines];
}
