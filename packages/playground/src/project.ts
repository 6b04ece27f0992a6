import type { World } from "@netpolint/core";

/** One text of the editor. `path` is its name, also in findings; it may have folders, with `/`. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** What the playground holds, and what an address can hold of it. */
export interface Project {
  readonly files: readonly ProjectFile[];
  readonly world: World;
  readonly base: Base;
}

/** What the files are compared with. */
export interface Base {
  readonly title: string;
  readonly files: readonly ProjectFile[];
}

/** Files as they are when somebody begins with them: they are their own base. */
export function openProject(title: string, files: readonly ProjectFile[], world: World): Project {
  const own = files.length === 0 ? [{ path: "policies.yaml", text: "" }] : files;
  return { files: own, world, base: { title, files: own } };
}

export function isUnchanged({ files, base }: Project): boolean {
  return sameFiles(files, base.files);
}

function sameFiles(some: readonly ProjectFile[], others: readonly ProjectFile[]): boolean {
  const texts = new Map(others.map(({ path, text }) => [path, text]));
  return some.length === others.length && some.every(({ path, text }) => texts.get(path) === text);
}

/** One that is there already gets the new text. */
export function withFile(files: readonly ProjectFile[], file: ProjectFile): readonly ProjectFile[] {
  const isThere = files.some(({ path }) => path === file.path);
  return isThere ? files.map((one) => (one.path === file.path ? file : one)) : [...files, file];
}

/** A name that no file has: `new.yaml`, `new-2.yaml`. */
export function freePath(files: readonly ProjectFile[]): string {
  const taken = new Set(files.map(({ path }) => path));
  let number = 1;
  const candidate = (): string => (number === 1 ? "new.yaml" : `new-${number}.yaml`);
  while (taken.has(candidate())) number += 1;
  return candidate();
}

/** Why a file cannot have this name, as a sentence; undefined where it can. */
export function refusedPath(files: readonly ProjectFile[], path: string): string | undefined {
  if (path.trim() === "") return "A file needs a name.";
  if (!/\.(?:ya?ml|json)$/i.test(path)) return "Names end in .yaml, .yml or .json.";
  return files.some((one) => one.path === path) ? `There is a file ${path} already.` : undefined;
}
