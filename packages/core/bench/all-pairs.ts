import type { Connectivity } from "../src/connectivity/connectivity.js";
import { emptyPortSet } from "../src/sets/port-set.js";

/** The number of ordered pairs of pods, a pod with itself included, between which some port is allowed. */
export function countAllowedPairs(connectivity: Connectivity): number {
  const { sizes } = connectivity.quotient();
  const isAllowed = createAllowedTable(connectivity);
  let count = 0;
  connectivity.visit(4, {
    block: (sources, destinations, answer) => {
      if (isAllowed(answer)) count += podsIn(sizes, sources) * podsIn(sizes, destinations);
    },
    pair: (source, destination, answer, inBlock) => {
      const change = (isAllowed(answer) ? 1 : 0) - (isAllowed(inBlock) ? 1 : 0);
      if (change !== 0) count += change * (sizes[source] as number) * (sizes[destination] as number);
    },
    row: (source, answers) => {
      let reached = 0;
      for (let column = 0; column < answers.length; column += 1) {
        if (isAllowed(answers[column] as number)) reached += sizes[column] as number;
      }
      count += reached * (sizes[source] as number);
    },
  });
  return count;
}

function podsIn(sizes: Int32Array, columns: Int32Array): number {
  let sum = 0;
  for (const column of columns) sum += sizes[column] as number;
  return sum;
}

function createAllowedTable(connectivity: Connectivity): (answer: number) => boolean {
  const known: boolean[] = [];
  const lookUp = (answer: number): boolean => {
    const { allowed } = connectivity.answerOf(answer);
    return Object.values(allowed).some(({ intervals }) => intervals.length > emptyPortSet().intervals.length);
  };
  return (answer) => (known[answer] ??= lookUp(answer));
}

/** Writes the answer of every pair of columns into `matrix`, at source times the number of columns plus destination. */
export function writeAllPairs(connectivity: Connectivity, matrix: Int32Array): number {
  const { count } = connectivity.quotient();
  let written = 0;
  connectivity.visit(4, {
    block: (sources, destinations, answer) => {
      for (const source of sources) {
        for (const destination of destinations) matrix[source * count + destination] = answer;
      }
      written += sources.length * destinations.length;
    },
    pair: (source, destination, answer) => {
      matrix[source * count + destination] = answer;
      written += 1;
    },
    row: (source, answers) => {
      matrix.set(answers, source * count);
      written += count;
    },
  });
  return written;
}
