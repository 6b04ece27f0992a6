import { closeSync, openSync, readSync, statSync } from "node:fs";

/**
 * The first 64 kB of a file, which may be larger than memory; "" for what cannot be read, and for pipes, out of which
 * looking would take something.
 */
export function startOfFile(path: string): string {
  try {
    if (!statSync(path).isFile()) return "";
    const file = openSync(path, "r");
    try {
      const start = Buffer.alloc(64 * 1024);
      return start.toString("utf8", 0, readSync(file, start));
    } finally {
      closeSync(file);
    }
  } catch {
    return "";
  }
}
