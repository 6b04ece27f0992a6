import { type EventDocument, type EventFile, eventDocument, type EventValue, readEventValues } from "./event-document.js";
import type { JsYaml } from "./event-values.js";
import { helmTemplate, looksLikeHelmTemplate, templateAction } from "./helm-template.js";
import type { InputProblemCode } from "./input-problem.js";
import { addDocument, type Reading, report } from "./reading.js";
import { type DocumentText, eachDocument, isBlankDocument, type Sniffed } from "./split-documents.js";
import { type Yaml, yamlDocument, type YamlFailure, YamlRefusal } from "./yaml-document.js";

/** What `yaml` takes: it needs a minute and gigabytes for ten times as much. */
const largestForYaml = 8 * 1024 * 1024;
/** Documents are read together up to this length: few calls, and little that outlives a collection of garbage. */
const batchLength = 16 * 1024;
/**
 * The values of a longer text are not kept, but read again when somebody asks for them. All or none: where the first are
 * kept, the engine learns that values live long, and does not clear away those behind either until it is short of memory.
 */
const keptLength = 8 * 1024 * 1024;
/** Of those, so much is kept of what somebody has asked for again. */
const keptAgainLength = 24 * 1024 * 1024;

interface YamlReading {
  readonly reading: Reading;
  readonly events: EventFile;
  readonly keepsValues: boolean;
}

/**
 * Reads a YAML stream. Documents go through js-yaml, many at a time; `yaml` decides about each that js-yaml refuses or
 * that has something in it where the two might differ.
 */
export async function readYaml(reading: Reading): Promise<void> {
  const { file, starts } = reading;
  const jsYaml = await loadJsYaml();
  const events: EventFile = { jsYaml, path: file.path, text: file.text, starts, recent: undefined, room: keptAgainLength };
  const yaml: YamlReading = { reading, events, keepsValues: file.text.length <= keptLength };
  let batch: DocumentText[] = [];
  let length = 0;
  for (const part of eachDocument(file.text)) {
    if (isSkipped(reading, part.sniffed) || isBlankDocument(part.text)) continue;
    if (isUnmarked(part)) {
      await readBatch(yaml, batch);
      [batch, length] = [[], 0];
      report(reading, "yaml-syntax", unmarked, part.offset);
      continue;
    }
    const known = reading.take(part.text);
    if (known) {
      await readBatch(yaml, batch);
      [batch, length] = [[], 0];
      addKnownDocument(yaml, part, known);
      continue;
    }
    if (length + part.text.length > batchLength) {
      await readBatch(yaml, batch);
      [batch, length] = [[], 0];
    }
    batch.push(part);
    length += part.text.length;
  }
  await readBatch(yaml, batch);
}

const unmarked =
  "Kubernetes reads nothing between a line `...` and the next line `---`: begin this document with `---`.";

/** Kubernetes' tools cut a stream at `---` lines only, and read one document of each piece. */
function isUnmarked({ offset, text }: DocumentText): boolean {
  return offset > 0 && !text.startsWith("---");
}

/** Counts the document if nobody reads its kind. */
function isSkipped({ isRead, skipped }: Reading, sniffed: Sniffed | undefined): boolean {
  if (!sniffed || isRead(sniffed)) return false;
  const name = `${sniffed.apiVersion} ${sniffed.kind}`;
  skipped.set(name, (skipped.get(name) ?? 0) + 1);
  return true;
}

let loadedJsYaml: JsYaml | undefined;
let loadedYaml: Yaml | undefined;

async function loadJsYaml(): Promise<JsYaml> {
  loadedJsYaml ??= await import("./js-yaml-events.js");
  return loadedJsYaml;
}

async function loadYaml(): Promise<Yaml> {
  loadedYaml ??= await import("yaml");
  return loadedYaml;
}

async function readBatch(yaml: YamlReading, parts: readonly DocumentText[]): Promise<void> {
  const values = readTogether(yaml, parts);
  if (values) parts.forEach((part, index) => addEventDocument(yaml, part, values[index] as EventValue));
  else for (const part of parts) await readOne(yaml, part);
}

