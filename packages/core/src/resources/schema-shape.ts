import { validateCustomResourceSelector } from "./custom-resource-selector.js";
import type { ListShape, ScalarLimits, ScalarShape, Shape, StringMapShape, StructRole, StructShape } from "./shape.js";

/** Shapes of custom resources, whose values are checked against a schema. */
export function schemaText(limits: ScalarLimits = {}): ScalarShape {
  return { kind: "string", goType: undefined, limits };
}

/** A whole number from `minimum` to `maximum`. */
export function schemaNumber(minimum: number, maximum: number, more: ScalarLimits = {}): ScalarShape {
  return { kind: "integer", goType: undefined, limits: { minimum, maximum, ...more } };
}

export function schemaList(items: Shape, limits: Pick<ListShape, "minItems" | "maxItems" | "unique"> = {}): ListShape {
  return { kind: "list", items, goType: undefined, ...limits };
}

export function schemaStruct(
  name: string,
  role: StructRole,
  fields: Readonly<Record<string, Shape>>,
  more: Pick<StructShape, "required" | "fieldCount" | "failsClosed" | "elsewhere" | "rule"> = {},
): StructShape {
  return { kind: "struct", name, role, goType: undefined, fields: new Map(Object.entries(fields)), ...more };
}

const stringMap: StringMapShape = { kind: "stringMap", goType: undefined };

export const schemaSelector = schemaStruct(
  "LabelSelector",
  "LabelSelector",
  {
    matchLabels: stringMap,
    matchExpressions: schemaList(
      schemaStruct(
        "LabelSelectorRequirement",
        "LabelSelectorRequirement",
        { key: schemaText(), operator: schemaText(), values: schemaList(schemaText()) },
        { required: ["key", "operator"] },
      ),
    ),
  },
  { rule: validateCustomResourceSelector },
);
