import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { compareText } from "@netpolint/core";
import { type IgnoreLevels, isIgnored, levelsAbove, readIgnoreLevel } from "./ignore-files.js";
import { systemErrorText } from "./system-error.js";

/** What lies below a folder. Paths are absolute, in the order of their names, folder by folder. */
export interface FolderContent {
  readonly files: readonly string[];
  /** What could not be looked into, with the reason as the end of a sentence. */
  readonly unreadable: readonly { readonly path: string; readonly why: string }[];
  /** How many files and folders the ignore files keep out; what is in such a folder is not counted. */
  readonly ignored: number;
}

interface Walk {
  readonly files: string[];
  readonly unreadable: { readonly path: string; readonly why: string }[];
  readonly entered: Set<string>;
  ignored: number;
}

/**
 * Lists the files below a folder, except in `node_modules`, in folders whose names begin with a dot, and what ignore
 * files name. Links are followed; a folder that is reached again is not entered again, so that links cannot lead in
 * circles.
 */
export async function walkFolder(cwd: string, folder: string): Promise<FolderContent> {
  const walk: Walk = { files: [], unreadable: [], entered: new Set(), ignored: 0 };
  await enterFolder(folder, walk, await levelsAbove(cwd, folder));
  return walk;
}

async function enterFolder(folder: string, walk: Walk, above: IgnoreLevels): Promise<void> {
  const entries = attempt(folder, walk, () => {
    const real = realpathSync(folder);
    if (walk.entered.has(real)) return [];
    walk.entered.add(real);
    return readdirSync(folder, { withFileTypes: true });
  });
  const own = await readIgnoreLevel(folder);
  const levels = own ? [...above, own] : above;
  for (const entry of [...(entries ?? [])].sort((a, b) => compareText(a.name, b.name))) {
    await visitEntry(join(folder, entry.name), entry, walk, levels);
  }
}

async function visitEntry(path: string, entry: Dirent, walk: Walk, levels: IgnoreLevels): Promise<void> {
  if (!entry.isFile() && !entry.isDirectory() && !entry.isSymbolicLink()) return;
  if (!entry.isFile() && isSkippedFolder(entry.name)) return;
  // To git a link is a file, whatever it leads to.
  if (isIgnored(levels, path, entry.isDirectory() ? "folder" : "file")) {
    if (!entry.isFile() || isManifest(path)) walk.ignored += 1;
    return;
  }
  if (entry.isFile()) {
    walk.files.push(path);
    return;
  }
  // Only what would be read is worth a word when a link leads nowhere.
  const noted = isManifest(path) ? walk : undefined;
  const target = entry.isDirectory() ? entry : attempt(path, noted, () => statSync(path));
  if (target?.isDirectory()) await enterFolder(path, walk, levels);
  else if (target?.isFile()) walk.files.push(path);
}

export function isSkippedFolder(name: string): boolean {
  return name === "node_modules" || name.startsWith(".");
}

function attempt<T>(path: string, walk: Walk | undefined, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    walk?.unreadable.push({ path, why: systemErrorText(error) });
    return undefined;
  }
}

/** What a folder is searched for, in the words of messages. */
export const manifestNames = ".yaml, .yml, .json, .jsonl or .ndjson file";

/**
 * Whether a file is read without being named. A chart's own description has an apiVersion and is no object; our own
 * configuration is none either.
 */
export function isManifest(path: string): boolean {
  return /\.(?:ya?ml|json|jsonl|ndjson)$/.test(path) && !/(?:^|[/\\])(?:Chart\.yaml|netpolint\.config\.\w+)$/.test(path);
}

/** The names under which kustomize looks for its file. */
export const kustomizationNames: readonly string[] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

export function isKustomizationFile(path: string): boolean {
  return kustomizationNames.includes(basename(path));
}
