import type { Cluster, LabelSelector, NetworkPolicy, ObjectMeta, Path } from "@netpolint/core";
import { acceptedPolicies, allRulesInForce, type PolicyPeer, type PolicyPort, type RuleInForce, rulesInForce } from "./network-policy-words.js";
import { remembered } from "./remembered.js";

export type PolicyBlock = NonNullable<PolicyPeer["ipBlock"]>;

export interface PeerInForce extends RuleInForce {
  readonly peer: PolicyPeer;
}

export interface PortInForce extends RuleInForce {
  readonly port: PolicyPort;
}

export interface BlockInForce extends PeerInForce {
  readonly block: PolicyBlock;
}

export function peersInForce(cluster: Cluster): readonly PeerInForce[] {
  return peersAmong(acceptedPolicies(cluster));
}

const peersAmong = remembered((policies: readonly NetworkPolicy[]) => policies.flatMap(peersOfPolicy));

export const peersOfPolicy = remembered((policy: NetworkPolicy): readonly PeerInForce[] =>
  rulesInForce(policy).flatMap(({ direction, rule }) => rule.peers.map((peer) => ({ policy, direction, rule, peer }))),
);

export function portsInForce(cluster: Cluster): readonly PortInForce[] {
  return portsAmong(allRulesInForce(cluster));
}

const portsAmong = remembered((rules: readonly RuleInForce[]): readonly PortInForce[] =>
  rules.flatMap(({ policy, direction, rule }) => rule.ports.map((port) => ({ policy, direction, rule, port }))),
);

export function blocksInForce(cluster: Cluster): readonly BlockInForce[] {
  return blocksAmong(peersInForce(cluster));
}

const blocksAmong = remembered((peers: readonly PeerInForce[]): readonly BlockInForce[] =>
  peers.flatMap((one) => (one.peer.ipBlock ? [{ ...one, block: one.peer.ipBlock }] : [])),
);

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
export const selectorsInForce = remembered((policy: NetworkPolicy): readonly WrittenSelector[] => {
  const subject: WrittenSelector = { selector: policy.podSelector, path: ["spec", "podSelector"], of: "pods" };
  return [subject, ...peersOfPolicy(policy).flatMap(({ peer }) => selectorsOfPeer(peer))];
});

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
