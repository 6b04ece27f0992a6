import { type AddedEntry, type CollectionEdits, lastKept } from "./collection-edits.js";
import { columnOf } from "./edit-layout.js";
import type { EditCollection, EditEntry } from "./edit-tree.js";
import type { JsonValue } from "./json-value.js";
import type { EditedText, EditSite, OffsetEdit } from "./edit-site.js";

/** Edits of a mapping or list that is written in lines, and of which some entry stays. */
export function blockEdits(edited: EditedText, node: EditCollection, edits: CollectionEdits): readonly OffsetEdit[] {
  const renamed = [...edits.renamed].flatMap(([index, key]) => {
    const entry = node.entries[index];
    return entry ? [{ start: entry.start, end: entry.keyEnd, text: edited.writer.key(key) }] : [];
  });
  const added = edits.added.toSorted((a, b) => a.index - b.index).flatMap((one) => addEntry(edited, node, edits, one));
  const removed = [...edits.removed].flatMap((index) => removeEntry(edited, node, edits, index));
  return [...renamed, ...added, ...removed];
}

function addEntry(
  edited: EditedText,
  node: EditCollection,
  { removed }: CollectionEdits,
  { index, key, value }: AddedEntry,
): readonly OffsetEdit[] {
  const { text, layout, writer } = edited;
  const [first] = node.entries;
  if (!first) return [];
  const column = columnOf(text, first.start);
  const written = key === null ? writer.item(value) : writer.field(key, value);
  const lines = indented(edited, written, column);
  const kept = node.entries.findIndex((_, one) => !removed.has(one));
  if (index <= kept && !beginsLine(text, first.start)) {
    return [{ start: first.start, end: first.start, text: `${lines}${layout.lineEnd}${" ".repeat(column)}` }];
  }
  if (!node.entries[index]) {
    const last = lastKept(node, removed, index);
    if (!last) return [];
    const end = endOfEntry(text, last);
    return [{ start: end, end, text: `${layout.lineEnd}${" ".repeat(column)}${lines}` }];
  }
  const start = startOfEntry(text, node, index);
  const line = `${" ".repeat(column)}${lines}`;
  if (start === 0) return [{ start, end: start, text: `${line}${layout.lineEnd}` }];
  const before = endOfLineBefore(text, start);
  return [{ start: before, end: before, text: `${layout.lineEnd}${line}` }];
}

function removeEntry(
  { text }: EditedText,
  node: EditCollection,
  { removed }: CollectionEdits,
  index: number,
): readonly OffsetEdit[] {
  const entry = node.entries[index];
  const [first] = node.entries;
  if (!entry || !first) return [];
  const kept = node.entries.findIndex((_, at) => !removed.has(at));
  const isBehindDash = !beginsLine(text, first.start);
  if (!isBehindDash || index > kept) {
    const start = startOfEntry(text, node, index);
    const end = endOfEntry(text, entry);
    // The line end before it goes, not its own: what is added behind a nested list keeps its place.
    return [start === 0 ? { start, end: nextLine(text, end), text: "" } : { start: endOfLineBefore(text, start), end, text: "" }];
  }
  // The first entry stands behind a dash: the next one that stays, with its comments, moves up to it.
  const lines = nextLine(text, endOfEntry(text, node.entries[kept - 1] ?? entry));
  return index === 0 ? [{ start: first.start, end: lines + text.slice(lines).search(/[^\s]|$/), text: "" }] : [];
}

/** Puts a value in the place of another one, which may be empty or not written at all. */
export function replaceInBlock(edited: EditedText, site: EditSite, value: JsonValue): readonly OffsetEdit[] | undefined {
  const { text, layout, writer } = edited;
  const { entry, node } = site;
  if (!entry) return undefined;
  const written = entry.key === null ? writer.item(value).slice(1) : writer.field("k", value).slice(2);
  const lines = indented(edited, written, columnOf(text, entry.start));
  const isBelow = text.slice(entry.after, node.start).includes("\n");
  const [first = "", ...others] = lines.split(layout.lineEnd);
  const rest = others.map((line) => `${layout.lineEnd}${line}`).join("");
  // A comment in the first line stays there.
  if (isBelow) {
    const inKeyLine = { start: entry.after, end: entry.after, text: first };
    return [inKeyLine, { start: lineEnd(text, entry.after), end: endOfEntry(text, entry), text: rest }];
  }
  const end = lineEnd(text, node.end);
  return [replaceInLine(text, entry, first), ...(rest === "" ? [] : [{ start: end, end, text: rest }])];
}

function replaceInLine(text: string, { after, node }: EditEntry, line: string): OffsetEdit {
  const isSpaced = /^[ \t]+$/.test(text.slice(after, node.start));
  if (isSpaced && line.startsWith(" ")) return { start: node.start, end: node.end, text: line.slice(1) };
  return { start: after, end: node.end, text: line };
}

function indented({ layout }: EditedText, lines: string, column: number): string {
  return lines.replaceAll(/\n(?!\n|$)/g, `\n${" ".repeat(column)}`).replaceAll("\n", layout.lineEnd);
}

/** Where the lines of an entry begin, with the comments right above it that are written in its column. */
function startOfEntry(text: string, { entries }: EditCollection, index: number): number {
  const entry = entries[index];
  if (!entry) return 0;
  const before = entries[index - 1];
  const floor = before ? nextLine(text, endOfEntry(text, before)) : 0;
  const column = columnOf(text, entry.start);
  const own = lineStart(text, entry.start);
  let start = own;
  while (start > floor && commentColumn(text, lineStart(text, start - 1)) === column) start = lineStart(text, start - 1);
  // What stands above all of a document is about the document.
  return !before && isDocumentStart(text, start) ? own : start;
}

function isDocumentStart(text: string, offset: number): boolean {
  return text.slice(0, offset).split("\n").every((line) => /^(?:---.*|[ \t]*(?:#.*)?)\r?$/.test(line));
}

/** The end of the last line of an entry, with the comments right below it that are indented more than it is. */
function endOfEntry(text: string, entry: EditEntry): number {
  const column = columnOf(text, entry.start);
  let end = lineEnd(text, entry.node.end);
  for (;;) {
    const next = nextLine(text, end);
    const comment = next > end ? commentColumn(text, next) : -1;
    if (comment <= column) return end;
    end = lineEnd(text, next);
  }
}

/** The column of a comment that has its line for itself; -1 where there is none. */
function commentColumn(text: string, start: number): number {
  const [line = "", indent = ""] = /^([ \t]*)#?/.exec(text.slice(start, lineEnd(text, start))) ?? [];
  return line.endsWith("#") ? indent.length : -1;
}

function beginsLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, offset), offset));
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Where a line ends, in front of its line end. */
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  if (end === -1) return text.length;
  return text[end - 1] === "\r" && end > offset ? end - 1 : end;
}

function endOfLineBefore(text: string, start: number): number {
  return text[start - 2] === "\r" ? start - 2 : start - 1;
}

function nextLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end + 1;
}
