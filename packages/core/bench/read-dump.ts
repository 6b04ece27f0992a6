import { defaultSettings } from "../src/cluster/settings.js";
import { readSources } from "../src/resources/read-sources.js";
import { clusterDump } from "./reading-inputs.js";
import { amount, type Bar } from "./result-table.js";
import { alternateAsync } from "./timing-async.js";

/** A dump of a cluster, from its text to typed objects. */
export async function dumpBar(runs: number): Promise<Bar> {
  const text = clusterDump(100e6);
  const { parse, read } = await alternateAsync(runs, {
    parse: () => Promise.resolve(JSON.parse(text)),
    read: () => readSources([{ path: "dump.json", text }], defaultSettings),
  });
  const { resources } = await readSources([{ path: "dump.json", text }], defaultSettings);
  const detail = `least: ${amount(read.min)} against ${amount(parse.min)} ms, ${resources.length} objects`;
  const what = "100 MB JSON dump to objects, against JSON.parse";
  return { what, bar: 1.5, measured: read.min / parse.min, kind: "at most", unit: "x", detail };
}
