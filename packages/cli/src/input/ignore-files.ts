import { readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { Ignore } from "ignore";
import { findRepository } from "./find-repository.js";

/** The names of ignore files. Of two in one folder the later one decides, so that it can take things back in. */
export const ignoreFileNames: readonly string[] = [".gitignore", ".netpolintignore"];

/** What the ignore files of one folder say about paths below it. */
export interface IgnoreLevel {
  readonly folder: string;
  readonly rules: Ignore;
}

/** Ignore files of a folder and of those above it, the outermost first. */
export type IgnoreLevels = readonly IgnoreLevel[];

/** Undefined where there are no ignore files, which is what most folders have. */
export async function ignoreLevel(folder: string, texts: readonly string[]): Promise<IgnoreLevel | undefined> {
  if (texts.length === 0) return undefined;
  const { default: ignore } = await import("ignore");
  const rules = ignore();
  for (const text of texts) rules.add(text);
  return { folder, rules };
}

/** The ignore files that lie in the folder itself. One that cannot be read ignores nothing. */
export function readIgnoreLevel(folder: string): Promise<IgnoreLevel | undefined> {
  return ignoreLevel(folder, ignoreFileNames.flatMap((name) => readText(join(folder, name)) ?? []));
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** As git does: the innermost ignore file that says anything about the path decides. */
export function isIgnored(levels: IgnoreLevels, path: string, kind: "file" | "folder"): boolean {
  for (const { folder, rules } of levels.toReversed()) {
    const inside = relative(folder, path).split(sep).join("/");
    const said = rules.test(kind === "folder" ? `${inside}/` : inside);
    if (said.ignored || said.unignored) return said.ignored;
  }
  return false;
}

/**
 * The levels that hold above a folder: from the root of its repository, or else from the current folder. A folder that
 * is ignored itself was named on purpose, so what is above it does not count.
 */
export async function levelsAbove(cwd: string, folder: string): Promise<IgnoreLevels> {
  const levels: IgnoreLevel[] = [];
  for (const outer of foldersFromRoot(cwd, folder)) {
    const level = await readIgnoreLevel(outer);
    if (level) levels.push(level);
  }
  return isIgnoredOnTheWay(levels, folder) ? [] : levels;
}

/** Folders above `folder`, the outermost first. */
function foldersFromRoot(cwd: string, folder: string): readonly string[] {
  const root = findRepository(folder) ?? cwd;
  if (!isBelow(root, folder)) return [];
  const above: string[] = [];
  for (let one = dirname(folder); one !== root; one = dirname(one)) above.unshift(one);
  return [root, ...above];
}

/** Whether a file below the folder `start`, or a folder on the way to it, is ignored. `levels` are all that there are. */
export function isKeptOut(levels: IgnoreLevels, start: string, path: string): boolean {
  if (path === start) return false;
  const above = levels.filter((level) => isBelow(level.folder, start));
  const counting = isIgnoredOnTheWay(above, start) ? levels.filter((level) => !above.includes(level)) : levels;
  const isOut = (one: string, kind: "file" | "folder"): boolean =>
    isIgnored(counting.filter((level) => isBelow(level.folder, one)), one, kind);
  for (let folder = dirname(path); isBelow(start, folder); folder = dirname(folder)) {
    if (isOut(folder, "folder")) return true;
  }
  return isOut(path, "file");
}

function isIgnoredOnTheWay(levels: IgnoreLevels, folder: string): boolean {
  for (let one = folder; one !== dirname(one); one = dirname(one)) {
    const inner = one;
    const above = levels.filter((level) => isBelow(level.folder, inner));
    if (above.length === 0) return false;
    if (isIgnored(above, inner, "folder")) return true;
  }
  return false;
}

function isBelow(outer: string, inner: string): boolean {
  const way = relative(outer, inner);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`);
}
