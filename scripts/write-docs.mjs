// `npm run docs`: writes the pages again that are made from data (the command line, the flow packs, the action), the
// transcripts of the command line and what the action shows. Tests compare them; every line that changes has to be right
// in its own right.

import { install, installed, run, vitestFile } from "./workspace.mjs";

const tests = [
  "test/documents.test.ts",
  "test/pack-pages.test.ts",
  "packages/cli/test/transcripts.test.ts",
  "packages/action/test/written-files.test.ts",
  "packages/action/test/events.test.ts",
];

process.exitCode = main();

function main() {
  for (const step of [install, write]) {
    const { ok, output } = step();
    if (ok) continue;
    process.stderr.write(`${step.name} failed:\n${output}`);
    return 1;
  }
  return 0;
}

function write() {
  return run(process.execPath, [installed(vitestFile), "run", ...tests], { env: { NETPOLINT_UPDATE: "1" } });
}
