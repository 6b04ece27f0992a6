import { statSync } from "node:fs";
import { join, resolve } from "node:path";

const cacheName = ".netpolintcache";

/** Where reports are kept, as an absolute path. A location that ends with `/`, or is a folder, holds the file. */
export function cachePathOf(cwd: string, given: string | undefined): string {
  if (given === undefined) return join(cwd, cacheName);
  const path = resolve(cwd, given);
  return given.endsWith("/") || isFolder(path) ? join(path, cacheName) : path;
}

/** Where nobody can look, writing says why. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
