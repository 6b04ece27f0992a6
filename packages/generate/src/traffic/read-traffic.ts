import { type Cluster, type Endpoint, endpointName, type JsonValue, readDocuments } from "@netpolint/core";
import type { WantedFlow } from "../wanted-flow.js";
import { attributeEnd, type AttributedEnd, type UnattributedReason } from "./attribute-end.js";
import { type Chunk, makeChunkDecoder } from "./decode-chunks.js";
import { makeFlowTally, makeUnattributedTally, type UnattributedFlow } from "./flow-tally.js";
import { recordFormats } from "./formats/index.js";
import { type Inventory, takeInventory } from "./inventory.js";
import {
  endOfProfile,
  type IgnoredRecord,
  type ObservedEnd,
  type ObservedFlow,
  type WorkloadProfile,
} from "./observed-flow.js";
import { parseJson } from "../parse-json.js";
import { policyProtocol } from "../record-fields.js";
import { settleDirection } from "./settle-direction.js";
import { type RawRecord, splitRecords } from "./split-records.js";
import { unwrapRecord } from "./unwrap-record.js";
import { wantedFlows } from "./wanted-flows.js";

/** Records of traffic, in pieces as they come. */
export interface TrafficStream {
  /** As messages name it. */
  readonly name: string;
  readonly chunks: AsyncIterable<Chunk> | Iterable<Chunk>;
}

/** How far reading is. */
export interface TrafficProgress {
  readonly stream: string;
  /** Bytes, or UTF-16 units where the chunks are text. */
  readonly read: number;
  readonly records: number;
}

/** `text`: no JSON; `unknown`: of no known format; `incomplete`: of a known one, without something that it needs. */
export type RecordProblemKind = "text" | "truncated" | "too-long" | "unknown" | "incomplete";

/** Records that were not understood, of one kind in one stream. Nothing is made of them. */
export interface RecordProblem {
  readonly stream: string;
  readonly kind: RecordProblemKind;
  /** The format's title, where it was recognised. */
  readonly format: string | undefined;
  readonly count: number;
  /** Where they begin, 1-based; the first twenty. */
  readonly lines: readonly number[];
}

/** How many records of one format there are in one stream. */
export interface FormatCount {
  readonly stream: string;
  readonly format: string;
  readonly records: number;
  /** The line of the first, 1-based. */
  readonly line: number;
}

/** Traffic of which no flow was made, or that a policy refused. */
export interface SeenTraffic {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  /** `null`: every port. Undefined: the protocol has none. */
  readonly port: number | null | undefined;
  readonly times: number;
}

export interface UnattributedTraffic extends SeenTraffic {
  readonly reason: UnattributedReason;
  /** More than the reason says, as a clause. */
  readonly detail: string | undefined;
}

/** What records of traffic say, in terms of the cluster. */
export interface ObservedTraffic {
  readonly flows: readonly WantedFlow[];
  /** Records of all streams, understood or not. */
  readonly records: number;
  readonly formats: readonly FormatCount[];
  readonly problems: readonly RecordProblem[];
  /** Records that were understood and say nothing about connections. */
  readonly ignored: ReadonlyMap<IgnoredRecord, number>;
  /** Connections whose records were seen from the end that did not open them; counted as connections of the other. */
  readonly replies: number;
  /** What a policy refused when it was seen. It is not among the flows. */
  readonly denied: readonly SeenTraffic[];
  readonly unattributed: readonly UnattributedTraffic[];
  /** How many times traffic was seen that is in no list because there is too much of it. */
  readonly unlisted: ReadonlyMap<UnattributedReason, number>;
  /** What there is about single workloads that somebody has observed as such. */
  readonly profiles: readonly WorkloadProfile[];
  /** The workloads all of whose connections are observed. */
  readonly subjects: readonly Endpoint[];
  /** Workloads that somebody observes and whose observations cannot be used yet. */
  readonly unusable: readonly UnusableWorkload[];
}

