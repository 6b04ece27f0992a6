import { relative, resolve, sep } from "node:path";
import micromatch from "micromatch";
import { isGlob } from "./path-text.js";
import { type FolderContent, isKustomizationFile, isManifest, walkFolder } from "./walk-folder.js";

/**
 * The files that a glob matches, and the manifests below the folders that it matches. A glob that ends in `*` means
 * manifests only, so that `k8s/*` does not read a README.
 */
export async function expandGlob(cwd: string, glob: string): Promise<FolderContent> {
  const pattern = sep === "\\" ? glob.replaceAll("\\", "/") : glob;
  const { folder, rest } = splitGlob(pattern);
  const root = resolve(cwd, folder);
  const content = await walkFolder(cwd, root);
  const isWanted = matcherOf(rest);
  return { ...content, files: content.files.filter((path) => isWanted(relative(root, path).split(sep).join("/"))) };
}

/** The same for paths of a revision, from its root: the folder to look into, and which paths are meant. */
export function globBelow(glob: string): { readonly folder: string; readonly isWanted: (path: string) => boolean } {
  const { folder, rest } = splitGlob(glob);
  const isWanted = matcherOf(rest);
  const root = folder === "." ? "" : folder;
  return { folder: root, isWanted: (path) => isWanted(root === "" ? path : path.slice(root.length + 1)) };
}

/** `inside` is the path below the folder from which the rest is matched. */
function matcherOf(rest: string): (inside: string) => boolean {
  const isMatch = micromatch.matcher(rest, { dot: true, nonegate: true });
  return (inside) => {
    if (isMatch(inside)) return !rest.endsWith("*") || isManifest(inside) || isKustomizationFile(inside);
    return isManifest(inside) && foldersOf(inside).some((parent) => isMatch(parent));
  };
}

/** The folder before the first step with a wildcard, from which the rest is matched. */
function splitGlob(pattern: string): { folder: string; rest: string } {
  const steps = pattern.split("/");
  const first = steps.findIndex(isGlob);
  const folder = steps.slice(0, first).join("/");
  const isFromRoot = first > 0 && folder === "";
  return { folder: isFromRoot ? "/" : folder === "" ? "." : folder, rest: steps.slice(first).join("/") };
}

/** `a/b/c.yaml` is in `a` and `a/b`. */
function foldersOf(path: string): readonly string[] {
  const steps = path.split("/");
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join("/"));
}
