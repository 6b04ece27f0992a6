import { buildConnectivity, type Connectivity } from "../src/connectivity/connectivity.js";
import type { Cluster } from "../src/cluster/cluster.js";
import { type CompiledPolicies, compilePolicies } from "../src/policy/compile.js";
import type { NetworkPolicy } from "../src/resources/network-policy.js";
import { countAllowedPairs, writeAllPairs } from "./all-pairs.js";
import type { Shape } from "./generate-cluster.js";
import { evaluateNaively, maskOfAnswer, openNaively } from "./naive-baseline.js";
import { listOf, readCluster } from "./open-cluster.js";
import { createRandom } from "./random.js";
import type { JsonValue } from "../src/source/json-value.js";
import { alternate, quantile, type Timing, timeOf } from "./timing.js";

export function openShape(shape: Shape): Cluster {
  return readCluster(listOf(shape.generate()));
}

/** What was built last comes first. */
let kept: readonly Connectivity[] = [];

/**
 * The connectivity of the run before stays while the next is built and listed, as what an edit is compared with stays in
 * a session. Without any that was listed, collecting garbage throws compiled code away, and what is measured is how fast
 * it is compiled again.
 */
export function build(cluster: Cluster): Connectivity {
  const built = buildConnectivity(compilePolicies(cluster));
  kept = [built, ...kept.slice(0, 1)];
  return built;
}

export interface ShapeResult {
  readonly shape: string;
  readonly pods: number;
  readonly policies: number;
  readonly megabytesOfJson: number;
  readonly classes: number;
  readonly columns: number;
  readonly allowedPairs: number;
  readonly parse: Timing;
  readonly read: Timing;
  readonly build: Timing;
  readonly pairs: Timing;
  /** Median of build plus median of all pairs, over the median of JSON.parse. */
  readonly ratio: number;
}

export function measureShape(shape: Shape, runs: number): ShapeResult {
  const text = JSON.stringify(listOf(shape.generate()));
  const cluster = readCluster(JSON.parse(text) as JsonValue);
  let connectivity = build(cluster);
  let allowedPairs = 0;
  let list: JsonValue = null;
  const times = alternate(runs, {
    parse: () => (list = JSON.parse(text) as JsonValue),
    read: () => readCluster(list),
    build: () => {
      list = null;
      connectivity = build(cluster);
    },
    pairs: () => (allowedPairs = countAllowedPairs(connectivity)),
  });
  return {
    shape: shape.name,
    pods: shape.pods,
    policies: shape.policies,
    megabytesOfJson: text.length / 1e6,
    classes: connectivity.classes.count,
    columns: connectivity.quotient().count,
    allowedPairs,
    ...times,
    ratio: (times.build.median + times.pairs.median) / times.parse.median,
  };
}

export interface NaiveResult {
  readonly naive: Timing;
  readonly kernel: Timing;
  readonly ratio: number;
}

/** Compares all answers first: a faster wrong answer is none. */
export function measureNaive(shape: Shape, runs: number): NaiveResult {
  const cluster = openShape(shape);
  assertSameAnswers(compilePolicies(cluster));
  const times = alternate(runs, {
    naive: () => evaluateNaively(openNaively(compilePolicies(cluster))),
    kernel: () => countAllowedPairs(build(cluster)),
  });
  return { ...times, ratio: times.naive.median / times.kernel.median };
}

/** The naive answers, those of single questions and those of the listing, pair by pair. */
function assertSameAnswers(policies: CompiledPolicies): void {
  const connectivity = buildConnectivity(policies);
  const expected = evaluateNaively(openNaively(policies));
  const { columnOf, count } = connectivity.quotient();
  const listed = new Int32Array(count * count);
  writeAllPairs(connectivity, listed);
  const columnOfPod = connectivity.classes.classOfPod.map((id) => columnOf[id] as number);
  const masks: number[] = [];
  const pods = connectivity.pods.length;
  for (let source = 0; source < pods; source += 1) {
    for (let destination = 0; destination < pods; destination += 1) {
      const answer = connectivity.ask(source, destination, 4);
      const mask = (masks[answer] ??= maskOfAnswer(policies, connectivity.answerOf(answer)));
      const inListing = listed[(columnOfPod[source] as number) * count + (columnOfPod[destination] as number)];
      if (mask !== expected[source * pods + destination] || inListing !== answer) {
        throw new Error(`the answers for pods ${source} -> ${destination} differ`);
      }
    }
  }
}

