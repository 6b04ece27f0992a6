import { constants } from "node:buffer";
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

export function isSourceFile(read: SourceFile | InputProblem): read is SourceFile {
  return "text" in read;
}

export function tooLarge(file: string, size: number): InputProblem {
  const megabytes = Math.ceil(size / 1024 / 1024);
  const message = `The file has ${megabytes} MiB; netpolint reads files of up to 512 MiB. Split it.`;
  return { code: "file-too-large", message, file, line: 1, column: 1 };
}
