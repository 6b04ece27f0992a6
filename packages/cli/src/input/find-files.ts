import { type Stats, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { compareText, type InputProblem } from "@netpolint/core";
import { chartTemplateFinder } from "./chart-templates.js";
import { kustomizationNotes, namedFileNote, overlaysTogether } from "./kustomization-notes.js";
import { type Kustomization, readKustomization, realPathOf } from "./kustomization.js";
import { isGlob, shownPath } from "./path-text.js";
import { planKustomizations } from "./plan-kustomizations.js";
import { isNoSuchFile, systemErrorText } from "./system-error.js";
import { type FolderContent, isKustomizationFile, isManifest, manifestNames, walkFolder } from "./walk-folder.js";

/** A file to read: where it is, and how output writes it. */
export interface FoundFile {
  readonly path: string;
  readonly shown: string;
  /** Of the kustomization that the file is a part of; undefined where that is not known. */
  readonly namespace?: string;
}

export interface FoundFiles {
  /** Each file once, in the order of the written paths. */
  readonly files: readonly FoundFile[];
  /** Folders to render instead of reading what is in them. */
  readonly kustomizations: readonly string[];
  /** Files of Helm charts that only Helm can make manifests of, as output writes them. */
  readonly notRendered: readonly string[];
  readonly problems: readonly InputProblem[];
  readonly notes: readonly string[];
}

/** Whether a file that is found in a folder or by a glob is left out, by its absolute path. A named file never is. */
export type IsLeftOut = (path: string) => boolean;

/** Finds the files and kustomizations that the arguments mean. Standard input is not among them. */
export async function findFiles(cwd: string, paths: readonly string[], isLeftOut: IsLeftOut): Promise<FoundFiles> {
  const found = await Promise.all(paths.map(async (path) => without(isLeftOut, cwd, path, await findArgument(cwd, path))));
  const walked = found.flatMap(({ walked: below }) => below);
  const plan = await planKustomizations(walked, found.flatMap(({ folders }) => folders));
  const plain = walked.filter((path) => plan.isPlain(path) && (isManifest(path) || !isKustomizationFile(path)));
  const named = found.flatMap((one) => one.named);
  const files = uniqueFiles(cwd, [...named, ...plain]);
  const isTemplate = chartTemplateFinder();
  const known = await Promise.all(named.map((path) => kustomizationOf(path)));
  const own = new Map(known.flatMap((one) => (one ? [[realPathOf(one.path), one.kustomization] as const] : [])));
  return {
    files: files.filter(({ path }) => !isTemplate(path)).map((file) => withNamespace(file, own)),
    kustomizations: plan.rendered.map(({ folder }) => folder),
    notRendered: files.filter(({ path }) => isTemplate(path)).map(({ shown }) => shown),
    problems: [
      ...found.flatMap((one) => one.problems),
      ...plan.alternatives.map((alternatives) => overlaysTogether(cwd, alternatives)),
    ],
    notes: [
      ...kustomizationNotes(cwd, plan, found.flatMap(({ folders }) => folders)),
      ...known.flatMap((one) => (one ? [namedFileNote(cwd, one.path, one.kustomization.folder)] : [])),
    ],
  };
}

/** What the configuration ignores is not read, and what cannot be read of it is no problem. */
function without(isLeftOut: IsLeftOut, cwd: string, argument: string, found: ArgumentFiles): ArgumentFiles {
  const walked = found.walked.filter((path) => !isLeftOut(path));
  const problems = found.problems.filter(({ file }) => !isLeftOut(resolve(cwd, file)));
  if (walked.length > 0 || found.walked.length === 0) return { ...found, walked, problems };
  return nothing(shownPath(cwd, argument), "The configuration ignores all files here.");
}

function withNamespace(file: FoundFile, own: ReadonlyMap<string, Kustomization>): FoundFile {
  const namespace = own.get(realPathOf(file.path))?.namespace;
  return namespace === undefined ? file : { ...file, namespace };
}

/** The kustomization in whose folder a named file lies and which names the file. */
async function kustomizationOf(path: string): Promise<{ path: string; kustomization: Kustomization } | undefined> {
  if (isKustomizationFile(path)) return undefined;
  const kustomization = await readKustomization(dirname(path));
  return kustomization?.files.includes(realPathOf(path)) ? { path, kustomization } : undefined;
}

interface ArgumentFiles {
  /** Files that were named; they are read as they are. */
  readonly named: readonly string[];
  /** Manifests and kustomizations below folders. */
  readonly walked: readonly string[];
  /** The folder, where one was named. */
  readonly folders: readonly string[];
  readonly problems: readonly InputProblem[];
}

const noFiles: ArgumentFiles = { named: [], walked: [], folders: [], problems: [] };

async function findArgument(cwd: string, argument: string): Promise<ArgumentFiles> {
  const path = resolve(cwd, argument);
  const stats = lookUp(path);
  if (stats === undefined && isGlob(argument)) return findByGlob(cwd, argument);
  if (stats === undefined) return nothing(shownPath(cwd, argument), "There is no such file or folder.");
  if (stats instanceof Error) return nothing(shownPath(cwd, argument), cannotBeRead(systemErrorText(stats)));
  // A named file is read whatever its name, and a pipe is one as well: `netpolint lint <(kustomize build .)`.
  return stats.isDirectory() ? findInFolder(cwd, path) : { ...noFiles, named: [path] };
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

async function findInFolder(cwd: string, folder: string): Promise<ArgumentFiles> {
  const content = await walkFolder(cwd, folder);
  const walked = content.files.filter(isWanted);
  if (walked.length === 0 && content.unreadable.length === 0) {
    const apart = content.ignored > 0 ? " apart from what ignore files name" : "";
    return nothing(shownPath(cwd, folder), `The folder holds no ${manifestNames}${apart}.`);
  }
  return { ...noFiles, walked, folders: [folder], problems: problemsOf(cwd, content) };
}

function isWanted(path: string): boolean {
  return isManifest(path) || isKustomizationFile(path);
}

async function findByGlob(cwd: string, glob: string): Promise<ArgumentFiles> {
  const { expandGlob } = await import("./expand-glob.js");
  const content = await expandGlob(cwd, glob);
  if (content.files.length === 0) {
    const apart = content.ignored > 0 ? ", apart from what ignore files name" : "";
    return nothing(glob, `No file matches this${apart}.`);
  }
  return { ...noFiles, walked: content.files, problems: problemsOf(cwd, content) };
}

function problemsOf(cwd: string, { unreadable }: FolderContent): readonly InputProblem[] {
  return unreadable.map(({ path, why }) => unreadableProblem(shownPath(cwd, path), cannotBeRead(why)));
}

function nothing(shown: string, message: string): ArgumentFiles {
  return { ...noFiles, problems: [unreadableProblem(shown, message)] };
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
