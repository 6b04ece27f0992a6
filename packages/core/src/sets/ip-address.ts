import { IPv6 } from "ip-num";

export type IpFamily = 4 | 6;

/** One address. `value` is the address as an unsigned number of 32 (IPv4) or 128 (IPv6) bits. */
export interface IpAddress {
  readonly family: IpFamily;
  readonly value: bigint;
}

/** The addresses of a CIDR, `first` and `last` inclusive. */
export interface IpBlock {
  readonly family: IpFamily;
  readonly first: bigint;
  readonly last: bigint;
  /** 0 to 32 (IPv4) or 0 to 128 (IPv6). */
  readonly prefixLength: number;
  /** The text sets bits beyond the prefix length, as `10.1.2.3/8` does. `first` has them cleared. */
  readonly hostBits: boolean;
}

/**
 * What an address is for, after the IANA special-purpose registries.
 * `private` are addresses used inside networks: RFC 1918, the shared space 100.64.0.0/10, fc00::/7 and
 * 64:ff9b:1::/48. `reserved` is everything else that is not globally reachable.
 */
export type IpAddressClass =
  | "private"
  | "loopback"
  | "link-local"
  | "multicast"
  | "documentation"
  | "reserved"
  | "global";

/** The number of bits of an address, which is also the longest prefix length. */
export const addressBits: Readonly<Record<IpFamily, number>> = { 4: 32, 6: 128 };

/**
 * Reads an address as the API server does without StrictIPCIDRValidation: leading zeros are decimal, not octal
 * (`010.0.0.1` is 10.0.0.1), and an IPv6 address may end in a dotted quad. `::ffff:10.0.0.1` is of family 6.
 * `undefined`: not an address. Zone ids (`fe80::1%eth0`) are refused.
 */
export function parseIpAddress(text: string): IpAddress | undefined {
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

/**
 * Reads `address/length`. `undefined`: not a CIDR; a bare address is none. Leading zeros in the length are
 * accepted (`10.0.0.0/08`), as the API server accepts them without StrictIPCIDRValidation.
 */
export function parseCidr(text: string): IpBlock | undefined {
  const known = knownBlocks.get(text);
  if (known) return known;
  const block = readCidr(text);
  if (!block) return undefined;
  if (knownBlocks.size === mostKnown) knownBlocks.clear();
  knownBlocks.set(text, block);
  return block;
}

/** Policies name the same few networks again and again, and each is read to be judged, and to be used. */
const knownBlocks = new Map<string, IpBlock>();
const mostKnown = 4096;

function readCidr(text: string): IpBlock | undefined {
  const slash = text.indexOf("/");
  if (slash < 0) return undefined;
  const address = parseIpAddress(text.slice(0, slash));
  const prefixLength = parseDecimal(text.slice(slash + 1));
  if (address === undefined || prefixLength === undefined) return undefined;
  if (prefixLength > addressBits[address.family]) return undefined;
  return blockAround(address, prefixLength);
}

/** Canonical text: a dotted quad, or IPv6 by RFC 5952 (IPv4-mapped addresses end in a dotted quad, its section 5). */
export function formatIpAddress(address: IpAddress): string {
  return address.family === 4 ? formatIpv4(address.value) : formatIpv6(address.value);
}

/** The class of an address. An IPv4-mapped IPv6 address is `reserved`: as such it appears on no network. */
export function classifyIpAddress(address: IpAddress): IpAddressClass {
  const { family, value } = address;
  const special = specialBlocks().find(
    ({ block }) => block.family === family && block.first <= value && value <= block.last,
  );
  return special?.class ?? (family === 4 ? "global" : "reserved");
}

const [zero, nine, point] = [48, 57, 46];

/**
 * Without ip-num, which takes a hundred times as long over an address: a dump of a cluster has one for each pod. An
 * octet may have leading zeros, as many as it likes.
 */
function parseIpv4(text: string): IpAddress | undefined {
  let value = 0;
  let octet = -1;
  let points = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= zero && code <= nine) {
      octet = Math.max(octet, 0) * 10 + code - zero;
      if (octet > 255) return undefined;
    } else {
      if (code !== point || octet === -1) return undefined;
      value = value * 256 + octet;
      octet = -1;
      points += 1;
    }
  }
  return points === 3 && octet !== -1 ? { family: 4, value: BigInt(value * 256 + octet) } : undefined;
}

