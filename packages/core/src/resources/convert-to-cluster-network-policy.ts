import { fieldOf, formatPath, type JsonObject, type JsonValue, valueAt } from "../source/json-value.js";
import type { ClusterPolicy, ClusterPolicyPort, ClusterPolicyRule } from "./cluster-policy.js";
import { clusterPolicyVersions } from "./cluster-policy-shape.js";
import type { PolicyDirection } from "./network-policy.js";
import { listOf, stringOf } from "./read-meta.js";

/** `refused` is a sentence. */
export type ConvertedClusterPolicy = { readonly object: JsonObject } | { readonly refused: string };

/** Most rules of a direction, and most peers and ports of a rule, in v1alpha2. v1alpha1 has 100 of each. */
const mostItems = 25;

/**
 * After every other policy of its tier. A BaselineAdminNetworkPolicy has no priority, and is alone; what is written
 * later for the Baseline tier can then go before it.
 */
const baselinePriority = 1000;

/**
 * The ClusterNetworkPolicy of v1alpha2 with the meaning of an AdminNetworkPolicy or a BaselineAdminNetworkPolicy, or
 * why there is none. A rule with more peers or ports than v1alpha2 takes becomes several with the same action in its
 * place, which decide the same. `value` is the object that `policy` was read from; of its metadata only the name, the
 * labels and the annotations are kept, and not its status.
 */
export function convertToClusterNetworkPolicy(value: JsonValue, policy: ClusterPolicy): ConvertedClusterPolicy {
  if (policy.meta.kind === "ClusterNetworkPolicy") return { refused: "It is a ClusterNetworkPolicy already." };
  const [refusal] = policy.refusals;
  if (refusal) return { refused: refusal.message };
  const emptyRange = findEmptyRange(policy);
  if (emptyRange) return { refused: emptyRange };
  const [ingress, egress] = [convertRules(value, policy.ingress, "from"), convertRules(value, policy.egress, "to")];
  const tooMany = tooManyRules(ingress, "ingress") ?? tooManyRules(egress, "egress");
  if (tooMany) return { refused: tooMany };
  const spec = {
    tier: policy.tier === "admin" ? "Admin" : "Baseline",
    priority: policy.tier === "admin" ? policy.priority : baselinePriority,
    subject: valueAt(value, ["spec", "subject"]) ?? null,
    ...(ingress.length > 0 ? { ingress } : {}),
    ...(egress.length > 0 ? { egress } : {}),
  };
  const apiVersion = clusterPolicyVersions.ClusterNetworkPolicy;
  return { object: { apiVersion, kind: "ClusterNetworkPolicy", metadata: keptMetadata(value), spec } };
}

const metadataFields = ["name", "generateName", "labels", "annotations"];

function keptMetadata(value: JsonValue): JsonObject {
  const metadata = fieldOf(value, "metadata");
  const written = metadataFields.map((key) => [key, fieldOf(metadata, key) ?? null] as const);
  return Object.fromEntries(written.filter(([, item]) => item !== null));
}

/** v1alpha1 takes a range that ends before it starts, which matches nothing; v1alpha2 has no such range. */
function findEmptyRange({ ingress, egress }: ClusterPolicy): string | undefined {
  const ports = [...ingress, ...egress].flatMap((rule) => rule.ports);
  const empty = ports.find((port) => port.type === "range" && port.first > port.last);
  if (!empty) return undefined;
  const place = formatPath(empty.path);
  return `\`${place}\` ends before it starts and matches nothing, which ClusterNetworkPolicy cannot say.`;
}

function tooManyRules({ length }: readonly JsonObject[], direction: PolicyDirection): string | undefined {
  if (length <= mostItems) return undefined;
  return `It takes ${length} ${direction} rules, and a ClusterNetworkPolicy has at most ${mostItems}.`;
}

function convertRules(value: JsonValue, rules: readonly ClusterPolicyRule[], peerField: "from" | "to"): JsonObject[] {
  return rules.flatMap((rule) => {
    const name = stringOf(valueAt(value, [...rule.path, "name"]));
    const head = { ...(name === undefined ? {} : { name }), action: rule.action };
    const peers = chunks(listOf(valueAt(value, [...rule.path, peerField])));
    if (rule.ports.length === 0) return peers.map((part) => ({ ...head, [peerField]: part }));
    const protocols = chunks(rule.ports.map(convertPort));
    return peers.flatMap((part) => protocols.map((ports) => ({ ...head, [peerField]: part, protocols: ports })));
  });
}

function chunks(items: readonly JsonValue[]): (readonly JsonValue[])[] {
  const count = Math.ceil(items.length / mostItems);
  return Array.from({ length: count }, (_, index) => items.slice(index * mostItems, (index + 1) * mostItems));
}

/** A range of one port, which v1alpha2 refuses, is a number. */
function convertPort(port: ClusterPolicyPort): JsonObject {
  if (port.type === "name") return { destinationNamedPort: port.name };
  const { first, last } = port;
  const destinationPort: JsonObject = first === last ? { number: first } : { range: { start: first, end: last } };
  return { [port.protocol.toLowerCase()]: { destinationPort } };
}
