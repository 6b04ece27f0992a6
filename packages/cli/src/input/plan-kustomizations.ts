import { dirname } from "node:path";
import { compareText } from "@netpolint/core";
import { isKustomizationFile } from "./walk-folder.js";
import { type Kustomization, readKustomization, realPathOf } from "./kustomization.js";

/** Which of the kustomizations that were found are rendered. All paths are real paths. */
export interface KustomizationPlan {
  /** Rendered, each by itself. */
  readonly rendered: readonly Kustomization[];
  /** Kustomizations that are alternatives to each other, since they start from the same things; none is rendered. */
  readonly alternatives: readonly Alternatives[];
  /** Kustomizations that were named and are a part of another one. */
  readonly absorbed: readonly { readonly folder: string; readonly by: Kustomization }[];
  /** Manifests in folders of kustomizations that no kustomization uses. */
  readonly unused: readonly string[];
  /** True for files that are read as they are. */
  readonly isPlain: (path: string) => boolean;
}

export interface Alternatives {
  readonly roots: readonly Kustomization[];
  /** Something that all of them start from. */
  readonly shared: string;
}

/** All that one kustomization is made of. */
interface Closure {
  /** Folders and files whose objects it takes over, its own among them. */
  readonly starts: ReadonlySet<string>;
  /** Folders of kustomizations, and files that any of them names. */
  readonly folders: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
}

/** `files` are what was found below folders, `named` the folders that were named themselves. */
export async function planKustomizations(
  files: readonly string[],
  named: readonly string[],
): Promise<KustomizationPlan> {
  if (!files.some(isKustomizationFile)) return nothingToRender;
  const folders = [...new Set(files.filter(isKustomizationFile).map((file) => realPathOf(dirname(file))))];
  const known = await readAll(folders);
  const found = folders.flatMap((folder) => known.get(folder) ?? []).sort((a, b) => compareText(a.folder, b.folder));
  const closures = new Map(found.map((one) => [one.folder, closureOf(one, known)]));
  const roots = rootsOf(found, closures, new Set(named.map(realPathOf)));
  const groups = groupRoots(roots, closures);
  const used = new Set(found.flatMap(({ folder }) => [...(closures.get(folder)?.files ?? [])]));
  const owned = new Set(found.map(({ folder }) => folder));
  const isOwned = (path: string): boolean => foldersAbove(realPathOf(path)).some((folder) => owned.has(folder));
  const isUsed = (path: string): boolean => used.has(realPathOf(path));
  return {
    rendered: groups.filter((group) => group.length === 1).flat(),
    alternatives: groups.filter((group) => group.length > 1).map((group) => alternativesOf(group, closures)),
    absorbed: absorbedFolders(named.map(realPathOf), roots, closures),
    unused: files.filter((path) => isOwned(path) && !isUsed(path) && !isKustomizationFile(path)),
    isPlain: (path) => !isOwned(path) && !isUsed(path),
  };
}

const nothingToRender: KustomizationPlan = {
  rendered: [],
  alternatives: [],
  absorbed: [],
  unused: [],
  isPlain: () => true,
};

/** The kustomizations of these folders, and of all that they lead to, by folder. */
async function readAll(folders: readonly string[]): Promise<ReadonlyMap<string, Kustomization>> {
  const known = new Map<string, Kustomization>();
  const seen = new Set<string>();
  const waiting = [...folders];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (seen.has(folder)) continue;
    seen.add(folder);
    const read = await readKustomization(folder);
    if (!read) continue;
    known.set(folder, read);
    waiting.push(...read.bases, ...read.others);
  }
  return known;
}

function closureOf(root: Kustomization, known: ReadonlyMap<string, Kustomization>): Closure {
  const starts = new Set<string>();
  const folders = new Set<string>();
  const files = new Set<string>();
  const enter = (one: Kustomization, isStart: boolean): void => {
    if (isStart ? starts.has(one.folder) : folders.has(one.folder)) return;
    folders.add(one.folder);
    for (const file of [one.file, ...one.files]) files.add(file);
    if (isStart) for (const start of [one.folder, ...one.resources]) starts.add(start);
    for (const base of one.bases) follow(base, isStart);
    for (const other of one.others) follow(other, false);
  };
  const follow = (folder: string, isStart: boolean): void => {
    const next = known.get(folder);
    if (next) enter(next, isStart);
  };
  enter(root, true);
  return { starts, folders, files };
}

/**
 * What nothing else is made from. A kustomization in the folder of another one that does not use it is a root only
 * where it was named: `kubectl apply -k` of the outer folder does not apply it either.
 */
function rootsOf(
  found: readonly Kustomization[],
  closures: ReadonlyMap<string, Closure>,
  named: ReadonlySet<string>,
): readonly Kustomization[] {
  const folders = new Set(found.map(({ folder }) => folder));
  const isPart = (one: Kustomization): boolean =>
    found.some((other) => other !== one && closures.get(other.folder)?.folders.has(one.folder));
  const isInner = ({ folder }: Kustomization): boolean =>
    !named.has(folder) && foldersAbove(folder).some((outer) => folders.has(outer));
  const roots = found.filter((one) => !one.isComponent && !isPart(one) && !isInner(one));
  // Where kustomizations lead in a circle none of them is a root; the renderer then says so.
  const covered = new Set(roots.flatMap(({ folder }) => [...(closures.get(folder)?.folders ?? [])]));
  for (const one of found) {
    if (one.isComponent || covered.has(one.folder) || isInner(one)) continue;
    roots.push(one);
    for (const folder of closures.get(one.folder)?.folders ?? []) covered.add(folder);
  }
  return roots;
}

/** Roots that start from the same folder or file, directly or through others, are put together. */
function groupRoots(
  roots: readonly Kustomization[],
  closures: ReadonlyMap<string, Closure>,
): readonly (readonly Kustomization[])[] {
  let groups: (readonly Kustomization[])[] = [];
  for (const root of roots) {
    const isShared = (group: readonly Kustomization[]): boolean =>
      group.some((other) => sharedStart(root, other, closures) !== undefined);
    const joined = groups.filter(isShared).flat();
    groups = [...groups.filter((group) => !isShared(group)), [...joined, root]];
  }
  return groups;
}

function sharedStart(
  a: Kustomization,
  b: Kustomization,
  closures: ReadonlyMap<string, Closure>,
): string | undefined {
  const other = closures.get(b.folder)?.starts;
  return [...(closures.get(a.folder)?.starts ?? [])].find((start) => other?.has(start));
}

function alternativesOf(roots: readonly Kustomization[], closures: ReadonlyMap<string, Closure>): Alternatives {
  const sorted = [...roots].sort((a, b) => compareText(a.folder, b.folder));
  const [first, second] = sorted;
  const shared = first && second ? sharedStart(first, second, closures) : undefined;
  return { roots: sorted, shared: shared ?? first?.folder ?? "" };
}

function absorbedFolders(
  named: readonly string[],
  roots: readonly Kustomization[],
  closures: ReadonlyMap<string, Closure>,
): KustomizationPlan["absorbed"] {
  return named.flatMap((folder) => {
    const by = roots.find((root) => root.folder !== folder && closures.get(root.folder)?.folders.has(folder));
    return by ? [{ folder, by }] : [];
  });
}

/** The folders that a path lies in, the innermost first. */
function foldersAbove(path: string): readonly string[] {
  const above: string[] = [];
  for (let one = dirname(path); ; one = dirname(one)) {
    above.push(one);
    if (one === dirname(one)) return above;
  }
}
