import { constants } from "node:buffer";
import { readFileSync } from "node:fs";
import type { InputProblem, SourceFile } from "@netpolint/core";
import { decodeText } from "./decode-text.js";

/** The longest text that this runtime holds: 512 MiB. */
export const largestFile = constants.MAX_STRING_LENGTH;

/** Bytes as text, or why they are none. `path` is what messages print. */
export function sourceFile(path: string, bytes: Uint8Array): SourceFile | InputProblem {
  if (bytes.length > largestFile) return tooLarge(path, bytes.length);
  const decoded = decodeText(path, bytes);
  return "problem" in decoded ? decoded.problem : { path, text: decoded.text };
}

/**
 * Reads a regular file of the disk. Where all of it is text, it never is in memory as bytes as well: those of a large
 * file would stay for as long as the engine is not short of memory.
 */
export function readSourceFile(path: string, place: string): SourceFile | InputProblem {
  const text = readFileSync(place, "utf8");
  // Stands for bytes that are no text; may also be written in the file itself.
  if (text.includes("\uFFFD")) return sourceFile(path, readFileSync(place));
  return { path, text: text.startsWith("\uFEFF") ? text.slice(1) : text };
}

export function isSourceFile(read: SourceFile | InputProblem): read is SourceFile {
  return "text" in read;
}

export function tooLarge(file: string, size: number): InputProblem {
  const megabytes = Math.ceil(size / 1024 / 1024);
  const message = `The file has ${megabytes} MiB; netpolint reads files of up to 512 MiB. Split it.`;
  return { code: "file-too-large", message, file, line: 1, column: 1 };
}
