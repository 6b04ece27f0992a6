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

export async function readSources(
  files: readonly SourceFile[],
  settings: ReadSettings,
  onFile?: OnFile,
): Promise<ReadSources> {
  const documents: SourceDocument[] = [];
  const resources: Resource[] = [];
  const problems: InputProblem[] = [];
  const skipped = new Map<string, number>();
  const count = (counts: ReadonlyMap<string, number>): void => {
    for (const [name, number] of counts) skipped.set(name, (skipped.get(name) ?? 0) + number);
  };
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const [index, file] of sorted.entries()) {
    onFile?.(file.path, index, sorted.length);
    const fileSettings = settingsOfFile(file, settings);
    const scalars = findAmbiguousScalars(parsedText(file));
    const found: InputProblem[] = [];
    const isRead = (sniffed: Sniffed): boolean => isReadKind(sniffed, settings.customKinds);
    const read = await readDocuments(file, isRead, (document) => {
      const objects = readResources(document, fileSettings, scalars);
      documents.push(document);
      // One by one: a dump holds more objects than a call takes arguments.
      for (const resource of objects.resources) resources.push(resource);
      found.push(...objects.problems);
      count(objects.skipped);
    });
    problems.push(...read.problems, ...found);
    count(read.skipped);
  }
  return { files: files.length, documents, resources, problems, skipped };
}

/** What the user said about all objects comes before what is known about a file. */
function settingsOfFile({ namespace }: SourceFile, settings: ReadSettings): ReadSettings {
  if (namespace === undefined || settings.namespaceGiven) return settings;
  return { ...settings, namespace, namespaceGiven: true };
}
