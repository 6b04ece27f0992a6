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

/**
 * Where a requirement is written: below matchLabels, or the item of matchExpressions. Labels come first in what is read
 * of a selector that the API server takes, then the expressions one by one; two of them may say the same.
 */
export function requirementPath(
  meta: ObjectMeta,
  { selector, path }: Pick<WrittenSelector, "selector" | "path">,
  requirement: Requirement,
): Path {
  const labels = meta.origin.valueAt([...path, "matchLabels"]);
  const count = typeof labels === "object" && labels !== null ? Object.keys(labels).length : 0;
  const index = selector.requirements.indexOf(requirement);
  return index < count ? [...path, "matchLabels", requirement.key] : [...path, "matchExpressions", index - count];
}

export type Requirement = LabelSelector["requirements"][number];
