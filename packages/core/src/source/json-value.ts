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

const inherited: unknown = Object.prototype;

/**
 * Own fields only: `constructor` and `__proto__` are ordinary keys, absent unless written. Asked tens of times for every
 * object: what is inherited is told by its value, since no document holds a function or the prototype itself.
 */
export function fieldOf(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (!isObject(value)) return undefined;
  const field: unknown = value[key];
  return typeof field === "function" || field === inherited ? undefined : (field as JsonValue | undefined);
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

/** Kubernetes objects nest a dozen levels deep; a JSON value of the API server may nest 10,000, which nobody writes. */
export const deepestNesting = 500;

export function nestsTooDeep(value: JsonValue | undefined, depth = 0): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depth > deepestNesting) return true;
  // A list has its indexes as keys. Asked for every object of a dump, so nothing is made for it.
  const fields = value as JsonObject;
  for (const key in fields) if (typeof fields[key] === "object" && nestsTooDeep(fields[key], depth + 1)) return true;
  return false;
}
