import { blockEdits, replaceInBlock } from "./block-edits.js";
import { type CollectionEdits, sortEdits } from "./collection-edits.js";
import type { EditedText, EditSite, OffsetEdit } from "./edit-site.js";
import type { EditCollection, EditEntry } from "./edit-tree.js";
import { flowEdits, replaceInFlow } from "./flow-edits.js";
import { applyObjectEdits, type ObjectEdit } from "./object-edit.js";
import { fieldOf, isList, type JsonValue } from "./json-value.js";

/** Text edits for the edits of a value, in no order; undefined where its text cannot be edited in place. */
export function writeEdits(edited: EditedText, site: EditSite, edits: readonly ObjectEdit[]): readonly OffsetEdit[] | undefined {
  const { node, value } = site;
  if (edits.some(({ type, path }) => type === "set" && path.length === 0)) return replaceWith(edited, site, edits);
  if (node.type === "leaf" || !node.plain) return undefined;
  const sorted = sortEdits(node, edits);
  if (!sorted) return undefined;
  const isEmptied = sorted.removed.size === node.entries.length;
  // What loses all its entries, or had none, is written anew: `[]` becomes lines and lines become `[]`.
  if (isEmptied) return replaceWith(edited, site, edits);
  const inside = insideEdits(edited, node, value, sorted);
  const own = node.flow ? flowEdits(edited, node, sorted) : blockEdits(edited, node, sorted);
  return inside && [...inside, ...own];
}

function replaceWith(edited: EditedText, site: EditSite, edits: readonly ObjectEdit[]): readonly OffsetEdit[] | undefined {
  const value = applyObjectEdits(site.value, edits);
  if (value === undefined) return undefined;
  return site.inFlow || edited.layout.json ? replaceInFlow(edited, site, value) : replaceInBlock(edited, site, value);
}

function insideEdits(
  edited: EditedText,
  node: EditCollection,
  value: JsonValue,
  { inside }: CollectionEdits,
): readonly OffsetEdit[] | undefined {
  const written: OffsetEdit[] = [];
  for (const [index, edits] of inside) {
    const entry = node.entries[index];
    const own = entry && valueOf(value, entry, index);
    if (!entry || own === undefined) return undefined;
    const site = { node: entry.node, value: own, entry, inFlow: node.flow };
    const below = writeEdits(edited, site, edits);
    if (!below) return undefined;
    written.push(...below);
  }
  return written;
}

function valueOf(value: JsonValue, { key }: EditEntry, index: number): JsonValue | undefined {
  if (key === null) return isList(value) ? value[index] : undefined;
  return fieldOf(value, key);
}
