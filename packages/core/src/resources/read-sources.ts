import type { InputProblem } from "../source/input-problem.js";
import { readDocuments } from "../source/read-documents.js";
import type { SourceDocument } from "../source/source-document.js";
import { parsedText, type SourceFile } from "../source/source-file.js";
import type { Sniffed } from "../source/split-documents.js";
import { type ChangingScalars, findAmbiguousScalars } from "./ambiguous-scalar.js";
import { isReadKind, type ReadSettings, readResources, type ReadResources, type Resource } from "./read-resources.js";
import { type ReusedDocuments, reuseDocuments } from "./reuse-documents.js";

/** What all files of the input hold, in the order of the files' paths. */
export interface ReadSources {
  readonly files: number;
  readonly documents: readonly SourceDocument[];
  readonly resources: readonly Resource[];
  readonly problems: readonly InputProblem[];
  /** Documents and objects of kinds that nobody reads, by `apiVersion kind`. */
  readonly skipped: ReadonlyMap<string, number>;
}

/** Called before each file is read; `index` counts from 0. */
export type OnFile = (path: string, index: number, count: number) => void;

/** What one file holds. */
type ReadFile = Omit<ReadSources, "files">;

interface KnownFile {
  /** What reading depends on beside the text. */
  readonly key: string;
  readonly text: string;
  readonly read: ReadFile;
  readonly scalars: ChangingScalars;
  /** What was made of each document. */
  readonly objects: ReadonlyMap<SourceDocument, ReadResources>;
}

/**
 * What was read, by path, for who reads again and again. A file whose text is as it was is not read anew, nor is a
 * document that is as it was in a file that is not: its objects are the same, and only know where they are now. What
 * was read before is good until the next reading.
 */
export type ReadMemory = Map<string, KnownFile>;

export async function readSources(
  files: readonly SourceFile[],
  settings: ReadSettings,
  onFile?: OnFile,
  memory?: ReadMemory,
): Promise<ReadSources> {
  const documents: SourceDocument[] = [];
  const resources: Resource[] = [];
  const problems: InputProblem[] = [];
  const skipped = new Map<string, number>();
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const paths = new Set<string>();
  const given = memory ? textOfSettings(settings) : "";
  for (const [index, file] of sorted.entries()) {
    onFile?.(file.path, index, sorted.length);
    // Of two files with one path only one can be remembered.
    const isKnown = memory && !paths.has(file.path);
    const read = isKnown ? await remembered(file, settings, given, memory) : await readFile(file, settings);
    paths.add(file.path);
    // One by one: a dump holds more objects than a call takes arguments.
    for (const document of read.documents) documents.push(document);
    for (const resource of read.resources) resources.push(resource);
    for (const problem of read.problems) problems.push(problem);
    addCounts(skipped, read.skipped);
  }
  for (const path of memory?.keys() ?? []) if (!paths.has(path)) memory?.delete(path);
  return { files: files.length, documents, resources, problems, skipped };
}

function addCounts(counts: Map<string, number>, more: ReadonlyMap<string, number>): void {
  for (const [name, number] of more) counts.set(name, (counts.get(name) ?? 0) + number);
}

function textOfSettings({ namespace, namespaceGiven, channel, kubernetesVersion, customKinds }: ReadSettings): string {
  return JSON.stringify([namespace, namespaceGiven, channel, kubernetesVersion, customKinds]);
}

/** `given` is the text of the settings, which are the same for all files. */
async function remembered(
  file: SourceFile,
  settings: ReadSettings,
  given: string,
  memory: ReadMemory,
): Promise<ReadFile> {
  const { text, ...rest } = file;
  const key = `${JSON.stringify(rest)} ${given}`;
  const known = memory.get(file.path);
  if (known?.key === key && known.text === text) return known.read;
  const before = known?.key === key ? known : undefined;
  before?.scalars.become(() => parsedText(file));
  const scalars = before?.scalars ?? findAmbiguousScalars(() => parsedText(file));
  const objects = new Map<SourceDocument, ReadResources>();
  const read = await readFile(file, settings, { scalars, reused: reuseDocuments(before?.objects), objects });
  memory.set(file.path, { key, text, read, scalars, objects });
  return read;
}

interface ReadAgain {
  readonly scalars: ChangingScalars;
  readonly reused: ReusedDocuments;
  /** Takes what was made of each document. */
  readonly objects: Map<SourceDocument, ReadResources>;
}

async function readFile(file: SourceFile, settings: ReadSettings, again?: ReadAgain): Promise<ReadFile> {
  const documents: SourceDocument[] = [];
  const resources: Resource[] = [];
  const skipped = new Map<string, number>();
  const found: InputProblem[] = [];
  const fileSettings = settingsOfFile(file, settings);
  const scalars = again?.scalars ?? findAmbiguousScalars(() => parsedText(file));
  const isRead = (sniffed: Sniffed): boolean => isReadKind(sniffed, settings.customKinds);
  const visit = (document: SourceDocument): void => {
    const objects = again?.reused.objectsOf(document) ?? readResources(document, fileSettings, scalars);
    again?.objects.set(document, objects);
    documents.push(document);
    for (const resource of objects.resources) resources.push(resource);
    found.push(...objects.problems);
    addCounts(skipped, objects.skipped);
  };
  const read = await readDocuments(file, isRead, visit, again?.reused.take);
  addCounts(skipped, read.skipped);
  return { documents, resources, problems: [...read.problems, ...found], skipped };
}

/** What the user said about all objects comes before what is known about a file. */
function settingsOfFile({ namespace }: SourceFile, settings: ReadSettings): ReadSettings {
  if (namespace === undefined || settings.namespaceGiven) return settings;
  return { ...settings, namespace, namespaceGiven: true };
}
