import type { Connectivity } from "../src/connectivity/connectivity.js";
import type { ConnectionVisitor } from "../src/connectivity/sides.js";
import { emptyPortSet } from "../src/sets/port-set.js";

/** The number of ordered pairs of pods, a pod with itself included, between which some port is allowed. */
export function countAllowedPairs(connectivity: Connectivity): number {
  counted.connectivity = connectivity;
  counted.sizes = connectivity.quotient().sizes;
  counted.known.length = 0;
  counted.pairs = 0;
  connectivity.visit(4, counter);
  return counted.pairs;
}

/** One for all runs: with a visitor of its own every run would begin with the compiled code for it thrown away. */
const counted = {
  connectivity: undefined as Connectivity | undefined,
  sizes: new Int32Array(0) as Int32Array,
  /** Whether an answer allows anything, by answer. */
  known: [] as boolean[],
  pairs: 0,
};

const counter: ConnectionVisitor = {
  block: (sources, destinations, answer) => {
    if (isAllowed(answer)) counted.pairs += podsIn(counted.sizes, sources) * podsIn(counted.sizes, destinations);
  },
  pair: (source, destination, answer, inBlock) => {
    const change = (isAllowed(answer) ? 1 : 0) - (isAllowed(inBlock) ? 1 : 0);
    const { sizes } = counted;
    if (change !== 0) counted.pairs += change * (sizes[source] as number) * (sizes[destination] as number);
  },
  row: (source, answers) => {
    const { sizes } = counted;
    let reached = 0;
    for (let column = 0; column < answers.length; column += 1) {
      if (isAllowed(answers[column] as number)) reached += sizes[column] as number;
    }
    counted.pairs += reached * (sizes[source] as number);
  },
};

function podsIn(sizes: Int32Array, columns: Int32Array): number {
  let sum = 0;
  for (const column of columns) sum += sizes[column] as number;
  return sum;
}

function isAllowed(answer: number): boolean {
  return (counted.known[answer] ??= opensAnything(answer));
}

function opensAnything(answer: number): boolean {
  if (!counted.connectivity) throw new Error("nothing is counted");
  const { allowed } = counted.connectivity.answerOf(answer);
  return Object.values(allowed).some(({ intervals }) => intervals.length > emptyPortSet().intervals.length);
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
