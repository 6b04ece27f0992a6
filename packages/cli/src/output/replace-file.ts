import { chmodSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { systemErrorText } from "../input/system-error.js";

/**
 * Writes a file in the place of the one before, with its permissions. A reader never sees half of it: it is written beside its place and
 * then takes it. Answers with what went wrong, as a sentence.
 */
export function replaceFile(cwd: string, file: string, text: string): string | undefined {
  const target = resolve(cwd, file);
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}.part`);
  let isWritten = false;
  try {
    mkdirSync(dirname(target), { recursive: true });
    const there = statSync(target, { throwIfNoEntry: false });
    // A device or a pipe is written to; it must not be replaced.
    if (there && !there.isFile()) {
      writeFileSync(target, text);
      return undefined;
    }
    writeFileSync(beside, text, { flag: "wx" });
    isWritten = true;
    if (there) chmodSync(beside, there.mode);
    renameSync(beside, there ? realpathSync(target) : target);
    return undefined;
  } catch (error) {
    if (isWritten) rmSync(beside, { force: true });
    return `\`${file}\` cannot be written: ${systemErrorText(error)}.`;
  }
}
