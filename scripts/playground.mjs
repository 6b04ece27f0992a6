// `npm run playground`: builds the playground, one page that opens from the disk, and prints where it is.

import { join } from "node:path";
import { bundleOf, install, root } from "./workspace.mjs";

const steps = [
  ["install", install],
  ["build", () => bundleOf("playground")],
];

process.exitCode = main();

function main() {
  for (const [name, step] of steps) {
    const { ok, output } = step();
    if (ok) continue;
    process.stderr.write(`${String(name)} failed:\n${output}\n`);
    return 1;
  }
  process.stdout.write(`${join(root, "packages", "playground", "dist", "page", "index.html")}\n`);
  return 0;
}
