import {
  type ConnectionPorts,
  type Connectivity,
  emptyPortSet,
  type IpFamily,
  isEmptyConnection,
  isFullPortSet,
  mentionedFamilies,
  perProtocol,
  protocols,
  subtractPortSets,
  unionPortSets,
} from "@netpolint/core";
import type { AnswerContext } from "./answer-context.js";

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

/** Of one family, by pod column: how many address columns there are with each answer. */
type Counts = Map<number, number>[];

interface FamilyCounts {
  readonly family: IpFamily;
  readonly from: Counts;
  readonly to: Counts;
  /** How many address columns the family has. */
  readonly total: number;
}

export function outsideOfWorkloads(context: AnswerContext): readonly Outside[] {
  const connectivity = context.connectivity();
  const families = mentionedFamilies(context.policies.cluster);
  const counted = families.map((family) => countFamily(connectivity, family));
  const reachOf = (pods: readonly PodPlace[], way: "from" | "to"): OutsideReach =>
    together(pods.map((pod) => podReach(context, pod, counted, way)));
  return placesOfPods(context).map((pods) => ({ from: reachOf(pods, "from"), to: reachOf(pods, "to") }));
}

function countFamily(connectivity: Connectivity, family: IpFamily): FamilyCounts {
  const { podColumns, families } = connectivity.quotient();
  const [from, to]: [Counts, Counts] = [[], []];
  const count = (counts: Counts, column: number, answer: number, by: number): void => {
    const own = (counts[column] ??= new Map());
    own.set(answer, (own.get(answer) ?? 0) + by);
  };
  const addressesIn = (columns: Int32Array): number => columns.filter((column) => column >= podColumns).length;
  const countPods = (counts: Counts, columns: Int32Array, answer: number, by: number): void => {
    if (by > 0) for (const column of columns) if (column < podColumns) count(counts, column, answer, by);
  };
  connectivity.visit(family, {
    block: (sources, destinations, answer) => {
      countPods(from, destinations, answer, addressesIn(sources));
      countPods(to, sources, answer, addressesIn(destinations));
    },
    pair: (source, destination, answer, inBlock) => {
      if (source >= podColumns === destination >= podColumns) return;
      const [counts, column] = source >= podColumns ? [from, destination] : [to, source];
      count(counts, column, answer, 1);
      count(counts, column, inBlock, -1);
    },
  });
  return { family, from, to, total: families.filter((own) => own === family).length };
}

/** Pods of a workload that are alike to addresses. No families: they have no address that is known, and may have any. */
interface PodPlace {
  readonly column: number;
  readonly families: readonly IpFamily[];
}

function placesOfPods({ workloads, connectivity }: AnswerContext): readonly (readonly PodPlace[])[] {
  const { pods, workloadOfPod, classes, quotient } = connectivity();
  const { columnOf } = quotient();
  const places = workloads.map(() => new Map<string, PodPlace>());
  pods.forEach((pod, index) => {
    const column = columnOf[classes.classOfPod[index] as number] as number;
    const families = pod.addresses.map(({ family }) => family);
    places[workloadOfPod[index] as number]?.set(`${column} ${families.join(" ")}`, { column, families });
  });
  return places.map((own) => [...own.values()]);
}

/** An address is out of reach of a pod that has none of its family. */
function podReach(
  context: AnswerContext,
  { column, families }: PodPlace,
  counted: readonly FamilyCounts[],
  way: "from" | "to",
): OutsideReach {
  const asked = counted.filter(({ family }) => families.length === 0 || families.includes(family));
  const answers = asked.flatMap((own) => [...(own[way][column] ?? [])]);
  return columnReach(
    context,
    answers,
    asked.reduce((sum, { total }) => sum + total, 0),
  );
}

function columnReach(
  context: AnswerContext,
  counts: readonly (readonly [answer: number, count: number])[],
  total: number,
): OutsideReach {
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
