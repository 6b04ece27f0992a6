import { type IpSet, ipSetOf } from "../sets/ip-set.js";
import { type PortSet, portRange } from "../sets/port-set.js";

/** Splits a set of addresses at the cuts, which are ascending and begin with 0. */
export function addressCutsWithin(cuts: readonly bigint[], set: IpSet): readonly IpSet[] {
  const { family } = set;
  const parts: IpSet[] = [];
  let at = 0;
  for (const [first, last] of set.intervals) {
    while (at + 1 < cuts.length && (cuts[at + 1] as bigint) <= first) at += 1;
    let from = first;
    while (at + 1 < cuts.length && (cuts[at + 1] as bigint) <= last) {
      const next = cuts[at + 1] as bigint;
      parts.push(ipSetOf({ family, first: from, last: next - 1n }));
      from = next;
      at += 1;
    }
    parts.push(ipSetOf({ family, first: from, last }));
  }
  return parts;
}

/** Splits a set of ports at the cuts, which are ascending and begin with 1. */
export function portCutsWithin(cuts: readonly number[], set: PortSet): readonly PortSet[] {
  return set.intervals.flatMap(([first, last]) => {
    // As most questions are about one port.
    if (first === last) return [portRange(first, last)];
    const inner = cuts.filter((cut) => cut > first && cut <= last);
    const starts = [first, ...inner];
    return starts.map((start, index) => portRange(start, (starts[index + 1] ?? last + 1) - 1));
  });
}
