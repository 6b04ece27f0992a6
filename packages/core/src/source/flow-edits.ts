import { type AddedEntry, type CollectionEdits, lastKept } from "./collection-edits.js";
import { columnOf } from "./edit-layout.js";
import type { EditCollection } from "./edit-tree.js";
import type { JsonValue } from "./json-value.js";
import type { EditedText, EditSite, OffsetEdit } from "./edit-site.js";

/** Edits between braces or brackets, of which some entry stays. */
export function flowEdits(edited: EditedText, node: EditCollection, edits: CollectionEdits): readonly OffsetEdit[] {
  const renamed = [...edits.renamed].flatMap(([index, key]) => {
    const entry = node.entries[index];
    return entry ? [{ start: entry.start, end: entry.keyEnd, text: edited.writer.key(key) }] : [];
  });
  return [...renamed, ...edits.added.flatMap((added) => addEntry(edited, node, edits, added)), ...removeEntries(node, edits)];
}

/** Each run of entries that go takes the comma behind it along; the last run the comma before it. */
function removeEntries({ entries }: EditCollection, { removed }: CollectionEdits): readonly OffsetEdit[] {
  return entries.flatMap((entry, index) => {
    if (!removed.has(index) || removed.has(index - 1)) return [];
    const next = entries.find((_, at) => at > index && !removed.has(at));
    if (next) return [{ start: entry.start, end: next.start, text: "" }];
    const before = entries[index - 1];
    return before ? [{ start: before.node.end, end: entries.at(-1)?.node.end ?? entry.node.end, text: "" }] : [];
  });
}

function addEntry(
  edited: EditedText,
  node: EditCollection,
  { removed }: CollectionEdits,
  { index, key, value }: AddedEntry,
): readonly OffsetEdit[] {
  const { text, layout, writer } = edited;
  const [first] = node.entries;
  const multiLine = first !== undefined && text.slice(node.start, first.start).includes("\n");
  const column = first && multiLine ? columnOf(text, first.start) : columnOfLine(text, node.start);
  const lineEnd = multiLine ? `${layout.lineEnd}${" ".repeat(column)}` : layout.json && !layout.pretty ? "" : " ";
  const written = placed(edited, key === null ? writer.flow(value) : writer.flowField(key, value), column);
  const staysBehind = node.entries.some((_, at) => at >= index && !removed.has(at));
  const at = node.entries[index];
  if (staysBehind && at) return [{ start: at.start, end: at.start, text: `${written},${lineEnd}` }];
  const last = lastKept(node, removed, node.entries.length);
  return last ? [{ start: last.node.end, end: last.node.end, text: `,${lineEnd}${written}` }] : [];
}

export function replaceInFlow(edited: EditedText, { node }: EditSite, value: JsonValue): readonly OffsetEdit[] {
  const { text, writer } = edited;
  const written = placed(edited, writer.flow(value), columnOfLine(text, node.start));
  // A value that is not written has nothing between the colon and itself.
  const space = node.start === node.end ? " " : "";
  return [{ start: node.start, end: node.end, text: `${space}${written}` }];
}

/** The column of the first character in the line of an offset. */
function columnOfLine(text: string, offset: number): number {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return text.slice(start).search(/[^ \t]|$/);
}

/** Further lines begin in the given column. */
function placed({ layout }: EditedText, written: string, column: number): string {
  return written.replaceAll("\n", `${layout.lineEnd}${" ".repeat(column)}`);
}
