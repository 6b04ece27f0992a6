import type { Pod } from "../cluster/cluster.js";
import type { PolicyDirection } from "../resources/network-policy.js";
import type { Target } from "./match-port.js";
import type { LocatedParty } from "./party.js";

/** One side of one flow: a subject with its own policies, the other end at one address, one port. */
export interface DirectionQuestion {
  readonly direction: PolicyDirection;
  readonly subject: Pod;
  readonly other: LocatedParty;
  readonly target: Target;
}
