import type { LabelSelector } from "../sets/label-selector.js";
import type { Workload } from "./cluster.js";

/** Positions of workloads by a label of their pods, ascending; and of those whose labels are not all known. */
interface WorkloadIndex {
  readonly byLabel: ReadonlyMap<string, readonly number[]>;
  readonly incomplete: readonly number[];
}

/** Clusters do not change, and every Service and every row of every pack asks. */
const indexes = new WeakMap<readonly Workload[], WorkloadIndex>();

/**
 * Positions of the workloads that the selector can select, ascending: all that it does select are among them. The whole
 * list where it asks for no value.
 */
export function candidatesFor(workloads: readonly Workload[], { requirements }: LabelSelector): Iterable<number> {
  const asked = requirements.filter(({ operator }) => operator === "In");
  if (asked.length === 0) return workloads.keys();
  const { byLabel, incomplete } = indexOf(workloads);
  const found = asked.map(({ key, values }) => values.flatMap((value) => byLabel.get(labelKey(key, value)) ?? []));
  const fewest = found.reduce((least, one) => (one.length < least.length ? one : least));
  return [...new Set([...fewest, ...incomplete])].sort((a, b) => a - b);
}

function indexOf(workloads: readonly Workload[]): WorkloadIndex {
  const known = indexes.get(workloads);
  if (known) return known;
  const index = makeIndex(workloads);
  indexes.set(workloads, index);
  return index;
}

function makeIndex(workloads: readonly Workload[]): WorkloadIndex {
  const byLabel = new Map<string, number[]>();
  const incomplete: number[] = [];
  for (const [position, { pods }] of workloads.entries()) {
    if (pods.some(({ labels }) => !labels.complete)) incomplete.push(position);
    for (const { labels } of pods) for (const [key, value] of labels.entries) add(byLabel, labelKey(key, value), position);
  }
  return { byLabel, incomplete };
}

/** Replicas of one workload come one after the other. */
function add(byLabel: Map<string, number[]>, key: string, position: number): void {
  const positions = byLabel.get(key);
  if (!positions) byLabel.set(key, [position]);
  else if (positions.at(-1) !== position) positions.push(position);
}

function labelKey(key: string, value: string): string {
  return `${key}\n${value}`;
}
