import { editableText, lineStartsOf, type SourceFile } from "../source/source-file.js";
import type { LineStarts } from "../source/source-range.js";

/** A text that can be edited. */
export interface WrittenText {
  readonly text: string;
  readonly starts: LineStarts;
}

/** The texts of files by their paths; undefined for those of which there is nothing to edit. */
export type WrittenTexts = (file: string) => WrittenText | undefined;

/** Each is opened once, when it is asked for. */
export function writtenTexts(files: readonly SourceFile[]): WrittenTexts {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const opened = new Map<string, WrittenText | undefined>();
  return (path) => {
    if (!opened.has(path)) opened.set(path, openText(byPath.get(path)));
    return opened.get(path);
  };
}

function openText(file: SourceFile | undefined): WrittenText | undefined {
  const text = file && editableText(file);
  return file && text !== undefined ? { text, starts: lineStartsOf(file) } : undefined;
}
