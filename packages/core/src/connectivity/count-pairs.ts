import type { Cluster, Pod } from "../cluster/cluster.js";
import { otherPoliciesFor } from "../cluster/other-policies.js";
import type { IpFamily } from "../sets/ip-address.js";
import {
  allConnections,
  type ConnectionPorts,
  type ConnectionSetId,
  createConnectionSets,
  noConnections,
} from "./connection-sets.js";
import type { Connectivity } from "./connectivity.js";
import { allowedAnswer, type AnswerId, deniedAnswer } from "./grants.js";
import type { PodGroups } from "./pod-groups.js";

/**
 * The answers for pairs of endpoints, from those for pairs of columns. Endpoints are the groups of pods, then the
 * address columns. Each pair of pods in each family that it is asked for is one case; cases are counted by answer,
 * so that what all of them have and what only some have can be told apart without looking at pods one by one.
 */
export interface CountedPairs {
  /** The address columns, in the order of the endpoints that stand for them. */
  readonly addressColumns: readonly number[];
  readonly firstAddress: number;
  readonly answers: PairAnswers;
}

export interface PairAnswers {
  /** Source, destination and answer of every pair that has a connection, in no order. */
  readonly pairs: Iterable<readonly [from: number, to: number, answer: number]>;
  /** Equal answers have equal numbers. */
  portsOf(answer: number): CombinedPorts;
}

export interface CombinedPorts {
  readonly allowed: ConnectionPorts;
  readonly undecided: ConnectionPorts;
  readonly partly: ConnectionPorts;
}

/** The families of a pod's addresses, as bits; both where they are not known. */
type Families = 1 | 2 | 3;

function bitOf(family: IpFamily): Families {
  return family === 4 ? 1 : 2;
}

function familiesOf({ addresses }: Pod): Families {
  if (addresses.length === 0) return 3;
  return addresses.reduce<number>((sum, { family }) => sum | bitOf(family), 0) as Families;
}

/** Members of a column that are in one group and have the same families. */
interface Share {
  readonly endpoint: number;
  readonly families: Families;
  count: number;
}

/** In place of an answer: nothing is sure and everything possible. */
const everythingPossible = -1;

export function countPairs(
  cluster: Cluster,
  connectivity: Connectivity,
  groups: PodGroups,
  families: readonly IpFamily[],
): CountedPairs {
  const quotient = connectivity.quotient();
  const firstAddress = groups.list.length;
  const addressColumns = columnsOfAddresses(quotient.podColumns, quotient.families, families);
  const shares = sharesByColumn(connectivity, groups, addressColumns);
  const tallies = createTallies();
  const width = firstAddress + addressColumns.length;
  const found = new Map<number, number>();
  const add = (from: number, to: number, answer: number, count: number): void => {
    if (answer === deniedAnswer || count === 0) return;
    const key = from * width + to;
    found.set(key, tallies.add(found.get(key) ?? 0, answer, count));
  };
  const isAsked = (family: IpFamily, from: Share, to: Share): boolean => {
    const shared = from.families & to.families;
    if (shared > 0) return (shared & bitOf(family)) > 0;
    // An address is out of reach of a pod that has none of its family.
    return from.endpoint < firstAddress && to.endpoint < firstAddress;
  };

  for (const family of families) {
    const joined = joinOnce(shares);
    const spread = (sources: readonly Share[], destinations: readonly Share[], answer: number, sign: number): void => {
      for (const from of sources) {
        for (const to of destinations) {
          if (isAsked(family, from, to)) add(from.endpoint, to.endpoint, answer, sign * from.count * to.count);
        }
      }
    };
    connectivity.visit(family, {
      block: (sources, destinations, answer) => spread(joined(sources), joined(destinations), answer, 1),
      pair: (source, destination, answer, inBlock) => {
        const [from, to] = [shares[source] ?? [], shares[destination] ?? []];
        spread(from, to, answer, 1);
        spread(from, to, inBlock, -1);
      },
    });
  }

  const totals = createTotals(groups, connectivity, families, firstAddress);
  leaveOutSelves(connectivity, groups, families, add);
  allowFromOwnNode(cluster, connectivity, groups, families, add);
  const answers = createAnswers(connectivity, tallies);
  return {
    addressColumns,
    firstAddress,
    answers: {
      portsOf: answers.portsOf,
      pairs: {
        *[Symbol.iterator]() {
          for (const [key, tally] of found) {
            const [from, to] = [Math.floor(key / width), key % width];
            const answer = answers.combine(tally, totals(from, to, addressColumns, quotient.families));
            if (answer !== 0) yield [from, to, answer];
          }
        },
      },
    },
  };
}

function columnsOfAddresses(
  podColumns: number,
  familyOf: Uint8Array,
  families: readonly IpFamily[],
): readonly number[] {
  const columns: number[] = [];
  for (let column = podColumns; column < familyOf.length; column += 1) {
    if (families.some((family) => family === familyOf[column])) columns.push(column);
  }
  return columns;
}

