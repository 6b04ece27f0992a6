import type { IpBlock } from "../sets/ip-address.js";
import type { LabelSelector } from "../sets/label-selector.js";
import type { Path } from "../source/json-value.js";
import type { Refusal } from "./refusal.js";
import type { ObjectMeta } from "./resource.js";

export type Protocol = "TCP" | "UDP" | "SCTP";
export const protocols: readonly Protocol[] = ["TCP", "UDP", "SCTP"];

export type PolicyDirection = "ingress" | "egress";

/** A NetworkPolicy of networking.k8s.io/v1, with the API's defaults filled in. */
export interface NetworkPolicy {
  readonly type: "NetworkPolicy";
  readonly meta: ObjectMeta;
  readonly podSelector: LabelSelector;
  /** The directions in force, after the defaulting of policyTypes. */
  readonly policyTypes: Readonly<Record<PolicyDirection, boolean>>;
  readonly ingress: readonly NetworkPolicyRule[];
  readonly egress: readonly NetworkPolicyRule[];
  /** What the API server would refuse it for. Not empty: its rules are not what the text seems to say. */
  readonly refusals: readonly Refusal[];
  /** What it would be refused for by a server with a feature gate on that this one has off, or perhaps off. */
  readonly gatedRefusals: readonly Refusal[];
  /**
   * Set where no manifest holds the policy and an operator is known to make it: why, and what to change of the object
   * that makes it do so, as clauses. Its places are those of that object.
   */
  readonly assumed?: { readonly because: string; readonly remedy: string };
}

/** A NetworkPolicyIngressRule or NetworkPolicyEgressRule. An empty list means any peer, or any port. */
export interface NetworkPolicyRule {
  readonly path: Path;
  readonly peers: readonly NetworkPolicyPeer[];
  readonly ports: readonly NetworkPolicyPort[];
}

/** Selectors are undefined where not written (or null); an empty selector selects everything. */
export interface NetworkPolicyPeer {
  readonly path: Path;
  readonly podSelector: LabelSelector | undefined;
  readonly namespaceSelector: LabelSelector | undefined;
  readonly ipBlock: PolicyIpBlock | undefined;
}

export interface PolicyIpBlock {
  readonly text: string;
  readonly cidr: IpBlock;
  readonly except: readonly IpBlock[];
}

/** `port` undefined: every port of the protocol. `endPort` is inclusive. */
export interface NetworkPolicyPort {
  readonly path: Path;
  readonly protocol: Protocol;
  readonly port: number | string | undefined;
  readonly endPort: number | undefined;
}
