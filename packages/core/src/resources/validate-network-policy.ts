import { fieldOf, isObject, type JsonObject, type JsonValue, type Path } from "../source/json-value.js";
import { decodeNetworkPolicy } from "./decode-network-policy.js";
import { decodedString } from "./decode-refusals.js";
import { listOf } from "./read-meta.js";
import { forbidden, invalid, notSupported, quote, type Refusal, required } from "./refusal.js";
import { validateIpBlock } from "./validate-ip-block.js";
import { validateMetadata } from "./validate-metadata.js";
import { validatePorts } from "./validate-ports.js";
import { validateSelector } from "./validate-selector.js";
import { withOtherMistakes } from "./unknown-field-effect.js";

export interface ValidationOptions {
  /** The feature gate StrictIPCIDRValidation. */
  readonly strictCidr: boolean;
}

/** Why the API server would refuse to create this NetworkPolicy; empty if it would take it. */
export function validateNetworkPolicy(value: JsonValue, { strictCidr }: ValidationOptions): readonly Refusal[] {
  return networkPolicyRefusals(value).filter(({ gate }) => strictCidr || gate === undefined);
}

/**
 * The same with the refusals that hang on a feature gate, which are marked. Semantics:
 * pkg/apis/networking/validation and the strict decoder in front of it. A server that finds a wrong type names only
 * the first one, and with unknown fields it names only those; here all are returned, wrong types first, then unknown
 * fields, then the rest in the server's order. The values of `apiVersion` and `kind` are not looked at.
 */
export function networkPolicyRefusals(value: JsonValue): readonly Refusal[] {
  return withOtherMistakes([
    ...decodeNetworkPolicy(value),
    ...(value === null || isObject(value) ? validateDecoded(value) : []),
  ]);
}

/** Null counts as not set everywhere, and what the decoder refuses is not judged a second time. */
function validateDecoded(value: JsonValue): readonly Refusal[] {
  const metadata = fieldOf(value, "metadata") ?? null;
  const spec = fieldOf(value, "spec");
  return [
    ...(metadata === null || isObject(metadata) ? validateMetadata(metadata, ["metadata"]) : []),
    ...validateSelector(fieldOf(spec, "podSelector"), ["spec", "podSelector"]),
    ...validateRules(fieldOf(spec, "ingress"), "from", ["spec", "ingress"]),
    ...validateRules(fieldOf(spec, "egress"), "to", ["spec", "egress"]),
    ...validatePolicyTypes(listOf(fieldOf(spec, "policyTypes")), ["spec", "policyTypes"]),
  ];
}

function validateRules(rules: JsonValue | undefined, peerField: "from" | "to", path: Path): readonly Refusal[] {
  return listOf(rules).flatMap((rule, index) => [
    ...validatePorts(fieldOf(rule, "ports"), [...path, index, "ports"]),
    ...listOf(fieldOf(rule, peerField)).flatMap((peer, at) => validatePeer(peer, [...path, index, peerField, at])),
  ]);
}

function validatePeer(peer: JsonValue, path: Path): readonly Refusal[] {
  if (peer !== null && !isObject(peer)) return [];
  const ipBlock = setField(peer, "ipBlock");
  return [
    ...validateSelector(fieldOf(peer, "podSelector"), [...path, "podSelector"]),
    ...validateSelector(fieldOf(peer, "namespaceSelector"), [...path, "namespaceSelector"]),
    ...(ipBlock === undefined ? [] : validateIpBlock(ipBlock, [...path, "ipBlock"])),
    ...validatePeerKind(peer, path),
  ];
}

function validatePeerKind(peer: JsonObject | null, path: Path): readonly Refusal[] {
  const hasBlock = setField(peer, "ipBlock") !== undefined;
  const hasSelector = ["podSelector", "namespaceSelector"].some((key) => setField(peer, key) !== undefined);
  if (hasBlock && hasSelector) {
    const detail = "may not specify both ipBlock and another peer";
    return [forbidden(path, { detail, plain: "has both an `ipBlock` and a selector" })];
  }
  if (hasBlock || hasSelector) return [];
  const plain = "has none of `podSelector`, `namespaceSelector` and `ipBlock` (null counts as missing)";
  return [required(path, { detail: "must specify a peer", plain })];
}

const supportedTypes = ["Ingress", "Egress"];

function validatePolicyTypes(types: readonly JsonValue[], path: Path): readonly Refusal[] {
  if (types.length > supportedTypes.length) {
    const detail = "may not specify more than two policyTypes";
    const plain = `has ${types.length} entries, more than two`;
    return [invalid(path, shownTypes(types), { detail, plain, mistake: "too-long" })];
  }
  return types.flatMap((item, index) => {
    const type = decodedString(item);
    const correct = type === undefined || supportedTypes.includes(type);
    return correct ? [] : [notSupported([...path, index], type, supportedTypes)];
  });
}

/** As Go prints the list. */
function shownTypes(types: readonly JsonValue[]): string {
  return `[]networking.PolicyType{${types.map((type) => quote(decodedString(type) ?? "")).join(", ")}}`;
}

/** A field that is written and not null. */
function setField(value: JsonValue, key: string): JsonValue | undefined {
  return fieldOf(value, key) ?? undefined;
}