/** Looks at every pod once. */
function sharesByColumn(
  { pods, classes, quotient }: Connectivity,
  { list, groupOf }: PodGroups,
  addressColumns: readonly number[],
): readonly (readonly Share[])[] {
  const { count, columnOf, families: familyOf } = quotient();
  const shares = Array.from({ length: count }, () => new Map<number, Share>());
  const put = (column: number, endpoint: number, families: Families): void => {
    const key = endpoint * 4 + families;
    const own = shares[column]?.get(key);
    if (own) own.count += 1;
    else shares[column]?.set(key, { endpoint, families, count: 1 });
  };
  pods.forEach((pod, index) => {
    put(columnOf[classes.classOfPod[index] as number] as number, groupOf[index] as number, familiesOf(pod));
  });
  addressColumns.forEach((column, index) => put(column, list.length + index, familyOf[column] === 4 ? 1 : 2));
  return shares.map((own) => [...own.values()]);
}

/** The shares of several columns together. The same list of columns comes again in many blocks. */
function joinOnce(shares: readonly (readonly Share[])[]): (columns: Int32Array) => readonly Share[] {
  const known = new Map<Int32Array, readonly Share[]>();
  return (columns) => {
    const before = known.get(columns);
    if (before) return before;
    const joined = new Map<number, Share>();
    for (const column of columns) {
      for (const share of shares[column] ?? []) {
        const key = share.endpoint * 4 + share.families;
        const own = joined.get(key);
        if (own) own.count += share.count;
        else joined.set(key, { ...share });
      }
    }
    const list = [...joined.values()];
    known.set(columns, list);
    return list;
  };
}

type AddCases = (from: number, to: number, answer: number, count: number) => void;

/** The families in which two pods are asked about; the same that a single question takes. */
function askedFamilies(from: Pod, to: Pod, families: readonly IpFamily[]): readonly IpFamily[] {
  const shared = familiesOf(from) & familiesOf(to);
  return shared === 0 ? families : families.filter((family) => (shared & bitOf(family)) > 0);
}

/** A pod and itself are in every block that holds the pod on both sides, and are no connection. */
function leaveOutSelves(
  { pods, ask }: Connectivity,
  { groupOf, replicates }: PodGroups,
  families: readonly IpFamily[],
  add: AddCases,
): void {
  pods.forEach((pod, index) => {
    if (replicates[index] === 1) return;
    const group = groupOf[index] as number;
    for (const family of askedFamilies(pod, pod, families)) add(group, group, ask(index, index, family), -1);
  });
}

/** "Ingress from the node the pod runs on is always allowed", and the pods in a node's network are that node. */
function allowFromOwnNode(
  cluster: Cluster,
  { pods, ask }: Connectivity,
  { groupOf, replicates }: PodGroups,
  families: readonly IpFamily[],
  add: AddCases,
): void {
  for (const onNode of podsByNode(pods).values()) {
    for (const source of onNode) {
      const from = pods[source] as Pod;
      if (!from.hostNetwork) continue;
      const answer = mayDenyEgress(cluster, from) ? everythingPossible : allowedAnswer;
      for (const destination of onNode) {
        if (source === destination && replicates[source] === 0) continue;
        const to = pods[destination] as Pod;
        for (const family of askedFamilies(from, to, families)) {
          const ends = [groupOf[source] as number, groupOf[destination] as number] as const;
          add(...ends, ask(source, destination, family), -1);
          add(...ends, answer, 1);
        }
      }
    }
  }
}

function podsByNode(pods: readonly Pod[]): ReadonlyMap<string, readonly number[]> {
  const nodes = new Map<string, number[]>();
  pods.forEach(({ nodeName }, index) => {
    if (nodeName === undefined) return;
    const node = nodes.get(nodeName);
    if (node) node.push(index);
    else nodes.set(nodeName, [index]);
  });
  return nodes;
}

/** No NetworkPolicy isolates a pod in its node's network, but policies of other APIs may. */
function mayDenyEgress(cluster: Cluster, pod: Pod): boolean {
  return otherPoliciesFor(cluster, pod, "egress").some(({ onlyDenies }) => !onlyDenies);
}

