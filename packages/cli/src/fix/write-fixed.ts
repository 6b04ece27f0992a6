import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { SourceFile } from "@netpolint/core";
import { isSourceFile, sourceFile } from "../input/read-bytes.js";
import { systemErrorText } from "../input/system-error.js";
import { replaceFile } from "../output/replace-file.js";

/** The files that fixes have changed, as they are now. */
export function changedFiles(before: readonly SourceFile[], after: readonly SourceFile[]): readonly SourceFile[] {
  const texts = new Map(before.map(({ path, text }) => [path, text]));
  return after.filter(({ path, text }) => texts.get(path) !== text);
}

/**
 * Writes what was fixed to where it was read from, except standard input, which is named. Answers with what could not be
 * written, a sentence each.
 */
export function writeFixed(
  cwd: string,
  before: readonly SourceFile[],
  changed: readonly SourceFile[],
  stdinName: string,
): readonly string[] {
  const texts = new Map(before.map(({ path, text }) => [path, text]));
  return changed
    .filter(({ path }) => path !== stdinName)
    .flatMap(({ path, text }) => writeOne(cwd, path, texts.get(path) ?? "", text) ?? []);
}

function writeOne(cwd: string, path: string, before: string, text: string): readonly string[] | undefined {
  const target = resolve(cwd, path);
  try {
    const bytes = readFileSync(target);
    const now = sourceFile(path, bytes);
    // Between reading and writing an editor may have saved it.
    const isSame = statSync(target).isFile() && isSourceFile(now) && now.text === before;
    if (!isSame) return [`\`${path}\` is not what was read any more; it was not fixed.`];
    const failure = replaceFile(cwd, path, hasMark(bytes) ? `\uFEFF${text}` : text);
    return failure === undefined ? undefined : [failure];
  } catch (error) {
    return [`\`${path}\` cannot be fixed: ${systemErrorText(error)}.`];
  }
}

/** Reading leaves the byte order mark out. */
function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
