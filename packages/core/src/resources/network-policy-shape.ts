import { type GoSchemaDocument, shapeOfSchema } from "./go-shape.js";
import { schema as compiled } from "./network-policy-validator.js";
import type { StructShape } from "./shape.js";

const schema: GoSchemaDocument = compiled;

/** networking.k8s.io/v1 NetworkPolicy, as network-policy.schema.json has it. */
export const networkPolicyShape = shapeOfSchema(schema, schema) as StructShape;

/** `metadata` of every object, of custom resources as well. */
export const objectMetaShape = shapeOfSchema({ $ref: "#/$defs/objectMeta" }, schema) as StructShape;
