import { isList, isObject, type JsonObject, type JsonValue, type Path } from "../source/json-value.js";

/** Reads a value, or gives what was made of an equal one a short while ago. */
export type SharedReader<T> = (value: JsonValue) => T;

/** More than the pods of one workload or the policies of one namespace have, and less than anybody would notice. */
const remembered = 4096;

/** Texts that are longer are hardly ever written twice. */
const longestText = 1024;

/** After so many values it is looked at whether any of them were equal. */
const trial = 512;
/** Where hardly any were, so many are read as they come: writing each as text costs more than it saves. */
const pause = 8 * trial;

/**
 * Clusters repeat themselves: replicas have the same labels, policies select the same pods. What is read from such
 * values is kept once. `read` must depend on nothing but the value, and nobody may change what it makes.
 */
export function shareEqual<T>(read: SharedReader<T>): SharedReader<T> {
  const known = new Map<string, T>();
  let last: { readonly value: JsonValue; readonly made: T } | undefined;
  let asked = 0;
  let found = 0;
  const readOne = (value: JsonValue): T => {
    if (asked >= trial && found * 4 < trial) {
      asked += 1;
      if (asked >= trial + pause) asked = found = 0;
      return read(value);
    }
    if (asked >= trial) asked = found = 0;
    asked += 1;
    const text = JSON.stringify(value);
    // What YAML has and JSON has not (.nan) is written as null and is not the same.
    if (text.length > longestText || text.includes("null")) return read(value);
    const before = known.get(text);
    if (before !== undefined) {
      found += 1;
      return before;
    }
    if (known.size === remembered) known.clear();
    const made = read(value);
    known.set(text, made);
    return made;
  };
  return (value) => {
    // Objects that are alike stand side by side, and to compare two is less work than to write one as text.
    if (last && isSame(last.value, value)) return last.made;
    const made = readOne(value);
    last = { value, made };
    return made;
  };
}

/** With the keys in the same order. What is nested deeper than anything that repeats is not the same. */
function isSame(a: JsonValue | undefined, b: JsonValue | undefined, depth = 0): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null || depth > deepest) return false;
  if (isList(a)) return isList(b) && a.length === b.length && areSame(a, b, depth);
  return isObject(a) && isObject(b) && haveSameFields(a, b, depth);
}

const deepest = 8;

function areSame(a: readonly JsonValue[], b: readonly JsonValue[], depth: number): boolean {
  for (let at = 0; at < a.length; at += 1) if (!isSame(a[at], b[at], depth + 1)) return false;
  return true;
}

function haveSameFields(a: JsonObject, b: JsonObject, depth: number): boolean {
  const keys = Object.keys(a);
  const others = Object.keys(b);
  if (keys.length !== others.length) return false;
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] ?? "";
    if (key !== others[at] || !isSame(a[key], b[key], depth + 1)) return false;
  }
  return true;
}

/** The same for what knows its path, where objects share that. */
export function shareEqualAt<T>(read: (value: JsonValue, path: Path) => T): (value: JsonValue, path: Path) => T {
  const readers = new WeakMap<Path, SharedReader<T>>();
  return (value, path) => {
    const known = readers.get(path);
    if (known) return known(value);
    if (!path.every(isShared)) return read(value, path);
    const reader = shareEqual((one) => read(one, path));
    readers.set(path, reader);
    return reader(value);
  };
}

/** Places in lists that are shared; lists are mostly shorter. */
const sharedPlaces = 64;

function isShared(step: string | number): boolean {
  return typeof step === "string" || step < sharedPlaces;
}

const stepsFrom = new WeakMap<Path, Map<string | number, Path>>();

/** The path one step further. The same array for the same array and step, so that objects do not have paths of their own. */
export function stepInto(path: Path, step: string | number): Path {
  if (!isShared(step)) return [...path, step];
  const steps = stepsFrom.get(path) ?? new Map<string | number, Path>();
  const known = steps.get(step);
  if (known) return known;
  stepsFrom.set(path, steps);
  const made = [...path, step];
  steps.set(step, made);
  return made;
}
