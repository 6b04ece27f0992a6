import type { Finding, InputProblem, RelatedPlace, SourceFile, Witness } from "@netpolint/core";
import type { LintResult } from "../lint-result.js";
import { closingLines } from "./closing-lines.js";
import { codeFrame, type FrameOptions } from "./code-frame.js";
import { escapeText } from "./escape-text.js";
import { paintWith, severityFormat } from "./paint.js";

export interface PrettyOptions {
  readonly colour: boolean;
  /** Columns to which lines of the user's files are cut. */
  readonly columns: number;
}

interface Printing extends FrameOptions {
  readonly linesOf: (file: string) => readonly string[] | undefined;
}

/** Each finding with the lines it is about, a witness, and what to do. */
export function pretty(result: LintResult, sources: readonly SourceFile[], options: PrettyOptions): string {
  const paint = paintWith(options.colour);
  const printing: Printing = { context: 2, columns: options.columns, paint, linesOf: lineFinder(sources) };
  const { findings, inputProblems } = result.report;
  const blocks = [
    ...inputProblems.map((problem) => problemBlock(problem, printing)),
    ...findings.map((finding) => findingBlock(finding, printing)),
  ];
  return `${[...blocks.flatMap((block) => [...block, ""]), ...closingLines(result, paint)].join("\n")}\n`;
}

function lineFinder(sources: readonly SourceFile[]): (file: string) => readonly string[] | undefined {
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const split = new Map<string, readonly string[]>();
  return (file) => {
    const known = split.get(file);
    const text = texts.get(file);
    if (known !== undefined || text === undefined) return known;
    const lines = text.split("\n");
    split.set(file, lines);
    return lines;
  };
}

function findingBlock(finding: Finding, printing: Printing): readonly string[] {
  const { file, range, severity, ruleId, message, help, witness, related } = finding;
  const { paint } = printing;
  const label = paint("bold", paint(severityFormat[severity], severity));
  return [
    `${paint("underline", placeText(file, range.start))}  ${label}  ${paint("dim", ruleId)}`,
    `  ${escapeText(message)}`,
    ...frameOf(finding, printing),
    ...related.flatMap((place) => relatedLines(place, printing)),
    ...(witness ? [`  ${paint("dim", "witness:")} ${witnessText(witness)}`] : []),
    ...(help === "" ? [] : [`  ${paint("cyan", "help:")} ${escapeText(help)}`]),
  ];
}

function problemBlock({ file, line, column, code, message }: InputProblem, printing: Printing): readonly string[] {
  const { paint } = printing;
  const place = { line, column };
  const range = { start: place, end: { line, column: column + 1 } };
  return [
    `${paint("underline", placeText(file, place))}  ${paint("bold", paint("red", "unread"))}  ${paint("dim", code)}`,
    `  ${escapeText(message)}`,
    ...frameOf({ file, range }, printing),
  ];
}

/** No frame where there is nothing to see: a file that was not read, or an empty one. */
function frameOf({ file, range }: Pick<Finding, "file" | "range">, printing: Printing): readonly string[] {
  const lines = printing.linesOf(file);
  if (!lines || lines.every((line) => line.trim() === "")) return [];
  return codeFrame(lines, range, printing);
}

function relatedLines(place: RelatedPlace, printing: Printing): readonly string[] {
  const { file, range, message } = place;
  return [
    `  ${placeText(file, range.start)}: ${escapeText(message)}`,
    ...frameOf(place, { ...printing, context: 0 }),
  ];
}

function placeText(file: string, { line, column }: { readonly line: number; readonly column: number }): string {
  return `${escapeText(file)}:${line}:${column}`;
}

function witnessText({ from, to, protocol, port }: Witness): string {
  return `${escapeText(from)} -> ${escapeText(to)} ${escapeText(protocol)} ${escapeText(String(port))}`;
}
