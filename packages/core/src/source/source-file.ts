import { findLineStarts, type LineStarts } from "./source-range.js";

/** One file of input, already decoded. `path` is what messages print, with `/` separators. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** True where a program made the text from other files: there is nothing to edit under this path. */
  readonly generated?: boolean;
  /** The namespace of objects in it that name none, where that is known for this file. */
  readonly namespace?: string;
}

/**
 * The text without byte order mark, which positions do not count; undefined where nothing is to be edited, as in a text
 * whose lines are not the ones that were parsed.
 */
export function editableText(file: SourceFile): string | undefined {
  if (file.generated) return undefined;
  const text = withoutMark(file.text);
  return text === parsedText(file) ? text : undefined;
}

/** Of the text that is parsed. Found once, when a place is asked for: most files have nothing to report. */
export function lineStartsOf(file: SourceFile): LineStarts {
  const starts = knownStarts.get(file) ?? findLineStarts(parsedText(file));
  knownStarts.set(file, starts);
  return starts;
}

/** They are for places and for edits alike, and a dump has a million lines. */
const knownStarts = new WeakMap<SourceFile, LineStarts>();

export function withoutMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

/**
 * What is parsed. A byte order mark at the start does not count, also not for columns. A carriage return alone ends a
 * line for Kubernetes' parsers; `yaml` knows line feeds only. Offsets are those of the text behind the mark.
 */
export function parsedText({ text }: SourceFile): string {
  const unmarked = withoutMark(text);
  return unmarked.includes("\r") && /\r(?!\n)/.test(unmarked) ? unmarked.replace(/\r(?!\n)/g, "\n") : unmarked;
}
