import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCidr, parseIpAddress } from "../../src/sets/ip-address.js";
import type { IpAddress, IpFamily } from "../../src/sets/ip-address.js";
import {
  complementIpSet,
  emptyIpSet,
  equalIpSets,
  fullIpSet,
  intersectIpSets,
  ipSetContains,
  ipSetOf,
  ipSetToCidrs,
  isEmptyIpSet,
  isFullIpSet,
  isSubsetIpSet,
  lastAddress,
  subtractIpSets,
  unionIpSets,
} from "../../src/sets/ip-set.js";
import type { IpSet } from "../../src/sets/ip-set.js";
import { describeSetAlgebra } from "./set-algebra.js";

const families: readonly IpFamily[] = [4, 6];
const bits = { 4: 32n, 6: 128n } as const;

for (const family of families) {
  describeSetAlgebra<IpSet, bigint>(`IPv${family}`, {
    first: 0n,
    last: 2n ** bits[family] - 1n,
    at: (distance) => distance,
    size: 2n ** bits[family],
    empty: emptyIpSet(family),
    full: fullIpSet(family),
    range: (first, last) => ipSetOf({ family, first, last }),
    intervals: (set) => set.intervals,
    union: unionIpSets,
    intersect: intersectIpSets,
    subtract: subtractIpSets,
    complement: complementIpSet,
    isEmpty: isEmptyIpSet,
    isFull: isFullIpSet,
    contains: (set, value) => ipSetContains(set, { family, value }),
    equal: equalIpSets,
    isSubset: isSubsetIpSet,
  });
}

function address(text: string): IpAddress {
  const parsed = parseIpAddress(text);
  if (parsed === undefined) throw new Error(`not an address: ${text}`);
  return parsed;
}

function cidr(text: string): IpSet {
  const block = parseCidr(text);
  if (block === undefined) throw new Error(`not a CIDR: ${text}`);
  return ipSetOf(block);
}

function range(first: string, last: string): IpSet {
  return ipSetOf({ family: address(first).family, first: address(first).value, last: address(last).value });
}

describe("bounds of the families", () => {
  test("the last addresses", () => {
    expect(lastAddress(4)).toBe(4294967295n);
    expect(lastAddress(6)).toBe(340282366920938463463374607431768211455n);
  });

  test.each<[IpFamily, bigint, bigint]>([
    [4, -1n, 5n],
    [4, 0n, 4294967296n],
    [6, 0n, 340282366920938463463374607431768211456n],
  ])("IPv%d has no %d to %d", (family, first, last) => {
    expect(() => ipSetOf({ family, first, last })).toThrow(RangeError);
  });
});

describe("families do not mix", () => {
  const v4 = cidr("10.0.0.0/8");
  const v6 = cidr("::/0");

  test.each<[string, (a: IpSet, b: IpSet) => unknown]>([
    ["union", unionIpSets],
    ["intersect", intersectIpSets],
    ["subtract", subtractIpSets],
    ["equal", equalIpSets],
    ["isSubset", isSubsetIpSet],
  ])("%s", (_, operation) => {
    expect(() => operation(v4, v6)).toThrow(TypeError);
    expect(() => operation(v6, v4)).toThrow(TypeError);
    expect(() => operation(emptyIpSet(4), emptyIpSet(6))).toThrow(TypeError);
  });

  test("contains", () => {
    expect(() => ipSetContains(v4, address("::a00:1"))).toThrow(TypeError);
    expect(() => ipSetContains(v6, address("10.0.0.1"))).toThrow(TypeError);
  });

  test("results keep the family", () => {
    const results = [unionIpSets(v6, v6), intersectIpSets(v6, v6), subtractIpSets(v6, v6), complementIpSet(v6)];
    expect(results.map((set) => set.family)).toEqual([6, 6, 6, 6]);
  });
});

describe("an ipBlock with except", () => {
  const allowed = [cidr("10.1.0.0/16"), cidr("10.2.0.0/16")].reduce(subtractIpSets, cidr("10.0.0.0/8"));

  test.each([
    ["9.255.255.255", false],
    ["10.0.0.0", true],
    ["10.0.255.255", true],
    ["10.1.0.0", false],
    ["10.2.255.255", false],
    ["10.3.0.0", true],
    ["10.255.255.255", true],
    ["11.0.0.0", false],
  ])("%s: %s", (text, expected) => {
    expect(ipSetContains(allowed, address(text))).toBe(expected);
  });
});

