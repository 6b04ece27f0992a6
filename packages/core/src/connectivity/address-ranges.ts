import type { IpFamily } from "../sets/ip-address.js";
import { emptyIpSet, type IpSet, ipSetToCidrs, unionIpSets } from "../sets/ip-set.js";
import type { Connectivity } from "./connectivity.js";
import type { CountedPairs } from "./count-pairs.js";

/** Addresses that have the same connections with everything. */
export interface AddressRange {
  readonly cidrs: readonly string[];
}

type Row = readonly [from: number, to: number, answer: number];

interface Merged {
  readonly sets: readonly IpSet[];
  /** The connections of one of the columns; those of the others are the same. */
  readonly rows: readonly Row[];
}

/** Puts address columns with equal connections together, and numbers them behind the groups of pods. */
export function mergeAddresses(
  connectivity: Connectivity,
  { answers, addressColumns, firstAddress }: CountedPairs,
): { readonly list: readonly AddressRange[]; readonly rows: readonly Row[] } {
  const rowsOf = new Map<number, Row[]>();
  for (const row of answers.pairs) {
    const address = Math.max(row[0], row[1]);
    if (address < firstAddress) continue;
    const rows = rowsOf.get(address);
    if (rows) rows.push(row);
    else rowsOf.set(address, [row]);
  }
  const alike = new Map<string, number[]>();
  for (const [address, rows] of rowsOf) {
    const key = signatureOf(rows, firstAddress);
    const group = alike.get(key);
    if (group) group.push(address);
    else alike.set(key, [address]);
  }
  const merged = [...alike.values()].map((group): Merged => {
    const sets = group.flatMap((address) => setsOf(connectivity, addressColumns[address - firstAddress] as number));
    return { sets: [unionAll(sets, 4), unionAll(sets, 6)], rows: rowsOf.get(group[0] as number) ?? [] };
  });
  merged.sort((a, b) => compareKeys(sortKey(a), sortKey(b)));
  return {
    list: merged.map(({ sets }) => ({ cidrs: sets.flatMap(ipSetToCidrs) })),
    rows: merged.flatMap(({ rows }, index) => rows.map((row) => renumber(row, firstAddress, firstAddress + index))),
  };
}

function signatureOf(rows: readonly Row[], firstAddress: number): string {
  return rows
    .map(([from, to, answer]) => (from < firstAddress ? `${from}>${answer}` : `${to}<${answer}`))
    .sort()
    .join();
}

function setsOf(connectivity: Connectivity, column: number): readonly IpSet[] {
  const members = connectivity.membersOf(column);
  return members.type === "addresses" ? members.sets : [];
}

/** Half and half, so that thousands of ranges do not take the square of their number. */
export function unionAll(sets: readonly IpSet[], family: IpFamily): IpSet {
  const own = sets.filter((set) => set.family === family);
  const union = (first: number, end: number): IpSet => {
    if (end - first < 2) return own[first] ?? emptyIpSet(family);
    const middle = (first + end) >> 1;
    return unionIpSets(union(first, middle), union(middle, end));
  };
  return own.length === 0 ? emptyIpSet(family) : union(0, own.length);
}

function sortKey({ sets }: Merged): readonly [family: number, first: bigint] {
  const [set] = sets.filter(({ intervals }) => intervals.length > 0);
  return [set?.family ?? 0, set?.intervals[0]?.[0] ?? 0n];
}

function compareKeys(a: readonly [number, bigint], b: readonly [number, bigint]): number {
  if (a[0] !== b[0]) return a[0] - b[0];
  return a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0;
}

function renumber([from, to, answer]: Row, firstAddress: number, address: number): Row {
  return from < firstAddress ? [from, address, answer] : [address, to, answer];
}
