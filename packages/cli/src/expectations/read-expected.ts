import type { Input } from "../input/input.js";
import { readPaths } from "../input/read-paths.js";
import type { Io } from "../io.js";
import { noProgress } from "../progress.js";
import type { Settings } from "../settings.js";

/** The expectation files that the configuration lists. */
export async function readExpected(io: Io, { config }: Settings): Promise<Pick<Input, "files" | "problems">> {
  if (config.expectations.length === 0) return { files: [], problems: [] };
  return readPaths(io, config.expectations, noProgress, () => false);
}
