import {
  anyShape,
  type ListShape,
  type ScalarShape,
  type Shape,
  type StringMapShape,
  type StructRole,
  type StructShape,
} from "./shape.js";

/** Shapes of what the API server decodes into Go types. */
export function goText(goType: string): ScalarShape {
  return { kind: "string", goType };
}

export function goList(items: Shape): ListShape {
  return { kind: "list", items, goType: `[]${items.goType}` };
}

export function goStruct(name: StructRole, fields: Readonly<Record<string, Shape>>): StructShape {
  return { kind: "struct", name, role: name, goType: `v1.${name}`, fields: new Map(Object.entries(fields)) };
}

export const goString = goText("string");
export const goInt32: ScalarShape = { kind: "int32", goType: "int32" };
export const goStringMap: StringMapShape = { kind: "stringMap", goType: "map[string]string" };
const bool: ScalarShape = { kind: "bool", goType: "bool" };
const int64: ScalarShape = { kind: "int64", goType: "int64" };

const ownerReference = goStruct("OwnerReference", {
  apiVersion: goString,
  kind: goString,
  name: goString,
  uid: goText("types.UID"),
  controller: bool,
  blockOwnerDeletion: bool,
});

const managedFieldsEntry = goStruct("ManagedFieldsEntry", {
  manager: goString,
  operation: goText("v1.ManagedFieldsOperationType"),
  apiVersion: goString,
  time: goString,
  fieldsType: goString,
  fieldsV1: anyShape,
  subresource: goString,
});

/** `metadata` of every object, of custom resources as well. */
export const objectMetaShape = goStruct("ObjectMeta", {
  name: goString,
  generateName: goString,
  namespace: goString,
  selfLink: goString,
  uid: goText("types.UID"),
  resourceVersion: goString,
  generation: int64,
  creationTimestamp: goString,
  deletionTimestamp: goString,
  deletionGracePeriodSeconds: int64,
  labels: goStringMap,
  annotations: goStringMap,
  ownerReferences: goList(ownerReference),
  finalizers: goList(goString),
  managedFields: goList(managedFieldsEntry),
});
