import {
  complementIntervals,
  equalIntervals,
  intersectIntervals,
  intervalOf,
  intervalsContain,
  isFullIntervals,
  isSubsetIntervals,
  subtractIntervals,
  unionIntervals,
} from "./intervals.js";
import type { Interval, Intervals, IntervalSpace } from "./intervals.js";
import { addressBits, formatIpAddress } from "./ip-address.js";
import type { IpAddress, IpFamily } from "./ip-address.js";

/** Addresses of one family, as ascending, disjoint, non-adjacent intervals with both ends inclusive. Canonical. */
export interface IpSet {
  readonly family: IpFamily;
  readonly intervals: Intervals<bigint>;
}

const spaces: Readonly<Record<IpFamily, IntervalSpace<bigint>>> = { 4: spaceOf(4), 6: spaceOf(6) };

/** The highest address: 2^32-1 or 2^128-1. */
export function lastAddress(family: IpFamily): bigint {
  return spaces[family].last;
}

export function emptyIpSet(family: IpFamily): IpSet {
  return { family, intervals: [] };
}

export function fullIpSet(family: IpFamily): IpSet {
  return { family, intervals: [[0n, lastAddress(family)]] };
}

/** The addresses from `first` to `last` inclusive. RangeError if that is no range of the family's addresses. */
export function ipSetOf(block: { readonly family: IpFamily; readonly first: bigint; readonly last: bigint }): IpSet {
  return { family: block.family, intervals: intervalOf(spaces[block.family], block.first, block.last) };
}

/** TypeError, as in all operations on two sets, if the families differ: 10.0.0.1 and ::a00:1 are one number. */
export function unionIpSets(a: IpSet, b: IpSet): IpSet {
  const family = commonFamily(a, b);
  return { family, intervals: unionIntervals(spaces[family], a.intervals, b.intervals) };
}

export function intersectIpSets(a: IpSet, b: IpSet): IpSet {
  return { family: commonFamily(a, b), intervals: intersectIntervals(a.intervals, b.intervals) };
}

/** The addresses of `a` that are not in `b`. */
export function subtractIpSets(a: IpSet, b: IpSet): IpSet {
  const family = commonFamily(a, b);
  return { family, intervals: subtractIntervals(spaces[family], a.intervals, b.intervals) };
}

export function complementIpSet(a: IpSet): IpSet {
  return { family: a.family, intervals: complementIntervals(spaces[a.family], a.intervals) };
}

export function isEmptyIpSet(a: IpSet): boolean {
  return a.intervals.length === 0;
}

export function isFullIpSet(a: IpSet): boolean {
  return isFullIntervals(spaces[a.family], a.intervals);
}

export function ipSetContains(set: IpSet, address: IpAddress): boolean {
  commonFamily(set, address);
  return intervalsContain(set.intervals, address.value);
}

export function equalIpSets(a: IpSet, b: IpSet): boolean {
  commonFamily(a, b);
  return equalIntervals(a.intervals, b.intervals);
}

/** Whether every address of `a` is in `b`. */
export function isSubsetIpSet(a: IpSet, b: IpSet): boolean {
  commonFamily(a, b);
  return isSubsetIntervals(a.intervals, b.intervals);
}

/** The shortest list of CIDRs that together hold exactly the set, ascending, in canonical text. */
export function ipSetToCidrs(set: IpSet): string[] {
  return set.intervals.flatMap((interval) => intervalToCidrs(set.family, interval));
}

/** Takes the largest aligned block at the start each time, which is never worse than a smaller one. */
function intervalToCidrs(family: IpFamily, [first, last]: Interval<bigint>): string[] {
  const cidrs: string[] = [];
  let start = first;
  while (start <= last) {
    const hostBits = largestBlockAt(start, last, addressBits[family]);
    cidrs.push(`${formatIpAddress({ family, value: start })}/${addressBits[family] - hostBits}`);
    start += 1n << BigInt(hostBits);
  }
  return cidrs;
}

/** The number of host bits of the largest block that starts at `start`, is aligned and does not pass `last`. */
function largestBlockAt(start: bigint, last: bigint, width: number): number {
  let hostBits = 0;
  while (hostBits < width) {
    const hostMask = (1n << BigInt(hostBits + 1)) - 1n;
    if ((start & hostMask) !== 0n || start + hostMask > last) break;
    hostBits += 1;
  }
  return hostBits;
}

function spaceOf(family: IpFamily): IntervalSpace<bigint> {
  return {
    first: 0n,
    last: (1n << BigInt(addressBits[family])) - 1n,
    next: (value) => value + 1n,
    previous: (value) => value - 1n,
  };
}

function commonFamily(a: { readonly family: IpFamily }, b: { readonly family: IpFamily }): IpFamily {
  if (a.family !== b.family) throw new TypeError(`IPv${a.family} and IPv${b.family} do not mix`);
  return a.family;
}
