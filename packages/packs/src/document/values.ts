import type { JsonValue } from "@netpolint/core";
import { findField } from "./field-values.js";
import type { ParameterDocument, ValueDocument } from "./flow-pack-document.js";
import { instanceOf } from "./instances.js";
import { parseValues } from "./parse-values.js";
import { entryOf, type Scope } from "./scope.js";
import { expand } from "./templates.js";

/** The values of a parameter: what the user gave, else the first that is found, else the default. Never empty. */
export function valuesOf(scope: Scope, name: string): readonly string[] | undefined {
  const parameter = entryOf(scope.document.parameters, name);
  if (!parameter) throw new Error(`pack ${scope.document.id} has no parameter ${name}`);
  const given = scope.given.get(name);
  if (given !== undefined) return parseValues(parameter, given);
  for (const source of parameter.read ?? []) {
    const values = readValues(scope, parameter, source);
    if (values) return values;
  }
  return parameter.default === undefined ? undefined : expanded(scope, parameter, parameter.default);
}

function readValues(
  scope: Scope,
  parameter: ParameterDocument,
  source: ValueDocument,
): readonly string[] | undefined {
  if (source.when && !scope.resolve.holds(scope, source.when)) return undefined;
  if ("value" in source) return expanded(scope, parameter, source.value);
  const { object } = instanceOf(scope, source.from);
  if (!object) return undefined;
  if ("field" in source) {
    const found = findField(object.value, source.field);
    return found && parseValues(parameter, found.value);
  }
  const reader = entryOf(scope.readers, source.reader);
  if (!reader) throw new Error(`pack ${scope.document.id} has no reader ${source.reader}`);
  const values = reader(object.value);
  return values && values.length > 0 ? values : undefined;
}

function expanded(scope: Scope, parameter: ParameterDocument, value: JsonValue): readonly string[] | undefined {
  const list: readonly JsonValue[] = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  const texts = list.map((item) => (typeof item === "string" ? expand(scope, item) : item));
  return texts.includes(undefined) ? undefined : parseValues(parameter, texts.filter((text) => text !== undefined));
}