export interface UnusableWorkload {
  readonly subject: Endpoint;
  /** A clause: "its status is `initializing`". */
  readonly reason: string;
}

/** Reads streams one after the other, without holding more of them than one record and what differs. */
export async function readTraffic(
  streams: readonly TrafficStream[],
  cluster: Cluster,
  onProgress: (progress: TrafficProgress) => void = () => undefined,
): Promise<ObservedTraffic> {
  const reading = startReading(takeInventory(cluster));
  for (const stream of streams) await readStream(reading, stream, onProgress);
  return finishReading(reading);
}

interface Reading {
  readonly inventory: Inventory;
  readonly ends: Map<string, AttributedEnd>;
  readonly flows: ReturnType<typeof makeFlowTally>;
  readonly denied: ReturnType<typeof makeUnattributedTally>;
  readonly unattributed: ReturnType<typeof makeUnattributedTally>;
  readonly formats: Map<string, { stream: string; format: number; records: number; line: number }>;
  readonly problems: Map<
    string,
    { stream: string; kind: RecordProblemKind; format: number; count: number; lines: number[] }
  >;
  readonly ignored: Map<IgnoredRecord, number>;
  readonly profiles: WorkloadProfile[];
  stream: string;
  records: number;
  replies: number;
  /** The format of the record before, which the next one mostly shares. */
  lastFormat: number;
}

function startReading(inventory: Inventory): Reading {
  return {
    inventory,
    ends: new Map(),
    flows: makeFlowTally(),
    denied: makeUnattributedTally(),
    unattributed: makeUnattributedTally(),
    formats: new Map(),
    problems: new Map(),
    ignored: new Map(),
    profiles: [],
    stream: "",
    records: 0,
    replies: 0,
    lastFormat: 0,
  };
}

async function readStream(
  reading: Reading,
  { name, chunks }: TrafficStream,
  onProgress: (progress: TrafficProgress) => void,
): Promise<void> {
  reading.stream = name;
  const decoder = makeChunkDecoder();
  let documents: RawRecord[] = [];
  const splitter = splitRecords((record) => {
    if (record.type === "yaml") documents.push(record);
    else takeRaw(reading, record);
  });
  const takeDocuments = async (): Promise<void> => {
    const waiting = documents;
    documents = [];
    for (const document of waiting) await takeYaml(reading, document);
  };
  let read = 0;
  for await (const chunk of chunks) {
    splitter.push(decoder.push(chunk));
    if (documents.length > 0) await takeDocuments();
    read += chunk.length;
    onProgress({ stream: name, read, records: reading.records });
  }
  splitter.push(decoder.end());
  splitter.end();
  await takeDocuments();
}

function takeRaw(reading: Reading, record: Exclude<RawRecord, { type: "yaml" }>): void {
  reading.records += 1;
  if (record.type === "broken") {
    addProblem(reading, record.problem, -1, record.line);
    return;
  }
  if (record.type === "line") {
    takeValue(reading, record.text, record.line);
    return;
  }
  const value = parseJson(record.text);
  if (value === undefined) addProblem(reading, "text", -1, record.line);
  else takeValue(reading, value, record.line);
}

async function takeYaml(reading: Reading, { line, ...record }: RawRecord): Promise<void> {
  const text = "text" in record ? record.text : "";
  const values: JsonValue[] = [];
  const read = await readDocuments(
    { path: reading.stream, text },
    () => true,
    (document) => values.push(document.value),
  );
  reading.records += values.length + read.problems.length;
  for (const problem of read.problems) addProblem(reading, "text", -1, line + problem.line - 1);
  for (const value of values) takeValue(reading, value, line);
}

