import type { IpAddress, IpBlock } from "../sets/ip-address.js";
import type { Path } from "../source/json-value.js";
import type { ObjectMeta } from "./resource.js";

/** A value and the place of the object where it is written. */
export interface Written<T> {
  readonly value: T;
  readonly path: Path;
}

export interface NodeResource {
  readonly type: "Node";
  readonly meta: ObjectMeta;
  /** Of status.addresses, those that are addresses and not names. */
  readonly addresses: readonly Written<IpAddress>[];
  /** Of spec.podCIDRs: what the node hands out to its pods where the network plugin asks it. */
  readonly podRanges: readonly Written<IpBlock>[];
}
