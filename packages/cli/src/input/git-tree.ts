import { posix } from "node:path";
import { isKustomizationFile, isManifest, isSkippedFolder } from "./walk-folder.js";

/** One entry of a revision, as `git ls-tree -r -z` lists it. */
export interface TreeEntry {
  readonly kind: "file" | "link" | "submodule";
  readonly id: string;
  /** From the root of the repository, with `/`. */
  readonly path: string;
}

export function readTree(listing: Buffer): readonly TreeEntry[] {
  return listing
    .toString("utf8")
    .split("\0")
    .flatMap((line) => {
      const [, mode, id, path] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      if (mode === undefined || id === undefined || path === undefined) return [];
      return [{ kind: kindOf(mode), id, path }];
    });
}

function kindOf(mode: string): TreeEntry["kind"] {
  if (mode === "120000") return "link";
  return mode === "160000" ? "submodule" : "file";
}

export interface SelectedEntries {
  /** Manifests below a folder, or the one file that was named, in the order of their paths. */
  readonly files: readonly TreeEntry[];
  /** Links to manifests or folders that lead to nothing in the revision. */
  readonly broken: readonly TreeEntry[];
  readonly submodules: readonly TreeEntry[];
}

/**
 * What a path stands for. Folders are read as they are on the disk: without `node_modules` and folders whose names
 * begin with a dot, and links are followed. Undefined where the revision has nothing there.
 */
export function selectEntries(
  tree: readonly TreeEntry[],
  path: string,
  targetOf: (link: TreeEntry) => string,
): SelectedEntries | undefined {
  const selected: Selection = { files: new Map(), broken: [], submodules: [], seen: new Set() };
  if (!enterPath(tree, path, targetOf, selected, "named")) return undefined;
  const files = [...selected.files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, broken: selected.broken, submodules: selected.submodules };
}

interface Selection {
  readonly files: Map<string, TreeEntry>;
  readonly broken: TreeEntry[];
  readonly submodules: TreeEntry[];
  /** Paths that were entered, so that links cannot lead in circles. */
  readonly seen: Set<string>;
}

/** False where there is nothing at the path. */
function enterPath(
  tree: readonly TreeEntry[],
  path: string,
  targetOf: (link: TreeEntry) => string,
  selected: Selection,
  how: "named" | "found",
): boolean {
  if (selected.seen.has(path)) return true;
  selected.seen.add(path);
  const below = tree.filter((entry) => entry.path === path || path === "" || entry.path.startsWith(`${path}/`));
  for (const entry of below) {
    if (isSkipped(entry.path.slice(path.length))) continue;
    if (entry.kind === "submodule") selected.submodules.push(entry);
    else if (entry.kind === "link") followLink(tree, entry, targetOf, selected, how);
    else if (isManifest(entry.path) || (how === "named" && entry.path === path)) selected.files.set(entry.path, entry);
  }
  return below.length > 0;
}

function followLink(
  tree: readonly TreeEntry[],
  link: TreeEntry,
  targetOf: (link: TreeEntry) => string,
  selected: Selection,
  how: "named" | "found",
): void {
  const target = posix.normalize(posix.join(posix.dirname(link.path), targetOf(link)));
  const isInside = target !== ".." && !target.startsWith("../") && !posix.isAbsolute(targetOf(link));
  const path = target === "." ? "" : target.replace(/\/$/, "");
  const found = isInside && enterPath(tree, path, targetOf, selected, linkHow(link, how));
  // Only what would be read is worth a word when a link leads nowhere.
  if (!found && (how === "named" || isManifest(link.path))) selected.broken.push(link);
}

/** A link named like a manifest stands for one, whatever the name of its target. */
function linkHow(link: TreeEntry, how: "named" | "found"): "named" | "found" {
  return isManifest(link.path) ? "named" : how;
}

/** Whether a folder is a kustomization, or one below it that is not skipped. */
export function holdsKustomization(tree: readonly TreeEntry[], folder: string): boolean {
  const start = folder === "" ? "" : `${folder}/`;
  return tree.some(
    ({ path }) => isKustomizationFile(path) && path.startsWith(start) && !isSkipped(path.slice(start.length)),
  );
}

/** `inside` is the path below the folder that was entered. */
function isSkipped(inside: string): boolean {
  return inside.split("/").slice(0, -1).some(isSkippedFolder);
}

/** Whether a file lies in the `templates` folder of a Helm chart. */
export function isChartTemplate(tree: ReadonlySet<string>, path: string): boolean {
  const steps = path.split("/");
  return steps.some((step, index) => {
    const parent = steps.slice(0, index).map((one) => `${one}/`).join("");
    return step === "templates" && index < steps.length - 1 && tree.has(`${parent}Chart.yaml`);
  });
}
