import { fieldOf, isObject, type JsonObject, type JsonValue, type Path } from "../source/json-value.js";
import { byImplementations, type Refusal } from "./refusal.js";
import { listOf } from "./read-meta.js";
import { validateSelector } from "./validate-selector.js";

/**
 * A label selector of a custom resource as the API server keeps it. It drops labels whose value is null, where a
 * built-in kind would take null for the empty string.
 */
export function prunedSelector(selector: JsonValue | undefined): JsonValue | undefined {
  const labels = fieldOf(selector, "matchLabels");
  if (!isObject(selector) || !isObject(labels)) return selector;
  const kept = Object.entries(labels).filter(([, value]) => value !== null);
  return { ...selector, matchLabels: Object.fromEntries(kept) };
}

/**
 * The schema of a custom resource asks of a selector only that expressions have a key and an operator. Which ones, the
 * implementations find out. What the schema itself asks is not repeated here.
 */
export function validateCustomResourceSelector(selector: JsonObject, path: Path): readonly Refusal[] {
  return validateSelector(prunedSelector(selector), path)
    .filter((refusal) => !isMissingField(selector, refusal.path.slice(path.length)))
    .map(byImplementations);
}

/** `key` or `operator` of an expression that lacks it. */
function isMissingField(selector: JsonObject, [list, index, field]: Path): boolean {
  if (list !== "matchExpressions" || typeof index !== "number") return false;
  if (field !== "key" && field !== "operator") return false;
  return (fieldOf(listOf(fieldOf(selector, list))[index], field) ?? null) === null;
}
