import type { IpFamily } from "../sets/ip-address.js";
import { intersectIpSets, type IpSet } from "../sets/ip-set.js";
import { unionAll } from "./address-ranges.js";
import type { ConnectionAnswer, Connectivity } from "./connectivity.js";
import { type AnswerId, deniedAnswer } from "./grants.js";
import type { OpenedSide, SidePod } from "./diff-side.js";

/** From the pod to the addresses, or from them to it. */
export type AddressDirection = "to" | "from";
export const addressDirections: readonly AddressDirection[] = ["to", "from"];

/** What pods can do with addresses of one family, on one side. */
export interface AddressAnswers {
  readonly family: IpFamily;
  /** Column by first address of each stretch. */
  readonly columns: ReadonlyMap<bigint, number>;
  readonly setOf: ReadonlyMap<number, IpSet>;
  answer(pod: SidePod, direction: AddressDirection, column: number): ConnectionAnswer;
}

type AnswersByColumn = Map<number, Map<number, AnswerId>>;

/** Lists the connections of some pods with all addresses. */
export function addressAnswers(side: OpenedSide, family: IpFamily, pods: Iterable<SidePod>): AddressAnswers {
  const { connectivity } = side;
  const wanted = new Set([...pods].map((pod) => pod.column));
  const tables: Readonly<Record<AddressDirection, AnswersByColumn>> = { to: new Map(), from: new Map() };
  if (wanted.size > 0) listAddresses(connectivity, family, wanted, tables);
  return {
    family,
    ...columnsOf(connectivity, family),
    answer: (pod, direction, column) =>
      connectivity.answerOf(tables[direction].get(pod.column)?.get(column) ?? deniedAnswer),
  };
}

function listAddresses(
  connectivity: Connectivity,
  family: IpFamily,
  wanted: ReadonlySet<number>,
  tables: Readonly<Record<AddressDirection, AnswersByColumn>>,
): void {
  const { podColumns } = connectivity.quotient();
  const put = (source: number, destination: number, answer: AnswerId): void => {
    if (destination >= podColumns) setAnswer(tables.to, source, destination, answer);
    else setAnswer(tables.from, destination, source, answer);
  };
  const isAsked = (source: number, destination: number): boolean =>
    (destination >= podColumns && wanted.has(source)) || (source >= podColumns && wanted.has(destination));
  const mayMatter = (column: number): boolean => column >= podColumns || wanted.has(column);
  connectivity.visit(family, {
    block: (sources, destinations, answer) => {
      const ends = destinations.filter(mayMatter);
      for (const source of sources.filter(mayMatter)) {
        for (const destination of ends) if (isAsked(source, destination)) put(source, destination, answer);
      }
    },
    pair: (source, destination, answer) => {
      if (isAsked(source, destination)) put(source, destination, answer);
    },
  });
}

function setAnswer(table: AnswersByColumn, pod: number, address: number, answer: AnswerId): void {
  const row = table.get(pod);
  if (row) row.set(address, answer);
  else table.set(pod, new Map([[address, answer]]));
}

function columnsOf(connectivity: Connectivity, family: IpFamily): Pick<AddressAnswers, "columns" | "setOf"> {
  const quotient = connectivity.quotient();
  const columns = new Map<bigint, number>();
  const setOf = new Map<number, IpSet>();
  for (let column = quotient.podColumns; column < quotient.count; column += 1) {
    const members = quotient.families[column] === family ? connectivity.membersOf(column) : undefined;
    if (members?.type !== "addresses") continue;
    for (const { intervals } of members.sets) columns.set(intervals[0]?.[0] ?? 0n, column);
    setOf.set(column, unionAll(members.sets, family));
  }
  return { columns, setOf };
}

/** Addresses that neither side tells apart. */
export interface CommonRange {
  readonly set: IpSet;
  readonly base: number;
  readonly head: number;
}

/** The coarsest ranges that lie within one column of either side. Both have the same stretches. */
export function commonRanges(base: AddressAnswers, head: AddressAnswers): readonly CommonRange[] {
  const pairs = new Map<string, { base: number; head: number }>();
  for (const [first, column] of base.columns) {
    const other = head.columns.get(first) as number;
    pairs.set(`${column} ${other}`, { base: column, head: other });
  }
  return [...pairs.values()].map((pair) => ({
    ...pair,
    set: intersectIpSets(base.setOf.get(pair.base) as IpSet, head.setOf.get(pair.head) as IpSet),
  }));
}
