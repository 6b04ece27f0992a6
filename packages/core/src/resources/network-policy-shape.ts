import type { JsonObject, Path } from "../source/json-value.js";

/** What the API server's decoder expects at one place. `goType` is the name that its errors use. */
export type Shape = ScalarShape | ListShape | StringMapShape | StructShape | AnyShape;

export interface ScalarShape {
  readonly kind: "string" | "int32" | "int64" | "bool" | "intOrString";
  readonly goType: string;
}

export interface ListShape {
  readonly kind: "list";
  readonly items: Shape;
  readonly goType: string;
}

export interface StringMapShape {
  readonly kind: "stringMap";
  readonly goType: string;
}

export type StructName =
  | "NetworkPolicy"
  | "ObjectMeta"
  | "OwnerReference"
  | "ManagedFieldsEntry"
  | "NetworkPolicySpec"
  | "NetworkPolicyIngressRule"
  | "NetworkPolicyEgressRule"
  | "NetworkPolicyPeer"
  | "NetworkPolicyPort"
  | "IPBlock"
  | "LabelSelector"
  | "LabelSelectorRequirement";

export interface StructShape {
  readonly kind: "struct";
  readonly name: StructName;
  readonly goType: string;
  readonly fields: ReadonlyMap<string, Shape>;
}

/** An object of a document and what the API takes it for. */
export interface Holder {
  readonly value: JsonObject;
  readonly shape: StructShape;
  readonly path: Path;
}

/** Not checked here: `apiVersion` and `kind`, which are read before the type is known, and `fieldsV1`. */
export interface AnyShape {
  readonly kind: "any";
  readonly goType: "any";
}

const any: AnyShape = { kind: "any", goType: "any" };
const string = text("string");
const bool: ScalarShape = { kind: "bool", goType: "bool" };
const int32: ScalarShape = { kind: "int32", goType: "int32" };
const int64: ScalarShape = { kind: "int64", goType: "int64" };
const stringMap: StringMapShape = { kind: "stringMap", goType: "map[string]string" };
// A number or a name; anything else is refused as if a number were expected.
const intOrString: ScalarShape = { kind: "intOrString", goType: "int32" };

const ownerReference = struct("OwnerReference", {
  apiVersion: string,
  kind: string,
  name: string,
  uid: text("types.UID"),
  controller: bool,
  blockOwnerDeletion: bool,
});

const managedFieldsEntry = struct("ManagedFieldsEntry", {
  manager: string,
  operation: text("v1.ManagedFieldsOperationType"),
  apiVersion: string,
  time: string,
  fieldsType: string,
  fieldsV1: any,
  subresource: string,
});

const objectMeta = struct("ObjectMeta", {
  name: string,
  generateName: string,
  namespace: string,
  selfLink: string,
  uid: text("types.UID"),
  resourceVersion: string,
  generation: int64,
  creationTimestamp: string,
  deletionTimestamp: string,
  deletionGracePeriodSeconds: int64,
  labels: stringMap,
  annotations: stringMap,
  ownerReferences: list(ownerReference),
  finalizers: list(string),
  managedFields: list(managedFieldsEntry),
});

const labelSelector = struct("LabelSelector", {
  matchLabels: stringMap,
  matchExpressions: list(
    struct("LabelSelectorRequirement", {
      key: string,
      operator: text("v1.LabelSelectorOperator"),
      values: list(string),
    }),
  ),
});

const peers = list(
  struct("NetworkPolicyPeer", {
    podSelector: labelSelector,
    namespaceSelector: labelSelector,
    ipBlock: struct("IPBlock", { cidr: string, except: list(string) }),
  }),
);

const ports = list(
  struct("NetworkPolicyPort", { protocol: text("v1.Protocol"), port: intOrString, endPort: int32 }),
);

const spec = struct("NetworkPolicySpec", {
  podSelector: labelSelector,
  ingress: list(struct("NetworkPolicyIngressRule", { ports, from: peers })),
  egress: list(struct("NetworkPolicyEgressRule", { ports, to: peers })),
  policyTypes: list(text("v1.PolicyType")),
});

/** networking.k8s.io/v1 NetworkPolicy as of Kubernetes 1.36. `status` existed from 1.24 to 1.27 only. */
export const networkPolicyShape = struct("NetworkPolicy", { apiVersion: any, kind: any, metadata: objectMeta, spec });

function text(goType: string): ScalarShape {
  return { kind: "string", goType };
}

function list(items: Shape): ListShape {
  return { kind: "list", items, goType: `[]${items.goType}` };
}

function struct(name: StructName, fields: Readonly<Record<string, Shape>>): StructShape {
  return { kind: "struct", name, goType: `v1.${name}`, fields: new Map(Object.entries(fields)) };
}
