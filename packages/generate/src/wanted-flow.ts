import type { Endpoint, Protocol } from "@netpolint/core";

/** A flow that generated policies have to allow. */
export interface WantedFlow {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly protocol: Protocol;
  /** The number at the pods, not at a Service. `null`: every port of the protocol. */
  readonly port: number | null;
  /** The last port of a range, inclusive. Left out for a single port. */
  readonly endPort?: number;
  /** A clause each, for the comment above the rule: "seen 12 times between 10:00 and 11:00". At least one. */
  readonly because: readonly string[];
}
