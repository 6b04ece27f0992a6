import type { IpFamily } from "../sets/ip-address.js";
import type { ConnectionPorts } from "./connection-sets.js";
import type { ConnectionState } from "./connection-states.js";
import type { DiffEnd } from "./diff-ends.js";
import type { ChangeKind, DiffReason } from "./diff-reasons.js";

/** A connection as one side has it. */
export interface EndpointConnection {
  readonly from: DiffEnd;
  readonly to: DiffEnd;
  readonly state: Exclude<ConnectionState, "denied">;
  readonly ports: ConnectionPorts;
}

/** An endpoint that the other side does not have, with all its connections. */
export interface OneSidedEndpoint {
  readonly name: string;
  readonly connections: readonly EndpointConnection[];
}

/** A change between two ends: ports that are gained, lost, or that one side leaves undecided. */
export interface DiffConnection {
  readonly from: DiffEnd;
  readonly to: DiffEnd;
  readonly ports: ConnectionPorts;
  /** True where it is so for some of the pods only. */
  readonly somePods: boolean;
  /** The one address family in which it is so; null for all that the ends have. */
  readonly family: IpFamily | null;
  /** Of each end whose policies make the difference. At least one. */
  readonly reasons: readonly DiffReason[];
}

export interface UndecidedChange extends DiffConnection {
  readonly base: ConnectionState;
  readonly head: ConnectionState;
}

/** Two ends that gain some ports and lose others. */
export interface ChangedConnection {
  readonly from: DiffEnd;
  readonly to: DiffEnd;
  readonly gained: ConnectionPorts;
  readonly lost: ConnectionPorts;
}

/** NetworkPolicies by `namespace/name`, cluster-scoped policies by name. */
export interface ChangedPolicies {
  readonly onlyInBase: readonly string[];
  readonly onlyInHead: readonly string[];
  readonly changed: readonly string[];
}

/** How the connections of two clusters differ. Connections of endpoints that one side lacks are with the endpoint. */
export interface ConnectivityDiff {
  readonly gained: readonly DiffConnection[];
  readonly lost: readonly DiffConnection[];
  /** Those of `gained` and `lost` that are between the same ends. */
  readonly changed: readonly ChangedConnection[];
  /** Ports that are undecided on one side: whether they are gained or lost cannot be said. */
  readonly undecidedChanges: readonly UndecidedChange[];
  readonly onlyInBase: readonly OneSidedEndpoint[];
  readonly onlyInHead: readonly OneSidedEndpoint[];
  readonly policies: ChangedPolicies;
  /** The families of external addresses that were compared: those that either side has or that an ipBlock asks for. */
  readonly families: readonly IpFamily[];
}

/** A change before it is sorted into the lists. */
export interface FoundChange extends UndecidedChange {
  readonly kind: ChangeKind;
}
