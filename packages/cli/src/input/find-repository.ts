import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest folder upwards that git keeps; a work tree's `.git` is a file. */
export function findRepository(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : findRepository(above);
}