/** A record, or something that wraps records. What wraps several counts as several. */
function takeValue(reading: Reading, value: JsonValue, line: number): void {
  const format = formatOf(reading, value);
  if (format >= 0) {
    takeRecord(reading, value, format, line);
    return;
  }
  const inner = unwrapRecord(value);
  if (inner === undefined) {
    const isCutJson = typeof value === "string" && /^\s*\{/.test(value);
    addProblem(reading, isCutJson ? "text" : "unknown", -1, line);
    return;
  }
  reading.records += inner.length - 1;
  for (const one of inner) takeValue(reading, one, line);
}

function formatOf(reading: Reading, value: JsonValue): number {
  if (recordFormats[reading.lastFormat]?.recognises(value) === true) return reading.lastFormat;
  return recordFormats.findIndex((format) => format.recognises(value));
}

function takeRecord(reading: Reading, value: JsonValue, format: number, line: number): void {
  reading.lastFormat = format;
  countFormat(reading, format, line);
  const read = recordFormats[format]?.read(value);
  if (!read) {
    addProblem(reading, "incomplete", format, line);
    return;
  }
  if (read.profile) reading.profiles.push(read.profile);
  if ("ignored" in read) reading.ignored.set(read.ignored, (reading.ignored.get(read.ignored) ?? 0) + 1);
  else for (const flow of read.flows) takeFlow(reading, flow, format);
}

function countFormat({ formats, stream }: Reading, format: number, line: number): void {
  const key = `${format}>${stream}`;
  const known = formats.get(key);
  if (known) known.records += 1;
  else formats.set(key, { stream, format, records: 1, line });
}

const mostLines = 20;

function addProblem({ problems, stream }: Reading, kind: RecordProblemKind, format: number, line: number): void {
  const key = `${kind}>${format}>${stream}`;
  const known = problems.get(key) ?? { stream, kind, format, count: 0, lines: [] };
  problems.set(key, known);
  known.count += 1;
  if (known.lines.length < mostLines) known.lines.push(line);
}

function takeFlow(reading: Reading, flow: ObservedFlow, format: number): void {
  const { inventory, unattributed } = reading;
  const seenFrom = findEnd(reading, flow.from);
  const seenTo = findEnd(reading, flow.to);
  const opener = settleDirection(inventory, flow, seenFrom, seenTo);
  const turned = opener === "to" && flow.fromPort !== undefined;
  const [from, to] = turned ? [seenTo, seenFrom] : [seenFrom, seenTo];
  const port = turned ? flow.fromPort : flow.toPort;
  if (opener === "to") reading.replies += 1;
  const { protocol, times, at, watched } = flow;
  const seen = { protocol, port, format, times, at, watched };
  const reason = reasonOf(protocol, opener === "to" && !turned ? "unknown" : opener, from, to);
  if (flow.denied) reading.denied.add("refused", from, to, seen);
  else if (reason !== undefined) unattributed.add(reason, from, to, seen);
  else reading.flows.add(from, to, seen);
}

/** Why no policy can be made of what was seen between these ends. */
function reasonOf(
  protocol: string,
  opener: string,
  from: AttributedEnd,
  to: AttributedEnd,
): UnattributedReason | undefined {
  if (policyProtocol(protocol) === undefined) return "protocol";
  if (from.type === "unattributed") return from.reason;
  if (to.type === "unattributed") return to.reason;
  if (opener === "unknown") return "direction";
  // A Service never opens a connection; what seems to come from its address are answers.
  if (from.type === "service") return "direction";
  if (!hasPods(from) && !hasPods(to)) return "no-pod";
  return isOwnNode(from, to) || isOwnNode(to, from) ? "own-node" : undefined;
}

function hasPods(end: AttributedEnd): boolean {
  if (end.type === "service") return true;
  return end.type === "endpoints" && end.endpoints.some(({ type }) => type === "workload" || type === "hypothetical");
}

function isOwnNode(end: AttributedEnd, other: AttributedEnd): boolean {
  return end.type === "node" && end.node !== undefined && other.type === "endpoints" && other.node === end.node;
}

/** Ends are looked up once, as long as there are not too many different ones. */
const mostEnds = 100_000;

function findEnd({ ends, inventory }: Reading, end: ObservedEnd): AttributedEnd {
  const key = keyOf(end);
  const known = ends.get(key);
  if (known) return known;
  const found = attributeEnd(inventory, end);
  if (ends.size >= mostEnds) ends.clear();
  ends.set(key, found);
  return found;
}

/** Labels and domain names are left out where something else identifies the end. */
function keyOf({
  place,
  namespace,
  pod,
  podPrefix,
  owner,
  service,
  address,
  labels,
  namespaceLabels,
  names,
}: ObservedEnd): string {
  // A pod in a namespace has one name; nothing else is looked up then.
  if (pod !== undefined && namespace !== undefined && place === undefined && service === undefined)
    return `${namespace}/${pod}`;
  const key = `${place}\0${namespace}\0${pod}\0${podPrefix}\0${owner?.kind}\0${owner?.name}\0${service}\0${address}`;
  if (names && names.length > 0) return `${key}\0${names.join("\0")}`;
  if (pod !== undefined || (labels === undefined && namespaceLabels === undefined)) return key;
  return `${key}\0${JSON.stringify([[...(labels ?? [])], [...(namespaceLabels ?? [])]])}`;
}

function finishReading(reading: Reading): ObservedTraffic {
  const flows: WantedFlow[] = [];
  const lost: UnattributedTraffic[] = [];
  const subjects = new Set<Endpoint>();
  for (const tallied of reading.flows.flows()) {
    for (const made of wantedFlows(reading.inventory, recordFormats, tallied)) {
      if (made.type === "wanted") {
        flows.push(made.flow);
        if (tallied.watchesFrom) subjects.add(made.flow.from);
        if (tallied.watchesTo) subjects.add(made.flow.to);
      } else lost.push({ ...seenTraffic(tallied), reason: made.reason, detail: made.detail });
    }
  }
  return {
    flows,
    records: reading.records,
    formats: [...reading.formats.values()].map((one) => ({ ...one, format: titleOf(one.format) ?? "" })),
    problems: [...reading.problems.values()].map((one) => ({ ...one, format: titleOf(one.format) })),
    ignored: reading.ignored,
    replies: reading.replies,
    denied: reading.denied.flows().map(seenTraffic),
    unattributed: [...reading.unattributed.flows().map(unattributedTraffic), ...lost],
    unlisted: new Map([...reading.unattributed.unlisted(), ...reading.denied.unlisted()]),
    profiles: reading.profiles,
    ...subjectsOf(reading, subjects),
  };
}

/** What is observed as a whole, and what is not usable although somebody tries. */
function subjectsOf(
  { inventory, profiles }: Reading,
  seen: Iterable<Endpoint>,
): Pick<ObservedTraffic, "subjects" | "unusable"> {
  const subjects = new Map<string, Endpoint>();
  for (const end of seen)
    if (end.type === "workload" || end.type === "hypothetical") subjects.set(endpointName(end), end);
  const unusable = new Map<string, UnusableWorkload>();
  for (const profile of profiles) {
    const end = attributeEnd(inventory, endOfProfile(profile));
    for (const subject of end.type === "endpoints" ? end.endpoints : []) {
      if (profile.problem === undefined) subjects.set(endpointName(subject), subject);
      else unusable.set(endpointName(subject), { subject, reason: profile.problem });
    }
  }
  return {
    subjects: [...subjects.values()],
    unusable: [...unusable].flatMap(([name, one]) => (subjects.has(name) ? [] : [one])),
  };
}

function titleOf(format: number): string | undefined {
  return recordFormats[format]?.title;
}

function seenTraffic({
  from,
  to,
  protocol,
  port,
  times,
}: UnattributedFlow | Parameters<typeof wantedFlows>[2]): SeenTraffic {
  return { from: shownName(from), to: shownName(to), protocol, port, times };
}

function shownName(end: AttributedEnd): string {
  return end.type === "node" && end.node !== undefined ? `node ${end.node}` : end.name;
}

function unattributedTraffic(flow: UnattributedFlow): UnattributedTraffic {
  return { ...seenTraffic(flow), reason: flow.reason, detail: undefined };
}
