import { isIP } from "node:net";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classifyIpAddress, formatIpAddress, parseCidr, parseIpAddress } from "../../src/sets/ip-address.js";
import type { IpAddress, IpAddressClass, IpBlock, IpFamily } from "../../src/sets/ip-address.js";

function address(text: string): IpAddress {
  const parsed = parseIpAddress(text);
  if (parsed === undefined) throw new Error(`not an address: ${text}`);
  return parsed;
}

describe("parseIpAddress", () => {
  test.each<[string, IpFamily, bigint]>([
    ["0.0.0.0", 4, 0n],
    ["10.0.0.1", 4, 0x0a000001n],
    ["255.255.255.255", 4, 0xffffffffn],
    ["1.2.3.4", 4, 0x01020304n],
    ["::", 6, 0n],
    ["::1", 6, 1n],
    ["1::", 6, 0x0001_0000_0000_0000_0000_0000_0000_0000n],
    ["2001:db8::68", 6, 0x2001_0db8_0000_0000_0000_0000_0000_0068n],
    ["2001:DB8::aBcD", 6, 0x2001_0db8_0000_0000_0000_0000_0000_abcdn],
    ["1:2:3:4:5:6:7:8", 6, 0x0001_0002_0003_0004_0005_0006_0007_0008n],
    ["1:2:3:4:5:6:7::", 6, 0x0001_0002_0003_0004_0005_0006_0007_0000n],
    ["::2:3:4:5:6:7:8", 6, 0x0000_0002_0003_0004_0005_0006_0007_0008n],
    ["0001:0002:0000::0", 6, 0x0001_0002_0000_0000_0000_0000_0000_0000n],
    ["ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 6, 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffffn],
  ])("%s", (text, family, value) => {
    expect(parseIpAddress(text)).toEqual({ family, value });
  });

  test.each<[string, bigint]>([
    ["::ffff:10.0.0.1", 0xffff_0a00_0001n],
    ["::10.0.0.1", 0x0a00_0001n],
    ["64:ff9b::192.0.2.33", 0x0064_ff9b_0000_0000_0000_0000_c000_0221n],
    ["1:2:3:4:5:6:1.2.3.4", 0x0001_0002_0003_0004_0005_0006_0102_0304n],
    ["::ffff:010.0.0.1", 0xffff_0a00_0001n],
  ])("%s is of family 6", (text, value) => {
    expect(parseIpAddress(text)).toEqual({ family: 6, value });
  });

  // The API server's parser, kept as it was before Go 1.17, reads leading zeros as decimal, in any number.
  test.each<[string, IpFamily, bigint]>([
    ["010.0.0.1", 4, 0x0a000001n],
    ["10.08.009.0000255", 4, 0x0a0809ffn],
    ["000.000.000.000", 4, 0n],
    ["00001::00000", 6, 0x0001_0000_0000_0000_0000_0000_0000_0000n],
    ["::000abcd", 6, 0xabcdn],
  ])("leading zeros in %s", (text, family, value) => {
    expect(parseIpAddress(text)).toEqual({ family, value });
  });

  test.each([
    "",
    " ",
    ".",
    ":",
    ":::",
    "10.0.0",
    "10.0.0.0.0",
    "10.0.0.",
    ".10.0.0",
    "10..0.1",
    "256.0.0.1",
    "0256.0.0.1",
    "1000.0.0.1",
    "-1.0.0.1",
    "+1.0.0.1",
    "0x10.0.0.1",
    "1e1.0.0.1",
    " 10.0.0.1",
    "10.0.0.1 ",
    "10.0.0.1\n",
    "\u0661.0.0.1",
    "10.0.0.1/8",
    "167772161",
    "localhost",
    "1::2::3",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8::",
    "1:2:3:4::5:6:7:8",
    ":1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:",
    "12345::",
    "g::",
    "::1 ",
    "::1\n",
    "[::1]",
    "fe80::1%eth0",
    "fe80::1%",
    "::ffff:10.0.0",
    "::ffff:10.0.0.256",
    "::10.0.0.1:1",
    "10.0.0.1::",
    "10.0.0.1:80",
    "1:2:3:4:5:6:7:1.2.3.4",
    "1:2:3:4:5:1.2.3.4",
    "1.2.3.4:5.6.7.8",
  ])("%j is no address", (text) => {
    expect(parseIpAddress(text)).toBeUndefined();
  });

  /** Texts near addresses: pieces of the grammar in any order. Zeros lead no group, where Node's parser differs. */
  const piece = fc.constantFrom("::", ":", ".", "1", "9", "10", "255", "256", "ab", "ffff", "0", "10.0.0.1", "1:2:3:4");
  const nearAddress = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
  const groups = fc.stringMatching(/^[0-9a-f]{0,2}(:{1,2}[1-9a-f]{1,5}){4,9}$/);
  const near = fc.oneof(fc.ipV4(), fc.ipV6(), nearAddress, groups);

  test("agrees with Node on what is an address", () => {
    fc.assert(
      fc.property(near, (text) => {
        fc.pre(!/(^|[^0-9a-f])0[0-9a-f]/i.test(text));
        expect(parseIpAddress(text)?.family ?? 0).toBe(isIP(text));
      }),
      { numRuns: 3000 },
    );
  });
});

describe("parseCidr", () => {
  const top4 = 0xffff_ffffn;
  const top6 = 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffffn;

  test.each<[string, IpBlock]>([
    ["0.0.0.0/0", { family: 4, first: 0n, last: top4, prefixLength: 0, hostBits: false }],
    ["10.0.0.0/8", { family: 4, first: 0x0a000000n, last: 0x0affffffn, prefixLength: 8, hostBits: false }],
    ["10.1.2.3/8", { family: 4, first: 0x0a000000n, last: 0x0affffffn, prefixLength: 8, hostBits: true }],
    ["10.1.2.3/32", { family: 4, first: 0x0a010203n, last: 0x0a010203n, prefixLength: 32, hostBits: false }],
    ["10.1.2.3/31", { family: 4, first: 0x0a010202n, last: 0x0a010203n, prefixLength: 31, hostBits: true }],
    ["0.0.0.1/0", { family: 4, first: 0n, last: top4, prefixLength: 0, hostBits: true }],
    ["::/0", { family: 6, first: 0n, last: top6, prefixLength: 0, hostBits: false }],
    ["::1/128", { family: 6, first: 1n, last: 1n, prefixLength: 128, hostBits: false }],
    ["::1/127", { family: 6, first: 0n, last: 1n, prefixLength: 127, hostBits: true }],
    [
      "2001:db8::/32",
      {
        family: 6,
        first: 0x2001_0db8_0000_0000_0000_0000_0000_0000n,
        last: 0x2001_0db8_ffff_ffff_ffff_ffff_ffff_ffffn,
        prefixLength: 32,
        hostBits: false,
      },
    ],
    [
      "::ffff:10.0.0.0/104",
      { family: 6, first: 0xffff_0a00_0000n, last: 0xffff_0aff_ffffn, prefixLength: 104, hostBits: false },
    ],
    ["1.2.3.4/08", { family: 4, first: 0x01000000n, last: 0x01ffffffn, prefixLength: 8, hostBits: true }],
    ["010.0.0.0/8", { family: 4, first: 0x0a000000n, last: 0x0affffffn, prefixLength: 8, hostBits: false }],
  ])("%s", (text, block) => {
    expect(parseCidr(text)).toEqual(block);
  });

  test.each([
    "",
    "/",
    "/8",
    "10.0.0.0",
    "::",
    "10.0.0.0/",
    "10.0.0.0/33",
    "10.0.0.0/128",
    "10.0.0.0/-1",
    "10.0.0.0/+8",
    "10.0.0.0/8.0",
    "10.0.0.0/8 ",
    "10.0.0.0/ 8",
    "10.0.0.0 /8",
    "10.0.0.0/0x8",
    "10.0.0.0/255.0.0.0",
    "10.0.0.0/8/8",
    "10.0.0/8",
    "a/8",
    "::/129",
    "::/1280",
    "fe80::1%eth0/64",
    "fe80::/64%eth0",
  ])("%j is no CIDR", (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  test("the block of an address holds the addresses that share its first bits", () => {
    const input = fc.constantFrom<IpFamily>(4, 6).chain((family) => {
      const width = family === 4 ? 32 : 128;
      const value = fc.bigInt({ min: 0n, max: 2n ** BigInt(width) - 1n });
      const length = fc.nat({ max: width });
      return fc.record({ family: fc.constant(family), width: fc.constant(width), value, length });
    });
    fc.assert(
      fc.property(input, ({ family, width, value, length }) => {
        const digits = value.toString(2).padStart(width, "0");
        const kept = digits.slice(0, length);
        const block = parseCidr(`${formatIpAddress({ family, value })}/${length}`);
        expect(block).toEqual({
          family,
          first: BigInt(`0b${kept.padEnd(width, "0")}`),
          last: BigInt(`0b${kept.padEnd(width, "1")}`),
          prefixLength: length,
          hostBits: digits.slice(length).includes("1"),
        });
      }),
    );
  });
});

describe("formatIpAddress", () => {
  test.each([
    ["010.001.0.0", "10.1.0.0"],
    ["255.255.255.255", "255.255.255.255"],
    ["0:0:0:0:0:0:0:0", "::"],
    ["0:0:0:0:0:0:0:1", "::1"],
    ["1:0:0:0:0:0:0:0", "1::"],
    ["2001:0DB8:0:0:0:0:0:ABCD", "2001:db8::abcd"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
    ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["0:0:1:2:3:4:5:6", "::1:2:3:4:5:6"],
    ["1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"],
    ["::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"],
    ["::ffff:a00:1", "::ffff:10.0.0.1"],
    ["::ffff:0:0", "::ffff:0.0.0.0"],
    ["::fffe:a00:1", "::fffe:a00:1"],
    ["::10.0.0.1", "::a00:1"],
  ])("%s is written %s", (text, canonical) => {
    expect(formatIpAddress(address(text))).toBe(canonical);
  });

  /** Groups that are often zero, so that runs of zeros occur. */
  const groups = fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 0xffff })), { minLength: 8, maxLength: 8 });

  test("IPv6 is written as in a URL, which is RFC 5952 but for IPv4-mapped addresses", () => {
    fc.assert(
      fc.property(groups, (parts) => {
        const text = parts.map((part) => part.toString(16)).join(":");
        fc.pre(!text.startsWith("0:0:0:0:0:ffff:"));
        expect(`[${formatIpAddress(address(text))}]`).toBe(new URL(`http://[${text}]/`).hostname);
      }),
      { numRuns: 500 },
    );
  });

  test("what is written is read as the same address", () => {
    const v4 = fc.record({ family: fc.constant(4 as const), value: fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }) });
    const v6 = fc.record({ family: fc.constant(6 as const), value: fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }) });
    const mapped = v4.map(({ value }) => ({ family: 6 as const, value: value + 0xffff_0000_0000n }));
    fc.assert(
      fc.property(fc.oneof(v4, v6, mapped), (original) => {
        expect(parseIpAddress(formatIpAddress(original))).toEqual(original);
      }),
    );
  });
});

