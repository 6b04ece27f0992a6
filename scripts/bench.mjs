// `npm run bench`: how fast the connectivity kernel is, against JSON.parse and a naive evaluator.
//
//   npm run bench                            everything; takes a quarter of an hour
//   npm run bench -- --quick                 without the largest clusters
//   npm run bench -- --only published        the shapes and comparisons whose name holds the text
//   npm run bench -- --runs 11               more than 7 runs of each

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build, install, root, rolldownFile, runInstalled } from "./workspace.mjs";

const folder = join(root, "packages", "core", "bench");
const bundle = () => runInstalled(rolldownFile, ["--config", join(folder, "rolldown.config.mjs")]);

process.exitCode = bench(process.argv.slice(2));

function bench(args) {
  for (const step of [install, build, bundle]) {
    const { ok, output } = step();
    if (ok) continue;
    process.stderr.write(`${step.name} failed:\n${output}`);
    return 2;
  }
  const command = ["--expose-gc", "--max-old-space-size=8192", join(folder, "out", "bench.cjs"), ...args];
  return spawnSync(process.execPath, command, { cwd: root, stdio: "inherit" }).status ?? 2;
}
