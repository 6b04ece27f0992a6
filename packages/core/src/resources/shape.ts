import type { JsonObject, Path } from "../source/json-value.js";
import type { Mistake, Problem, Refusal } from "./refusal.js";

/**
 * What the API server expects at one place. `goType` is the name that the errors of its decoder use; undefined in a
 * custom resource, whose values are not decoded but checked against the schema of its definition.
 */
export type Shape = ScalarShape | ListShape | StringMapShape | StructShape | AnyShape;

export interface ScalarShape {
  readonly kind: "string" | "int32" | "int64" | "integer" | "bool" | "intOrString";
  readonly goType: string | undefined;
  readonly limits?: ScalarLimits;
}

/** What a schema asks of a value besides its type. Numbers are inclusive. */
export interface ScalarLimits {
  readonly minimum?: number;
  readonly maximum?: number;
  /** What a number out of range is. */
  readonly mistake?: Mistake;
  /** In characters. */
  readonly maxLength?: number;
  readonly oneOf?: readonly string[];
  /** A regular expression for the whole text, and what it asks as the rest of "is X, but ...". */
  readonly pattern?: { readonly text: string; readonly plain: string };
  /** A further rule about text; `shown` is how the server prints the value. */
  readonly problem?: (text: string) => (Problem & { readonly shown: string }) | undefined;
}

export interface ListShape {
  readonly kind: "list";
  readonly items: Shape;
  readonly goType: string | undefined;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** Equal items are refused. */
  readonly unique?: true;
}

export interface StringMapShape {
  readonly kind: "stringMap";
  readonly goType: string | undefined;
}

/** What a struct is for: it decides which field was meant and what follows when a field is dropped. */
export type StructRole =
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
  | "LabelSelectorRequirement"
  | ClusterPolicyRole;

export type ClusterPolicyRole =
  | "ClusterPolicy"
  | "ClusterPolicySpec"
  | "ClusterPolicySubject"
  | "AdminIngressRule"
  | "AdminEgressRule"
  | "ClusterIngressRule"
  | "ClusterEgressRule"
  | "ClusterPolicyPeer"
  | "NamespacedPod"
  | "AdminPort"
  | "AdminPortMatch"
  | "ClusterProtocol"
  | "ClusterProtocolMatch"
  | "ClusterPort"
  | "ClusterPortRange";

export interface StructShape {
  readonly kind: "struct";
  /** The name of the type, for people. */
  readonly name: string;
  readonly role: StructRole;
  readonly goType: string | undefined;
  readonly fields: ReadonlyMap<string, Shape>;
  readonly required?: readonly string[];
  /** At least one field must be set, or exactly one. */
  readonly fieldCount?: "any" | "one";
  /** Nothing but unknown fields is not refused a second time as empty: who reads it fails closed. */
  readonly failsClosed?: true;
  /** Fields that exist in another place, version or channel, and in which: the rest of a sentence about the field. */
  readonly elsewhere?: ReadonlyMap<string, string>;
  /** What the schema asks of the fields together. */
  readonly rule?: (value: JsonObject, path: Path) => readonly Refusal[];
}

/** An object of a document and what the API takes it for. */
export interface Holder {
  readonly value: JsonObject;
  readonly shape: StructShape;
  readonly path: Path;
}

/** Not checked here: `apiVersion` and `kind`, which are read before the type is known, `fieldsV1` and `status`. */
export interface AnyShape {
  readonly kind: "any";
  readonly goType: "any";
}

export const anyShape: AnyShape = { kind: "any", goType: "any" };
