import { isList, isObject, type JsonObject, type JsonValue, type Path, valueAt } from "./json-value.js";

/**
 * A change of one object, by paths into it. Several edits of one object are made at once: every path and index means
 * the object as it was before any of them.
 */
export type ObjectEdit = SetEdit | RemoveEdit | InsertEdit | RenameEdit | KeepLastEdit;

/** Replaces what is at the path, or adds the field to its mapping. The mapping itself has to be there. */
export interface SetEdit {
  readonly type: "set";
  readonly path: Path;
  readonly value: JsonValue;
}

/** Takes out a field or a list item. */
export interface RemoveEdit {
  readonly type: "remove";
  readonly path: Path;
  /**
   * What becomes of a list or mapping that loses all it holds: it stays as `[]` or `{}` (where left out), or it goes as
   * well, and so on upwards.
   */
  readonly emptied?: "keep" | "remove";
}

/** Puts an item into the list at the path: before the item at `index`, or last where it is left out. */
export interface InsertEdit {
  readonly type: "insert";
  readonly path: Path;
  readonly index?: number;
  readonly value: JsonValue;
}

/** Gives the field at the path another key. A key that is there already is never replaced. */
export interface RenameEdit {
  readonly type: "rename";
  readonly path: Path;
  readonly key: string;
}

/** Of a key that is written several times, takes out all but the last, which is the one that counts. */
export interface KeepLastEdit {
  readonly type: "keep-last";
  readonly path: Path;
}

/**
 * The value with the edits made; undefined where they contradict each other or do not fit the value. The order of keys
 * says nothing.
 */
export function applyObjectEdits(value: JsonValue, edits: readonly ObjectEdit[]): JsonValue | undefined {
  if (edits.length === 0) return value;
  const here = edits.filter((edit) => edit.path.length === 0 && edit.type !== "insert");
  if (here.length > 0) return edits.length === 1 && here[0]?.type === "set" ? here[0].value : undefined;
  if (isList(value)) return applyToList(value, edits);
  return isObject(value) ? applyToMapping(value, edits) : undefined;
}

/** The edits below one step, with their paths from there. */
export function editsBelow(edits: readonly ObjectEdit[], step: string | number): readonly ObjectEdit[] {
  return edits.filter(({ path }) => path[0] === step).map((edit) => ({ ...edit, path: edit.path.slice(1) }));
}

/** True for the removal of the very thing that the edits are about. */
export function isRemoval(edits: readonly ObjectEdit[]): boolean {
  return edits.length === 1 && edits[0]?.type === "remove" && edits[0].path.length === 0;
}

function applyToList(list: readonly JsonValue[], edits: readonly ObjectEdit[]): JsonValue | undefined {
  const result: JsonValue[] = [];
  const inserts = edits.filter((edit) => edit.type === "insert" && edit.path.length === 0) as InsertEdit[];
  const inRange = inserts.every(({ index = list.length }) => Number.isInteger(index) && index >= 0 && index <= list.length);
  const steps = edits.filter((edit) => edit.path.length > 0).map(({ path }) => path[0]);
  if (!inRange || !steps.every((step) => typeof step === "number" && step in list)) return undefined;
  for (let index = 0; index <= list.length; index += 1) {
    for (const insert of inserts) if ((insert.index ?? list.length) === index) result.push(insert.value);
    const item = list[index];
    const below = editsBelow(edits, index);
    if (item === undefined || isRemoval(below)) continue;
    const edited = applyObjectEdits(item, below);
    if (edited === undefined) return undefined;
    result.push(edited);
  }
  return result;
}

function applyToMapping(object: JsonObject, edits: readonly ObjectEdit[]): JsonValue | undefined {
  const result = new Map<string, JsonValue>();
  const steps = new Set(edits.map(({ path }) => path[0]));
  for (const [key, value] of Object.entries(object)) {
    if (steps.has(key)) continue;
    result.set(key, value);
  }
  for (const step of steps) {
    if (typeof step !== "string") return undefined;
    const own = Object.hasOwn(object, step) ? object[step] : undefined;
    const field = applyToField(step, own, editsBelow(edits, step));
    if (field === undefined) return undefined;
    if (field === "removed") continue;
    if (result.has(field.key)) return undefined;
    result.set(field.key, field.value);
  }
  return Object.fromEntries(result);
}

type EditedField = { readonly key: string; readonly value: JsonValue } | "removed" | undefined;

function applyToField(key: string, own: JsonValue | undefined, edits: readonly ObjectEdit[]): EditedField {
  if (own === undefined) {
    const [edit] = edits;
    return edits.length === 1 && edit?.type === "set" && edit.path.length === 0 ? { key, value: edit.value } : undefined;
  }
  if (isRemoval(edits)) return "removed";
  const renames = edits.filter(isRename);
  const others = edits.filter((edit) => !isRename(edit) && !isKeepLast(edit));
  const value = applyObjectEdits(own, others);
  if (value === undefined || renames.length > 1) return undefined;
  return { key: renames[0]?.key ?? key, value };
}

export function isRename(edit: ObjectEdit): edit is RenameEdit {
  return edit.type === "rename" && edit.path.length === 0;
}

export function isKeepLast(edit: ObjectEdit): edit is KeepLastEdit {
  return edit.type === "keep-last" && edit.path.length === 0;
}

/**
 * The same edits without repetitions, and with removals that empty their list or mapping, and are asked to, turned into
 * the removal of that.
 */
export function settleEdits(value: JsonValue, edits: readonly ObjectEdit[]): readonly ObjectEdit[] {
  let settled = distinct(edits);
  for (;;) {
    const lifted = settled.map((edit) => liftRemoval(value, edit, settled));
    // An edit that is not lifted stays the same one.
    if (lifted.every((edit, index) => edit === settled[index])) return settled;
    settled = withoutInner(distinct(lifted));
  }
}

function distinct(edits: readonly ObjectEdit[]): readonly ObjectEdit[] {
  if (edits.length < 2) return edits;
  // Two equal items may be wanted.
  return edits.filter((edit, index) => edit.type === "insert" || edits.findIndex((other) => isSame(edit, other)) === index);
}

function isSame(a: ObjectEdit, b: ObjectEdit): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function liftRemoval(value: JsonValue, edit: ObjectEdit, edits: readonly ObjectEdit[]): ObjectEdit {
  if (edit.type !== "remove" || edit.emptied !== "remove" || edit.path.length === 0) return edit;
  const parent = edit.path.slice(0, -1);
  const inside = edits.filter(({ path }) => path.length >= parent.length && parent.every((step, at) => path[at] === step));
  const removed = inside.filter(({ type, path }) => type === "remove" && path.length === parent.length + 1);
  const size = sizeOf(valueAt(value, parent));
  if (parent.length === 0 || removed.length !== inside.length || removed.length !== size) return edit;
  return { ...edit, path: parent };
}

function sizeOf(value: JsonValue | undefined): number {
  if (isList(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : -1;
}

/** What is inside of something that goes as a whole needs no removal of its own. */
function withoutInner(edits: readonly ObjectEdit[]): readonly ObjectEdit[] {
  const whole = edits.filter((edit) => edit.type === "remove" && edit.emptied === "remove").map(({ path }) => path);
  return edits.filter(
    ({ type, path }) =>
      type !== "remove" || !whole.some((outer) => outer.length < path.length && outer.every((step, at) => path[at] === step)),
  );
}
