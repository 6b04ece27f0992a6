import type { InputProblem, InputProblemCode } from "./input-problem.js";
import type { EventDocument } from "./event-document.js";
import type { SourceDocument } from "./source-document.js";
import type { SourceFile } from "./source-file.js";
import { type LineStarts, positionAt } from "./source-range.js";
import type { Sniffed } from "./split-documents.js";

/** The reading of one file. */
export interface Reading {
  readonly file: SourceFile;
  readonly starts: () => LineStarts;
  readonly documents: SourceDocument[];
  readonly problems: InputProblem[];
  readonly skipped: Map<string, number>;
  /** True for kinds that somebody reads. */
  readonly isRead: (sniffed: Sniffed) => boolean;
  /** Is given each document as soon as it is read. */
  readonly visit: (document: SourceDocument) => void;
  /** A document with this text that an earlier reading has made and that nobody needs any more where it was. */
  readonly take: (text: string) => EventDocument | undefined;
}

export function report(reading: Reading, code: InputProblemCode, message: string, offset: number): void {
  const { line, column } = positionAt(reading.starts(), offset);
  reading.problems.push({ code, message, file: reading.file.path, line, column });
}

export function addDocument(reading: Reading, document: SourceDocument): void {
  reading.documents.push(document);
  reading.visit(document);
}
