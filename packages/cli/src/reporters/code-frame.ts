import type { SourceRange } from "@netpolint/core";
import { escapeText } from "./escape-text.js";
import { type Paint } from "./paint.js";

export interface FrameOptions {
  /** Lines shown before and after the range. */
  readonly context: number;
  /** Columns of the terminal. */
  readonly columns: number;
  readonly paint: Paint;
}

/** The lines of a text around a range, each behind its number and a gutter, with `^` under the range. */
export function codeFrame(lines: readonly string[], range: SourceRange, options: FrameOptions): readonly string[] {
  const { start } = range;
  const first = Math.max(1, start.line - options.context);
  const last = Math.min(lastShownLine(lines), start.line + options.context);
  const gutter = String(Math.max(first, last)).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number += 1) {
    frame.push(...frameLine(lines[number - 1] ?? "", number, gutter, range, options));
  }
  return frame;
}

/** The empty line after the last line break is none that an editor shows. */
function lastShownLine(lines: readonly string[]): number {
  return lines.length > 1 && lines.at(-1) === "" ? lines.length - 1 : lines.length;
}

function frameLine(
  text: string,
  number: number,
  gutter: number,
  range: SourceRange,
  { columns, paint }: FrameOptions,
): readonly string[] {
  const isMarked = number === range.start.line;
  const room = Math.max(20, columns - gutter - 5);
  const marked = isMarked ? markedUnits(text, range) : { first: 0, end: 0 };
  const shown = fitLine(text, marked, room);
  const before = paint("dim", `  ${String(number).padStart(gutter)} |`);
  const line = shown.text === "" ? before : `${before} ${shown.text}`;
  if (!isMarked) return [line];
  const caret = paint("red", "^".repeat(Math.max(1, Math.min(shown.width, room - shown.column))));
  return [line, `${paint("dim", `  ${" ".repeat(gutter)} |`)} ${" ".repeat(shown.column)}${caret}`];
}

/** The part of its first line that a range covers, in UTF-16 units from 0. */
function markedUnits(text: string, { start, end }: SourceRange): { first: number; end: number } {
  const first = Math.min(start.column - 1, text.length);
  const last = end.line > start.line ? text.trimEnd().length : end.column - 1;
  return { first, end: Math.max(first + 1, last) };
}

interface FittedLine {
  readonly text: string;
  /** Where the marked part begins, and how wide it is, in columns of the terminal. */
  readonly column: number;
  readonly width: number;
}

/** The line with tabs and control characters written out, cut so that the marked part is in sight. */
function fitLine(text: string, marked: { first: number; end: number }, room: number): FittedLine {
  // A dump may be one line of megabytes: only what could be in sight is looked at.
  const from = Math.max(0, marked.first - room);
  const before = printable(text.slice(from, marked.first));
  const inside = printable(text.slice(marked.first, Math.min(marked.end, marked.first + room)));
  const after = printable(text.slice(marked.end, marked.end + room));
  const width = widthOf(inside);
  const whole = before + inside + after;
  if (from === 0 && text.length <= marked.end + room && widthOf(whole) <= room) {
    return { text: whole.trimEnd(), column: widthOf(before), width };
  }
  const isInSight = from === 0 && widthOf(before) + width < room;
  const kept = isInSight ? before : cutStart(before, Math.floor(room / 3));
  return { text: cutEnd(kept + inside + after, room), column: widthOf(kept), width };
}

function printable(text: string): string {
  return escapeText(text.replace(/\r$/, "").replaceAll("\t", "    "));
}

function cutEnd(text: string, room: number): string {
  if (widthOf(text) <= room) return text;
  let kept = "";
  let width = 0;
  for (const character of text) {
    width += widthOf(character);
    if (width > room - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

function cutStart(text: string, room: number): string {
  if (widthOf(text) <= room) return text;
  const characters = Array.from(text);
  let width = 1;
  let first = characters.length;
  while (first > 0 && width + widthOf(characters[first - 1] ?? "") <= room) {
    first -= 1;
    width += widthOf(characters[first] ?? "");
  }
  return `…${characters.slice(first).join("")}`;
}

const wideRanges = [
  "\\u1100-\\u115f\\u2e80-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6",
  "\\u{1f300}-\\u{1faff}\\u{20000}-\\u{3fffd}",
];
const wide = new RegExp(`[${wideRanges.join("")}]`, "gu");

/** Columns of a terminal: ideographs and emoji take two, combining marks none. */
function widthOf(text: string): number {
  const seen = text.replace(/[\p{Mn}\p{Me}\p{Cf}]/gu, "");
  return Array.from(seen).length + (seen.match(wide)?.length ?? 0);
}
