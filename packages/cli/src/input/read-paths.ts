import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { InputProblem, SourceFile } from "@netpolint/core";
import type { Io } from "../io.js";
import type { Progress } from "../progress.js";
import { cannotBeRead, findFiles, type FoundFile, type IsLeftOut, unreadableProblem } from "./find-files.js";
import type { Input } from "./input.js";
import { realPathOf } from "./kustomization.js";
import { stdinPath } from "./path-text.js";
import { isSourceFile, largestFile, readSourceFile, sourceFile, tooLarge } from "./read-bytes.js";
import { systemErrorText } from "./system-error.js";

/**
 * Reads files, folders, globs and `-`; folders that are kustomizations are rendered. `stdinName` is the path that
 * standard input goes by; it takes the place of a file that is found there, so that an editor can give what is not
 * saved yet.
 */
export async function readPaths(
  io: Io,
  paths: readonly string[],
  progress: Progress,
  isLeftOut: IsLeftOut,
  stdinName: string = stdinPath,
): Promise<Input> {
  const found = await findFiles(io.cwd, paths.filter((path) => path !== "-"), isLeftOut);
  const rendered = [];
  for (const folder of found.kustomizations) {
    const { renderKustomization } = await import("./render-kustomization.js");
    rendered.push(await renderKustomization(io, folder, progress));
  }
  const replaced = paths.includes("-") ? realPathOf(resolve(io.cwd, stdinName)) : undefined;
  const standsIn = found.files.find(({ path }) => realPathOf(path) === replaced);
  const files = found.files.filter((file) => file !== standsIn);
  const read = files.map((file, index) => {
    progress.step(`reading ${file.shown} (${index + 1} of ${files.length})`);
    return readOne(file);
  });
  if (paths.includes("-")) read.push(inNamespace(await readStdin(io, stdinName, progress), standsIn?.namespace));
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
    const stats = statSync(path);
    if (stats.size > largestFile) return tooLarge(shown, stats.size);
    // A pipe can be read once only.
    const read = stats.isFile() ? readSourceFile(shown, path) : sourceFile(shown, readFileSync(path));
    return inNamespace(read, namespace);
  } catch (error) {
    return unreadableProblem(shown, cannotBeRead(systemErrorText(error)));
  }
}

function inNamespace(read: SourceFile | InputProblem, namespace: string | undefined): SourceFile | InputProblem {
  return isSourceFile(read) && namespace !== undefined ? { ...read, namespace } : read;
}

async function readStdin(io: Io, name: string, progress: Progress): Promise<SourceFile | InputProblem> {
  progress.step("reading standard input");
  try {
    return sourceFile(name, await io.stdin());
  } catch (error) {
    return unreadableProblem(name, `Standard input cannot be read: ${systemErrorText(error)}.`);
  }
}
