import { readdirSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { InputProblem } from "@netpolint/core";
import { type ObservedTraffic, readTraffic, type TrafficProgress, type TrafficStream } from "@netpolint/generate";
import { cannotBeRead } from "../input/find-files.js";
import { shownPath } from "../input/path-text.js";
import { systemErrorText } from "../input/system-error.js";
import type { Io } from "../io.js";
import { startProgress } from "../progress.js";
import type { FlowSource, SourceContext, SourcedFlows } from "./flow-source.js";
import { recordChunks } from "./record-chunks.js";
import { recordProblems, trafficRemarks } from "./traffic-remarks.js";

/** `--from <file>`: what somebody has seen. A folder is all files in it, `-` is standard input. */
export const trafficFlows: FlowSource = {
  name: "observed traffic",
  dependsOnPolicies: false,
  takes: (text, { io }) => text === "-" || isThere(resolve(io.cwd, text)),
  read: async (text, context) => sourced(text, await readRecords(text, context)),
};

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

interface ReadRecords {
  readonly traffic: ObservedTraffic;
  readonly problems: readonly InputProblem[];
}

async function readRecords(text: string, { args, io, policies }: SourceContext): Promise<ReadRecords> {
  const problems: InputProblem[] = [];
  const streams = streamsOf(text, io).map((stream) => ({ ...stream, chunks: untilItFails(stream, problems) }));
  const progress = startProgress(io, args.flags);
  try {
    const step = (done: TrafficProgress): void => progress.step(progressText(done));
    return { traffic: await readTraffic(streams, policies.cluster, step), problems };
  } finally {
    progress.end();
  }
}

function streamsOf(text: string, io: Io): readonly TrafficStream[] {
  if (text === "-") return [{ name: "<stdin>", chunks: stdinChunks(io) }];
  const path = resolve(io.cwd, text);
  if (!statSync(path).isDirectory()) return [streamOf(io, path)];
  const entries = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isFile());
  return entries
    .map(({ name }) => name)
    .sort()
    .map((name) => streamOf(io, resolve(path, name)));
}

function streamOf(io: Io, path: string): TrafficStream {
  return { name: shownPath(io.cwd, path), chunks: chunksOf(path) };
}

/** Opened when its turn comes. */
async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  yield* recordChunks(path);
}

async function* stdinChunks(io: Io): AsyncGenerator<Uint8Array> {
  if (io.stdinChunks) yield* io.stdinChunks();
  else yield await io.stdin();
}

/** What was read before a failure is nevertheless told, as in a file that was cut off. */
async function* untilItFails(
  { name, chunks }: TrafficStream,
  problems: InputProblem[],
): AsyncGenerator<Uint8Array | string> {
  try {
    yield* chunks;
  } catch (error) {
    const message = cannotBeRead(systemErrorText(error));
    problems.push({ code: "file-unreadable", message, file: name, line: 1, column: 1 });
  }
}

function progressText({ stream, read, records }: TrafficProgress): string {
  return `reading ${stream}: ${Math.floor(read / 1e6)} MB, ${records.toLocaleString("en-US")} records`;
}

function noRecords(text: string): InputProblem {
  return { code: "traffic", message: "There are no records.", file: text, line: 1, column: 1 };
}

function sourced(text: string, { traffic, problems }: ReadRecords): SourcedFlows {
  return {
    flows: traffic.flows,
    subjects: traffic.subjects,
    unusable: traffic.unusable,
    problems: [...problems, ...recordProblems(traffic), ...(traffic.records === 0 ? [noRecords(text)] : [])],
    remarks: trafficRemarks(traffic),
    leftOut: [
      ...traffic.unattributed,
      ...traffic.denied.map((seen) => ({ ...seen, reason: "refused", detail: undefined }) as const),
    ],
  };
}
