import type { InputProblem } from "./input-problem.js";
import type { EventDocument } from "./event-document.js";
import { readBrokenJson, readWholeJson } from "./read-json.js";
import { readYaml } from "./read-yaml.js";
import { type Reading, report } from "./reading.js";
import type { SourceDocument } from "./source-document.js";
import { lineStartsOf, parsedText, type SourceFile, withoutMark } from "./source-file.js";
import type { Sniffed } from "./split-documents.js";

export interface ReadDocuments {
  readonly documents: readonly SourceDocument[];
  readonly problems: readonly InputProblem[];
  /** Documents of kinds that nobody reads, by `apiVersion kind`: never parsed. */
  readonly skipped: ReadonlyMap<string, number>;
}

/**
 * Reads the documents of one file. `isRead` says whether anybody reads a kind; the others are skipped unparsed. `visit`
 * is called for each document when its value is at hand: a value that is asked for later may have to be read again.
 * Documents that `take` gives away are not read but moved.
 * Nothing is thrown for what a file holds: each document that cannot be read is one problem, the others are read.
 */
export async function readDocuments(
  file: SourceFile,
  isRead: (sniffed: Sniffed) => boolean,
  visit: (document: SourceDocument) => void = () => undefined,
  take: (text: string) => EventDocument | undefined = () => undefined,
): Promise<ReadDocuments> {
  const reading: Reading = {
    file: { path: file.path, text: withoutMark(file.text) },
    starts: () => lineStartsOf(file),
    documents: [],
    problems: [],
    skipped: new Map(),
    isRead,
    visit,
    take,
  };
  // A dump may have a hundred megabytes, and is gone over once.
  if (readWholeJson(reading)) return reading;
  const text = parsedText(file);
  const parsed: Reading = { ...reading, file: { path: file.path, text } };
  if (!/\S/.test(text)) report(parsed, "file-empty", "The file is empty.", 0);
  else if (text.includes("\0")) report(parsed, "file-not-text", "The file is binary, not YAML or JSON.", 0);
  else if (!readBrokenJson(parsed)) await readYaml(parsed);
  return parsed;
}
