import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { systemErrorText } from "../input/system-error.js";

export interface NewFile {
  /** Without folders. */
  readonly name: string;
  readonly text: string;
}

/** Which files that are there may be replaced. */
export interface Replacing {
  /** `there` is what the file says now. */
  mayReplace(file: NewFile, there: string): boolean;
  /** Why a file is not replaced, behind its name. */
  readonly refusal: string;
}

const onlyTheSame: Replacing = {
  mayReplace: ({ text }, there) => there === text,
  refusal: "exists and says something else; nothing was written.",
};

/**
 * Writes all files into a folder, or none: each is first written beside its place and takes it once all are written. A
 * file that is there and says something else is not replaced unless the caller knows it. Answers with what went wrong,
 * as a sentence.
 */
export function writeFiles(
  cwd: string,
  folder: string,
  files: readonly NewFile[],
  { mayReplace, refusal }: Replacing = onlyTheSame,
): string | undefined {
  const target = resolve(cwd, folder);
  const moves = files.map(({ name, text }) => {
    return { name, text, to: join(target, name), beside: join(target, `.${name}.part`) };
  });
  const written: string[] = [];
  try {
    mkdirSync(target, { recursive: true });
    const taken = moves.find((file) => existsSync(file.to) && !mayReplace(file, readFileSync(file.to, "utf8")));
    if (taken) return `\`${folder}/${taken.name}\` ${refusal}`;
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
