import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  adversarial,
  manyBlocks,
  policyPerPod,
  publishedCluster,
  realistic,
  type Shape,
  singleNamespace,
  withClusterPolicies,
} from "./generate-cluster.js";
import {
  type DenseResult,
  type EditResult,
  measureDense,
  measureEdits,
  measureNaive,
  measureQuestions,
  measureShape,
  measureTiers,
  type NaiveResult,
  type QuestionResult,
  type ShapeResult,
  type TierResult,
} from "./measure-shapes.js";
import { largeAgainBar, smallAgainBar } from "./lint-again.js";
import { lintBars } from "./lint-once.js";
import { measureMemory, memoryFlag, type MemoryResult, reportMemory } from "./peak-memory.js";
import { dumpBar } from "./read-dump.js";
import { readingFlag, reportReading, streamMemoryBar } from "./read-memory.js";
import { skippedBar, streamBar } from "./read-stream.js";
import { startUpBars } from "./start-up.js";
import { amount, type Bar, formatBars, formatColumns } from "./result-table.js";
import { growthExponent, type Timing } from "./timing.js";

// npm run bench -- [--only <part of a name>] [--runs <n>] [--quick]
//
// --only takes the shapes and comparisons whose name holds the text. --quick leaves out 100k pods and makes the naive
// comparison at 800 x 800; its table does not decide about the bars of the large shapes.

const small = realistic(1_000, 100);
const middle = realistic(10_000, 1_000);
const large = realistic(100_000, 10_000);
const largest = realistic(100_000, 50_000);
const published = publishedCluster();
const edited = realistic(10_000, 10_000);
const dense = adversarial(5_000, 1_000);
const tiered = withClusterPolicies(100_000, 10_000, 1_000);

const smallerShapes = [
  small,
  realistic(1_000, 1_000),
  middle,
  edited,
  published,
  singleNamespace(10_000, 10_000),
  policyPerPod(10_000),
  manyBlocks(5_000, 5_000),
  dense,
];
const largeShapes = [large, largest];

interface Options {
  readonly only: string;
  readonly runs: number;
  readonly quick: boolean;
}

interface Results {
  readonly shapes: ShapeResult[];
  naive?: NaiveResult;
  dense?: DenseResult;
  questions?: QuestionResult;
  edits?: EditResult;
  memory?: MemoryResult;
  tiers?: TierResult;
}

void main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<void> {
  const readFile = valueOf(args, readingFlag);
  if (readFile !== undefined) return reportReading(readFile);
  const shapeOfMemory = valueOf(args, memoryFlag);
  if (shapeOfMemory !== undefined) {
    reportMemory(shapeNamed(shapeOfMemory));
    return;
  }
  const runs = Number(valueOf(args, "--runs") ?? 7);
  const options = { only: valueOf(args, "--only") ?? "", runs, quick: args.includes("--quick") };
  if (!Number.isInteger(options.runs) || options.runs < 1) throw new RangeError("--runs takes a whole number from 1");
  const results = measureAll(options);
  const bars = [...barsOf(results), ...(await measureAwaited(options))];
  process.stdout.write(`\n${formatShapes(results.shapes)}\n${formatBars(bars)}`);
  writeResults({ node: process.version, runs: options.runs, results, bars });
}

function valueOf(args: readonly string[], flag: string): string | undefined {
  const at = args.indexOf(flag);
  return at === -1 ? undefined : args[at + 1];
}

function shapeNamed(name: string): Shape {
  const shape = [...smallerShapes, ...largeShapes].find((one) => one.name === name);
  if (!shape) throw new RangeError(`there is no shape ${name}`);
  return shape;
}

function measureAll({ only, runs, quick }: Options): Results {
  const results: Results = { shapes: [] };
  const take = (name: string, measure: () => void): void => {
    if (!name.includes(only)) return;
    process.stderr.write(`${name} ...\n`);
    measure();
  };
  for (const shape of quick ? smallerShapes : [...smallerShapes, ...largeShapes]) {
    take(shape.name, () => results.shapes.push(measureShape(shape, runs)));
  }
  const naiveSize = quick ? 800 : 3_200;
  take("naive", () => (results.naive = measureNaive(realistic(naiveSize, naiveSize), runs)));
  take("dense", () => (results.dense = measureDense(dense, runs)));
  take("questions", () => (results.questions = measureQuestions(quick ? middle : large, runs)));
  take("edits", () => (results.edits = measureEdits(edited, runs, 700)));
  if (!quick) take("tiers", () => (results.tiers = measureTiers(large, tiered, runs)));
  if (!quick) take("memory", () => (results.memory = measureMemory(largest)));
  return results;
}

/** What starting takes, `start-up`, and reading; the names begin with `reading`. And what linting takes, once and again in a session. */
async function measureAwaited({ only, runs, quick }: Options): Promise<Bar[]> {
  const measures: Readonly<Record<string, () => Bar | Promise<Bar>>> = {
    "reading-stream": () => streamBar(runs),
    "reading-skipped": () => skippedBar(runs),
    "reading-dump": () => dumpBar(runs),
    "reading-memory": streamMemoryBar,
    "lint-again-small": () => smallAgainBar(runs),
    ...(quick ? {} : { "lint-again-large": () => largeAgainBar(runs), ...lintMeasures(runs) }),
  };
  const bars: Bar[] = "start-up".includes(only) ? [...startUpBars(runs)] : [];
  for (const [name, measure] of Object.entries(measures)) {
    if (!name.includes(only)) continue;
    process.stderr.write(`${name} ...\n`);
    bars.push(await measure());
  }
  return bars;
}

