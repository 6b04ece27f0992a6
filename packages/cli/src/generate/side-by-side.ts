import { escapeText } from "../reporters/escape-text.js";
import { type Paint, paintWith } from "../reporters/paint.js";

export interface TwoTexts {
  readonly title: string;
  readonly left: string;
  readonly right: string;
}

export interface ColumnLayout {
  readonly colour: boolean;
  /** Of both columns together; undefined: 120. */
  readonly columns: number | undefined;
}

/** Texts in two columns: what both have stands side by side, `<` marks what only the left one has, `>` the right one. */
export function sideBySide(pairs: readonly TwoTexts[], { colour, columns = 120 }: ColumnLayout): string {
  const paint = paintWith(colour);
  const width = Math.max(20, Math.floor((columns - 3) / 2));
  const blocks = pairs.map(({ title, left, right }) => {
    const head = `${"current".padEnd(width)}   generated`;
    const rows = alignLines(linesOf(left), linesOf(right)).flatMap((row) => rowLines(row, width, paint));
    return [paint("bold", escapeText(title)), paint("dim", head), ...rows].join("\n");
  });
  return `${blocks.join("\n\n")}\n`;
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n").map((line) => escapeText(line));
}

type Row = readonly [left: string | undefined, right: string | undefined];

/** The longest common lines side by side; of the others, each on its own side, in their order. */
function alignLines(left: readonly string[], right: readonly string[]): readonly Row[] {
  const lengths = commonLengths(left, right);
  const rows: Row[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && left[i] === right[j]) rows.push([left[i++], right[j++]]);
    else if (j >= right.length || (i < left.length && at(lengths, i + 1, j) >= at(lengths, i, j + 1))) rows.push([left[i++], undefined]);
    else rows.push([undefined, right[j++]]);
  }
  return rows;
}

function at(lengths: readonly Int32Array[], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}

/** `[i][j]`: how many lines the ends from `i` and from `j` have in common, in order. */
function commonLengths(left: readonly string[], right: readonly string[]): readonly Int32Array[] {
  const lengths = Array.from({ length: left.length + 1 }, () => new Int32Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const same = left[i] === right[j] ? at(lengths, i + 1, j + 1) + 1 : 0;
      lengths[i]?.fill(Math.max(same, at(lengths, i + 1, j), at(lengths, i, j + 1)), j, j + 1);
    }
  }
  return lengths;
}

function rowLines([left, right]: Row, width: number, paint: Paint): readonly string[] {
  const [lefts, rights] = [folded(left ?? "", width), folded(right ?? "", width)];
  const mark = left === undefined ? ">" : right === undefined ? "<" : " ";
  return Array.from({ length: Math.max(lefts.length, rights.length) }, (_, line) => {
    const [one, other] = [(lefts[line] ?? "").padEnd(width), rights[line] ?? ""];
    const text = `${one} ${mark} ${other}`.trimEnd();
    if (mark === " ") return text;
    return paint(mark === "<" ? "red" : "cyan", text);
  });
}

function folded(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (let start = 0; start < text.length; start += width) lines.push(text.slice(start, start + width));
  return lines.length === 0 ? [""] : lines;
}
