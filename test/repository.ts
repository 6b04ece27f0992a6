import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Paths here are from the repository's root, with `/`. */
export function exists(path: string): boolean {
  return existsSync(join(root, path));
}

export function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** The names of the folders directly in this one, sorted; empty when it does not exist. */
export function foldersIn(path: string): readonly string[] {
  return entriesOf(path)
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}

/** The names of the files directly in this folder, sorted; empty when it does not exist. */
export function filesIn(path: string): readonly string[] {
  return entriesOf(path)
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .toSorted();
}

/** Every TypeScript file below this folder with its text. */
export function sourcesBelow(path: string): ReadonlyMap<string, string> {
  const own = filesIn(path)
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${path}/${name}`);
  const sources = new Map(own.map((file) => [file, read(file)]));
  for (const folder of foldersIn(path)) {
    for (const [file, text] of sourcesBelow(`${path}/${folder}`)) sources.set(file, text);
  }
  return sources;
}

function entriesOf(path: string) {
  return exists(path) ? readdirSync(join(root, path), { withFileTypes: true }) : [];
}
