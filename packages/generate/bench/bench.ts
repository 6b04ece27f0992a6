import { spawnSync } from "node:child_process";
import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCluster } from "@netpolint/core";
import { readTraffic } from "../src/traffic/read-traffic.js";
import { benchManifests, type RecordLayout, writeFlowRecords } from "./flow-records.js";

// npm run bench -- --only traffic [--runs <n>] [--quick]
//
// A stream of 1 GB of flow records (--quick: 100 MB), as lines and as one list, against reading its lines and parsing
// each. Each is a process of its own, in turns, so that both have the same machine and the most memory is its own. The
// least time of each counts.

const bars = { ratio: 3, megabytes: 300 };

interface Measured {
  readonly milliseconds: number;
  /** The most that the process ever held. */
  readonly megabytes: number;
  readonly records: number;
  readonly flows: number;
}

const tasks: Readonly<Record<string, (path: string) => Promise<Omit<Measured, "milliseconds" | "megabytes">>>> = {
  parse: parseLines,
  generate: generateFlows,
};

void main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<void> {
  const [task, path] = args;
  const run = task === undefined ? undefined : tasks[task];
  if (run && path !== undefined) return report(run, path);
  const runs = Number(valueOf(args, "--runs") ?? 3);
  measure(args.includes("--quick") ? 1e8 : 1e9, runs);
}

function valueOf(args: readonly string[], flag: string): string | undefined {
  const at = args.indexOf(flag);
  return at === -1 ? undefined : args[at + 1];
}

async function report(run: (typeof tasks)[string], path: string): Promise<void> {
  const start = performance.now();
  const result = await run(path);
  const milliseconds = performance.now() - start;
  process.stdout.write(JSON.stringify({ ...result, milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
}

/** What the bar is measured by. */
async function parseLines(path: string): Promise<{ records: number; flows: number }> {
  let records = 0;
  let flows = 0;
  let open = "";
  for await (const chunk of createReadStream(path, { encoding: "utf8" }) as AsyncIterable<string>) {
    const lines = (open + chunk).split("\n");
    open = lines.pop() ?? "";
    for (const line of lines) {
      records += 1;
      if ((JSON.parse(line) as { Proto?: number }).Proto === 6) flows += 1;
    }
  }
  return { records, flows };
}

async function generateFlows(path: string): Promise<{ records: number; flows: number }> {
  const { cluster } = await openCluster([{ path: "cluster.yaml", text: benchManifests() }]);
  const traffic = await readTraffic(
    [{ name: path, chunks: createReadStream(path) as AsyncIterable<Uint8Array> }],
    cluster,
  );
  if (traffic.problems.length > 0) throw new Error(`not understood: ${JSON.stringify(traffic.problems)}`);
  return { records: traffic.records, flows: traffic.flows.length };
}

function measure(bytes: number, runs: number): void {
  const folder = mkdtempSync(join(tmpdir(), "netpolint-bench-"));
  try {
    const paths = { lines: join(folder, "lines.jsonl"), list: join(folder, "list.json") };
    for (const layout of ["lines", "list"] as const) writeFlowRecords(paths[layout], bytes, layout);
    const times: Readonly<Record<"parse" | RecordLayout, Measured[]>> = { parse: [], lines: [], list: [] };
    for (let run = 0; run < runs; run += 1) {
      times.parse.push(inProcess("parse", paths.lines));
      times.lines.push(inProcess("generate", paths.lines));
      times.list.push(inProcess("generate", paths.list));
    }
    printBars(bytes, times);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function inProcess(task: string, path: string): Measured {
  const child = spawnSync(process.execPath, [process.argv[1] ?? "", task, path], { encoding: "utf8" });
  if (child.status !== 0) throw new Error(`${task} failed: ${child.stderr}`);
  return JSON.parse(child.stdout) as Measured;
}

function printBars(
  bytes: number,
  { parse, lines, list }: Readonly<Record<"parse" | RecordLayout, readonly Measured[]>>,
): void {
  const base = least(parse.map(({ milliseconds }) => milliseconds));
  for (const [layout, measured] of [
    ["lines", lines],
    ["one list", list],
  ] as const) {
    const time = least(measured.map(({ milliseconds }) => milliseconds));
    const most = Math.max(...measured.map(({ megabytes }) => megabytes));
    const { records = 0, flows = 0 } = measured[0] ?? {};
    const what = `traffic, ${bytes / 1e6} MB as ${layout}, ${records} records, ${flows} flows`;
    const ratio = time / base;
    const seconds = `${(time / 1000).toFixed(1)} s against ${(base / 1000).toFixed(1)} s`;
    print(what, `${ratio.toFixed(2)}x (${seconds}; bar ${bars.ratio}x)`, ratio <= bars.ratio);
    print(what, `${most.toFixed(0)} MB at most (bar ${bars.megabytes} MB)`, most <= bars.megabytes);
  }
}

function print(what: string, measured: string, isKept: boolean): void {
  process.stdout.write(`${isKept ? "kept  " : "MISSED"}  ${what}: ${measured}\n`);
  if (!isKept) process.exitCode = 1;
}

/** What others do on the machine only adds to it. */
function least(numbers: readonly number[]): number {
  return Math.min(...numbers);
}
