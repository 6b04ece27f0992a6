/** What YAML and JSON documents hold once they are read. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** A path into a document: keys and 0-based list indexes. */
export type Path = readonly (string | number)[];

/** As `[...path, ...steps]`, which would reserve room for sixteen more steps. For paths that are kept. */
export function pathBelow(path: Path, ...steps: Path): Path {
  return path.concat(steps);
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Own fields only: `constructor` and `__proto__` are ordinary keys, absent unless written. */
export function fieldOf(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
  return value[key];
}

/** The value at a path, or undefined where a step does not exist. */
export function valueAt(value: JsonValue | undefined, path: Path): JsonValue | undefined {
  let current = value;
  for (const step of path) {
    current = typeof step === "number" ? itemOf(current, step) : fieldOf(current, step);
    if (current === undefined) return undefined;
  }
  return current;
}

function itemOf(value: JsonValue | undefined, index: number): JsonValue | undefined {
  return isList(value) ? value[index] : undefined;
}

/** `spec.ingress[0].from[1].podSelector`, as the API server writes it. */
export function formatPath(path: Path): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else text += text === "" ? step : `.${step}`;
  }
  return text;
}
