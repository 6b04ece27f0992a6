import { fieldOf, formatPath, isObject, type JsonObject, type JsonValue } from "../source/json-value.js";
import { listOf } from "./read-meta.js";
import type { Refusal } from "./refusal.js";
import type { Holder } from "./shape.js";
import { clusterPolicyEffect } from "./unknown-cluster-field-effect.js";

/**
 * What a cluster without strict field validation makes of an object once its unknown fields are dropped, as the end
 * of a sentence.
 */
export function effectWithout(holder: Holder): string {
  const { value, path, shape } = holder;
  switch (shape.role) {
    case "NetworkPolicy":
      return policyEffect(fieldOf(value, "spec"));
    case "NetworkPolicySpec":
      return policyEffect(value);
    case "NetworkPolicyIngressRule":
      return ruleEffect(value, "from");
    case "NetworkPolicyEgressRule":
      return ruleEffect(value, "to");
    case "NetworkPolicyPeer":
      return peerEffect(value);
    case "NetworkPolicyPort":
      return portEffect(value);
    case "IPBlock":
      return ipBlockEffect(value);
    case "LabelSelector":
      if (path.length === 2 && selectsAll(value)) return "the policy selects every pod of its namespace";
      return selectorEffect(value, selectedBy.get(String(path.at(-1))) ?? "pod");
    case "LabelSelectorRequirement":
      return requirementEffect(value);
    case "ObjectMeta":
    case "OwnerReference":
    case "ManagedFieldsEntry":
      return nothingChanges;
    default:
      return clusterPolicyEffect(value, shape, shape.role);
  }
}

const nothingChanges = "nothing else changes";
const refused = "the object is refused";
const selectedBy = new Map([
  ["namespaceSelector", "namespace"],
  ["namespaces", "namespace"],
  ["nodes", "node"],
]);

function policyEffect(spec: JsonValue | undefined): string {
  const pods = selectsAll(fieldOf(spec, "podSelector")) ? "every pod of its namespace" : "pods by `podSelector`";
  const types = policyTypes(spec).map((type) => `${type}${hasRules(spec, type) ? "" : " (allows nothing)"}`);
  return `the policy selects ${pods} and isolates for ${types.join(" and ")}`;
}

function hasRules(spec: JsonValue | undefined, type: string): boolean {
  return listOf(fieldOf(spec, type.toLowerCase())).length > 0;
}

/** With the API's default: Ingress, and Egress if there is an egress rule. */
function policyTypes(spec: JsonValue | undefined): readonly string[] {
  const written = listOf(fieldOf(spec, "policyTypes")).filter((type) => typeof type === "string");
  if (written.length > 0) return [...new Set(written)];
  return listOf(fieldOf(spec, "egress")).length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}

function ruleEffect(rule: JsonObject, peerField: "from" | "to"): string {
  const peers = listOf(fieldOf(rule, peerField)).length > 0 ? `the peers in \`${peerField}\`` : "every peer";
  const ports = listOf(fieldOf(rule, "ports")).length > 0 ? "the ports in `ports`" : "every port";
  return `the rule allows ${peers} on ${ports}`;
}

function peerEffect(peer: JsonObject): string {
  const written = ["podSelector", "namespaceSelector", "ipBlock"].filter((key) => isSet(peer, key));
  if (written.length === 0) return `the peer is empty and ${refused}`;
  const [only] = written.length === 1 ? written : [];
  if (only === "podSelector" && selectsAll(peer[only])) return "the peer is every pod of the policy's namespace";
  if (only === "namespaceSelector" && selectsAll(peer[only])) return "the peer is every pod of every namespace";
  return `the peer matches by ${written.map((key) => `\`${key}\``).join(" and ")} alone`;
}

function portEffect(item: JsonObject): string {
  const protocol = isSet(item, "protocol") ? "the written protocol" : "TCP";
  if (!isSet(item, "port")) return isSet(item, "endPort") ? refused : `the item matches every port of ${protocol}`;
  const ports = isSet(item, "endPort") ? "the range from `port` to `endPort`" : "`port` alone";
  return `the item matches ${ports}, of ${protocol}`;
}

function ipBlockEffect(block: JsonObject): string {
  if (!isSet(block, "cidr")) return refused;
  const excepted = listOf(fieldOf(block, "except")).length > 0;
  return `the block matches ${excepted ? "`cidr` but for `except`" : "every address of `cidr`"}`;
}

function selectorEffect(selector: JsonObject, selected: string): string {
  return `the selector selects ${selectsAll(selector) ? `every ${selected}` : `${selected}s by what remains`}`;
}

function requirementEffect(requirement: JsonObject): string {
  const operator = fieldOf(requirement, "operator");
  const needsValues = operator === "In" || operator === "NotIn";
  const complete = isSet(requirement, "key") && isSet(requirement, "operator");
  if (!complete || (needsValues && listOf(fieldOf(requirement, "values")).length === 0)) return refused;
  return "the expression selects by what remains";
}

function selectsAll(selector: JsonValue | undefined): boolean {
  const labels = fieldOf(selector, "matchLabels");
  const hasLabels = isObject(labels) && Object.keys(labels).length > 0;
  return !hasLabels && listOf(fieldOf(selector, "matchExpressions")).length === 0;
}

function isSet(value: JsonObject, key: string): boolean {
  return (fieldOf(value, key) ?? null) !== null;
}

/**
 * Without strict validation an object is still refused for what is not an unknown field, which is said with
 * each of those.
 */
export function withOtherMistakes(refusals: readonly Refusal[]): readonly Refusal[] {
  const other = refusals.find(({ reason, gate, by }) => reason !== "UnknownField" && !gate && !by);
  return refusals.map((refusal) => {
    const { withoutStrict } = refusal;
    if (other === undefined || withoutStrict === undefined || withoutStrict.endsWith(`${refused}.`)) return refusal;
    const rest = `, but the object is refused for \`${formatPath(other.at)}\`.`;
    return { ...refusal, withoutStrict: withoutStrict.slice(0, -1) + rest };
  });
}
