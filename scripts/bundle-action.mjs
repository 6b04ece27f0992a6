// `npm run bundle`: makes packages/action/dist again, which is committed, since runners of GitHub Actions install
// nothing. A test compares it with the sources.

import { rmSync } from "node:fs";
import { join } from "node:path";
import { install, rolldownFile, root, runInstalled } from "./workspace.mjs";

const folder = join(root, "packages", "action");

for (const step of [install, bundle]) {
  const { ok, output } = step();
  if (ok) continue;
  process.stderr.write(`${step.name} failed:\n${output}`);
  process.exitCode = 1;
  break;
}

function bundle() {
  rmSync(join(folder, "dist"), { recursive: true, force: true });
  return runInstalled(rolldownFile, ["--config", join(folder, "rolldown.config.mjs")]);
}
