import { allPacks } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import { type AnalyzeOptions, analyze, openSession } from "../src/analyze.js";
import type { SourceFile } from "../src/source/source-file.js";
import { writeYaml } from "../src/source/write-yaml.js";
import { realistic, type Shape } from "./generate-cluster.js";
import { amount, type Bar } from "./result-table.js";
import { summarise, type Timing } from "./timing.js";

/** About 200 objects in one file, as in an editor. */
const small = realistic(150, 40);
const large = realistic(10_000, 10_000);

/** All rules and packs on a cluster of which one policy has changed, against a cold run. */
export async function smallAgainBar(runs: number): Promise<Bar> {
  const documents = await documentsOf(small);
  const filesOf = (texts: readonly string[]): readonly SourceFile[] => [{ path: "all.yaml", text: texts.join("") }];
  return barOf("one policy of 200 objects again", 0.3, await measure(documents, filesOf, runs));
}

/** The same with a file for each object. */
export async function largeAgainBar(runs: number): Promise<Bar> {
  const documents = await documentsOf(large);
  const paths = documents.map((_, index) => `${index}.yaml`);
  const filesOf = (texts: readonly string[]): readonly SourceFile[] =>
    texts.map((text, index) => ({ path: paths[index] ?? "", text }));
  return barOf("one policy of 10k on 10k pods again", 0.5, await measure(documents, filesOf, Math.min(runs, 3)));
}

interface Again {
  readonly cold: Timing;
  /** By what is changed of the policy. */
  readonly again: readonly (readonly [change: string, timing: Timing])[];
}

function barOf(what: string, bar: number, { cold, again }: Again): Bar {
  const worst = Math.max(...again.map(([, { median }]) => median));
  const each = again.map(([change, { median }]) => `${change} ${amount(median)} ms`).join(", ");
  const detail = `${each}; cold ${amount(cold.median)} ms`;
  return { what, bar, measured: worst / cold.median, kind: "at most", unit: "x", detail };
}

async function documentsOf(shape: Shape): Promise<readonly string[]> {
  return Promise.all(shape.generate().map(async (object) => `---\n${await writeYaml([object])}`));
}

/** What is changed of a policy's text; `turn` makes each change another one. */
const changes: Readonly<Record<string, (text: string, turn: number) => string>> = {
  port: (text, turn) => text.replace(/port: \d+/, `port: ${20_000 + turn}`),
  peer: (text, turn) => text.replace("ingress:\n", `ingress:\n    - from:\n        - ipBlock: { cidr: 198.51.${turn}.0/24 }\n`),
  selector: (text, turn) => text.replace(/app: app-\d+/, `app: app-${turn % 7}`),
};

async function measure(
  documents: readonly string[],
  filesOf: (texts: readonly string[]) => readonly SourceFile[],
  runs: number,
): Promise<Again> {
  const at = documents.findLastIndex((text) => text.includes("kind: NetworkPolicy"));
  const optionsOf = (files: readonly SourceFile[]): AnalyzeOptions => ({ files, rules: allRules, packs: allPacks });
  const files = filesOf(documents);
  await analyze(optionsOf(files));
  const cold = await timed(runs, () => analyze(optionsOf(files)));
  const session = openSession();
  await session.analyze(optionsOf(files));
  const again: [string, Timing][] = [];
  for (const [name, change] of Object.entries(changes)) {
    const timing = await timed(runs, (turn) => {
      const text = change(documents[at] ?? "", turn);
      return session.analyze(optionsOf(filesOf(documents.with(at, text))));
    });
    again.push([name, timing]);
  }
  return { cold, again };
}

async function timed(runs: number, work: (turn: number) => Promise<unknown>): Promise<Timing> {
  const times: number[] = [];
  for (let turn = 0; turn < runs; turn += 1) {
    (globalThis as { gc?: () => void }).gc?.();
    const start = performance.now();
    await work(turn);
    times.push(performance.now() - start);
  }
  return summarise(times);
}