describe("classifyIpAddress", () => {
  test.each<[IpAddressClass, readonly string[]]>([
    ["private", ["10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0", "192.168.255.255"]],
    ["private", ["100.64.0.0", "100.127.255.255", "fc00::", "fd12::1", "64:ff9b:1::1"]],
    ["loopback", ["127.0.0.1", "127.255.255.255", "::1"]],
    ["link-local", ["169.254.169.254", "fe80::1", "febf::1"]],
    ["multicast", ["224.0.0.1", "239.255.255.255", "ff02::1"]],
    ["documentation", ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff:fff::1"]],
    ["reserved", ["0.0.0.0", "0.255.255.255", "192.0.0.8", "198.18.0.0", "198.19.255.255"]],
    ["reserved", ["240.0.0.0", "255.255.255.255", "::", "::2", "::ffff:8.8.8.8", "100::1"]],
    ["reserved", ["2001::1", "2001:1ff::1", "1fff::", "4000::", "fec0::1"]],
    ["global", ["1.0.0.0", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0"]],
    ["global", ["126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0"]],
    ["global", ["192.0.1.0", "192.0.3.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0"]],
    ["global", ["198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0", "223.255.255.255"]],
    ["global", ["2000::", "2001:200::", "2001:db7:ffff::", "2001:db9::", "2606:4700::1111", "64:ff9b::8.8.8.8"]],
    ["global", ["3ffe::1", "3fff:1000::"]],
  ])("%s: %j", (expected, texts) => {
    expect(texts.map((text) => [text, classifyIpAddress(address(text))])).toEqual(
      texts.map((text) => [text, expected]),
    );
  });

  test("the families are apart: ::a00:1 is the number of 10.0.0.1", () => {
    expect(classifyIpAddress(address("::a00:1"))).toBe("reserved");
  });
});
