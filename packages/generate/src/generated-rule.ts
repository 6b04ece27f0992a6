import type { LabelSelector, Protocol } from "@netpolint/core";

/** One item of `from` or `to`. */
export type GeneratedPeer =
  /** `namespaceSelector` is left out for pods of the policy's own namespace. */
  | { readonly type: "selectors"; readonly namespaceSelector?: LabelSelector; readonly podSelector?: LabelSelector }
  | { readonly type: "block"; readonly cidr: string };

/** One item of `ports`. `port` left out: every port of the protocol. */
export interface GeneratedPort {
  readonly protocol: Protocol;
  readonly port?: number;
  readonly endPort?: number;
}

/** A rule with what it is there for. No ports: every port of every protocol. */
export interface GeneratedRule {
  readonly peers: readonly GeneratedPeer[];
  readonly ports: readonly GeneratedPort[];
  /** For each peer that has one a line: who it is, on which ports, and why. */
  readonly because: readonly string[];
  /** The flows that it is there for, by number among those that were wanted. */
  readonly flows: readonly number[];
}
