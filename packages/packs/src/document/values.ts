import { formatPath, type JsonValue, objectName } from "@netpolint/core";
import { findField } from "./field-values.js";
import type { ParameterDocument, ValueDocument } from "./flow-pack-document.js";
import { instanceOf } from "./instances.js";
import { expectedForm, parseValues } from "./parse-values.js";
import { entryOf, type Instance, type NotUnderstood, type Scope } from "./scope.js";
import { expand } from "./templates.js";

/**
 * The values of a parameter: what the user gave, else the first that is found, else the default. Never empty. Where one
 * is written that is not understood there are none, and a doubt: neither the default nor anything else may stand for it.
 */
export function valuesOf(scope: Scope, name: string): readonly string[] | undefined {
  const parameter = entryOf(scope.document.parameters, name);
  if (!parameter) throw new Error(`pack ${scope.document.id} has no parameter ${name}`);
  const given = scope.given.get(name);
  if (given !== undefined) return parseValues(parameter, given);
  for (const source of parameter.read ?? []) {
    const values = readValues(scope, parameter, source);
    if (values && "notUnderstood" in values) {
      scope.doubts.add(`${values.notUnderstood}.`);
      return undefined;
    }
    if (values) return values;
  }
  return parameter.default === undefined ? undefined : expanded(scope, parameter, parameter.default);
}

function readValues(
  scope: Scope,
  parameter: ParameterDocument,
  source: ValueDocument,
): readonly string[] | NotUnderstood | undefined {
  if (source.when && !scope.resolve.holds(scope, source.when)) return undefined;
  if ("value" in source) return expanded(scope, parameter, source.value);
  const { object } = instanceOf(scope, source.from);
  if (!object) return undefined;
  if ("field" in source) return fieldValues(parameter, source.field, object);
  const reader = entryOf(scope.readers, source.reader);
  if (!reader) throw new Error(`pack ${scope.document.id} has no reader ${source.reader}`);
  const values = reader(object.value);
  if (values && "notUnderstood" in values) {
    return { notUnderstood: `${object.meta.kind} \`${objectName(object.meta)}\`: ${values.notUnderstood}` };
  }
  return values && values.length > 0 ? values : undefined;
}

function fieldValues(
  parameter: ParameterDocument,
  field: string,
  { meta, value }: NonNullable<Instance["object"]>,
): readonly string[] | NotUnderstood | undefined {
  const found = findField(value, field);
  if (!found || isLeftOpen(parameter, found.value)) return undefined;
  const written = typeof found.value === "object" ? JSON.stringify(found.value) : String(found.value);
  const where = `\`${formatPath(found.path)}\` of ${meta.kind} \`${objectName(meta)}\``;
  return (
    parseValues(parameter, found.value) ?? {
      notUnderstood: `${where} is not understood: it takes ${expectedForm(parameter)}, not \`${written}\``,
    }
  );
}

/** Empty, or the port 0: whoever writes that leaves the choice to the software. */
function isLeftOpen({ type }: ParameterDocument, value: JsonValue): boolean {
  if (value === "" || (Array.isArray(value) && value.length === 0)) return true;
  const isNumber = typeof value === "number" || (typeof value === "string" && /^-?\d+$/.test(value));
  return (type === "port" || type === "ports") && isNumber && Number(value) <= 0;
}

function expanded(scope: Scope, parameter: ParameterDocument, value: JsonValue): readonly string[] | undefined {
  const list: readonly JsonValue[] = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  const texts = list.map((item) => (typeof item === "string" ? expand(scope, item) : item));
  return texts.includes(undefined) ? undefined : parseValues(parameter, texts.filter((text) => text !== undefined));
}
