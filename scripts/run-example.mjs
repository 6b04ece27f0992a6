// Runs the program of a bundle on an example, in this process, as often as is wanted.

import { createRequire } from "node:module";

const fs = createRequire(import.meta.url)("node:fs");
const { writeSync } = fs;
const { exit } = process;

/** Lints the files with the program that `load` loads, and calls `then` when it has ended. What it prints is for nobody. */
export function runExample(paths, load, then) {
  process.argv = [process.argv[0], "netpolint", "lint", "--no-config", ...paths];
  fs.writeSync = (_, bytes, from = 0) => bytes.length - from;
  process.exit = () => undefined;
  // Immediates keep the process alive, so that it ends, and says so, once more.
  process.once("beforeExit", () =>
    setImmediate(() => {
      Object.assign(fs, { writeSync });
      Object.assign(process, { exit, exitCode: 0 });
      then();
    }),
  );
  load();
}
