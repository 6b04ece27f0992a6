import { formatPath, isObject, type JsonValue, type Path, valueAt } from "@netpolint/core";
import { nearestWord } from "../did-you-mean.js";
import { listOf } from "../parse-arguments.js";
import { validate } from "./validate-config-shape.js";

/** A mistake at a field of a configuration. */
export interface FieldProblem {
  readonly path: Path;
  /** True where the key is wrong, not its value. */
  readonly atKey?: true;
  readonly message: string;
}

/** One error of the compiled schema, of which ajv's types say too little. */
interface ShapeError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

interface Validate {
  (value: unknown): boolean;
  readonly errors?: readonly ShapeError[] | null;
}

/** The mistakes that the schema finds: unknown keys, other types, other words. */
export function checkShape(value: JsonValue): readonly FieldProblem[] {
  const check = validate as unknown as Validate;
  if (check(value)) return [];
  const problems = (check.errors ?? []).flatMap((error) => problemOf(error, value));
  // A severity in a list is wrong as a member and as the list.
  return problems.filter(({ path }, index) => problems.findIndex((one) => formatPath(one.path) === formatPath(path)) === index);
}

function problemOf({ instancePath, keyword, params }: ShapeError, value: JsonValue): readonly FieldProblem[] {
  const path = pathOf(instancePath, value);
  switch (keyword) {
    case "if":
      return [];
    case "additionalProperties":
      return [unknownKey(path, String(params["additionalProperty"]))];
    case "required":
      return [{ path, message: `${subjectOf(path)} needs \`${String(params["missingProperty"])}\`${neededFor(path, params)}.` }];
    case "enum":
      return [{ path, message: unknownWord(params["allowedValues"] as readonly JsonValue[], valueAt(value, path)) }];
    case "type":
      return [{ path, message: otherType([params["type"]].flat() as readonly string[], valueAt(value, path)) }];
    case "minItems":
    case "maxItems":
    case "items":
      return [{ path, message: "A list here is a severity and an object with options: `[warning, { ... }]`." }];
    default:
      return [{ path, message: `This is ${keyword === "minimum" ? "at least" : "at most"} ${String(params["limit"])}, not ${describe(valueAt(value, path))}.` }];
  }
}

/** The value without what these problems are about, so that the rest can be looked at: whole lists, where it is in one. */
export function withoutMistakes(value: JsonValue, problems: readonly FieldProblem[]): JsonValue {
  const left = structuredClone(value);
  for (const { path } of problems) {
    const inList = path.findIndex((step) => typeof step === "number");
    const wrong = inList === -1 ? path : path.slice(0, inList);
    const holder = valueAt(left, wrong.slice(0, -1));
    const key = wrong.at(-1);
    if (key === undefined) return {};
    if (isObject(holder)) delete (holder as Record<string, JsonValue>)[key];
  }
  return left;
}

/** A JSON pointer as steps; a step into a list is a number. */
function pathOf(pointer: string, value: JsonValue): Path {
  const steps: (string | number)[] = [];
  for (const text of pointer.split("/").slice(1)) {
    const step = text.replaceAll("~1", "/").replaceAll("~0", "~");
    steps.push(Array.isArray(valueAt(value, steps)) ? Number(step) : step);
  }
  return steps;
}

const keysByPlace: ReadonlyMap<string, readonly string[]> = new Map([
  ["", ["$schema", "extends", "plugins", "rules", "packs", "expectations", "environment", "ignores", "overrides"]],
  ["packs", ["ids", "parameters"]],
  [
    "environment",
    ["world", "namespace", "platform", "channel", "cni", "kubernetesVersion", "apiServer", "podRanges", "serviceRanges", "nodeRanges", "dns"],
  ],
  ["environment.dns.*", ["to", "port"]],
  ["overrides.*", ["files", "objects", "rules", "reason"]],
]);

/** The keys that may stand at a place; tests hold them to the schema. */
export function knownKeys(path: Path): readonly string[] {
  return keysByPlace.get(path.map((step) => (typeof step === "number" ? "*" : step)).join(".")) ?? [];
}

function unknownKey(path: Path, key: string): FieldProblem {
  const known = knownKeys(path);
  const meant = nearestWord(key, known);
  const hint = meant === undefined ? ` There ${known.length === 1 ? "is" : "are"} ${listOf(known, "and")}.` : ` Did you mean \`${meant}\`?`;
  return { path: [...path, key], atKey: true, message: `${subjectOf(path)} has no key \`${key}\`.${hint}` };
}

function subjectOf(path: Path): string {
  if (path.length === 0) return "A configuration";
  return path[0] === "overrides" ? "An override" : `\`${formatPath(path)}\``;
}

function neededFor(path: Path, { missingProperty }: ShapeError["params"]): string {
  return path[0] === "overrides" && missingProperty === "reason" ? ", for those who read it later" : "";
}

function unknownWord(allowed: readonly JsonValue[], value: JsonValue | undefined): string {
  const words = allowed.filter((word) => typeof word === "string");
  const meant = typeof value === "string" ? (nearestWord(value, words) ?? longerWord(value, words)) : undefined;
  const hint = meant === undefined ? "" : ` Did you mean \`${meant}\`?`;
  return `This is ${listOf(words)}, not ${describe(value)}.${hint}`;
}

/** ESLint's `warn`. */
function longerWord(value: string, words: readonly string[]): string | undefined {
  return value.length < 3 ? undefined : words.find((word) => word.startsWith(value));
}

/** YAML reads `yes` as a boolean and `1.30` as the number 1.3. */
function otherType(types: readonly string[], value: JsonValue | undefined): string {
  const isUnquoted = types.includes("string") && (typeof value === "number" || typeof value === "boolean");
  return `This is ${typeNames(types)}, not ${describe(value)}.${isUnquoted ? " Put it in quotes." : ""}`;
}

const namesOfTypes: ReadonlyMap<string, string> = new Map([
  ["string", "text"],
  ["array", "a list"],
  ["object", "a mapping"],
  ["integer", "a whole number"],
  ["number", "a number"],
  ["boolean", "true or false"],
]);

function typeNames(types: readonly string[]): string {
  return types.map((type) => namesOfTypes.get(type) ?? type).join(" or ");
}

function describe(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (isObject(value)) return "a mapping";
  if (typeof value === "number") return `the number \`${value}\``;
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}
