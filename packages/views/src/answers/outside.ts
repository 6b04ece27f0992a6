import {
  type ConnectionPorts,
  emptyPortSet,
  isEmptyConnection,
  isFullPortSet,
  mentionedFamilies,
  perProtocol,
  protocols,
  subtractPortSets,
  unionPortSets,
} from "@netpolint/core";
import type { AnswerContext } from "./answer-context.js";
import { factsOfWorkloads } from "./isolation.js";

/**
 * What connects a workload with addresses, one way. `all`: every address on every port. `some`: some address on some
 * port. `undecided`: none for sure.
 */
export interface OutsideReach {
  readonly reach: "all" | "some" | "undecided" | "none";
  /** The ports that some address has for sure. */
  readonly ports: ConnectionPorts;
}

/** By workload, both ways. */
export interface Outside {
  readonly from: OutsideReach;
  readonly to: OutsideReach;
}

const none = perProtocol(() => emptyPortSet());

/** By pod column: how many address columns there are with each answer. */
type Counts = Map<number, number>[];

export function outsideOfWorkloads(context: AnswerContext): readonly Outside[] {
  const connectivity = context.connectivity();
  const { podColumns, families } = connectivity.quotient();
  const [from, to]: [Counts, Counts] = [[], []];
  const count = (counts: Counts, column: number, answer: number, by: number): void => {
    const own = (counts[column] ??= new Map());
    own.set(answer, (own.get(answer) ?? 0) + by);
  };
  const asked = mentionedFamilies(context.policies.cluster);
  for (const family of asked) {
    connectivity.visit(family, {
      block: (sources, destinations, answer) => {
        const addresses = [sources, destinations].map((columns) => columns.filter((one) => one >= podColumns).length);
        const [sourceAddresses = 0, destinationAddresses = 0] = addresses;
        if (sourceAddresses > 0) {
          for (const column of destinations) if (column < podColumns) count(from, column, answer, sourceAddresses);
        }
        if (destinationAddresses > 0) {
          for (const column of sources) if (column < podColumns) count(to, column, answer, destinationAddresses);
        }
      },
      pair: (source, destination, answer, inBlock) => {
        if (source >= podColumns === destination >= podColumns) return;
        const [counts, column] = source >= podColumns ? [from, destination] : [to, source];
        count(counts, column, answer, 1);
        count(counts, column, inBlock, -1);
      },
    });
  }
  const total = families.filter((family) => asked.some((one) => one === family)).length;
  const reachOf = (counts: Counts, columns: readonly number[]): OutsideReach => {
    return together(columns.map((column) => columnReach(context, counts[column] ?? new Map(), total)));
  };
  return factsOfWorkloads(context).map(({ columns }) => ({ from: reachOf(from, columns), to: reachOf(to, columns) }));
}

function columnReach(context: AnswerContext, counts: ReadonlyMap<number, number>, total: number): OutsideReach {
  let [ports, isUndecided, everything] = [none, false, 0];
  for (const [id, count] of counts) {
    if (count <= 0) continue;
    const { allowed, undecided } = context.connectivity().answerOf(id);
    ports = union(ports, allowed);
    if (!isEmptyConnection(undecided)) isUndecided = true;
    if (protocols.every((protocol) => isFullPortSet(allowed[protocol]))) everything += count;
  }
  if (everything === total && total > 0) return { reach: "all", ports };
  if (!isEmptyConnection(ports)) return { reach: "some", ports };
  return { reach: isUndecided ? "undecided" : "none", ports };
}

/** What some pod of the workload has counts: it is the one that can be reached. */
function together(reaches: readonly OutsideReach[]): OutsideReach {
  const ports = reaches.map((one) => one.ports).reduce(union, none);
  const found = (["all", "some", "undecided"] as const).find((reach) => reaches.some((one) => one.reach === reach));
  return { reach: found ?? "none", ports };
}

function union(a: ConnectionPorts, b: ConnectionPorts): ConnectionPorts {
  if (protocols.every((protocol) => isEmpty(subtractPortSets(b[protocol], a[protocol])))) return a;
  return perProtocol((protocol) => unionPortSets(a[protocol], b[protocol]));
}

function isEmpty({ intervals }: { readonly intervals: readonly unknown[] }): boolean {
  return intervals.length === 0;
}
