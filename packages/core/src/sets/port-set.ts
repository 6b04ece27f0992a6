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
import type { IntervalSpace, Intervals } from "./intervals.js";

/** Ports of 1 to 65535, as ascending, disjoint, non-adjacent intervals with both ends inclusive. Canonical. */
export interface PortSet {
  readonly intervals: Intervals<number>;
}

const ports: IntervalSpace<number> = {
  first: 1,
  last: 65535,
  next: (port) => port + 1,
  previous: (port) => port - 1,
};

const empty: PortSet = { intervals: [] };
const full: PortSet = { intervals: [[ports.first, ports.last]] };

export function emptyPortSet(): PortSet {
  return empty;
}

export function fullPortSet(): PortSet {
  return full;
}

/**
 * The ports from `first` to `last` inclusive. RangeError if that is no range of whole numbers in 1 to 65535; the
 * API server refuses such ports, so a reader must not let them through.
 */
export function portRange(first: number, last: number): PortSet {
  if (!Number.isInteger(first) || !Number.isInteger(last)) throw new RangeError(`no ports: ${first} to ${last}`);
  return { intervals: intervalOf(ports, first, last) };
}

export function unionPortSets(a: PortSet, b: PortSet): PortSet {
  return { intervals: unionIntervals(ports, a.intervals, b.intervals) };
}

export function intersectPortSets(a: PortSet, b: PortSet): PortSet {
  return { intervals: intersectIntervals(a.intervals, b.intervals) };
}

/** The ports of `a` that are not in `b`. */
export function subtractPortSets(a: PortSet, b: PortSet): PortSet {
  return { intervals: subtractIntervals(ports, a.intervals, b.intervals) };
}

export function complementPortSet(a: PortSet): PortSet {
  return { intervals: complementIntervals(ports, a.intervals) };
}

export function isEmptyPortSet(a: PortSet): boolean {
  return a.intervals.length === 0;
}

export function isFullPortSet(a: PortSet): boolean {
  return isFullIntervals(ports, a.intervals);
}

export function portSetContains(a: PortSet, port: number): boolean {
  return intervalsContain(a.intervals, port);
}

export function equalPortSets(a: PortSet, b: PortSet): boolean {
  return equalIntervals(a.intervals, b.intervals);
}

/** Whether every port of `a` is in `b`. */
export function isSubsetPortSet(a: PortSet, b: PortSet): boolean {
  return isSubsetIntervals(a.intervals, b.intervals);
}

/** `80,443,8000-8080` in ascending order, `all` or `none`. */
export function formatPortSet(a: PortSet): string {
  if (isEmptyPortSet(a)) return "none";
  if (isFullPortSet(a)) return "all";
  return a.intervals.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}
