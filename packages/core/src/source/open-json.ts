import { layoutOf, valueWriter } from "./edit-layout.js";
import { applyEdits } from "./edit-site.js";
import { jsonListDocument, jsonValueSpans } from "./json-document.js";
import { jsonEditTree } from "./json-edit-tree.js";
import { type JsonList, splitJsonList } from "./json-list.js";
import type { JsonSpan } from "./json-scan.js";
import { type JsonValue, type Path, valueAt } from "./json-value.js";
import type { OpenedDocument, OpenedPart, OpenText } from "./open-text.js";
import { openYamlText, type YamlReaders } from "./open-yaml.js";
import type { ItemQuestions } from "./source-document.js";

/** Undefined where the text is no JSON. Of one that is a list line by line, only what is edited is read. */
export function openJson(readers: YamlReaders, text: string): OpenText | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  const layout = layoutOf(text, undefined);
  const writers = [valueWriter(readers.yaml, layout, false)];
  const open: Open = (value, spanAt) => {
    const span = spanAt([]);
    if (value === undefined || !span) return undefined;
    // One value of a JSON text is valid JSON by itself, and so is the whole text with another one in its place.
    const inside = (path: Path): OpenedDocument | undefined =>
      open(valueAt(value, path), (below) => spanAt([...path, ...below]));
    const [tree, reread] = [jsonEditTree(text, span), rereadJson(text, span)];
    return { text, offset: 0, layout, writers, value, tree, reread, inside };
  };
  const list = splitJsonList(text);
  return list ? openList(readers, text, list, open) : openWhole(text, open);
}

/** Opens a value that is written in the text; `spanAt` knows where what is in it is written, by paths from there. */
type Open = (value: JsonValue | undefined, spanAt: (path: Path) => JsonSpan | undefined) => OpenedDocument | undefined;

function openWhole(text: string, open: Open): OpenText | undefined {
  const value = parseJson(text);
  if (value === undefined) return undefined;
  const document = open(value, jsonValueSpans(text));
  return { documentAt: () => document, itemAt: (_, item) => partOf(document?.inside?.(item)) };
}

function openList(readers: YamlReaders, text: string, list: JsonList, open: Open): OpenText {
  let whole: OpenText | undefined;
  let own: ItemQuestions | undefined;
  const items = new Map<number, OpenedPart | undefined>();
  const openItem = (index: number, read: ItemQuestions | undefined): OpenedPart | undefined => {
    own ??= read?.text === text ? read : itemsOf(text, list);
    return partOf(open(valueOfItem(own, index), (path) => own?.spanAt(index, path)));
  };
  return {
    documentAt: (position, read) => {
      whole ??= openWhole(text, open) ?? openYamlText(readers, text);
      return whole.documentAt(position, read);
    },
    itemAt: (_, [field, index], read) => {
      if (field !== "items" || typeof index !== "number" || index >= list.count) return undefined;
      if (!items.has(index)) items.set(index, openItem(index, read?.item));
      return items.get(index);
    },
  };
}

function itemsOf(text: string, list: JsonList): ItemQuestions {
  return jsonListDocument({ file: "", index: 0, offset: 0, text, starts: () => [0] }, list).item;
}

/** Undefined where it is none: nobody may have read the list. */
function valueOfItem(items: ItemQuestions, index: number): JsonValue | undefined {
  try {
    return items.valueAt(index, []);
  } catch {
    return undefined;
  }
}

function partOf(document: OpenedDocument | undefined): OpenedPart | undefined {
  return document && { document, base: [] };
}

/** Reads what is at a place, where edits are made nowhere else. */
function rereadJson(text: string, { first, end }: JsonSpan): OpenedDocument["reread"] {
  return (edits) => {
    if (!edits.every((edit) => edit.start >= first && edit.end <= end)) return undefined;
    const inside = edits.map((edit) => ({ ...edit, start: edit.start - first, end: edit.end - first }));
    return parseJson(applyEdits(text.slice(first, end), inside));
  };
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
