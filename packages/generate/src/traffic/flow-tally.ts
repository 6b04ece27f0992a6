import type { AttributedEnd, UnattributedReason } from "./attribute-end.js";
import { type AddressTally, tallyAddresses } from "./address-tally.js";

/** Connections alike, however many there were. */
export interface TalliedFlow {
  readonly from: AttributedEnd;
  readonly to: AttributedEnd;
  readonly protocol: string;
  /** `null`: every port. Undefined where the protocol has none. */
  readonly port: number | null | undefined;
  /** Where in the list of formats the records' own is. */
  readonly format: number;
  /** The addresses of the end that is one; a flow has at most one such end. */
  readonly addresses: AddressTally | undefined;
  /** Domain names that its addresses were known under. */
  readonly names: Set<string>;
  /** Whether all connections of the ends are observed, and not only those with the other end. */
  watchesFrom: boolean;
  watchesTo: boolean;
  times: number;
  /** Milliseconds since 1970; undefined where no record says. */
  first: number | undefined;
  last: number | undefined;
}

/** Traffic that no policy can be made of. */
export interface UnattributedFlow extends Omit<TalliedFlow, "addresses" | "names" | "watchesFrom" | "watchesTo"> {
  readonly reason: UnattributedReason;
}

/** How many flows of other kinds than wanted are kept one by one. */
const mostListed = 10_000;
const mostAddresses = 1_000;

interface Seen {
  readonly protocol: string;
  readonly port: number | null | undefined;
  readonly format: number;
  readonly times: number;
  readonly at: number | undefined;
  readonly watched: "from" | "to" | undefined;
}

/** Counts flows as they come. What it holds grows with the number of distinct flows only. */
export interface FlowTally {
  add(from: AttributedEnd, to: AttributedEnd, seen: Seen): void;
  flows(): readonly TalliedFlow[];
}

export function makeFlowTally(): FlowTally {
  const numberOf = numberEnds();
  const byEnds = new Map<number, Map<string, TalliedFlow>>();
  return {
    add: (from, to, seen) => {
      const ends = numberOf(from) * mostEnds + numberOf(to);
      const byPort = byEnds.get(ends) ?? new Map<string, TalliedFlow>();
      byEnds.set(ends, byPort);
      const key = `${seen.port} ${seen.protocol} ${seen.format}`;
      let flow = byPort.get(key);
      if (!flow) {
        flow = newFlow(from, to, seen, isAddress(from) || isAddress(to) ? tallyAddresses(mostAddresses) : undefined);
        byPort.set(key, flow);
      }
      count(flow, seen);
      flow.watchesFrom ||= seen.watched !== "to";
      flow.watchesTo ||= seen.watched !== "from";
      addAddress(flow, from);
      addAddress(flow, to);
    },
    flows: () => [...byEnds.values()].flatMap((byPort) => [...byPort.values()]),
  };
}

/** Two numbers below this fit into one. */
const mostEnds = 2 ** 26;

/** A number for each end, the same for ends with one name. All addresses outside are one end here. */
function numberEnds(): (end: AttributedEnd) => number {
  const byObject = new Map<AttributedEnd, number>();
  const byName = new Map<string, number>();
  return (end) => {
    if (end.type === "address") return 0;
    const known = byObject.get(end);
    if (known !== undefined) return known;
    const name = keyOf(end);
    const number = byName.get(name) ?? byName.size + 1;
    byName.set(name, number);
    byObject.set(end, number);
    return number;
  };
}

function newFlow(
  from: AttributedEnd,
  to: AttributedEnd,
  { protocol, port, format }: Seen,
  addresses: AddressTally | undefined,
): TalliedFlow {
  const ends = { from, to, watchesFrom: false, watchesTo: false };
  return { ...ends, protocol, port, format, addresses, names: new Set(), times: 0, first: undefined, last: undefined };
}

function count(flow: Pick<TalliedFlow, "times" | "first" | "last">, { times, at }: Seen): void {
  flow.times += times;
  if (at === undefined) return;
  if (flow.first === undefined || at < flow.first) flow.first = at;
  if (flow.last === undefined || at > flow.last) flow.last = at;
}

function isAddress(end: AttributedEnd): boolean {
  return end.type === "address";
}

function keyOf(end: AttributedEnd): string {
  return end.type === "endpoints" && end.perhaps.length > 0 ? `${end.name}?` : end.name;
}

const mostNames = 20;

function addAddress({ addresses, names }: TalliedFlow, end: AttributedEnd): void {
  if (end.type !== "address") return;
  addresses?.add(end.address);
  for (const name of end.names) if (names.size < mostNames) names.add(name);
}

/** Counts what cannot be attributed, each flow for itself as long as there are not too many. */
export interface UnattributedTally {
  add(reason: UnattributedReason, from: AttributedEnd, to: AttributedEnd, seen: Seen): void;
  flows(): readonly UnattributedFlow[];
  /** How many times flows were seen that are not in the list, by reason. */
  unlisted(): ReadonlyMap<UnattributedReason, number>;
}

export function makeUnattributedTally(): UnattributedTally {
  const byKey = new Map<string, UnattributedFlow>();
  const unlisted = new Map<UnattributedReason, number>();
  return {
    add: (reason, from, to, seen) => {
      const key = `${reason}>${from.name}>${to.name}>${seen.protocol}>${seen.port}`;
      const known = byKey.get(key);
      if (known) {
        count(known, seen);
        return;
      }
      if (byKey.size >= mostListed) {
        unlisted.set(reason, (unlisted.get(reason) ?? 0) + seen.times);
        return;
      }
      const flow = { ...newFlow(from, to, seen, undefined), reason };
      count(flow, seen);
      byKey.set(key, flow);
    },
    flows: () => [...byKey.values()],
    unlisted: () => unlisted,
  };
}