/** What linting once takes. */
function lintMeasures(runs: number): Readonly<Record<string, () => Promise<Bar>>> {
  return Object.fromEntries(Object.entries(lintBars).map(([name, measure]) => [name, () => measure(runs)]));
}

function formatShapes(shapes: readonly ShapeResult[]): string {
  const counts = ["MB", "classes", "columns", "allowed pairs"];
  const head = ["shape", ...counts, "parse ms", "read ms", "build ms", "pairs ms", "(build+pairs)/parse"];
  const rows = shapes.map((one) => [
    one.shape,
    amount(one.megabytesOfJson),
    String(one.classes),
    String(one.columns),
    amount(one.allowedPairs),
    timingText(one.parse),
    timingText(one.read),
    timingText(one.build),
    timingText(one.pairs),
    amount(one.ratio),
  ]);
  return rows.length === 0 ? "" : formatColumns([head, ...rows]);
}

/** Median, with the least and the most. */
function timingText({ median, min, max }: Timing): string {
  return `${amount(median)} (${amount(min)}-${amount(max)})`;
}

function barsOf({ shapes, naive, dense: written, questions, edits, memory, tiers }: Results): Bar[] {
  return [
    ...parseBar(shapes, large, 0.5),
    ...parseBar(shapes, largest, 2),
    ...parseBar(shapes, published, 6),
    ...growthBar(shapes),
    ...(naive ? [naiveBar(naive)] : []),
    ...(written ? [denseBar(written)] : []),
    ...(edits ? [editBar(edits)] : []),
    ...(questions ? [questionBar(questions)] : []),
    ...(memory ? [memoryBar(memory)] : []),
    ...(tiers ? [tierBar(tiers)] : []),
  ];
}

function parseBar(shapes: readonly ShapeResult[], shape: Shape, bar: number): Bar[] {
  const found = shapes.find((one) => one.shape === shape.name);
  if (!found) return [];
  const { build, pairs, parse } = found;
  const detail = `${amount(build.median)} + ${amount(pairs.median)} ms, JSON.parse ${amount(parse.median)} ms`;
  return [{ what: `build + all pairs, ${shape.name}`, bar, measured: found.ratio, kind: "at most", unit: "x", detail }];
}

function growthBar(shapes: readonly ShapeResult[]): Bar[] {
  const found = [small, middle, large].flatMap(({ name }) => shapes.filter(({ shape }) => shape === name));
  if (found.length < 3) return [];
  const measured = growthExponent(found.map(({ pods, build, pairs }) => [pods, build.median + pairs.median]));
  const detail = found.map(({ build, pairs }) => `${amount(build.median + pairs.median)} ms`).join(", ");
  return [{ what: "growth exponent 1k, 10k, 100k pods", bar: 1.15, measured, kind: "at most", unit: "", detail }];
}

function naiveBar({ naive, kernel, ratio }: NaiveResult): Bar {
  const detail = `${amount(naive.median)} against ${amount(kernel.median)} ms, answers identical`;
  return { what: "naive evaluator against the kernel", bar: 100, measured: ratio, kind: "at least", unit: "x", detail };
}

function denseBar({ written, columns, kernel, plainWrites, build, quotient, ratio }: DenseResult): Bar {
  const each = (milliseconds: number, pairs: number): string => `${amount((milliseconds * 1e6) / pairs)} ns`;
  const detail =
    `${each(kernel.median, written)} a pair, ${each(plainWrites.median, columns ** 2)} a plain write, ` +
    `${columns} columns; ` +
    `before that build ${amount(build.median)} ms, columns ${amount(quotient.median)} ms`;
  const what = "dense adversarial, per class pair written";
  return { what, bar: 10, measured: ratio, kind: "at most", unit: "x", detail };
}

function editBar({ edits, p50, p99, build, ratio }: EditResult): Bar {
  const what = "edits in the time of one build, 10k x 10k";
  const percentiles = `p50 ${amount(p50 * 1e3)} us, p99 ${amount(p99 * 1e3)} us of ${edits}`;
  const detail = `${percentiles}; build ${amount(build.median)} ms`;
  return { what, bar: 2_000, measured: ratio, kind: "at least", unit: "", detail };
}

function questionBar({ questions, lookups, ratio }: QuestionResult): Bar {
  const detail = `${amount(questions.median)} against ${amount(lookups.median)} ms`;
  return { what: "1M pair questions against 1M lookups", bar: 2, measured: ratio, kind: "at most", unit: "x", detail };
}

function memoryBar({ peak, stages }: MemoryResult): Bar {
  const detail = Object.entries(stages)
    .map(([stage, { heap, buffers }]) => `${stage} ${amount(heap)}+${amount(buffers)}`)
    .join(", ");
  return { what: "peak memory 100k x 50k", bar: 400, measured: peak, kind: "at most", unit: " MB", detail };
}

function tierBar({ plain, tiered: laid, columns, ratio }: TierResult): Bar {
  const detail = `${amount(laid.median)} against ${amount(plain.median)} ms, ${columns} columns`;
  return { what: "1,000 cluster policies over 100k x 10k", bar: 3, measured: ratio, kind: "at most", unit: "x", detail };
}

function writeResults(results: object): void {
  const folder = join(process.cwd(), "packages", "core", "bench", "out");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "bench-results.json"), `${JSON.stringify(results, undefined, 2)}\n`);
}
