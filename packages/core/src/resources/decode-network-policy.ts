import { isList, isObject, type JsonObject, type JsonValue, type Path } from "../source/json-value.js";
import { wrongType } from "./decode-refusals.js";
import { networkPolicyShape } from "./network-policy-shape.js";
import { validate as compiled } from "./network-policy-validator.js";
import type { Refusal } from "./refusal.js";
import type { Holder, ScalarShape, Shape } from "./shape.js";
import { unknownFieldRefusal } from "./unknown-field.js";

/** As ajv tells of a mistake. `instancePath` is a JSON pointer. */
interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: { readonly additionalProperty?: string };
}

/** The validator that `npm run schemas` makes of network-policy.schema.json. */
const validate = compiled as unknown as ((value: JsonValue) => boolean) & {
  readonly errors: readonly SchemaError[] | null;
};

/**
 * What the API server's decoder would refuse of a NetworkPolicy: wrong types, then unknown fields. A server stops at
 * the first wrong type; all of them are returned.
 */
export function decodeNetworkPolicy(root: JsonValue): readonly Refusal[] {
  if (validate(root)) return [];
  const errors = validate.errors ?? [];
  const unknown = errors.filter(({ keyword }) => keyword === "additionalProperties");
  const mistyped = errors.filter(({ keyword }) => keyword !== "additionalProperties");
  // One value may be of a wrong type and out of range.
  const places = new Map(mistyped.map((error) => [error.instancePath, error]));
  return [...places.values(), ...unknown].map((error) => refusalOf(root, error));
}

interface Step {
  readonly value: JsonValue;
  readonly shape: Shape;
  readonly path: Path;
  readonly holders: readonly Holder[];
}

function refusalOf(root: JsonValue, { instancePath, params }: SchemaError): Refusal {
  let step: Step = { value: root, shape: networkPolicyShape, path: [], holders: [] };
  for (const token of tokensOf(instancePath)) {
    // The decoder names a map of texts, never the entry.
    if (step.shape.kind === "stringMap") return wrongEntry(step, token);
    step = stepInto(step, token);
  }
  const { value, shape, path, holders } = step;
  const { additionalProperty } = params;
  if (additionalProperty === undefined || shape.kind !== "struct") return wrongType(value, shape, { path, holders });
  return unknownFieldRefusal(additionalProperty, { value: value as JsonObject, shape, path }, holders);
}

function tokensOf(pointer: string): readonly string[] {
  return pointer.split("/").slice(1).map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function stepInto({ value, shape, path, holders }: Step, token: string): Step {
  if (shape.kind === "list" && isList(value)) {
    const index = Number(token);
    return { value: value[index] ?? null, shape: shape.items, path: [...path, index], holders };
  }
  const field = shape.kind === "struct" ? shape.fields.get(token) : undefined;
  if (shape.kind !== "struct" || field === undefined || !isObject(value)) {
    throw new Error(`the validator of NetworkPolicies and their shape differ at ${token}`);
  }
  const holder = { value, shape, path };
  return { value: value[token] ?? null, shape: field, path: [...path, token], holders: [...holders, holder] };
}

const entry: ScalarShape = { kind: "string", goType: "string" };

function wrongEntry({ value, path, holders }: Step, key: string): Refusal {
  return wrongType((value as JsonObject)[key] ?? null, entry, { path, holders }, [...path, key]);
}
