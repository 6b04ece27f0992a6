import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { compareText } from "@netpolint/core";
import { systemErrorText } from "./system-error.js";

/** What lies below a folder. Paths are absolute, in the order of their names, folder by folder. */
export interface FolderContent {
  readonly files: string[];
  /** What could not be looked into, with the reason as the end of a sentence. */
  readonly unreadable: { readonly path: string; readonly why: string }[];
}

/**
 * Lists the files below a folder, except in `node_modules` and in folders whose names begin with a dot. Links are
 * followed; a folder that is reached again is not entered again, so that links cannot lead in circles.
 */
export function walkFolder(folder: string): FolderContent {
  const content: FolderContent = { files: [], unreadable: [] };
  enterFolder(folder, content, new Set());
  return content;
}

function enterFolder(folder: string, content: FolderContent, entered: Set<string>): void {
  const entries = attempt(folder, content, () => {
    const real = realpathSync(folder);
    if (entered.has(real)) return [];
    entered.add(real);
    return readdirSync(folder, { withFileTypes: true });
  });
  for (const entry of [...(entries ?? [])].sort((a, b) => compareText(a.name, b.name))) {
    visitEntry(join(folder, entry.name), entry, content, entered);
  }
}

function visitEntry(path: string, entry: Dirent, content: FolderContent, entered: Set<string>): void {
  if (entry.isFile()) {
    content.files.push(path);
    return;
  }
  if (!entry.isDirectory() && !entry.isSymbolicLink()) return;
  if (isSkippedFolder(entry.name)) return;
  // Only what would be read is worth a word when a link leads nowhere.
  const noted = isManifest(path) ? content : undefined;
  const target = entry.isDirectory() ? entry : attempt(path, noted, () => statSync(path));
  if (target?.isDirectory()) enterFolder(path, content, entered);
  else if (target?.isFile()) content.files.push(path);
}

export function isSkippedFolder(name: string): boolean {
  return name === "node_modules" || name.startsWith(".");
}

function attempt<T>(path: string, content: FolderContent | undefined, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    content?.unreadable.push({ path, why: systemErrorText(error) });
    return undefined;
  }
}

/** Whether a file is read without being named. A chart's own description has an apiVersion and is no object. */
export function isManifest(path: string): boolean {
  return /\.(?:ya?ml|json)$/.test(path) && !/(?:^|[/\\])Chart\.yaml$/.test(path);
}
