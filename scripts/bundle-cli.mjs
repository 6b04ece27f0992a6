// Bundles the command line into a folder: `node scripts/bundle-cli.mjs <folder>`. First with every module by itself, to
// see which of them a run on an example touches, and then so that the others are loaded later.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { root, rolldownFile, run, runInstalled } from "./workspace.mjs";

const folder = resolve(process.argv[2]);
const examples = join(root, "examples", "netobserv");
/** What most runs need, and no more: V8 looks at all of its code whenever the program starts. */
const plain = [join(examples, "network-policies.yaml"), join(root, "packages", "cli", "start-up", "one-policy.yaml")];
const beside = mkdtempSync(join(tmpdir(), "netpolint-modules-"));
const seldom = join(beside, "seldom.json");

const steps = [
  () => bundle({ NETPOLINT_BUNDLE_FOLDER: beside, NETPOLINT_BUNDLE_BY_MODULE: "1" }),
  () => {
    const found = script("seldom-modules.mjs", beside, ...plain);
    if (found.ok) writeFileSync(seldom, found.output);
    return found;
  },
  () => bundle({ NETPOLINT_BUNDLE_FOLDER: folder, NETPOLINT_SELDOM_MODULES: seldom }),
  () => script("code-cache.mjs", folder, examples, ...plain),
];

try {
  for (const step of steps) {
    const { ok, output } = step();
    if (ok) continue;
    process.stderr.write(output);
    process.exitCode = 1;
    break;
  }
} finally {
  rmSync(beside, { recursive: true });
}

function bundle(env) {
  return runInstalled(rolldownFile, ["--config", join(root, "packages", "cli", "rolldown.config.mjs")], { env });
}

function script(name, ...args) {
  return run(process.execPath, [join(root, "scripts", name), ...args]);
}
