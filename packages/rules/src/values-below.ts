import type { JsonObject, JsonValue, Path } from "@netpolint/core";

/** A value with its path, which is good only until the call returns: hardly any is kept. */
export type VisitValue = (value: JsonValue, path: Path) => void;

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
