import { constants } from "node:buffer";
import { readFileSync, statSync } from "node:fs";
import type { InputProblem, SourceFile } from "@netpolint/core";
import type { Io } from "../io.js";
import { decodeText } from "./decode-text.js";
import { cannotBeRead, findFiles, type FoundFile, unreadableProblem } from "./find-files.js";
import { stdinPath } from "./path-text.js";
import { systemErrorText } from "./system-error.js";

/** Everything the paths of a command line lead to, as text. */
export interface Input {
  readonly files: readonly SourceFile[];
  readonly problems: readonly InputProblem[];
  /** Files of Helm charts that were not read, as output writes them. */
  readonly notRendered: readonly string[];
}

/** Reads files, folders, globs and `-`. Throws nothing for what cannot be read. */
export async function readInput(io: Io, paths: readonly string[]): Promise<Input> {
  const found = findFiles(io.cwd, paths.filter((path) => path !== "-"));
  const read = found.files.map(readOne);
  if (paths.includes("-")) read.push(await readStdin(io));
  return {
    files: read.flatMap((one) => ("text" in one ? [one] : [])),
    problems: [...found.problems, ...read.flatMap((one) => ("text" in one ? [] : [one]))],
    notRendered: found.notRendered,
  };
}

/** The longest text that this runtime holds: 512 MiB. */
const largestFile = constants.MAX_STRING_LENGTH;

function readOne({ path, shown }: FoundFile): SourceFile | InputProblem {
  try {
    const { size } = statSync(path);
    return size > largestFile ? tooLarge(shown, size) : textOf(shown, readFileSync(path));
  } catch (error) {
    return unreadableProblem(shown, cannotBeRead(systemErrorText(error)));
  }
}

async function readStdin(io: Io): Promise<SourceFile | InputProblem> {
  try {
    return textOf(stdinPath, await io.stdin());
  } catch (error) {
    return unreadableProblem(stdinPath, `Standard input cannot be read: ${systemErrorText(error)}.`);
  }
}

export function textOf(path: string, bytes: Uint8Array): SourceFile | InputProblem {
  if (bytes.length > largestFile) return tooLarge(path, bytes.length);
  const decoded = decodeText(path, bytes);
  return "problem" in decoded ? decoded.problem : { path, text: decoded.text };
}

function tooLarge(file: string, size: number): InputProblem {
  const megabytes = Math.ceil(size / 1024 / 1024);
  const message = `The file has ${megabytes} MiB; netpolint reads files of up to 512 MiB. Split it.`;
  return { code: "file-too-large", message, file, line: 1, column: 1 };
}