function parseIpv6(text: string): IpAddress | undefined {
  const groups = withoutDottedQuad(text);
  // ip-num would take a zone id, and refuse a group of more than four digits, which the API server takes ("00001::").
  if (groups === undefined || !/^[0-9a-f:]+$/i.test(groups)) return undefined;
  const trimmed = groups.replace(/(?<![0-9a-f])0+(?=[0-9a-f])/gi, "");
  const value = valueOrUndefined(() => IPv6.fromString(trimmed).getValue());
  return value === undefined ? undefined : { family: 6, value };
}

/** The text with a dotted quad at its end written as two groups. */
function withoutDottedQuad(text: string): string | undefined {
  if (!text.includes(".")) return text;
  const start = text.lastIndexOf(":") + 1;
  const quad = parseIpv4(text.slice(start));
  if (quad === undefined) return undefined;
  return `${text.slice(0, start)}${(quad.value >> 16n).toString(16)}:${(quad.value & 0xffffn).toString(16)}`;
}

/** ip-num throws on what is not an address; here that is an answer. */
function valueOrUndefined(read: () => bigint): bigint | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Decimal digits of at most three significant places. */
function parseDecimal(text: string): number | undefined {
  return /^0*[0-9]{1,3}$/.test(text) ? Number(text) : undefined;
}

function blockAround(address: IpAddress, prefixLength: number): IpBlock {
  const hostMask = (1n << BigInt(addressBits[address.family] - prefixLength)) - 1n;
  const last = address.value | hostMask;
  const first = last ^ hostMask;
  return { family: address.family, first, last, prefixLength, hostBits: address.value !== first };
}

function formatIpv4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join(".");
}

function formatIpv6(value: bigint): string {
  if (value >> 32n === 0xffffn) return `::ffff:${formatIpv4(value & 0xffffffffn)}`;
  const groups = Array.from({ length: 8 }, (_, index) => (value >> BigInt(112 - 16 * index)) & 0xffffn);
  const { start, length } = longestZeroRun(groups);
  const texts = groups.map((group) => group.toString(16));
  // RFC 5952 4.2.2: one group of zeros alone is not shortened.
  if (length < 2) return texts.join(":");
  return `${texts.slice(0, start).join(":")}::${texts.slice(start + length).join(":")}`;
}

/** The first of the longest runs of zero groups (RFC 5952 4.2.3). */
function longestZeroRun(groups: readonly bigint[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  let length = 0;
  groups.forEach((group, index) => {
    length = group === 0n ? length + 1 : 0;
    if (length > best.length) best = { start: index + 1 - length, length };
  });
  return best;
}

/**
 * From the IANA IPv4 and IPv6 Special-Purpose Address Registries; the first block that holds an address decides.
 * What is not listed is global in IPv4 and reserved in IPv6, where only 2000::/3 is given out.
 */
const specialCidrs: readonly (readonly [cidr: string, addressClass: IpAddressClass])[] = [
  ["10.0.0.0/8", "private"],
  ["172.16.0.0/12", "private"],
  ["192.168.0.0/16", "private"],
  ["100.64.0.0/10", "private"],
  ["127.0.0.0/8", "loopback"],
  ["169.254.0.0/16", "link-local"],
  ["192.0.2.0/24", "documentation"],
  ["198.51.100.0/24", "documentation"],
  ["203.0.113.0/24", "documentation"],
  ["224.0.0.0/4", "multicast"],
  ["0.0.0.0/8", "reserved"],
  ["192.0.0.0/24", "reserved"],
  ["198.18.0.0/15", "reserved"],
  ["240.0.0.0/4", "reserved"],
  ["::1/128", "loopback"],
  ["fc00::/7", "private"],
  ["64:ff9b:1::/48", "private"],
  ["fe80::/10", "link-local"],
  ["ff00::/8", "multicast"],
  ["2001:db8::/32", "documentation"],
  ["3fff::/20", "documentation"],
  ["2001::/23", "reserved"],
  ["64:ff9b::/96", "global"],
  ["2000::/3", "global"],
];

interface SpecialBlock {
  readonly block: IpBlock;
  readonly class: IpAddressClass;
}

let readSpecialBlocks: readonly SpecialBlock[] | undefined;

function specialBlocks(): readonly SpecialBlock[] {
  readSpecialBlocks ??= specialCidrs.map(([cidr, addressClass]) => {
    const block = parseCidr(cidr);
    if (block === undefined) throw new TypeError(`not a CIDR: ${cidr}`);
    return { block, class: addressClass };
  });
  return readSpecialBlocks;
}
