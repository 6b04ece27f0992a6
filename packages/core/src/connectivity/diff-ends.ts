import type { IpFamily } from "../sets/ip-address.js";
import { type IpSet, ipSetToCidrs } from "../sets/ip-set.js";
import { unionAll } from "./address-ranges.js";

/** One end of a connection: a workload by `namespace/Kind/name`, or external addresses by their CIDRs. */
export interface DiffEnd {
  readonly name: string;
  /** The shortest list, ascending, IPv4 first; null for a workload. */
  readonly cidrs: readonly string[] | null;
}

export function workloadEnd(name: string): DiffEnd {
  return { name, cidrs: null };
}

const families: readonly IpFamily[] = [4, 6];

export function addressEnd(sets: readonly IpSet[]): DiffEnd {
  const cidrs = families.flatMap((family) => ipSetToCidrs(unionAll(sets, family)));
  return { name: cidrs.join(","), cidrs };
}