export interface DenseResult {
  readonly columns: number;
  readonly written: number;
  readonly build: Timing;
  readonly quotient: Timing;
  readonly kernel: Timing;
  readonly plainWrites: Timing;
  /** Time per pair of columns that the kernel writes, over the time of one plain write. */
  readonly ratio: number;
}

/** Writing one Int32 for every pair of columns, from the kernel and from a plain loop. */
export function measureDense(shape: Shape, runs: number): DenseResult {
  const cluster = openShape(shape);
  let connectivity = build(cluster);
  const { count } = connectivity.quotient();
  const matrix = new Int32Array(count * count);
  let written = 0;
  const times = alternate(runs, {
    build: () => (connectivity = build(cluster)),
    quotient: () => connectivity.quotient(),
    kernel: () => (written = writeAllPairs(connectivity, matrix)),
    plainWrites: () => {
      for (let pair = 0; pair < matrix.length; pair += 1) matrix[pair] = pair & 15;
    },
  });
  const ratio = times.kernel.median / written / (times.plainWrites.median / matrix.length);
  return { columns: count, written, ...times, ratio };
}

export interface QuestionResult {
  readonly questions: Timing;
  readonly lookups: Timing;
  readonly ratio: number;
}

/** Questions about random pairs of pods against lookups of random keys in a map, a million of each. */
export function measureQuestions(shape: Shape, runs: number): QuestionResult {
  const million = 1_000_000;
  const connectivity = build(openShape(shape));
  const random = createRandom(1);
  const pods = Int32Array.from({ length: 2 * million }, () => random.below(connectivity.pods.length));
  const keys = Int32Array.from({ length: million }, () => random.below(million));
  const map = new Map<number, number>();
  for (let key = 0; key < million; key += 1) map.set(key, key + 1);
  let sum = 0;
  const times = alternate(runs, {
    questions: () => {
      for (let at = 0; at < pods.length; at += 2) {
        sum += connectivity.ask(pods[at] as number, pods[at + 1] as number, 4);
      }
    },
    lookups: () => {
      for (let at = 0; at < million; at += 1) sum += map.get(keys[at] as number) ?? 0;
    },
  });
  if (sum === 0) throw new Error("nothing is allowed and nothing was found");
  return { ...times, ratio: times.questions.median / times.lookups.median };
}

export interface EditResult {
  readonly edits: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly build: Timing;
  /** Full builds per edit: median of the builds over the median of the edits. */
  readonly ratio: number;
}

/** Gives one policy after another the selector and the rules of some other; builds are measured in between. */
export function measureEdits(shape: Shape, runs: number, edits: number): EditResult {
  const cluster = openShape(shape);
  const policies = [...cluster.networkPolicies];
  const random = createRandom(2);
  const connectivity = build(cluster);
  const times: number[] = [];
  const editOne = (): void => {
    const at = random.below(policies.length);
    const before = policies[at] as NetworkPolicy;
    const { podSelector, ingress, egress, policyTypes } = random.pick(policies);
    const after = { ...before, podSelector, ingress, egress, policyTypes };
    times.push(timeOf(() => {
      if (!connectivity.replacePolicy(before, after)) throw new Error("this edit needs no new build");
    }));
    policies[at] = after;
  };
  const each = Math.ceil(edits / runs);
  const { build: builds } = alternate(runs, {
    build: () => build(cluster),
    edits: () => {
      for (let edit = 0; edit < each; edit += 1) editOne();
    },
  });
  const counted = times.slice(each).toSorted((a, b) => a - b);
  const p50 = quantile(counted, 0.5);
  return { edits: counted.length, p50, p99: quantile(counted, 0.99), build: builds, ratio: builds.median / p50 };
}

export interface TierResult {
  readonly plain: Timing;
  readonly tiered: Timing;
  readonly columns: number;
  readonly ratio: number;
}

/** Build and all pairs of the same cluster without administrators' policies and with them, in turn. */
export function measureTiers(plainShape: Shape, tieredShape: Shape, runs: number): TierResult {
  const [plainCluster, tieredCluster] = [openShape(plainShape), openShape(tieredShape)];
  const both = (cluster: Cluster): number => countAllowedPairs(build(cluster));
  const times = alternate(runs, { plain: () => both(plainCluster), tiered: () => both(tieredCluster) });
  return {
    ...times,
    columns: build(tieredCluster).quotient().count,
    ratio: times.tiered.median / times.plain.median,
  };
}