function readTogether({ events }: YamlReading, parts: readonly DocumentText[]): readonly EventValue[] | undefined {
  if (parts.length < 2 || parts.some(({ text }) => text.includes("{{"))) return undefined;
  return readEventValues(events, parts);
}

async function readOne(yaml: YamlReading, part: DocumentText): Promise<void> {
  const { reading, events } = yaml;
  if (looksLikeHelmTemplate(part.text)) {
    report(reading, "helm-template", helmTemplate, part.offset + Math.max(0, part.text.search(templateAction)));
    return;
  }
  const [value] = readEventValues(events, [part]) ?? [];
  if (value) addEventDocument(yaml, part, value);
  else if (part.text.length > largestForYaml) report(reading, "file-too-large", tooLarge(part.text.length), part.offset);
  else readWithYaml(reading, await loadYaml(), part);
}

function tooLarge(size: number): string {
  const megabytes = Math.round(size / 1024 / 1024);
  return `A single YAML document of ${megabytes} MiB is more than netpolint reads (8 MiB); split it, or give it as JSON.`;
}

function addKnownDocument({ reading, events }: YamlReading, part: DocumentText, document: EventDocument): void {
  document.moveTo(events, reading.documents.length, part.offset);
  addDocument(reading, document);
}

/** The document knows its value while it is visited at least. */
function addEventDocument(yaml: YamlReading, part: DocumentText, read: EventValue): void {
  const { reading, events } = yaml;
  const document = eventDocument(events, reading.documents.length, part, read);
  addDocument(reading, document);
  if (!yaml.keepsValues) document.forget();
}

function readWithYaml(reading: Reading, yaml: Yaml, part: DocumentText): void {
  try {
    parseWithYaml(reading, yaml, part);
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    const { code, message } = refusals[refusal.failure];
    report(reading, code, message, part.offset + refusal.offset);
  }
}

const refusals: Readonly<Record<YamlFailure, { readonly code: InputProblemCode; readonly message: string }>> = {
  "nesting-too-deep": {
    code: "nesting-too-deep",
    message: "The document nests more than 500 levels deep, which no Kubernetes object does.",
  },
  "too-many-aliases": {
    code: "too-many-aliases",
    message: "The document's aliases expand to more than a million values.",
  },
  "unknown-anchor": {
    code: "yaml-syntax",
    message: "The YAML cannot be read: this alias has no anchor before it in its document.",
  },
  "merged-scalar": {
    code: "yaml-syntax",
    message: "The YAML cannot be read: `<<` takes a mapping or a list of mappings.",
  },
};

function refusalOf(error: unknown): YamlRefusal | undefined {
  if (error instanceof YamlRefusal) return error;
  // The parser recurses; the stack gives out before memory does.
  return error instanceof RangeError ? new YamlRefusal("nesting-too-deep") : undefined;
}

function parseWithYaml(reading: Reading, yaml: Yaml, part: DocumentText): void {
  const parsed = yaml.parseAllDocuments(part.text, { prettyErrors: false, uniqueKeys: false, logLevel: "silent" });
  const documents = Array.isArray(parsed) ? parsed : [];
  for (const document of documents) {
    const [failure] = document.errors;
    // The parser recurses and reports an exhausted stack as an error of the document.
    if (failure?.message.includes("call stack")) throw new YamlRefusal("nesting-too-deep");
    if (failure) {
      report(reading, "yaml-syntax", yamlMessage(failure.message), part.offset + failure.pos[0]);
      continue;
    }
    if (document.contents === null) continue;
    const { file, starts } = reading;
    const place = { file: file.path, index: reading.documents.length, offset: part.offset, starts };
    addDocument(reading, yamlDocument(yaml, document, place));
  }
}

function yamlMessage(message: string): string {
  const sentence = message.split("\n", 1)[0]?.trim() ?? "";
  return `The YAML cannot be read: ${sentence.replace(/\.?$/, ".")}`;
}
