import { anyShape, type ListShape, type ScalarShape, type Shape, type StructRole, type StructShape } from "./shape.js";

/** A JSON Schema of what the API server decodes into Go types; a `title` is the Go type's name. */
export interface GoSchema {
  readonly $ref?: string;
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, GoSchema>>;
  readonly additionalProperties?: boolean | GoSchema;
  readonly items?: GoSchema;
}

export interface GoSchemaDocument extends GoSchema {
  readonly $defs: Readonly<Record<string, GoSchema>>;
}

/** The same as a shape, with which mistakes are explained. */
export function shapeOfSchema(schema: GoSchema, { $defs }: GoSchemaDocument): Shape {
  const known = new Map<string, Shape>();
  return read(schema);

  function read(one: GoSchema): Shape {
    return one.$ref === undefined ? written(one) : referred(one.$ref.slice("#/$defs/".length));
  }

  function referred(name: string): Shape {
    const shape = known.get(name) ?? written($defs[name] ?? {});
    known.set(name, shape);
    return shape;
  }

  function written(one: GoSchema): Shape {
    const { type = [], items, properties, title = "" } = one;
    if (type.includes("array")) return listOf(read(items ?? {}));
    if (properties) return structOf(title, Object.entries(properties).map(([key, field]) => [key, read(field)]));
    if (type.includes("object")) return { kind: "stringMap", goType: title };
    return type.length === 0 ? anyShape : { kind: scalarKind(type, title), goType: title };
  }
}

function listOf(items: Shape): ListShape {
  return { kind: "list", items, goType: `[]${items.goType}` };
}

function structOf(goType: string, fields: readonly (readonly [string, Shape])[]): StructShape {
  const name = goType.slice("v1.".length);
  // Every struct of the schema has a role; a test compares them.
  return { kind: "struct", name, role: name as StructRole, goType, fields: new Map(fields) };
}

function scalarKind(type: string | readonly string[], title: string): ScalarShape["kind"] {
  if (type.includes("boolean")) return "bool";
  if (!type.includes("integer")) return "string";
  if (type.includes("string")) return "intOrString";
  return title === "int64" ? "int64" : "int32";
}
