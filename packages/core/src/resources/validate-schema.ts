import { fieldOf, isList, isObject, type JsonObject, type JsonValue, type Path } from "../source/json-value.js";
import {
  duplicate,
  invalid,
  invalidText,
  notSupported,
  quote,
  type Refusal,
  required,
  serverPath,
  tooLong,
  tooMany,
} from "./refusal.js";
import type { ListShape, ScalarLimits, Shape, StructShape } from "./shape.js";

/**
 * What the schema of a custom resource refuses besides wrong types and unknown fields, which the server drops before
 * it looks. Null leaves a field unset, and values of a wrong type are passed over.
 */
export function schemaRefusals(value: JsonValue | undefined, shape: Shape, path: Path): readonly Refusal[] {
  if (shape.kind === "struct") return isObject(value) ? structRefusals(value, shape, path) : [];
  if (shape.kind === "list") return isList(value) ? listRefusals(value, shape, path) : [];
  const limits = "limits" in shape ? shape.limits : undefined;
  return limits === undefined ? [] : limitRefusals(value, limits, path);
}

/** The known fields that are written and not null, in the order of the schema. */
export function setFields(value: JsonObject, { fields }: StructShape): readonly string[] {
  return [...fields.keys()].filter((key) => isSet(value, key));
}

/** Whether the schema would take the object as far as the presence of fields goes. */
export function isComplete(value: JsonObject, shape: StructShape): boolean {
  const missing = (shape.required ?? []).some((key) => !isSet(value, key));
  return !missing && (shape.fieldCount !== "one" || setFields(value, shape).length === 1);
}

function structRefusals(value: JsonObject, shape: StructShape, path: Path): readonly Refusal[] {
  const missing = (shape.required ?? []).filter((key) => !isSet(value, key));
  return [
    ...missing.map((key) => required([...path, key], { detail: "", plain: "is missing" })),
    ...(shape.fieldCount === "one" ? fieldCountRefusals(value, shape, path) : []),
    ...[...shape.fields].flatMap(([key, field]) => schemaRefusals(fieldOf(value, key), field, [...path, key])),
    ...(shape.rule?.(value, path) ?? []),
  ];
}

function fieldCountRefusals(value: JsonObject, shape: StructShape, path: Path): readonly Refusal[] {
  const { length } = setFields(value, shape);
  const several = `has ${length} of the fields ${choice(shape)}, but may have only one`;
  if (length > 1) return [tooMany(path, length, 1, { plain: several, mistake: "forbidden-field" })];
  if (length === 1 || (shape.failsClosed && isFromNewerVersion(value, shape))) return [];
  const detail = `${serverPath(path)} in body should have at least 1 properties`;
  const plain = `${shape.fields.size === 1 ? "lacks its field" : "has none of the fields"} ${choice(shape)}`;
  return [invalid(path, "0", { detail, plain, mistake: "required-field" })];
}

function choice({ fields }: StructShape): string {
  return [...fields.keys()].map((key) => `\`${key}\``).join(", ");
}

/** Has fields that nobody knows, and none that only another place or channel knows. */
function isFromNewerVersion(value: JsonObject, { fields, elsewhere }: StructShape): boolean {
  const unknown = Object.keys(value).filter((key) => !fields.has(key));
  return unknown.length > 0 && !unknown.some((key) => elsewhere?.has(key));
}

function listRefusals(value: readonly JsonValue[], shape: ListShape, path: Path): readonly Refusal[] {
  return [
    ...itemCountRefusals(value.length, shape, path),
    ...value.flatMap((item, index) => schemaRefusals(item, shape.items, [...path, index])),
    ...(shape.unique ? duplicateRefusals(value, path) : []),
  ];
}

function itemCountRefusals(count: number, shape: ListShape, path: Path): readonly Refusal[] {
  const { minItems = 0, maxItems = Infinity } = shape;
  if (count > maxItems) return [tooMany(path, count, maxItems, { plain: `has ${count} items, more than ${maxItems}` })];
  if (count >= minItems) return [];
  const detail = `${serverPath(path)} in body should have at least ${minItems} items`;
  const plain = "is empty, but needs at least one item";
  return [invalid(path, String(count), { detail, plain, mistake: "required-field" })];
}

function duplicateRefusals(value: readonly JsonValue[], path: Path): readonly Refusal[] {
  const texts = new Set<string>();
  return value.flatMap((item, index) => {
    if (typeof item !== "string") return [];
    if (texts.has(item)) return [duplicate([...path, index], item)];
    texts.add(item);
    return [];
  });
}

function limitRefusals(value: JsonValue | undefined, limits: ScalarLimits, path: Path): readonly Refusal[] {
  if (typeof value === "string") return textRefusals(value, limits, path);
  return typeof value === "number" && Number.isInteger(value) ? numberRefusals(value, limits, path) : [];
}

function textRefusals(text: string, limits: ScalarLimits, path: Path): readonly Refusal[] {
  const { oneOf, maxLength = Infinity, pattern, problem } = limits;
  if (oneOf !== undefined && !oneOf.includes(text)) return [notSupported(path, text, oneOf)];
  // What is too long is not looked at any further.
  if (Array.from(text).length > maxLength) {
    const detail = `may not be more than ${maxLength} bytes`;
    return [tooLong(path, { detail, plain: `has more than ${maxLength} characters` })];
  }
  if (pattern !== undefined && !new RegExp(pattern.text).test(text)) {
    const detail = `${serverPath(path)} in body should match '${pattern.text}'`;
    return [invalidText(path, text, { detail, plain: pattern.plain })];
  }
  const found = problem?.(text);
  if (found === undefined) return [];
  const { shown, ...rest } = found;
  return [invalid(path, shown, { ...rest, plain: `is ${quote(text)}, but ${found.plain}` })];
}

function numberRefusals(
  value: number,
  { minimum = -Infinity, maximum = Infinity, mistake = "invalid-field" }: ScalarLimits,
  path: Path,
): readonly Refusal[] {
  if (minimum <= value && value <= maximum) return [];
  const bound = value < minimum ? `greater than or equal to ${minimum}` : `less than or equal to ${maximum}`;
  const detail = `${serverPath(path)} in body should be ${bound}`;
  const plain = `is ${value}, which is not from ${minimum} to ${maximum}`;
  return [invalid(path, String(value), { detail, plain, mistake })];
}

function isSet(value: JsonObject, key: string): boolean {
  return (fieldOf(value, key) ?? null) !== null;
}
