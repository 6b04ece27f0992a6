import type { EditCollection, EditEntry } from "./edit-tree.js";
import type { JsonValue } from "./json-value.js";
import { editsBelow, type InsertEdit, isKeepLast, isRemoval, isRename, type ObjectEdit } from "./object-edit.js";

/** What happens to one mapping or list, entry by entry. */
export interface CollectionEdits {
  /** Indexes of entries that go. */
  readonly removed: ReadonlySet<number>;
  /** New keys by index. */
  readonly renamed: ReadonlyMap<number, string>;
  /** What happens inside of an entry's value, by index. */
  readonly inside: ReadonlyMap<number, readonly ObjectEdit[]>;
  /** New fields, or new items, before the entry at `index`. */
  readonly added: readonly AddedEntry[];
}

export interface AddedEntry {
  readonly index: number;
  /** null for items. */
  readonly key: string | null;
  readonly value: JsonValue;
}

interface Sorting {
  readonly removed: Set<number>;
  readonly renamed: Map<number, string>;
  readonly inside: Map<number, readonly ObjectEdit[]>;
  readonly added: AddedEntry[];
}

/** Sorts edits by the entries they touch; undefined where one touches an entry that is not written here. */
export function sortEdits(node: EditCollection, edits: readonly ObjectEdit[]): CollectionEdits | undefined {
  const sorting: Sorting = { removed: new Set(), renamed: new Map(), inside: new Map(), added: [] };
  const inserts = edits.filter((edit) => edit.type === "insert" && edit.path.length === 0) as InsertEdit[];
  for (const { index = node.entries.length, value } of inserts) sorting.added.push({ index, key: null, value });
  const steps = new Set(edits.flatMap(({ path }) => (path[0] === undefined ? [] : [path[0]])));
  for (const step of steps) {
    if (!sortStep(sorting, node, step, editsBelow(edits, step))) return undefined;
  }
  return sorting;
}

function sortStep(sorting: Sorting, node: EditCollection, step: string | number, edits: readonly ObjectEdit[]): boolean {
  const written = indexesOf(node.entries, step);
  const last = written.at(-1);
  if (last === undefined) return addField(sorting, node, step, edits);
  if (isRemoval(edits)) {
    // An earlier value would count if it stayed.
    for (const index of written) sorting.removed.add(index);
    return true;
  }
  if (edits.some(isKeepLast)) for (const index of written.slice(0, -1)) sorting.removed.add(index);
  const rename = edits.find(isRename);
  if (rename) sorting.renamed.set(last, rename.key);
  const inside = edits.filter((edit) => !isKeepLast(edit) && !isRename(edit));
  if (inside.length > 0) sorting.inside.set(last, inside);
  return true;
}

function indexesOf(entries: readonly EditEntry[], step: string | number): readonly number[] {
  if (typeof step === "number") return entries[step]?.key === null ? [step] : [];
  return entries.flatMap(({ key }, index) => (key === step ? [index] : []));
}

function addField(sorting: Sorting, node: EditCollection, step: string | number, edits: readonly ObjectEdit[]): boolean {
  const [edit] = edits;
  if (node.type !== "mapping" || typeof step !== "string") return false;
  if (edits.length !== 1 || edit?.type !== "set" || edit.path.length > 0) return false;
  sorting.added.push({ index: node.entries.length, key: step, value: edit.value });
  return true;
}

/** The last entry that stays, and is in front of `index`. */
export function lastKept({ entries }: EditCollection, removed: ReadonlySet<number>, index: number): EditEntry | undefined {
  return entries.findLast((_, at) => at < index && !removed.has(at));
}
