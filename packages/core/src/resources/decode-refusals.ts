import { formatPath, isList, isObject, type JsonObject, type JsonValue, type Path } from "../source/json-value.js";
import { type Refusal, refusalSentence, serverPath } from "./refusal.js";
import type { Holder, ListShape, ScalarShape, Shape, StringMapShape, StructShape } from "./shape.js";
import { unknownFieldRefusal } from "./unknown-field.js";

interface Place {
  readonly path: Path;
  /** The objects around the place, from the root inwards. */
  readonly holders: readonly Holder[];
}

/**
 * What the API server would refuse of a custom resource for its types, then for unknown fields. Null leaves a field
 * unset; as an item of a list it is a wrong type, as nothing takes its place. `metadata` is decoded as of any object,
 * and a server stops at the first wrong type there; all of them are returned.
 */
export function decodeRefusals(root: JsonValue, shape: StructShape): readonly Refusal[] {
  const refusals = decode(root, shape, { path: [], holders: [] });
  const wrongTypes = refusals.filter(({ reason }) => reason === "Decode");
  return [...wrongTypes, ...refusals.filter(({ reason }) => reason !== "Decode")];
}

/** The text that the decoder makes of a value: "" for null or nothing, undefined for a value of another type. */
export function decodedString(value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : undefined;
}

function decode(value: JsonValue, shape: Shape, place: Place): readonly Refusal[] {
  if (value === null) return [];
  switch (shape.kind) {
    case "any":
      return [];
    case "struct":
      return isObject(value) ? decodeStruct(value, shape, place) : [wrongType(value, shape, place)];
    case "list":
      return isList(value) ? decodeList(value, shape, place) : [wrongType(value, shape, place)];
    case "stringMap":
      return isObject(value) ? decodeStringMap(value, shape, place) : [wrongType(value, shape, place)];
    default:
      return isScalar(value, shape.kind) ? [] : [wrongType(value, shape, place)];
  }
}

function decodeStruct(value: JsonObject, shape: StructShape, place: Place): readonly Refusal[] {
  const holder = { value, shape, path: place.path };
  return Object.entries(value).flatMap(([key, item]) => {
    const field = shape.fields.get(key);
    if (field === undefined) return [unknownFieldRefusal(key, holder, place.holders)];
    return decode(item, field, { path: [...place.path, key], holders: [...place.holders, holder] });
  });
}

function decodeList(value: readonly JsonValue[], shape: ListShape, place: Place): readonly Refusal[] {
  return value.flatMap((item, index) => {
    const itemPlace = { ...place, path: [...place.path, index] };
    if (item === null && shape.items.goType === undefined) return [wrongType(item, shape.items, itemPlace)];
    return decode(item, shape.items, itemPlace);
  });
}

function decodeStringMap(value: JsonObject, { goType }: StringMapShape, place: Place): readonly Refusal[] {
  const entry: ScalarShape = { kind: "string", goType: goType === undefined ? undefined : "string" };
  return Object.entries(value)
    .filter(([, item]) => item !== null && typeof item !== "string")
    .map(([key, item]) => wrongType(item, entry, place, [...place.path, key]));
}

const int32Limit = 2 ** 31;
// The exact limit of an int64 is one less; a JavaScript number cannot tell.
const int64Limit = 2 ** 63;

function isScalar(value: JsonValue, kind: ScalarShape["kind"]): boolean {
  switch (kind) {
    case "string":
      return typeof value === "string";
    case "bool":
      return typeof value === "boolean";
    case "integer":
      return isInteger(value, Infinity);
    case "int32":
      return isInteger(value, int32Limit);
    case "int64":
      return isInteger(value, int64Limit);
    case "intOrString":
      return typeof value === "string" || isInteger(value, int32Limit);
  }
}

export function isInt32(value: JsonValue | undefined): value is number {
  return value !== undefined && isInteger(value, int32Limit);
}

function isInteger(value: JsonValue, limit: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && -limit <= value && value < limit;
}

/** `at` is the entry where `place` is a map of texts. */
export function wrongType(value: JsonValue, shape: Shape, place: Place, at = place.path): Refusal {
  const { goType } = shape;
  const serverMessage = goType === undefined ? schemaMessage(value, shape, at) : goMessage(value, goType, place);
  const path = goType === undefined ? at : place.path;
  const message = refusalSentence(at, `is ${plainValue(value)} where ${plainTypes[shape.kind]} is expected`);
  return { path, at, reason: "Decode", mistake: "wrong-type", serverMessage, message };
}

function goMessage(value: JsonValue, goType: string, place: Place): string {
  return `json: cannot unmarshal ${goValue(value, goType)} into Go ${goField(place)} of type ${goType}`;
}

/** As a schema refuses a value of another type. */
function schemaMessage(value: JsonValue, shape: Shape, at: Path): string {
  const [path, type] = [serverPath(at), schemaType(value)];
  return `${path}: Invalid value: "${type}": ${path} in body must be of type ${schemaTypes[shape.kind]}: "${type}"`;
}

function schemaType(value: JsonValue): string {
  if (value === null) return "null";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return isList(value) ? "array" : typeof value;
}

const schemaTypes: Readonly<Record<Shape["kind"], string>> = {
  struct: "object",
  list: "array",
  stringMap: "object",
  string: "string",
  int32: "integer",
  int64: "integer",
  integer: "integer",
  intOrString: "integer",
  bool: "boolean",
  any: "object",
};

/** The decoder's error names the struct and the fields down to it, without list indexes and map keys. */
function goField({ path, holders }: Place): string {
  const struct = holders.at(-1)?.shape.name;
  if (struct === undefined) return "value";
  return `struct field ${struct}.${formatPath(path.filter((step) => typeof step === "string"))}`;
}

function goValue(value: JsonValue, goType: string): string {
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return goType.startsWith("int") ? `number ${String(value)}` : "number";
  if (typeof value === "string") return "string";
  return isList(value) ? "array" : "object";
}

function plainValue(value: JsonValue): string {
  if (value === null) return "null";
  if (typeof value === "boolean" || typeof value === "number") return `${String(value)} (a ${typeof value})`;
  if (typeof value === "string") return "a string";
  return isList(value) ? "a list" : "a mapping";
}

const plainTypes: Readonly<Record<Shape["kind"], string>> = {
  struct: "a mapping",
  list: "a list",
  stringMap: "a mapping",
  string: "a string",
  integer: "a whole number",
  int32: "a whole number of 32 bits",
  int64: "a whole number of 64 bits",
  intOrString: "a port number or a port name",
  bool: "true or false",
  any: "anything",
};

