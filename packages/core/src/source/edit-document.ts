import type { OffsetEdit } from "./edit-site.js";
import { isObject, type JsonValue, type Path, valueAt } from "./json-value.js";
import { applyObjectEdits, type ObjectEdit, settleEdits } from "./object-edit.js";
import { openJson } from "./open-json.js";
import type { OpenedDocument, OpenedPart, OpenText, ReadDocument } from "./open-text.js";
import { openYamlText } from "./open-yaml.js";
import type { SourcePosition } from "./source-range.js";
import { writeEdits } from "./write-edits.js";

export { applyEdits, type OffsetEdit } from "./edit-site.js";

/** An object in a text: any place inside of it, and its path within its document. */
export interface EditPlace {
  readonly position: SourcePosition;
  readonly base: Path;
  /** The document of that place, where it was read before. */
  readonly read?: ReadDocument | undefined;
}

/**
 * Turns edits of an object into edits of the text that holds it, in the order of their places and without overlaps.
 * Every other byte stays. The edited text is read again and has to hold exactly the value with the edits made, so the
 * answer is undefined wherever that is not certain: where aliases share what would change, where a flow collection
 * holds comments, where the edits contradict each other.
 *
 * Positions and offsets are those of a text without byte order mark.
 */
export type EditObject = (
  text: string,
  place: EditPlace,
  edits: readonly ObjectEdit[],
) => readonly OffsetEdit[] | undefined;

/** Loads what editing takes. What was parsed for one edit of a text is kept for the next one. */
export async function openEditor(): Promise<EditObject> {
  const [yaml, jsYaml] = await Promise.all([import("yaml"), import("js-yaml")]);
  const readers = { yaml, jsYaml };
  const texts = new Map<string, OpenText>();
  return (text, { position, base, read }, edits) => {
    const open = texts.get(text) ?? openJson(readers, text) ?? openYamlText(readers, text);
    texts.set(text, open);
    const all = edits.map((edit) => ({ ...edit, path: [...base, ...edit.path] }));
    const item = listItemOf(all);
    const part = item && open.itemAt(position, item, read);
    const own = item && part && settledInItem(part, all, item);
    if (own) return writeSettled(part.document, own);
    const document = open.documentAt(position, read);
    return document && writeSettled(document, settleEdits(document.value, all));
  };
}

/** The item of the document's list that all edits are inside of, as in `items[3]`; undefined where there is none. */
function listItemOf(edits: readonly ObjectEdit[]): Path | undefined {
  const [list, item] = edits[0]?.path ?? [];
  if (list === undefined || typeof item !== "number") return undefined;
  // A list within the list may have objects of its own.
  const isInside = edits.every(({ path }) => path.length > 2 && path[0] === list && path[1] === item && path[2] !== list);
  return isInside ? [list, item] : undefined;
}

/** The edits with their paths in the part. Undefined where nothing would be left of the item: the list is edited then. */
function settledInItem({ document, base }: OpenedPart, edits: readonly ObjectEdit[], item: Path): readonly ObjectEdit[] | undefined {
  const value = valueAt(document.value, base) ?? null;
  const own = edits.map((edit) => ({ ...edit, path: [0, ...edit.path.slice(item.length)] }));
  const settled = settleEdits([value], own);
  if (settled.some(({ path }) => path.length === 1)) return undefined;
  return settled.map((edit) => ({ ...edit, path: [...base, ...edit.path.slice(1)] }));
}

/** As `EditObject`, of edits that are settled and a document that is open. */
export function writeSettled(document: OpenedDocument, settled: readonly ObjectEdit[]): readonly OffsetEdit[] | undefined {
  const path = innermost(settled);
  const inner = path.length > 0 ? document.inside?.(path) : undefined;
  return inner ? writeAll(inner, editsWithin(settled, path)) : writeAll(document, settled);
}

/** The path of the innermost mapping or list that all edits are made in. */
function innermost(edits: readonly ObjectEdit[]): Path {
  const [first = [], ...others] = edits.map(({ type, path }) => (type === "insert" ? path : path.slice(0, -1)));
  const differs = (step: string | number, at: number): boolean => others.some((path) => path[at] !== step);
  const end = first.findIndex(differs);
  return end === -1 ? first : first.slice(0, end);
}

function editsWithin(edits: readonly ObjectEdit[], { length }: Path): readonly ObjectEdit[] {
  return edits.map((edit) => ({ ...edit, path: edit.path.slice(length) }));
}

function writeAll(document: OpenedDocument, edits: readonly ObjectEdit[]): readonly OffsetEdit[] | undefined {
  const wanted = applyObjectEdits(document.value, edits);
  if (wanted === undefined) return undefined;
  for (const writer of document.writers) {
    const written = writeInto(document, writer, edits, wanted);
    if (written) return written;
  }
  return undefined;
}

function writeInto(
  { text, layout, tree, value, offset, reread }: OpenedDocument,
  writer: OpenedDocument["writers"][number],
  edits: readonly ObjectEdit[],
  wanted: JsonValue,
): readonly OffsetEdit[] | undefined {
  const site = { node: tree, value, entry: undefined, inFlow: false };
  const written = writeEdits({ text, layout, writer }, site, edits);
  const ordered = written && orderEdits(written);
  const edited = ordered && reread(ordered);
  if (edited === undefined || !isSameValue(edited, wanted)) return undefined;
  return ordered?.map((edit) => ({ start: edit.start + offset, end: edit.end + offset, text: edit.text }));
}

/** By place, with those that touch put together; undefined where one lies in another. */
function orderEdits(edits: readonly OffsetEdit[]): readonly OffsetEdit[] | undefined {
  const ordered: OffsetEdit[] = [];
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = ordered.at(-1);
    const isRemoval = edit.text === "" && last?.text === "";
    if (!last || edit.start > last.end) ordered.push(edit);
    else if (edit.start < last.end && !isRemoval) return undefined;
    else ordered.splice(-1, 1, { start: last.start, end: Math.max(last.end, edit.end), text: last.text + edit.text });
  }
  return ordered;
}

/** The order of keys says nothing. */
export function isSameValue(a: JsonValue, b: JsonValue): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item: JsonValue, index) => isSameValue(item, b[index] as JsonValue));
  }
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSameValue(a[key] as JsonValue, b[key] as JsonValue))
  );
}
