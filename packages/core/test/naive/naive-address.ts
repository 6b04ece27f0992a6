/** Addresses and blocks as plain integers (reference 1.7). Ranges include both ends. */

import type { NaiveBlock } from "./naive-cluster.js";

export type Family = "IPv4" | "IPv6";
export const families: readonly Family[] = ["IPv4", "IPv6"];

export interface Address {
  readonly family: Family;
  readonly value: bigint;
}

export interface AddressRange {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

function widthOf(family: Family): bigint {
  return family === "IPv4" ? 32n : 128n;
}

/** Throws when the text is not an address. IPv4-mapped IPv6 is refused: the API calls it non-standard. */
export function parseAddress(text: string): Address {
  if (!text.includes(":")) return { family: "IPv4", value: parseDottedQuad(text) };
  const value = parseColonText(text);
  if (value >> 32n === 0xffffn) throw new Error(`IPv4-mapped address: ${text}`);
  return { family: "IPv6", value };
}

function parseDottedQuad(text: string): bigint {
  const parts = text.split(".");
  if (parts.length !== 4) throw new Error(`not an IPv4 address: ${text}`);
  let value = 0n;
  for (const part of parts) {
    if (!/^(0|[1-9][0-9]{0,2})$/.test(part) || Number(part) > 255) throw new Error(`not an IPv4 address: ${text}`);
    value = value * 256n + BigInt(part);
  }
  return value;
}

function parseColonText(text: string): bigint {
  const halves = text.split("::");
  if (halves.length > 2) throw new Error(`not an IPv6 address: ${text}`);
  const head = groupsOf(halves[0] ?? "");
  const tail = groupsOf(halves[1] ?? "");
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) throw new Error(`not an IPv6 address: ${text}`);
  let value = 0n;
  for (const group of [...head, ...Array.from({ length: missing }, () => "0"), ...tail]) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) throw new Error(`not an IPv6 address: ${text}`);
    value = value * 65536n + BigInt(`0x${group}`);
  }
  return value;
}

function groupsOf(text: string): readonly string[] {
  return text === "" ? [] : text.split(":");
}

/** Throws when the text is not a CIDR. Bits beyond the prefix length do not count. */
export function parseCidr(text: string): AddressRange {
  const [addressText, lengthText, ...more] = text.split("/");
  if (addressText === undefined || lengthText === undefined || more.length > 0) throw new Error(`not a CIDR: ${text}`);
  const { family, value } = parseAddress(addressText);
  if (!/^[0-9]{1,3}$/.test(lengthText) || BigInt(lengthText) > widthOf(family)) throw new Error(`not a CIDR: ${text}`);
  const size = 1n << (widthOf(family) - BigInt(lengthText));
  const first = (value / size) * size;
  return { family, first, last: first + size - 1n };
}

export function wholeFamily(family: Family): AddressRange {
  return { family, first: 0n, last: (1n << widthOf(family)) - 1n };
}

export function rangeHolds(range: AddressRange, address: Address): boolean {
  return range.family === address.family && range.first <= address.value && address.value <= range.last;
}

/** Reference 1.7: in the cidr and in none of the block's own excepts. An end without an address is in no block. */
export function blockHolds(block: NaiveBlock, address: Address | undefined): boolean {
  if (address === undefined) return false;
  if (!rangeHolds(parseCidr(block.cidr), address)) return false;
  return !(block.except ?? []).some((hole) => rangeHolds(parseCidr(hole), address));
}

/**
 * One address of every piece into which the borders of the blocks cut the range: all addresses of a piece are in
 * the same blocks, so one stands for all.
 */
export function atomsOf(range: AddressRange, blocks: readonly NaiveBlock[]): readonly Address[] {
  const starts = new Set([range.first]);
  for (const text of blocks.flatMap((block) => [block.cidr, ...(block.except ?? [])])) {
    const cut = parseCidr(text);
    if (cut.family !== range.family) continue;
    for (const start of [cut.first, cut.last + 1n]) {
      if (range.first < start && start <= range.last) starts.add(start);
    }
  }
  return [...starts].map((value) => ({ family: range.family, value }));
}
