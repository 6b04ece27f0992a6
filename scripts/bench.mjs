// `npm run bench`: how fast the connectivity kernel is, against JSON.parse and a naive evaluator, and how fast records of
// traffic are read, and how fast the pages of the report and the playground are.
//
//   npm run bench                            everything; takes a quarter of an hour
//   npm run bench -- --quick                 without the largest clusters
//   npm run bench -- --only published        the shapes and comparisons whose name holds the text
//   npm run bench -- --only reading          files into objects; `start-up`: the command line against node
//   npm run bench -- --only traffic          records of traffic only
//   npm run bench -- --only pages            the pages only; needs Chromium
//   npm run bench -- --runs 11               more than 7 runs of each

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build, install, root, rolldownFile, runInstalled } from "./workspace.mjs";

const folderOf = (name) => join(root, "packages", name, "bench");
const bundled = (name) => ({ name: "bundle", run: () => runInstalled(rolldownFile, ["--config", join(folderOf(name), "rolldown.config.mjs")]) });

process.exitCode = bench(process.argv.slice(2));

function bench(args) {
  const packages = measuredPackages(args);
  const steps = [{ name: "install", run: install }, { name: "build", run: build }, ...packages.map(bundled)];
  for (const { name, run } of steps) {
    const { ok, output } = run();
    if (ok) continue;
    process.stderr.write(`${name} failed:\n${output}`);
    return 2;
  }
  return Math.max(...packages.map((name) => measure(name, args)));
}

/** What `--only` names is measured in one of them; without it all are. */
function measuredPackages(args) {
  const only = args.includes("--only") ? args[args.indexOf("--only") + 1] : undefined;
  if (only === undefined) return ["core", "generate", "playground"];
  if ("pages".includes(only)) return ["playground"];
  return ["traffic".includes(only) ? "generate" : "core"];
}

function measure(name, args) {
  const command = ["--expose-gc", "--max-old-space-size=8192", join(folderOf(name), "out", "bench.cjs"), ...args];
  return spawnSync(process.execPath, command, { cwd: root, stdio: "inherit" }).status ?? 2;
}
