import { fieldOf, isObject, type JsonObject, type JsonValue } from "../source/json-value.js";
import {
  type ClusterPolicyKind,
  clusterPolicyShape,
  clusterPolicyVersions,
  type PolicyChannel,
} from "./cluster-policy-shape.js";
import { decodedString, decodeRefusals } from "./decode-refusals.js";
import { invalid, quote, type Refusal } from "./refusal.js";
import { kindRefusal, versionRefusal } from "./served-version.js";
import { withOtherMistakes } from "./unknown-field-effect.js";
import { validateMetadata } from "./validate-metadata.js";
import { schemaRefusals } from "./validate-schema.js";

export interface ClusterPolicyOptions {
  /** The set of definitions that the cluster has. The standard one lacks `nodes`, `domainNames` and `namedPort`. */
  readonly channel: PolicyChannel;
}

/**
 * Why the API server would refuse to create this AdminNetworkPolicy, BaselineAdminNetworkPolicy or
 * ClusterNetworkPolicy; empty if it would take it. What it takes and no implementation can apply is in the list too
 * (`Refusal.by`). Semantics: the custom resource definitions of policy.networking.k8s.io.
 *
 * A peer with nothing but fields that nobody knows gives only its `UnknownField` refusals: a newer version may have
 * them, and who reads it then fails closed.
 */
export function validateClusterPolicy(value: JsonValue, { channel }: ClusterPolicyOptions): readonly Refusal[] {
  const version = versionRefusals(value);
  const kind = clusterPolicyKind(value);
  if (kind === undefined || !isObject(value)) return version;
  const shape = clusterPolicyShape(kind, channel);
  return withOtherMistakes([
    ...version,
    ...decodeRefusals(value, shape),
    ...metadataRefusals(value),
    ...schemaRefusals(value, shape, []),
    ...singletonRefusals(value, kind),
  ]);
}

export function clusterPolicyKind(value: JsonValue): ClusterPolicyKind | undefined {
  const kind = fieldOf(value, "kind");
  return kinds.find((known) => known === kind);
}

const kinds = Object.keys(clusterPolicyVersions) as readonly ClusterPolicyKind[];

/** Each kind is served in one version only. */
function versionRefusals(value: JsonValue): readonly Refusal[] {
  const kind = clusterPolicyKind(value);
  if (kind === undefined) return [kindRefusal(value, "cluster-scoped network policy")];
  const served = clusterPolicyVersions[kind];
  return fieldOf(value, "apiVersion") === served ? [] : [versionRefusal(value, kind, served)];
}

/** The server drops the namespace of an object that is in none, whatever it is. */
function metadataRefusals(value: JsonObject): readonly Refusal[] {
  const metadata = fieldOf(value, "metadata") ?? null;
  if (metadata !== null && !isObject(metadata)) return [];
  return validateMetadata(metadata === null ? null : { ...metadata, namespace: null }, ["metadata"]);
}

function singletonRefusals(value: JsonObject, kind: ClusterPolicyKind): readonly Refusal[] {
  const name = decodedString(fieldOf(fieldOf(value, "metadata"), "name"));
  if (kind !== "BaselineAdminNetworkPolicy" || name === undefined || name === "default") return [];
  const detail = 'Only one baseline admin network policy with metadata.name="default" can be created in the cluster';
  const plain = `is ${quote(name)}, but a cluster has one BaselineAdminNetworkPolicy, named "default"`;
  return [invalid([], quote("object"), { detail, plain, mistake: "invalid-name" }, ["metadata", "name"])];
}
