import fc from "fast-check";
import { isList, isObject, type JsonValue, type Path, valueAt } from "../../src/source/json-value.js";
import type { ObjectEdit } from "../../src/source/object-edit.js";

const newValues: readonly JsonValue[] = [
  "new",
  "yes",
  "1:20",
  "two\nlines\n",
  "",
  7,
  null,
  false,
  [],
  {},
  ["x", { y: 1 }],
  { deep: { er: ["z", []] }, more: "m" },
  [["nested"], []],
];
const newKeys = ["added", "no", "with: colon", "<<", "__proto__", "x"];

/** An edit that fits the value, with the edit that takes it back. */
export function editOf(value: JsonValue): fc.Arbitrary<{ readonly edit: ObjectEdit; readonly inverse: ObjectEdit }> {
  const drawn = fc.record({
    path: fc.constantFrom(...pathsOf(value)),
    value: fc.constantFrom(...newValues),
    key: fc.constantFrom(...newKeys),
    kind: fc.constantFrom("set", "remove", "insert", "rename", "add"),
    index: fc.nat(4),
  });
  return drawn.map(({ path, value: wanted, key, kind, index }) => {
    const old = valueAt(value, path) as JsonValue;
    const step = path.at(-1);
    const parent = path.slice(0, -1);
    const fresh = isObject(old) && !Object.hasOwn(old, key);
    if (kind === "insert" && isList(old)) {
      const at = Math.min(index, old.length);
      return { edit: { type: "insert", path, index: at, value: wanted }, inverse: { type: "remove", path: [...path, at] } };
    }
    if (kind === "add" && fresh) {
      return { edit: { type: "set", path: [...path, key], value: wanted }, inverse: { type: "remove", path: [...path, key] } };
    }
    if (path.length > 0 && kind === "rename" && typeof step === "string" && valueAt(value, [...parent, key]) === undefined) {
      return { edit: { type: "rename", path, key }, inverse: { type: "rename", path: [...parent, key], key: step } };
    }
    if (path.length > 0 && kind === "remove") {
      const put: ObjectEdit =
        typeof step === "number"
          ? { type: "insert", path: parent, index: step, value: old }
          : { type: "set", path, value: old };
      return { edit: { type: "remove", path }, inverse: put };
    }
    const target = path.length > 0 ? path : [Object.keys(value as object)[0] ?? ""];
    const before = valueAt(value, target) as JsonValue;
    return { edit: { type: "set", path: target, value: wanted }, inverse: { type: "set", path: target, value: before } };
  });
}

function pathsOf(value: JsonValue, path: Path = []): readonly Path[] {
  if (isList(value)) return [path, ...value.flatMap((item, index) => pathsOf(item, [...path, index]))];
  if (!isObject(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

/** What one edit makes of a value, step by step, as the edit's description says it. */
export function expectedValue(value: JsonValue, edit: ObjectEdit): JsonValue {
  return changeAt(value, edit.path, edit);
}

function changeAt(value: JsonValue, path: Path, edit: ObjectEdit): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) {
    if (edit.type === "set") return edit.value;
    return edit.type === "insert" && isList(value) ? value.toSpliced(edit.index ?? value.length, 0, edit.value) : value;
  }
  if (isList(value)) {
    const index = Number(step);
    if (edit.type === "remove" && rest.length === 0) return value.toSpliced(index, 1);
    return value.with(index, changeAt(value[index] as JsonValue, rest, edit));
  }
  const entries = new Map(Object.entries(value as object) as [string, JsonValue][]);
  const key = String(step);
  if (rest.length === 0 && edit.type === "remove") entries.delete(key);
  else if (rest.length === 0 && edit.type === "rename") {
    entries.set(edit.key, entries.get(key) as JsonValue);
    entries.delete(key);
  } else entries.set(key, changeAt(entries.get(key) ?? null, rest, edit));
  return Object.fromEntries(entries);
}
