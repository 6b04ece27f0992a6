import type { Finding, InputProblem, RelatedPlace, Suggestion, Witness } from "@netpolint/core";
import type { LintResult } from "../lint-result.js";
import { closingLines, textOf } from "./closing-lines.js";
import { codeFrame, type FrameOptions } from "./code-frame.js";
import { escapeText } from "./escape-text.js";
import { lineFinder, type LinesOf } from "./line-finder.js";
import { type Paint, paintWith, severityFormat } from "./paint.js";
import { printedPath } from "./printed-path.js";
import type { ReportContext } from "./reporter.js";
import { ruleLink } from "./rule-link.js";

export type PrettyContext = Pick<ReportContext, "files" | "colour" | "columns" | "links">;

interface Printing extends FrameOptions {
  readonly linesOf: LinesOf;
  readonly links: boolean;
}

/** Each finding with the lines it is about, a witness, and what to do. */
export function pretty(result: LintResult, { files, colour, columns, links }: PrettyContext): string {
  const paint = paintWith(colour);
  const printing: Printing = { context: 2, columns, paint, linesOf: lineFinder(files), links };
  const { findings, inputProblems } = result.report;
  const blocks = [
    ...inputProblems.map((problem) => problemBlock(problem, printing)),
    ...findings.map((finding) => findingBlock(finding, printing)),
  ];
  return textOf([...blocks.flatMap((block) => [...block, ""]), ...closingLines(result, paint)]);
}

function findingBlock(finding: Finding, printing: Printing): readonly string[] {
  const { file, range, severity, ruleId, message, help, witness, related, suggestions } = finding;
  const { paint, links } = printing;
  const label = paint("bold", paint(severityFormat[severity], severity));
  return [
    `${paint("underline", placeText(file, range.start))}  ${label}  ${paint("dim", ruleLink(ruleId, links))}`,
    `  ${escapeText(message)}`,
    ...frameOf(finding, printing),
    ...related.flatMap((place) => relatedLines(place, printing)),
    ...(witness ? [`  ${paint("dim", "witness:")} ${witnessText(witness)}`] : []),
    ...(help === "" ? [] : [`  ${paint("cyan", "help:")} ${escapeText(help)}`]),
    ...suggestions.flatMap((suggestion) => suggestionLines(suggestion, paint)),
  ];
}

/** What to write where, and a line for each connection that it opens or closes. */
function suggestionLines({ title, edits, effect }: Suggestion, paint: Paint): readonly string[] {
  const gained = (effect?.gained ?? []).map((line) => `    opens ${escapeText(line)}`);
  const lost = (effect?.lost ?? []).map((line) => `    closes ${escapeText(line)}`);
  const isNothing = effect !== null && gained.length + lost.length === 0;
  return [
    `  ${paint("cyan", "suggestion:")} ${escapeText(title)}`,
    ...edits.flatMap(({ file, range, text }) => [
      `    ${placeText(file, range.start)}: ${text === "" ? "remove this" : "write"}`,
      ...text.split("\n").filter((line) => line.trim() !== "").map((line) => `      ${escapeText(line)}`),
    ]),
    ...gained,
    ...lost,
    ...(isNothing ? ["    opens and closes nothing else that the input holds"] : []),
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
  return `${printedPath(file)}:${line}:${column}`;
}

function witnessText({ from, to, protocol, port }: Witness): string {
  return `${escapeText(from)} -> ${escapeText(to)} ${escapeText(protocol)} ${escapeText(String(port))}`;
}
