import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultSettings } from "../src/cluster/settings.js";
import { readSources } from "../src/resources/read-sources.js";
import { writeStream } from "./reading-inputs.js";
import { amount, type Bar } from "./result-table.js";

export const readingFlag = "--reading-memory-of";

interface Reading {
  readonly peak: number;
  readonly heap: number;
  readonly objects: number;
}

/** What a process of its own takes at most to read 100 MB of YAML from a file, in megabytes. */
export function streamMemoryBar(): Bar {
  const folder = mkdtempSync(join(tmpdir(), "netpolint-bench-"));
  try {
    const path = join(folder, "stream.yaml");
    writeStream(path, 100e6);
    const child = spawnSync(process.execPath, [process.argv[1] ?? "", readingFlag, path], { encoding: "utf8" });
    if (child.status !== 0) throw new Error(`the process that measures memory failed: ${child.stderr}`);
    const { peak, heap, objects } = JSON.parse(child.stdout) as Reading;
    const detail = `${objects} objects, ${amount(heap)} MB of live heap at the end`;
    return { what: "memory for a 100 MB YAML stream", bar: 600, measured: peak, kind: "at most", unit: " MB", detail };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the child does, without a flag of the engine: as anybody runs it. */
export async function reportReading(path: string): Promise<void> {
  const text = readFileSync(path, "utf8");
  const { resources, documents } = await readSources([{ path, text }], defaultSettings);
  const heap = process.memoryUsage().heapUsed / 2 ** 20;
  if (documents.length === 0) throw new Error("nothing was read");
  const reading: Reading = { peak: process.resourceUsage().maxRSS / 1024, heap, objects: resources.length };
  process.stdout.write(JSON.stringify(reading));
}
