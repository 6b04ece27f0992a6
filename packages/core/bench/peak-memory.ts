import { spawnSync } from "node:child_process";
import { compilePolicies } from "../src/policy/compile.js";
import { buildConnectivity } from "../src/connectivity/connectivity.js";
import { countAllowedPairs } from "./all-pairs.js";
import type { Shape } from "./generate-cluster.js";
import { openShape } from "./measure-shapes.js";

interface Stage {
  readonly resident: number;
  readonly heap: number;
  readonly buffers: number;
}

/** Megabytes of the process and of its live heap, after each stage. */
export interface MemoryResult {
  /** The most that the process ever held: what the bar is about. */
  readonly peak: number;
  readonly stages: Readonly<Record<string, Stage>>;
}

export const memoryFlag = "--peak-memory-of";

/** Measured in a process of its own, which never holds the objects as text. */
export function measureMemory(shape: Shape): MemoryResult {
  const script = process.argv[1] ?? "";
  const child = spawnSync(process.execPath, ["--expose-gc", script, memoryFlag, shape.name], { encoding: "utf8" });
  if (child.status !== 0) throw new Error(`the process that measures memory failed: ${child.stderr}`);
  return JSON.parse(child.stdout) as MemoryResult;
}

/** What the child does. */
export function reportMemory(shape: Shape): void {
  const stages: Record<string, Stage> = { start: snapshot() };
  const cluster = openShape(shape);
  stages["cluster read"] = snapshot();
  const connectivity = buildConnectivity(compilePolicies(cluster));
  stages["built"] = snapshot();
  countAllowedPairs(connectivity);
  stages["all pairs"] = snapshot();
  // The cluster is alive to the end, as it is for whoever asks why.
  if (connectivity.pods.length === 0 || cluster.workloads.length === 0) throw new Error("an empty cluster");
  process.stdout.write(JSON.stringify({ peak: process.resourceUsage().maxRSS / 1024, stages } satisfies MemoryResult));
}

function snapshot(): Stage {
  (globalThis as { gc?: () => void }).gc?.();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  return { resident: rss / 2 ** 20, heap: heapUsed / 2 ** 20, buffers: arrayBuffers / 2 ** 20 };
}
