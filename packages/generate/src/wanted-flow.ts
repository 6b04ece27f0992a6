import type { Endpoint, Protocol, RequiredFlow } from "@netpolint/core";

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
  /** What is known about addresses at its ends, for people. */
  readonly facts?: readonly AddressFacts[];
}

/** What somebody knows about an address beside the number. */
export interface AddressFacts {
  /** A CIDR, as a rule names it. */
  readonly cidr: string;
  /** DNS names that led there. */
  readonly names?: readonly string[];
  /** Whose addresses these are, where a list of known servers says so. */
  readonly server?: string;
  /** The address that was seen, where the CIDR holds more. */
  readonly original?: string;
}

/** What a pack requires, with the row that says so. */
export function requiredFlow({ from, to, protocol, port, endPort, pack, ids, why, assumed }: RequiredFlow): WantedFlow {
  const row = `${pack} ${ids.join(", ")}: ${why}`;
  const because = assumed.length === 0 ? [row] : [`${row} (assumed: ${assumed.join(" ")})`];
  return { from, to, protocol, port, ...(endPort === undefined ? {} : { endPort }), because };
}
