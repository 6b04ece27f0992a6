import type { JsonValue, Path } from "@netpolint/core";
import type { PackMistake } from "./pack-mistake.js";

interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

interface Validator {
  (value: JsonValue): boolean;
  errors?: readonly SchemaError[] | null;
}

/** What a compiled schema has against a value, the deepest place of each mistake only. */
export function schemaMistakes(validate: Validator, value: JsonValue): readonly PackMistake[] {
  if (validate(value)) return [];
  const errors = (validate.errors ?? []).filter(({ keyword }) => !summaries.has(keyword));
  const told = errors.length > 0 ? errors : (validate.errors ?? []).filter(({ keyword }) => keyword !== "if");
  const mistakes = told.map((error) => ({ path: pathOf(error, value), message: messageOf(error) }));
  const byText = new Map(mistakes.map((mistake) => [JSON.stringify(mistake), mistake]));
  return [...byText.values()];
}

/** Keywords that say that something below them does not hold. */
const summaries: ReadonlySet<string> = new Set(["if", "oneOf", "anyOf", "propertyNames"]);

function pathOf({ instancePath, keyword, params }: SchemaError, value: JsonValue): Path {
  const steps = instancePath.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const path: (string | number)[] = [];
  let at: unknown = value;
  for (const step of steps) {
    path.push(Array.isArray(at) ? Number(step) : step);
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[step] : undefined;
  }
  const extra = keyword === "additionalProperties" ? params["additionalProperty"] : undefined;
  return typeof extra === "string" ? [...path, extra] : path;
}

function messageOf({ instancePath, keyword, params, message = "is not right" }: SchemaError): string {
  const field = instancePath.split("/").at(-1) ?? "";
  const name = /^\d*$/.test(field) ? "This" : `\`${field}\``;
  switch (keyword) {
    case "additionalProperties":
      return `There is no field \`${String(params["additionalProperty"])}\` here.`;
    case "required":
      return `\`${String(params["missingProperty"])}\` is missing.`;
    case "dependentRequired":
      return `\`${String(params["property"])}\` needs \`${String(params["missingProperty"])}\` beside it.`;
    case "enum":
      return `${name} takes ${listOf(params["allowedValues"])}.`;
    case "const":
      return `${name} takes ${listOf([params["allowedValue"]])}.`;
    case "pattern":
      return `${name} is not written as it has to be (${String(params["pattern"])}).`;
    case "oneOf":
      return `${name} has to say exactly one of what it may be.`;
    default:
      return `${name} ${message}.`;
  }
}

function listOf(values: unknown): string {
  return (Array.isArray(values) ? (values as readonly unknown[]) : []).map((value) => `\`${String(value)}\``).join(", ");
}