/** How many cases two endpoints have, whatever their answers. */
function createTotals(
  { list, replicates }: PodGroups,
  { pods }: Connectivity,
  families: readonly IpFamily[],
  firstAddress: number,
): (from: number, to: number, addressColumns: readonly number[], familyOf: Uint8Array) => number {
  const counts = list.map((group) => {
    const own = [0, 0, 0, 0];
    for (const pod of group.pods) {
      const at = familiesOf(pods[pod] as Pod);
      own[at] = (own[at] as number) + 1;
    }
    return own;
  });
  const asked = (a: number, b: number): number => {
    const shared = a & b;
    return shared === 0 ? families.length : families.filter((family) => (shared & bitOf(family)) > 0).length;
  };
  const selves = list.map((group) =>
    group.pods.reduce((sum, pod) => {
      const own = familiesOf(pods[pod] as Pod);
      return replicates[pod] === 1 ? sum : sum + asked(own, own);
    }, 0),
  );
  return (from, to, addressColumns, familyOf) => {
    if (from >= firstAddress || to >= firstAddress) {
      const [group, address] = from < firstAddress ? [from, to] : [to, from];
      const bit = familyOf[addressColumns[address - firstAddress] as number] === 4 ? 1 : 2;
      const own = counts[group] as number[];
      return (own[bit] as number) + (own[3] as number);
    }
    let total = from === to ? -(selves[from] as number) : 0;
    for (let a = 1; a <= 3; a += 1) {
      const sources = counts[from]?.[a] ?? 0;
      if (sources === 0) continue;
      for (let b = 1; b <= 3; b += 1) total += sources * (counts[to]?.[b] ?? 0) * asked(a, b);
    }
    return total;
  };
}

/** Numbers of cases by answer, interned: nearly all pairs of endpoints have one of a few. 0 has no case. */
interface Tallies {
  add(tally: number, answer: number, count: number): number;
  casesOf(tally: number): ReadonlyMap<number, number>;
}

const answerBase = 2 ** 18;

function createTallies(): Tallies {
  const tallies: ReadonlyMap<number, number>[] = [new Map()];
  const ids = new Map<string, number>([["", 0]]);
  const steps: Map<number, number>[] = [];
  const intern = (cases: ReadonlyMap<number, number>): number => {
    const key = [...cases].sort(([a], [b]) => a - b).join(";");
    const id = ids.get(key) ?? tallies.length;
    if (id === tallies.length) {
      ids.set(key, id);
      tallies.push(cases);
    }
    return id;
  };
  return {
    casesOf: (tally) => tallies[tally] ?? new Map(),
    add: (tally, answer, count) => {
      // Answers are small numbers from -1, so that with the count they make one exact number.
      const step = count * answerBase + answer + 1;
      const known = (steps[tally] ??= new Map());
      const before = known.get(step);
      if (before !== undefined) return before;
      const cases = new Map(tallies[tally]);
      const sum = (cases.get(answer) ?? 0) + count;
      if (sum === 0) cases.delete(answer);
      else cases.set(answer, sum);
      const after = intern(cases);
      known.set(step, after);
      return after;
    },
  };
}

function createAnswers(
  connectivity: Connectivity,
  tallies: Tallies,
): { combine(tally: number, total: number): number; portsOf(answer: number): CombinedPorts } {
  const sets = createConnectionSets();
  const combined: CombinedPorts[] = [];
  const ids = new Map<string, number>();
  const known = new Map<number, number>();
  const answersById = new Map<AnswerId, { allowed: ConnectionSetId; possible: ConnectionSetId }>();

  const answerOf = (id: AnswerId): { allowed: ConnectionSetId; possible: ConnectionSetId } => {
    if (id === everythingPossible) return { allowed: noConnections, possible: allConnections };
    const before = answersById.get(id);
    if (before) return before;
    const { allowed, undecided } = connectivity.answerOf(id);
    const sure = sets.intern(allowed);
    const answer = { allowed: sure, possible: sets.union(sure, sets.intern(undecided)) };
    answersById.set(id, answer);
    return answer;
  };

  const intern = (allowed: ConnectionSetId, undecided: ConnectionSetId, partly: ConnectionSetId): number => {
    const key = `${allowed} ${undecided} ${partly}`;
    const before = ids.get(key);
    if (before !== undefined) return before;
    ids.set(key, combined.length);
    combined.push({ allowed: sets.portsOf(allowed), undecided: sets.portsOf(undecided), partly: sets.portsOf(partly) });
    return combined.length - 1;
  };
  intern(noConnections, noConnections, noConnections);

  const combineCases = (tally: number, isAll: boolean): number => {
    const answers = [...tallies.casesOf(tally).keys()].map(answerOf);
    const inAll = answers.map(({ allowed }) => allowed).reduce(sets.intersect, isAll ? allConnections : noConnections);
    const inSome = answers.map(({ allowed }) => allowed).reduce(sets.union, noConnections);
    const possible = answers.map((answer) => answer.possible).reduce(sets.union, noConnections);
    return intern(inAll, sets.subtract(possible, inSome), sets.subtract(inSome, inAll));
  };

  return {
    portsOf: (answer) => combined[answer] as CombinedPorts,
    combine: (tally, total) => {
      if (tally === 0) return 0;
      const cases = [...tallies.casesOf(tally).values()].reduce((sum, count) => sum + count, 0);
      const key = tally * 2 + (cases === total ? 1 : 0);
      const before = known.get(key);
      if (before !== undefined) return before;
      const answer = combineCases(tally, cases === total);
      known.set(key, answer);
      return answer;
    },
  };
}
