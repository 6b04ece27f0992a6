import { relative, sep } from "node:path";
import { pathGlobSet } from "./glob-set.js";

/** Which files the globs of a configuration leave out, by absolute path. */
export function ignoredFiles(globs: readonly string[], folder: string): (path: string) => boolean {
  const isIgnored = pathGlobSet(globs);
  return (path) => isIgnored(relative(folder, path).split(sep).join("/"));
}
