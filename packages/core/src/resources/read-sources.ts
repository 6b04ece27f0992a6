import type { InputProblem } from "../source/input-problem.js";
import { readDocuments } from "../source/read-documents.js";
import type { SourceDocument } from "../source/source-document.js";
import { parsedText, type SourceFile } from "../source/source-file.js";
import type { Sniffed } from "../source/split-documents.js";
import { findAmbiguousScalars } from "./ambiguous-scalar.js";
import { isReadKind, type ReadSettings, readResources, type Resource } from "./read-resources.js";

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

/** What one file holds. Immutable, so that runs may share it. */
type ReadFile = Omit<ReadSources, "files">;

/** What was read, by path, for who reads again and again: a file whose text is as it was is not read anew. */
export type ReadMemory = Map<string, { readonly key: string; readonly text: string; readonly read: ReadFile }>;

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
  for (const [index, file] of sorted.entries()) {
    onFile?.(file.path, index, sorted.length);
    const read = memory ? await remembered(file, settings, memory) : await readFile(file, settings);
    // One by one: a dump holds more objects than a call takes arguments.
    for (const document of read.documents) documents.push(document);
    for (const resource of read.resources) resources.push(resource);
    for (const problem of read.problems) problems.push(problem);
    addCounts(skipped, read.skipped);
  }
  return { files: files.length, documents, resources, problems, skipped };
}

function addCounts(counts: Map<string, number>, more: ReadonlyMap<string, number>): void {
  for (const [name, number] of more) counts.set(name, (counts.get(name) ?? 0) + number);
}

async function remembered(file: SourceFile, settings: ReadSettings, memory: ReadMemory): Promise<ReadFile> {
  const { text, ...rest } = file;
  const { namespace, namespaceGiven, channel, kubernetesVersion, customKinds } = settings;
  const key = JSON.stringify([rest, namespace, namespaceGiven, channel, kubernetesVersion, customKinds]);
  const known = memory.get(file.path);
  if (known?.key === key && known.text === text) return known.read;
  const read = await readFile(file, settings);
  memory.set(file.path, { key, text, read });
  return read;
}

async function readFile(file: SourceFile, settings: ReadSettings): Promise<ReadFile> {
  const documents: SourceDocument[] = [];
  const resources: Resource[] = [];
  const skipped = new Map<string, number>();
  const found: InputProblem[] = [];
  const fileSettings = settingsOfFile(file, settings);
  const scalars = findAmbiguousScalars(parsedText(file));
  const isRead = (sniffed: Sniffed): boolean => isReadKind(sniffed, settings.customKinds);
  const read = await readDocuments(file, isRead, (document) => {
    const objects = readResources(document, fileSettings, scalars);
    documents.push(document);
    for (const resource of objects.resources) resources.push(resource);
    found.push(...objects.problems);
    addCounts(skipped, objects.skipped);
  });
  addCounts(skipped, read.skipped);
  return { documents, resources, problems: [...read.problems, ...found], skipped };
}

/** What the user said about all objects comes before what is known about a file. */
function settingsOfFile({ namespace }: SourceFile, settings: ReadSettings): ReadSettings {
  if (namespace === undefined || settings.namespaceGiven) return settings;
  return { ...settings, namespace, namespaceGiven: true };
}
