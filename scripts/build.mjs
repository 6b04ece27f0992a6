// `npm run build`: installs what is missing and builds the command line into packages/cli/dist.

import { build, install } from "./workspace.mjs";

for (const step of [install, build]) {
  const { ok, output } = step();
  if (ok) continue;
  process.stderr.write(`${step.name} failed:\n${output}`);
  process.exitCode = 1;
  break;
}
