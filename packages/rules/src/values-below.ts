import type { JsonObject, JsonValue, Path } from "@netpolint/core";

/** A value with its path, which is good only until the call returns: hardly any is kept. */
export type VisitValue = (value: JsonValue, path: Path) => void;

/** Whether any of the values below another one, or that one, is null: most are asked for nothing else. */
export function holdsNull(value: JsonValue | undefined): boolean {
  if (typeof value !== "object") return false;
  if (value === null) return true;
  if (Array.isArray(value)) return value.some(holdsNull);
  const fields = value as JsonObject;
  for (const key in fields) if (typeof fields[key] === "object" && holdsNull(fields[key])) return true;
  return false;
}

/** Whether a text or a key below a value, or the value itself, passes a test. */
export function holdsText(value: JsonValue | undefined, isSought: (text: string) => boolean): boolean {
  if (typeof value === "string") return isSought(value);
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some((item: JsonValue) => holdsText(item, isSought));
  const fields = value as JsonObject;
  for (const key in fields) if (isSought(key) || holdsText(fields[key], isSought)) return true;
  return false;
}

/** Visits every value below another one, that one first, in the order in which they are written. `path` is its own. */
export function visitValues(value: JsonValue | undefined, path: Path, visit: VisitValue): void {
  if (value !== undefined) visitBelow(value, [...path], visit);
}

function visitBelow(value: JsonValue, path: (string | number)[], visit: VisitValue): void {
  visit(value, path);
  if (typeof value !== "object" || value === null) return;
  const below = path.length;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      path[below] = index;
      visitBelow(value[index] as JsonValue, path, visit);
    }
  } else {
    for (const key of Object.keys(value)) {
      path[below] = key;
      visitBelow((value as JsonObject)[key] as JsonValue, path, visit);
    }
  }
  path.length = below;
}
