import { describe, expect, test } from "vitest";
import {
  complementPortSet,
  emptyPortSet,
  equalPortSets,
  formatPortSet,
  fullPortSet,
  intersectPortSets,
  isEmptyPortSet,
  isFullPortSet,
  isSubsetPortSet,
  portRange,
  portSetContains,
  subtractPortSets,
  unionPortSets,
} from "../../src/sets/port-set.js";
import type { PortSet } from "../../src/sets/port-set.js";
import { describeSetAlgebra } from "./set-algebra.js";

describeSetAlgebra<PortSet, number>("ports", {
  first: 1,
  last: 65535,
  at: (distance) => Number(distance) + 1,
  size: 65535n,
  empty: emptyPortSet(),
  full: fullPortSet(),
  range: portRange,
  intervals: (set) => set.intervals,
  union: unionPortSets,
  intersect: intersectPortSets,
  subtract: subtractPortSets,
  complement: complementPortSet,
  isEmpty: isEmptyPortSet,
  isFull: isFullPortSet,
  contains: portSetContains,
  equal: equalPortSets,
  isSubset: isSubsetPortSet,
});

function portsOf(...ranges: readonly (readonly [number, number])[]): PortSet {
  return ranges.map(([first, last]) => portRange(first, last)).reduce(unionPortSets, emptyPortSet());
}

describe("portRange", () => {
  test.each([
    [0, 80],
    [65535, 65536],
    [-1, 80],
    [80.5, 81],
    [80, 81.5],
    [Number.NaN, 80],
    [80, Number.NaN],
    [1, Number.POSITIVE_INFINITY],
  ])("%d to %d is no range of ports", (first, last) => {
    expect(() => portRange(first, last)).toThrow(RangeError);
  });
});

describe("portSetContains", () => {
  test.each([
    [79, false],
    [80, true],
    [81, false],
    [7999, false],
    [8000, true],
    [8080, true],
    [8081, false],
    [0, false],
    [65536, false],
  ])("%d in 80,8000-8080: %s", (port, expected) => {
    expect(portSetContains(portsOf([80, 80], [8000, 8080]), port)).toBe(expected);
  });

  test("no number outside 1 to 65535 is a port, even of the full set", () => {
    expect([0, 1, 65535, 65536].map((port) => portSetContains(fullPortSet(), port))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe("formatPortSet", () => {
  test.each<[string, PortSet]>([
    ["none", emptyPortSet()],
    ["all", fullPortSet()],
    ["all", portsOf([1, 100], [101, 65535])],
    ["1", portsOf([1, 1])],
    ["80,443,8000-8080", portsOf([8000, 8080], [443, 443], [80, 80])],
    ["80-81", portsOf([81, 81], [80, 80])],
    ["1-65534", portsOf([1, 65534])],
    ["2-65535", portsOf([2, 65535])],
  ])("%s", (text, set) => {
    expect(formatPortSet(set)).toBe(text);
  });
});
