import { readFileSync, statSync } from "node:fs";
import type { InputProblem, SourceFile } from "@netpolint/core";
import type { Io } from "../io.js";
import type { Progress } from "../progress.js";
import { cannotBeRead, findFiles, type FoundFile, type IsLeftOut, unreadableProblem } from "./find-files.js";
import type { Input } from "./input.js";
import { stdinPath } from "./path-text.js";
import { isSourceFile, largestFile, sourceFile, tooLarge } from "./read-bytes.js";
import { systemErrorText } from "./system-error.js";

/** Reads files, folders, globs and `-`; folders that are kustomizations are rendered. */
export async function readPaths(
  io: Io,
  paths: readonly string[],
  progress: Progress,
  isLeftOut: IsLeftOut,
): Promise<Input> {
  const found = await findFiles(io.cwd, paths.filter((path) => path !== "-"), isLeftOut);
  const rendered = [];
  for (const folder of found.kustomizations) {
    const { renderKustomization } = await import("./render-kustomization.js");
    rendered.push(await renderKustomization(io, folder, progress));
  }
  const read = found.files.map((file, index) => {
    progress.step(`reading ${file.shown} (${index + 1} of ${found.files.length})`);
    return readOne(file);
  });
  if (paths.includes("-")) read.push(await readStdin(io, progress));
  return {
    files: [...rendered.flatMap(({ files }) => files), ...read.filter(isSourceFile)],
    problems: [
      ...found.problems,
      ...rendered.flatMap(({ problems }) => problems),
      ...read.flatMap((one) => (isSourceFile(one) ? [] : [one])),
    ],
    notRendered: found.notRendered,
    notes: found.notes,
  };
}

function readOne({ path, shown, namespace }: FoundFile): SourceFile | InputProblem {
  try {
    const { size } = statSync(path);
    const read = size > largestFile ? tooLarge(shown, size) : sourceFile(shown, readFileSync(path));
    return isSourceFile(read) && namespace !== undefined ? { ...read, namespace } : read;
  } catch (error) {
    return unreadableProblem(shown, cannotBeRead(systemErrorText(error)));
  }
}

async function readStdin(io: Io, progress: Progress): Promise<SourceFile | InputProblem> {
  progress.step("reading standard input");
  try {
    return sourceFile(stdinPath, await io.stdin());
  } catch (error) {
    return unreadableProblem(stdinPath, `Standard input cannot be read: ${systemErrorText(error)}.`);
  }
}
