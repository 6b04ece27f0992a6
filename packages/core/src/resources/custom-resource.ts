import { type JsonValue, type Path, valueAt } from "../source/json-value.js";
import type { ObjectMeta } from "./resource.js";

/** An object of a custom kind that packs take parameters from. Its fields are read where they are needed. */
export interface CustomResource {
  readonly type: "CustomResource";
  readonly meta: ObjectMeta;
  readonly value: JsonValue;
}

/** A kind whose objects are read as custom resources, in any version. */
export interface CustomKind {
  readonly group: string;
  readonly kind: string;
  /** False for kinds that live in no namespace. */
  readonly namespaced: boolean;
}

export function readCustomResource(value: JsonValue, meta: ObjectMeta): CustomResource {
  return { type: "CustomResource", meta, value };
}

/** A field of the object, or undefined where it is not written or null. */
export function customField(resource: CustomResource | undefined, path: Path): JsonValue | undefined {
  if (resource === undefined) return undefined;
  const value = valueAt(resource.value, path);
  return value === null ? undefined : value;
}

export function customSpecField(resource: CustomResource | undefined, ...path: Path): JsonValue | undefined {
  return customField(resource, ["spec", ...path]);
}

/** True where the object is of that group and kind, whatever its version. */
export function isOfGroupKind(resource: CustomResource, group: string, kind: string): boolean {
  return resource.meta.kind === kind && resource.meta.apiVersion.split("/", 1)[0] === group;
}

