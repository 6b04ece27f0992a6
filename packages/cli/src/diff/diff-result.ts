import type { ConnectivityDiff, InputProblem } from "@netpolint/core";

/** What a run of `diff` has found out. */
export interface DiffResult {
  readonly diff: ConnectivityDiff;
  readonly inputProblems: readonly InputProblem[];
}

/** True where every connection and every endpoint is on both sides. */
export function isUnchanged({ gained, lost, undecidedChanges, onlyInBase, onlyInHead }: ConnectivityDiff): boolean {
  return [gained, lost, undecidedChanges, onlyInBase, onlyInHead].every((list) => list.length === 0);
}

/** Connections that are new or gone are counted by their ends, however many lines they take. */
export function countPairs(list: ConnectivityDiff["gained"]): number {
  return new Set(list.map(({ from, to }) => JSON.stringify([from.name, to.name]))).size;
}
