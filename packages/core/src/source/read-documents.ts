import type { InputProblem, InputProblemCode } from "./input-problem.js";
import { jsonDocument } from "./json-document.js";
import type { JsonValue } from "./json-value.js";
import type { SourceDocument } from "./source-document.js";
import type { SourceFile } from "./source-file.js";
import { findLineStarts, type LineStarts, positionAt } from "./source-range.js";
import { type DocumentText, isBlankDocument, type Sniffed, sniffDocument, splitDocuments } from "./split-documents.js";
import { type Yaml, yamlDocument, YamlLimit } from "./yaml-document.js";

/** A document larger than this, of a kind that cannot be told from its first column, is refused: 8 MiB. */
const largestUnknownDocument = 8 * 1024 * 1024;

export interface ReadDocuments {
  readonly documents: readonly SourceDocument[];
  readonly problems: readonly InputProblem[];
  /** Documents of kinds that nobody reads, by `apiVersion kind`: never parsed. */
  readonly skipped: ReadonlyMap<string, number>;
}

interface Reading {
  readonly file: SourceFile;
  readonly starts: LineStarts;
  readonly documents: SourceDocument[];
  readonly problems: InputProblem[];
  readonly skipped: Map<string, number>;
}

/**
 * Reads the documents of one file. `isRead` says whether anybody reads a kind; the others are skipped unparsed.
 * Nothing is thrown for what a file holds: each document that cannot be read is one problem, the others are read.
 */
export async function readDocuments(
  file: SourceFile,
  isRead: (sniffed: Sniffed) => boolean,
): Promise<ReadDocuments> {
  const text = file.text.startsWith("\uFEFF") ? file.text.slice(1) : file.text;
  const reading: Reading = {
    file: { path: file.path, text },
    starts: findLineStarts(text),
    documents: [],
    problems: [],
    skipped: new Map(),
  };
  if (text.trim() === "") report(reading, "file-empty", "The file is empty.", 0);
  else if (text.includes("\0")) report(reading, "file-not-text", "The file is binary, not YAML or JSON.", 0);
  else if (!readAsJson(reading)) await readAsYaml(reading, isRead);
  return reading;
}

function report(reading: Reading, code: InputProblemCode, message: string, offset: number): void {
  const { line, column } = positionAt(reading.starts, offset);
  reading.problems.push({ code, message, file: reading.file.path, line, column });
}

function readAsJson(reading: Reading): boolean {
  const { path, text } = reading.file;
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    const value = JSON.parse(text) as JsonValue;
    reading.documents.push(jsonDocument(path, text, value));
    return true;
  } catch (error) {
    // `{` may also open a YAML flow mapping or a template action.
    if (!path.toLowerCase().endsWith(".json") || templateAction.test(text)) return false;
    report(reading, "json-syntax", "The JSON cannot be read from here on.", jsonErrorOffset(error, text));
    return true;
  }
}

/** The engine tells the place in its message, or that the text ends too early. */
function jsonErrorOffset(error: unknown, text: string): number {
  const [, position] = /at position (\d+)/.exec(error instanceof Error ? error.message : "") ?? [];
  return position === undefined ? text.trimEnd().length : Number(position);
}

async function readAsYaml(reading: Reading, isRead: (sniffed: Sniffed) => boolean): Promise<void> {
  const parts = splitDocuments(reading.file.text);
  for (const part of parts) {
    if (isBlankDocument(part.text)) continue;
    const sniffed = sniffDocument(part.text);
    if (sniffed && !isRead(sniffed)) countSkipped(reading, sniffed);
    else if (part.text.length > largestUnknownDocument) {
      report(reading, "file-too-large", tooLarge(part.text.length), part.offset);
    } else readYamlPart(reading, await loadYaml(), part);
  }
}

function tooLarge(size: number): string {
  const megabytes = Math.round(size / 1024 / 1024);
  return `A single YAML document of ${megabytes} MiB is more than netpolint reads (8 MiB); split it, or give it as JSON.`;
}

function countSkipped(reading: Reading, { apiVersion, kind }: Sniffed): void {
  const name = `${apiVersion} ${kind}`;
  reading.skipped.set(name, (reading.skipped.get(name) ?? 0) + 1);
}

let loaded: Yaml | undefined;

async function loadYaml(): Promise<Yaml> {
  loaded ??= await import("yaml");
  return loaded;
}

function readYamlPart(reading: Reading, yaml: Yaml, part: DocumentText): void {
  if (looksLikeHelmTemplate(part.text)) {
    report(reading, "helm-template", helmTemplate, part.offset + Math.max(0, part.text.search(templateAction)));
    return;
  }
  try {
    parseYamlPart(reading, yaml, part);
  } catch (error) {
    const failure = limitOf(error);
    if (failure === undefined) throw error;
    report(reading, failure, limitMessages[failure], part.offset);
  }
}

const templateAction = /\{\{-?\s/;
const helmTemplate =
  "This is a Helm template, not a manifest: render it with `helm template` and give netpolint the result.";

/** An action at the start of a line or as a whole value. Quoted ones (alert texts, dashboards) are ordinary strings. */
function looksLikeHelmTemplate(text: string): boolean {
  return /^[ \t]*(?:-[ \t]+)?\{\{/m.test(withoutBlockScalars(text)) || /^[^#"'\n]*:[ \t]+\{\{-?[ \t]/m.test(text);
}

/** Block scalars may hold templates of other programs; they are the indented lines below a `|` or `>`. */
function withoutBlockScalars(text: string): string {
  const kept: string[] = [];
  let scalarIndent = -1;
  for (const line of text.split("\n")) {
    const indent = line.search(/\S/);
    if (scalarIndent >= 0 && (indent === -1 || indent > scalarIndent)) continue;
    scalarIndent = /[:-][ \t]+[|>][-+0-9]*[ \t]*(?:#.*)?\r?$/.test(line) ? indent : -1;
    kept.push(line);
  }
  return kept.join("\n");
}

const limitMessages = {
  "nesting-too-deep": "The document nests more than 500 levels deep, which no Kubernetes object does.",
  "too-many-aliases": "The document's aliases expand to more than a million values.",
} as const;

function limitOf(error: unknown): keyof typeof limitMessages | undefined {
  if (error instanceof YamlLimit) return error.failure;
  // The parser recurses; the stack gives out before memory does.
  return error instanceof RangeError ? "nesting-too-deep" : undefined;
}

function parseYamlPart(reading: Reading, yaml: Yaml, part: DocumentText): void {
  const parsed = yaml.parseAllDocuments(part.text, { prettyErrors: false, uniqueKeys: false, logLevel: "silent" });
  const documents = Array.isArray(parsed) ? parsed : [];
  for (const document of documents) {
    const [failure] = document.errors;
    // The parser recurses and reports an exhausted stack as an error of the document.
    if (failure?.message.includes("call stack")) throw new YamlLimit("nesting-too-deep");
    if (failure) {
      report(reading, "yaml-syntax", yamlMessage(failure.message), part.offset + failure.pos[0]);
      continue;
    }
    if (document.contents === null) continue;
    const { file, starts } = reading;
    const place = { file: file.path, index: reading.documents.length, offset: part.offset, starts };
    reading.documents.push(yamlDocument(yaml, document, place));
  }
}

function yamlMessage(message: string): string {
  const sentence = message.split("\n", 1)[0]?.trim() ?? "";
  return `The YAML cannot be read: ${sentence.replace(/\.?$/, ".")}`;
}
