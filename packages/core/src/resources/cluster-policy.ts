import type { IpBlock } from "../sets/ip-address.js";
import type { LabelSelector } from "../sets/label-selector.js";
import type { Path } from "../source/json-value.js";
import type { PolicyDirection, Protocol } from "./network-policy.js";
import type { Refusal } from "./refusal.js";
import type { ObjectMeta } from "./resource.js";

/** Laid over NetworkPolicies, or under them. */
export type PolicyTier = "admin" | "baseline";

/** `Accept` is called Allow in v1alpha1. `Pass` hands the decision to the next tier. */
export type PolicyAction = "Accept" | "Deny" | "Pass";

/**
 * A cluster-scoped policy of policy.networking.k8s.io: AdminNetworkPolicy and BaselineAdminNetworkPolicy of v1alpha1,
 * ClusterNetworkPolicy of v1alpha2, in one shape.
 */
export interface ClusterPolicy {
  readonly type: "ClusterPolicy";
  readonly meta: ObjectMeta;
  readonly tier: PolicyTier;
  /** 0 to 1000, the lowest first. The one BaselineAdminNetworkPolicy has none and counts as 0. */
  readonly priority: number;
  /** Pods in the host network are never subjects. */
  readonly subject: PodsOfNamespaces;
  readonly ingress: readonly ClusterPolicyRule[];
  readonly egress: readonly ClusterPolicyRule[];
  /** What the API server would refuse it for. */
  readonly refusals: readonly Refusal[];
}

/** Pods by the labels of their namespaces and their own. */
export interface PodsOfNamespaces {
  readonly namespaceSelector: LabelSelector;
  readonly podSelector: LabelSelector;
}

export interface ClusterPolicyRule {
  readonly path: Path;
  /** "" where it has none. */
  readonly name: string;
  readonly action: PolicyAction;
  /** At least one, by the API. */
  readonly peers: readonly ClusterPolicyPeer[];
  /** Empty: every port of every protocol. */
  readonly ports: readonly ClusterPolicyPort[];
}

/**
 * A peer has one field. `unknown` stands for a peer with none that is known, as a newer API may write: it fails closed,
 * so that an Accept matches nothing and a Deny or Pass denies everything.
 */
export type ClusterPolicyPeer = { readonly path: Path } & (
  | { readonly type: "pods"; readonly pods: PodsOfNamespaces }
  | { readonly type: "networks"; readonly networks: readonly IpBlock[] }
  | { readonly type: "nodes"; readonly nodeSelector: LabelSelector }
  | { readonly type: "domainNames"; readonly domainNames: readonly string[] }
  | { readonly type: "unknown" }
);

export type ClusterPolicyPort = { readonly path: Path } & (
  | { readonly type: "range"; readonly protocol: Protocol; /** Inclusive. */ readonly first: number; readonly last: number }
  /** `protocol` undefined: of whatever protocol the name is declared for. */
  | { readonly type: "name"; readonly name: string; readonly protocol: Protocol | undefined }
);

export const clusterPolicyDirections: readonly PolicyDirection[] = ["ingress", "egress"];
