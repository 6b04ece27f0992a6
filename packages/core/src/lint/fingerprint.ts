import { isList, isObject, type JsonValue } from "../source/json-value.js";
import type { Finding } from "./finding.js";
import type { PlaceField } from "./place.js";

/**
 * What a finding is, apart from where it is written: rule, object, field, with list items named by their content. It
 * stays the same when files are renamed and documents or items are put in another order.
 */
export function fingerprintOf(finding: Pick<Finding, "ruleId" | "file" | "message" | "witness" | "flow">, field?: PlaceField): string {
  const { ruleId, file, message, witness, flow } = finding;
  if (!field) return JSON.stringify([ruleId, file, message]);
  const { kind, namespace, name } = field.meta;
  return JSON.stringify([ruleId, kind, namespace, name, contentPath(field), witness, flow]);
}

function contentPath({ meta, path }: PlaceField): JsonValue {
  return path.map((step, index) => {
    if (typeof step === "string") return step;
    return [canonical(meta.origin.valueAt(path.slice(0, index + 1)) ?? null)];
  });
}

/** Mapping keys in order, so that a key's place does not matter. */
function canonical(value: JsonValue): JsonValue {
  if (isList(value)) return value.map(canonical);
  if (!isObject(value)) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, canonical(item)]);
}

