import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { generatedMark } from "@netpolint/generate";
import { systemErrorText } from "../input/system-error.js";
import type { NewFile } from "../output/write-files.js";

/**
 * Writes all files into a folder, or none: each is first written beside its place. A file that is there and was not
 * written by `generate` is replaced with `force` only. Answers with what went wrong, as a sentence.
 */
export function writePolicies(cwd: string, folder: string, files: readonly NewFile[], force: boolean): string | undefined {
  const target = resolve(cwd, folder);
  const moves = files.map(({ name, text }) => {
    return { name, text, to: join(target, name), beside: join(target, `.${name}.${process.pid}.part`) };
  });
  const written: string[] = [];
  try {
    mkdirSync(target, { recursive: true });
    const foreign = moves.find(({ to }) => existsSync(to) && !readFileSync(to, "utf8").startsWith(generatedMark));
    if (foreign && !force) {
      return `\`${folder}/${foreign.name}\` was not written by netpolint; nothing was written. --force replaces it.`;
    }
    for (const { beside, text } of moves) {
      writeFileSync(beside, text, { flag: "wx" });
      written.push(beside);
    }
    for (const { beside, to } of moves) renameSync(beside, to);
    return undefined;
  } catch (error) {
    for (const beside of written) rmSync(beside, { force: true });
    return `\`${folder}\` cannot be written: ${systemErrorText(error)}.`;
  }
}
