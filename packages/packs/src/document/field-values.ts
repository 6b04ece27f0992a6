import { type JsonValue, type Path } from "@netpolint/core";

/** A value and where it is, from the object's root. */
export interface FoundField {
  readonly path: Path;
  readonly value: JsonValue;
}

/**
 * Follows a dotted path. Keys may themselves hold dots: `spec.flinkConfiguration.rest.port` is found as the key
 * `rest.port` of `flinkConfiguration`, and as `port` of `rest`. A null value counts as not written.
 */
export function findField(object: JsonValue | undefined, dotted: string): FoundField | undefined {
  return follow(object, dotted.split("."), []);
}

function follow(value: JsonValue | undefined, steps: readonly string[], path: Path): FoundField | undefined {
  if (steps.length === 0) return value === undefined || value === null ? undefined : { path, value };
  if (!isMapping(value)) return undefined;
  for (let count = 1; count <= steps.length; count += 1) {
    const key = steps.slice(0, count).join(".");
    const found = Object.hasOwn(value, key) ? follow(value[key], steps.slice(count), [...path, key]) : undefined;
    if (found) return found;
  }
  return undefined;
}

export function isMapping(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The entries of a mapping with all that is below it, by dotted keys. */
export function flattened(value: JsonValue | undefined): ReadonlyMap<string, JsonValue> {
  const entries = new Map<string, JsonValue>();
  addEntries(entries, value, "");
  return entries;
}

function addEntries(entries: Map<string, JsonValue>, value: JsonValue | undefined, prefix: string): void {
  if (!isMapping(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (isMapping(item)) addEntries(entries, item, `${prefix}${key}.`);
    else entries.set(`${prefix}${key}`, item);
  }
}
