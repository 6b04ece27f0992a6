import { realpathSync, type Stats, statSync } from "node:fs";
import { resolve } from "node:path";
import { compareText, type InputProblem } from "@netpolint/core";
import { chartTemplateFinder } from "./chart-templates.js";
import { expandGlob, isGlob } from "./expand-glob.js";
import { shownPath } from "./path-text.js";
import { isNoSuchFile, systemErrorText } from "./system-error.js";
import { type FolderContent, isManifest, walkFolder } from "./walk-folder.js";

/** A file to read: where it is, and how output writes it. */
export interface FoundFile {
  readonly path: string;
  readonly shown: string;
}

export interface FoundFiles {
  /** Each file once, in the order of the written paths. */
  readonly files: readonly FoundFile[];
  /** Files of Helm charts that only Helm can make manifests of, as output writes them. */
  readonly notRendered: readonly string[];
  readonly problems: readonly InputProblem[];
}

/** Finds the files that the arguments mean. Standard input is not among them. */
export function findFiles(cwd: string, paths: readonly string[]): FoundFiles {
  const found = paths.map((path) => findArgument(cwd, path));
  const files = uniqueFiles(cwd, found.flatMap((one) => one.files));
  const isTemplate = chartTemplateFinder();
  return {
    files: files.filter(({ path }) => !isTemplate(path)),
    notRendered: files.filter(({ path }) => isTemplate(path)).map(({ shown }) => shown),
    problems: found.flatMap((one) => one.problems),
  };
}

interface ArgumentFiles {
  readonly files: readonly string[];
  readonly problems: readonly InputProblem[];
}

function findArgument(cwd: string, argument: string): ArgumentFiles {
  const path = resolve(cwd, argument);
  const stats = lookUp(path);
  if (stats === undefined && isGlob(argument)) return findByGlob(cwd, argument);
  if (stats === undefined) return nothing(shownPath(cwd, argument), "There is no such file or folder.");
  if (stats instanceof Error) return nothing(shownPath(cwd, argument), cannotBeRead(systemErrorText(stats)));
  // A named file is read whatever its name, and a pipe is one as well: `netpolint lint <(kustomize build .)`.
  return stats.isDirectory() ? findInFolder(cwd, path) : { files: [path], problems: [] };
}

/** Undefined where nothing is there. */
function lookUp(path: string): Stats | Error | undefined {
  try {
    return statSync(path);
  } catch (error) {
    if (isNoSuchFile(error)) return undefined;
    return error instanceof Error ? error : new Error(String(error));
  }
}

function findInFolder(cwd: string, folder: string): ArgumentFiles {
  const content = walkFolder(folder);
  const files = content.files.filter(isManifest);
  if (files.length === 0 && content.unreadable.length === 0) {
    return nothing(shownPath(cwd, folder), "The folder holds no .yaml, .yml or .json file.");
  }
  return withProblems(cwd, { files, unreadable: content.unreadable });
}

function findByGlob(cwd: string, glob: string): ArgumentFiles {
  const content = expandGlob(cwd, glob);
  if (content.files.length === 0) return nothing(glob, "No file matches this.");
  return withProblems(cwd, content);
}

function withProblems(cwd: string, { files, unreadable }: FolderContent): ArgumentFiles {
  const problems = unreadable.map(({ path, why }) => unreadableProblem(shownPath(cwd, path), cannotBeRead(why)));
  return { files, problems };
}

function nothing(shown: string, message: string): ArgumentFiles {
  return { files: [], problems: [unreadableProblem(shown, message)] };
}

/** `why` is the end of a sentence. */
export function cannotBeRead(why: string): string {
  return `This cannot be read: ${why}.`;
}

export function unreadableProblem(file: string, message: string): InputProblem {
  return { code: "file-unreadable", message, file, line: 1, column: 1 };
}

/** A file that is reached by several paths or links is read once, under the first of its written paths. */
function uniqueFiles(cwd: string, paths: readonly string[]): readonly FoundFile[] {
  const sorted = paths
    .map((path) => ({ path, shown: shownPath(cwd, path) }))
    .sort((a, b) => compareText(a.shown, b.shown));
  const byRealPath = new Map<string, FoundFile>();
  for (const file of sorted) {
    const real = realPathOf(file.path);
    if (!byRealPath.has(real)) byRealPath.set(real, file);
  }
  return [...byRealPath.values()];
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // A pipe has no path of its own; what is wrong with anything else is said when it is read.
    return path;
  }
}
