import type { InputProblem } from "../source/input-problem.js";
import { readDocuments } from "../source/read-documents.js";
import type { SourceDocument } from "../source/source-document.js";
import type { SourceFile } from "../source/source-file.js";
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
    const read = await readDocuments(file, (sniffed) => isReadKind(sniffed, settings.customKinds));
    const findScalar = findAmbiguousScalars(withoutByteOrderMark(file.text));
    problems.push(...read.problems);
    count(read.skipped);
    for (const document of read.documents) {
      const found = readResources(document, settingsOfFile(file, settings), findScalar);
      documents.push(document);
      resources.push(...found.resources);
      problems.push(...found.problems);
      count(found.skipped);
    }
  }
  return { files: files.length, documents, resources, problems, skipped };
}

/** Which is no part of the text: places count from behind it. */
function withoutByteOrderMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

/** What the user said about all objects comes before what is known about a file. */
function settingsOfFile({ namespace }: SourceFile, settings: ReadSettings): ReadSettings {
  if (namespace === undefined || settings.namespaceGiven) return settings;
  return { ...settings, namespace, namespaceGiven: true };
}
