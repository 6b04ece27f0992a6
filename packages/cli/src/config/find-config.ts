import { statSync } from "node:fs";
import { dirname, join } from "node:path";

/** In the order in which they are looked for within a folder. */
export const configNames: readonly string[] = ["yaml", "json", "js", "mjs", "ts"].map((end) => `netpolint.config.${end}`);

/** The configuration of the nearest folder, from this one upwards, that has any. */
export function findConfig(folder: string): string | undefined {
  const found = configNames.map((name) => join(folder, name)).find(isFile);
  if (found !== undefined) return found;
  const parent = dirname(folder);
  return parent === folder ? undefined : findConfig(parent);
}

/** The configurations beside this one, of which none would be read. */
export function configsBeside(file: string): readonly string[] {
  const folder = dirname(file);
  return configNames.map((name) => join(folder, name)).filter((path) => path !== file && isFile(path));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
