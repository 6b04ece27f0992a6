import { allPacks } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import { analyze, type AnalyzeOptions, openCluster, type Stage } from "../src/analyze.js";
import type { ClusterSettings } from "../src/cluster/settings.js";
import { buildConnectivity } from "../src/connectivity/connectivity.js";
import type { Report } from "../src/lint/report.js";
import type { SourceFile } from "../src/source/source-file.js";
import { writeYaml } from "../src/source/write-yaml.js";
import { countAllowedPairs } from "./all-pairs.js";
import { realistic, type Shape, wellKept } from "./generate-cluster.js";
import { listOf } from "./open-cluster.js";
import { amount, type Bar } from "./result-table.js";
import { alternateAsync } from "./timing-async.js";

/** One way in which a cluster comes to the linter. */
interface Input {
  readonly name: string;
  readonly shape: Shape;
  readonly world: ClusterSettings["world"];
  readonly filesOf: (shape: Shape) => Promise<readonly SourceFile[]>;
}

/** Half of the peers and rules of the realistic shape are for nobody or say what others say: it has many findings. */
const often = realistic(10_000, 10_000);
const seldom = wellKept(10_000, 10_000);

const inputs: readonly Input[] = [
  { name: "lint-dump", shape: often, world: "open", filesOf: dump },
  { name: "lint-dump-closed", shape: often, world: "closed", filesOf: dump },
  { name: "lint-dump-few", shape: seldom, world: "open", filesOf: dump },
  { name: "lint-dump-few-closed", shape: seldom, world: "closed", filesOf: dump },
  { name: "lint-files", shape: often, world: "open", filesOf: files },
  { name: "lint-files-few", shape: seldom, world: "open", filesOf: files },
];

/** All rules and packs, each input by its name. */
export const lintBars: Readonly<Record<string, (runs: number) => Promise<Bar>>> = Object.fromEntries(
  inputs.map((input) => [input.name, (runs: number) => lintBar(input, runs)]),
);

/** As `kubectl get --all-namespaces -o json` writes it. */
function dump({ generate }: Shape): Promise<readonly SourceFile[]> {
  return Promise.resolve([{ path: "dump.json", text: fromDisk(`${JSON.stringify(listOf(generate()), undefined, 4)}\n`) }]);
}

/** A text in one piece, as one that is read from a file; what is put together from pieces is read more slowly. */
function fromDisk(text: string): string {
  return Buffer.from(text).toString("utf8");
}

/** As in a repository: a YAML file for each object. */
async function files({ generate }: Shape): Promise<readonly SourceFile[]> {
  return Promise.all(generate().map(async (object, index) => ({ path: `${index}.yaml`, text: fromDisk(await writeYaml([object])) })));
}

/**
 * Linting against reading and evaluating. Both read the texts with the places of everything and with what packs assume.
 * To evaluate is to work out the connections of all pairs, which linting in the open world has no need for. Linting
 * ends with all findings, with their places, messages, fixes and suggestions.
 */
async function lintBar({ shape, world, filesOf }: Input, runs: number): Promise<Bar> {
  const options: AnalyzeOptions = { files: await filesOf(shape), rules: allRules, packs: allPacks, settings: { world } };
  const found: Report[] = [];
  const slowest = slowestRule();
  const { base, lint } = await alternateAsync(runs, {
    base: () => readAndEvaluate(options),
    lint: async () => {
      found[0] = await analyze({ ...options, onStage: slowest.enter });
      slowest.enter({ type: "evaluating" });
      return found[0];
    },
  });
  const printing = fingerprintsTime(found);
  const detail =
    `${amount(lint.median)} against ${amount(base.median)} ms (least ${amount(lint.min)}, ${amount(base.min)}), ` +
    `${amount(found[0]?.findings.length ?? 0)} findings, their fingerprints ${amount(printing)} ms; ${slowest.text()}`;
  const what = `lint ${shape.name}, ${world}, ${options.files.length} file${options.files.length === 1 ? "" : "s"}`;
  return { what, bar: 4, measured: lint.median / base.median, kind: "at most", unit: "x", detail };
}

async function readAndEvaluate({ files: read, settings, packs }: AnalyzeOptions): Promise<number> {
  const { policies } = await openCluster(read, settings, undefined, { packs, parameters: new Map() });
  return countAllowedPairs(buildConnectivity(policies));
}

/** Only formats for programs print fingerprints, and suppressions ask for them. */
function fingerprintsTime([report]: readonly Report[]): number {
  const start = performance.now();
  const length = report?.findings.reduce((sum, { fingerprint }) => sum + fingerprint.length, 0);
  if (length === undefined) throw new Error("nothing was linted");
  return performance.now() - start;
}

interface SlowestRule {
  readonly enter: (stage: Stage) => void;
  readonly text: () => string;
}

/** Of the last run. */
function slowestRule(): SlowestRule {
  let times = new Map<string, number>();
  let [rule, since] = ["", 0];
  return {
    enter: (stage) => {
      const now = performance.now();
      if (rule !== "") times.set(rule, now - since);
      if (stage.type === "parsing") times = new Map();
      [rule, since] = [stage.type === "rule" ? stage.ruleId : "", now];
    },
    text: () => {
      const [[ruleId, time] = ["", 0]] = [...times].sort(([, a], [, b]) => b - a);
      return `slowest rule ${ruleId} ${amount(time)} ms`;
    },
  };
}
