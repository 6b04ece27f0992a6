import { layoutOf, valueWriter } from "./edit-layout.js";
import { applyEdits } from "./edit-site.js";
import { jsonValueSpans } from "./json-document.js";
import { jsonEditTree } from "./json-edit-tree.js";
import type { JsonSpan } from "./json-scan.js";
import { type JsonValue, type Path, valueAt } from "./json-value.js";
import type { OpenedDocument, OpenText } from "./open-text.js";
import type { Yaml } from "./yaml-document.js";

/** Undefined where the text is no JSON. */
export function openJson(yaml: Yaml, text: string): OpenText | undefined {
  const value = /^\s*[{[]/.test(text) ? parseJson(text) : undefined;
  if (value === undefined) return undefined;
  const layout = layoutOf(text, undefined);
  const common = { text, offset: 0, layout, writers: [valueWriter(yaml, layout, false)] };
  const spanAt = jsonValueSpans(text);
  const open = (path: Path): OpenedDocument | undefined => {
    const [part, span] = [valueAt(value, path), spanAt(path)];
    if (part === undefined || !span) return undefined;
    return { ...common, value: part, tree: jsonEditTree(text, span), reread: rereadJson(text, span) };
  };
  let whole: OpenedDocument | undefined;
  return {
    documentAt: () => (whole ??= open([])),
    // One object of a JSON text is valid JSON by itself, and so is the whole text with another one in its place.
    itemAt: (_, item) => {
      const document = open(item);
      return document && { document, base: [] };
    },
  };
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
