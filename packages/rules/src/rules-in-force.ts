import type { Cluster, LabelSelector, NetworkPolicy, ObjectMeta, Path, PolicyDirection } from "@netpolint/core";
import { acceptedPolicies, type PolicyPeer, type PolicyRule, rulesInForce } from "./network-policy-words.js";

export type PolicyBlock = NonNullable<PolicyPeer["ipBlock"]>;

export interface RuleInForce {
  readonly policy: NetworkPolicy;
  readonly direction: PolicyDirection;
  readonly rule: PolicyRule;
}

export interface PeerInForce extends RuleInForce {
  readonly peer: PolicyPeer;
}

export interface BlockInForce extends PeerInForce {
  readonly block: PolicyBlock;
}

/** The rules of a policy in the directions that it is for; others do nothing. */
export function policyRulesInForce(policy: NetworkPolicy): readonly RuleInForce[] {
  return rulesInForce(policy).map((one) => ({ ...one, policy }));
}

export function peersInForce(cluster: Cluster): readonly PeerInForce[] {
  return acceptedPolicies(cluster).flatMap(peersOfPolicy);
}

/** Policies do not change, and several rules ask each of them. */
const peersOf = new WeakMap<NetworkPolicy, readonly PeerInForce[]>();

function peersOfPolicy(policy: NetworkPolicy): readonly PeerInForce[] {
  const known = peersOf.get(policy);
  if (known) return known;
  const peers = policyRulesInForce(policy).flatMap((one) => one.rule.peers.map((peer) => ({ ...one, peer })));
  peersOf.set(policy, peers);
  return peers;
}

export function blocksInForce(cluster: Cluster): readonly BlockInForce[] {
  return peersInForce(cluster).flatMap((one) => (one.peer.ipBlock ? [{ ...one, block: one.peer.ipBlock }] : []));
}

export function cidrPath({ path }: PolicyPeer): Path {
  return [...path, "ipBlock", "cidr"];
}

/** A selector and where it is written. */
export interface WrittenSelector {
  readonly selector: LabelSelector;
  readonly path: Path;
  readonly of: "pods" | "namespaces";
}

/** Every selector of a policy that has a say: its subject, and the peers in the directions that it is for. */
export function selectorsInForce(policy: NetworkPolicy): readonly WrittenSelector[] {
  const subject: WrittenSelector = { selector: policy.podSelector, path: ["spec", "podSelector"], of: "pods" };
  return [subject, ...rulesInForce(policy).flatMap(({ rule }) => rule.peers.flatMap(selectorsOfPeer))];
}

export function selectorsOfPeer({ path, podSelector, namespaceSelector }: PolicyPeer): readonly WrittenSelector[] {
  return [
    ...(namespaceSelector
      ? [{ selector: namespaceSelector, path: [...path, "namespaceSelector"], of: "namespaces" as const }]
      : []),
    ...(podSelector ? [{ selector: podSelector, path: [...path, "podSelector"], of: "pods" as const }] : []),
  ];
}

/** Where a requirement is written: below matchLabels, or the item of matchExpressions. */
export function requirementPath(meta: ObjectMeta, path: Path, requirement: Requirement): Path {
  const { key, operator, values } = requirement;
  const label: Path = [...path, "matchLabels", key];
  if (operator === "In" && values.length === 1 && meta.origin.valueAt(label) === values[0]) return label;
  const expressions = meta.origin.valueAt([...path, "matchExpressions"]);
  const index = Array.isArray(expressions) ? expressions.findIndex((one) => isExpression(one, requirement)) : -1;
  return index < 0 ? path : [...path, "matchExpressions", index];
}

export type Requirement = LabelSelector["requirements"][number];

function isExpression(value: unknown, { key, operator }: Requirement): boolean {
  if (typeof value !== "object" || value === null || !("key" in value) || !("operator" in value)) return false;
  return value.key === key && value.operator === operator;
}
