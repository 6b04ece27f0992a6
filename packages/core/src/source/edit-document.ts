import type { Document } from "yaml";
import { type EditLayout, layoutOf, type ValueWriter, valueWriter } from "./edit-layout.js";
import type { OffsetEdit } from "./edit-site.js";
import type { EditNode } from "./edit-tree.js";
import { jsonValueSpans } from "./json-document.js";
import { jsonEditTree } from "./json-edit-tree.js";
import { isObject, type JsonValue, type Path, valueAt } from "./json-value.js";
import { applyObjectEdits, type ObjectEdit, settleEdits } from "./object-edit.js";
import { findLineStarts, type SourcePosition } from "./source-range.js";
import { splitDocuments } from "./split-documents.js";
import { writeEdits } from "./write-edits.js";
import { type Yaml, yamlDocument } from "./yaml-document.js";
import { yamlEditTree } from "./yaml-edit-tree.js";

export type { OffsetEdit } from "./edit-site.js";

/** An object in a text: any place inside of it, and its path within its document. */
export interface EditPlace {
  readonly position: SourcePosition;
  readonly base: Path;
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
  const yaml = await import("yaml");
  const texts = new Map<string, OpenDocument>();
  return (text, { position, base }, edits) => {
    const open = texts.get(text) ?? documentOpener(yaml, text);
    texts.set(text, open);
    const document = open(position);
    return document && editDocument(document, base, edits);
  };
}

type OpenDocument = (position: SourcePosition) => OpenedDocument | undefined;

/** A document of a text, parsed for edits. */
interface OpenedDocument {
  readonly text: string;
  /** Of `text` in its file. */
  readonly offset: number;
  readonly tree: EditNode;
  readonly value: JsonValue;
  readonly layout: EditLayout;
  /** How values may be written, the best first. */
  readonly writers: readonly ValueWriter[];
  /** The value once edits are made that are in order, or undefined where it cannot be read. */
  readonly reread: (edits: readonly OffsetEdit[]) => JsonValue | undefined;
  /** The same for one object of JSON, which is read without the rest. */
  readonly partOf?: (base: Path) => OpenedDocument | undefined;
}

function documentOpener(yaml: Yaml, text: string): OpenDocument {
  const json = openJson(yaml, text);
  if (json) return () => json;
  const parts = splitDocuments(text).map((part) => ({ ...part, opened: undefined as readonly OpenedYaml[] | undefined }));
  const starts = findLineStarts(text);
  return ({ line, column }) => {
    const offset = (starts[line - 1] ?? 0) + column - 1;
    const part = parts.findLast((one) => one.offset <= offset);
    if (!part) return undefined;
    part.opened ??= openYaml(yaml, part.text, part.offset);
    return part.opened.find(({ end }) => offset - part.offset < end)?.document;
  };
}

function openJson(yaml: Yaml, text: string): OpenedDocument | undefined {
  const value = /^\s*[{[]/.test(text) ? parseJson(text) : undefined;
  if (value === undefined) return undefined;
  const layout = layoutOf(text, undefined);
  const common = { text, offset: 0, layout, writers: [valueWriter(yaml, layout, false)] };
  const spanAt = jsonValueSpans(text);
  let tree: EditNode | undefined;
  return {
    ...common,
    value,
    get tree() {
      return (tree ??= jsonEditTree(text));
    },
    reread: rereadJson(text, 0, text.length),
    // One object of a JSON text is valid JSON by itself, and so is the whole text with another one in its place. A dump
    // holds thousands.
    partOf: (base) => {
      const [part, span] = [valueAt(value, base), spanAt(base)];
      if (base.length === 0 || part === undefined || !span) return undefined;
      return { ...common, value: part, tree: jsonEditTree(text, span.first), reread: rereadJson(text, span.first, span.end) };
    },
  };
}

/** Reads what is from `start` to `end`, where edits are made nowhere else. */
function rereadJson(text: string, start: number, end: number): OpenedDocument["reread"] {
  return (edits) => {
    if (!edits.every((edit) => edit.start >= start && edit.end <= end)) return undefined;
    const inside = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    return parseJson(applyEdits(text.slice(start, end), inside));
  };
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

interface OpenedYaml {
  readonly document: OpenedDocument | undefined;
  readonly end: number;
}

/** The documents of a text that was cut at `---` lines: one, unless it has directives or `...` lines. */
function openYaml(yaml: Yaml, text: string, offset: number): readonly OpenedYaml[] {
  const parsed = parseYaml(yaml, text);
  return parsed.map((document, index) => {
    const end = document.range[2];
    const value = valueOfYaml(yaml, document);
    if (value === undefined) return { document: undefined, end };
    const tree = yamlEditTree(yaml, document, text);
    const layout = layoutOf(text, tree);
    const reread = (edits: readonly OffsetEdit[]): JsonValue | undefined => {
      const again = parseYaml(yaml, applyEdits(text, edits));
      const same = again[index];
      return same && again.length === parsed.length ? valueOfYaml(yaml, same) : undefined;
    };
    const isLast = index === parsed.length - 1;
    const writers = [true, false].map((blockTexts) => valueWriter(yaml, layout, blockTexts));
    return { document: { text, offset, tree, value, layout, writers, reread }, end: isLast ? Infinity : end };
  });
}

/** Every document of a text, also those that cannot be read; none where the text is too deep. */
export function parseYaml(yaml: Yaml, text: string): readonly Document.Parsed[] {
  try {
    const options = { prettyErrors: false, uniqueKeys: false, logLevel: "silent", keepSourceTokens: true } as const;
    const parsed = yaml.parseAllDocuments(text, options);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    // The parser recurses until the stack gives out.
    return [];
  }
}

/** Undefined where the document cannot be read. */
export function valueOfYaml(yaml: Yaml, document: Document.Parsed): JsonValue | undefined {
  if (document.errors.length > 0) return undefined;
  try {
    return yamlDocument(yaml, document, { file: "", index: 0, offset: 0, starts: () => [0] }).value;
  } catch {
    return undefined;
  }
}

function editDocument(
  document: OpenedDocument,
  base: Path,
  edits: readonly ObjectEdit[],
): readonly OffsetEdit[] | undefined {
  const object = valueAt(document.value, base);
  if (object === undefined) return undefined;
  const settled = settleEdits(object, edits).map((edit) => ({ ...edit, path: [...base, ...edit.path] }));
  const ofList = listItemOf(settled);
  const part = document.partOf?.(ofList) ?? document;
  const own = part === document ? settled : settled.map((edit) => ({ ...edit, path: edit.path.slice(ofList.length) }));
  const wanted = applyObjectEdits(part.value, own);
  if (wanted === undefined) return undefined;
  for (const writer of part.writers) {
    const written = writeInto(part, writer, own, wanted);
    if (written) return written;
  }
  return undefined;
}

/** The item of the document's list that all edits are inside of, as in `items[3]`; an empty path where there is none. */
function listItemOf(edits: readonly ObjectEdit[]): Path {
  const [list, item] = edits[0]?.path ?? [];
  if (list === undefined || typeof item !== "number") return [];
  return edits.every(({ path }) => path.length > 2 && path[0] === list && path[1] === item) ? [list, item] : [];
}

function writeInto(
  { text, layout, tree, value, offset, reread }: OpenedDocument,
  writer: ValueWriter,
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

/** The text with edits made that are in order and do not overlap. */
export function applyEdits(text: string, edits: readonly OffsetEdit[]): string {
  let edited = "";
  let from = 0;
  for (const edit of edits) {
    edited += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return edited + text.slice(from);
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
