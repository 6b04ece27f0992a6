/**
 * Cluster-scoped policies as a user would write them, in both versions, and what the versions have in common
 * (reference 3.3).
 */

import type { NaiveSelector, Protocol } from "./naive-cluster.js";

export interface NaiveNamespacedPods {
  /** `{}` when missing, which only v1alpha2 permits. */
  readonly namespaceSelector?: NaiveSelector;
  readonly podSelector: NaiveSelector;
}

/** Exactly one field. */
export interface NaiveTierSubject {
  readonly namespaces?: NaiveSelector;
  readonly pods?: NaiveNamespacedPods;
}

/** Exactly one field. The last three and `nodes` are for egress. */
export interface NaiveTierPeer {
  readonly namespaces?: NaiveSelector;
  readonly pods?: NaiveNamespacedPods;
  readonly networks?: readonly string[];
  readonly nodes?: NaiveSelector;
  readonly domainNames?: readonly string[];
  /** Stands for what a newer version may add: to a reader of these versions the peer has no field at all. */
  readonly serviceAccounts?: NaiveSelector;
}

/** v1alpha1. Exactly one field. */
export interface NaiveAdminPort {
  readonly portNumber?: { readonly protocol?: Protocol; readonly port: number };
  /** Both ends are included. */
  readonly portRange?: { readonly protocol?: Protocol; readonly start: number; readonly end: number };
  readonly namedPort?: string;
}

/** v1alpha2. Exactly one field. */
export interface NaiveProtocol {
  readonly tcp?: NaiveDestination;
  readonly udp?: NaiveDestination;
  readonly sctp?: NaiveDestination;
  readonly destinationNamedPort?: string;
}

export interface NaiveDestination {
  /** Exactly one field. */
  readonly destinationPort: {
    readonly number?: number;
    /** Both ends are included. */
    readonly range?: { readonly start: number; readonly end: number };
  };
}

export interface NaiveTierRule<Action> {
  readonly name?: string;
  readonly action: Action;
  /** Of an ingress rule. */
  readonly from?: readonly NaiveTierPeer[];
  /** Of an egress rule. */
  readonly to?: readonly NaiveTierPeer[];
  /** v1alpha1. */
  readonly ports?: readonly NaiveAdminPort[];
  /** v1alpha2. */
  readonly protocols?: readonly NaiveProtocol[];
}

export interface NaiveTierSpec<Action> {
  readonly subject: NaiveTierSubject;
  readonly ingress?: readonly NaiveTierRule<Action>[];
  readonly egress?: readonly NaiveTierRule<Action>[];
}

export interface NaiveAdminNetworkPolicy {
  readonly apiVersion: "policy.networking.k8s.io/v1alpha1";
  readonly kind: "AdminNetworkPolicy";
  readonly metadata: { readonly name: string };
  readonly spec: NaiveTierSpec<"Allow" | "Deny" | "Pass"> & { readonly priority: number };
}

export interface NaiveBaselineAdminNetworkPolicy {
  readonly apiVersion: "policy.networking.k8s.io/v1alpha1";
  readonly kind: "BaselineAdminNetworkPolicy";
  readonly metadata: { readonly name: "default" };
  readonly spec: NaiveTierSpec<"Allow" | "Deny">;
}

export interface NaiveClusterNetworkPolicy {
  readonly apiVersion: "policy.networking.k8s.io/v1alpha2";
  readonly kind: "ClusterNetworkPolicy";
  readonly metadata: { readonly name: string };
  readonly spec: NaiveTierSpec<"Accept" | "Deny" | "Pass"> & {
    readonly tier: "Admin" | "Baseline";
    readonly priority: number;
  };
}

export type NaiveClusterPolicy =
  | NaiveAdminNetworkPolicy
  | NaiveBaselineAdminNetworkPolicy
  | NaiveClusterNetworkPolicy;

export type Tier = "Admin" | "Baseline";
export type TierAction = "Accept" | "Deny" | "Pass";

/** A port item of either version. Numbers include both ends; a name goes with every protocol it is declared for. */
export type PlainTierPort =
  | { readonly protocol: Protocol; readonly first: number; readonly last: number }
  | { readonly name: string };

export interface PlainTierRule {
  readonly action: TierAction;
  readonly peers: readonly NaiveTierPeer[];
  /** `undefined`: every port of every protocol. */
  readonly ports: readonly PlainTierPort[] | undefined;
}

export function tierOf(policy: NaiveClusterPolicy): Tier {
  if (policy.kind === "ClusterNetworkPolicy") return policy.spec.tier;
  return policy.kind === "AdminNetworkPolicy" ? "Admin" : "Baseline";
}

/** T2: the one BaselineAdminNetworkPolicy has no priority and counts as 0. */
export function priorityOf(policy: NaiveClusterPolicy): number {
  return policy.kind === "BaselineAdminNetworkPolicy" ? 0 : policy.spec.priority;
}

export function tierRulesOf(policy: NaiveClusterPolicy, direction: "Ingress" | "Egress"): readonly PlainTierRule[] {
  const rules = direction === "Ingress" ? policy.spec.ingress : policy.spec.egress;
  return (rules ?? []).map((rule) => ({
    action: rule.action === "Allow" ? "Accept" : rule.action,
    peers: (direction === "Ingress" ? rule.from : rule.to) ?? [],
    ports: rule.ports?.map(plainAdminPort) ?? rule.protocols?.map(plainProtocol),
  }));
}

/** 3.3: the protocol is TCP when missing. Throws on an item without a known field. */
function plainAdminPort({ portNumber, portRange, namedPort }: NaiveAdminPort): PlainTierPort {
  if (namedPort !== undefined) return { name: namedPort };
  if (portNumber !== undefined) {
    return { protocol: portNumber.protocol ?? "TCP", first: portNumber.port, last: portNumber.port };
  }
  if (portRange === undefined) throw new Error("a port without a field is refused by the API");
  return { protocol: portRange.protocol ?? "TCP", first: portRange.start, last: portRange.end };
}

/** Throws on an item without a known field. */
function plainProtocol({ tcp, udp, sctp, destinationNamedPort }: NaiveProtocol): PlainTierPort {
  if (destinationNamedPort !== undefined) return { name: destinationNamedPort };
  if (tcp !== undefined) return { protocol: "TCP", ...numbersOf(tcp) };
  if (udp !== undefined) return { protocol: "UDP", ...numbersOf(udp) };
  if (sctp === undefined) throw new Error("a protocol without a field is refused by the API");
  return { protocol: "SCTP", ...numbersOf(sctp) };
}

function numbersOf({ destinationPort: { number, range } }: NaiveDestination): { first: number; last: number } {
  if (number !== undefined) return { first: number, last: number };
  if (range === undefined) throw new Error("a destinationPort without a field is refused by the API");
  return { first: range.start, last: range.end };
}