describe("ipSetToCidrs", () => {
  test.each<[string, IpSet, string[]]>([
    ["nothing", emptyIpSet(4), []],
    ["all of IPv4", fullIpSet(4), ["0.0.0.0/0"]],
    ["all of IPv6", fullIpSet(6), ["::/0"]],
    ["one address", cidr("10.0.0.1/32"), ["10.0.0.1/32"]],
    ["the last address", cidr("255.255.255.255/32"), ["255.255.255.255/32"]],
    ["two halves", unionIpSets(cidr("10.128.0.0/9"), cidr("10.0.0.0/9")), ["10.0.0.0/8"]],
    ["an unaligned pair", range("10.0.0.1", "10.0.0.2"), ["10.0.0.1/32", "10.0.0.2/32"]],
    ["two islands", unionIpSets(cidr("192.168.0.0/16"), cidr("10.0.0.0/8")), ["10.0.0.0/8", "192.168.0.0/16"]],
    ["1 to 6", range("10.0.0.1", "10.0.0.6"), ["10.0.0.1/32", "10.0.0.2/31", "10.0.0.4/31", "10.0.0.6/32"]],
    [
      "a /29 without its last address",
      subtractIpSets(cidr("10.0.0.0/29"), cidr("10.0.0.7/32")),
      ["10.0.0.0/30", "10.0.0.4/31", "10.0.0.6/32"],
    ],
    ["IPv6 without its lower half", subtractIpSets(fullIpSet(6), cidr("::/1")), ["8000::/1"]],
    ["an IPv6 range", range("2001:db8::1", "2001:db8::3"), ["2001:db8::1/128", "2001:db8::2/127"]],
  ])("%s", (_, set, cidrs) => {
    expect(ipSetToCidrs(set)).toEqual(cidrs);
  });

  /** The fewest aligned blocks that make up exactly the bits of `mask`, of `size` bits from `offset`. */
  function fewestBlocks(mask: number, offset = 0, size = 16): number {
    const block = ((2 ** size - 1) << offset) >>> 0;
    const inside = (mask & block) >>> 0;
    if (inside === 0) return 0;
    if (inside === block) return 1;
    return fewestBlocks(mask, offset, size / 2) + fewestBlocks(mask, offset + size / 2, size / 2);
  }

  /** The addresses of `mask` in the 16 from `base`. */
  function setOfMask(family: IpFamily, base: bigint, mask: number): IpSet {
    const offsets = Array.from({ length: 16 }, (_, offset) => offset).filter((offset) => mask & (1 << offset));
    return offsets
      .map((offset) => ipSetOf({ family, first: base + BigInt(offset), last: base + BigInt(offset) }))
      .reduce(unionIpSets, emptyIpSet(family));
  }

  test.each(families)("IPv%d: no shorter list exists, and the list holds exactly the set", (family) => {
    const highestBase = 2n ** (bits[family] - 4n) - 1n;
    const property = fc.property(fc.bigInt({ min: 0n, max: highestBase }), fc.nat({ max: 0xffff }), (base, mask) => {
      const set = setOfMask(family, base * 16n, mask);
      const cidrs = ipSetToCidrs(set);
      expect(cidrs).toHaveLength(fewestBlocks(mask));
      expect(cidrs.map(cidr).reduce(unionIpSets, emptyIpSet(family))).toEqual(set);
    });
    fc.assert(property, { numRuns: 300 });
  });

  test.each(families)("IPv%d: a range goes to CIDRs and back, in order and disjoint", (family) => {
    const value = fc.bigInt({ min: 0n, max: 2n ** bits[family] - 1n });
    const property = fc.property(value, value, (x, y) => {
      const set = ipSetOf({ family, first: x < y ? x : y, last: x < y ? y : x });
      const blocks = ipSetToCidrs(set).map((text) => parseCidr(text));
      expect(blocks.every((block) => block?.hostBits === false)).toBe(true);
      expect(blocks.at(0)?.first).toBe(set.intervals[0]?.[0]);
      expect(blocks.at(-1)?.last).toBe(set.intervals[0]?.[1]);
      const joined = blocks.slice(1).every((block, index) => block?.first === (blocks[index]?.last ?? 0n) + 1n);
      expect(joined).toBe(true);
    });
    fc.assert(property, { numRuns: 300 });
  });
});
