// Prints, as JSON, the modules of the command line that a run could load and does not touch. The bundle has every module
// in a part of its own, which is loaded when it is used (packages/cli/seldom-part.mjs).

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { partsFile } from "../packages/cli/seldom-part.mjs";
import { runExample } from "./run-example.mjs";

const [folder, ...paths] = process.argv.slice(2);
const parts = new Map(JSON.parse(readFileSync(join(folder, partsFile), "utf8")).map((part) => [part.fileName, part]));
const require = createRequire(join(folder, "program.cjs"));

function loadedParts() {
  return Object.keys(require.cache).map((file) => relative(folder, file).replaceAll("\\", "/"));
}

/** What says that the program is broken must not be a part that may be missing. */
function partsOf(module) {
  const holds = ({ moduleIds }) => moduleIds.some((id) => id.replaceAll("\\", "/").endsWith(module));
  return [...parts.values()].filter(holds).map(({ fileName }) => fileName);
}

/** With all that these would load at once, were it not for later. */
function partsFor(files) {
  const reached = new Set(files);
  // A set goes on to what is added while it is walked.
  for (const file of reached) for (const imported of parts.get(file)?.imports ?? []) reached.add(imported);
  return [...reached];
}

runExample(
  paths,
  () => require("./program.cjs"),
  () => {
    const loaded = [...loadedParts(), ...partsFor(partsOf("packages/cli/src/internal-error.ts"))];
    const seldom = partsFor(loaded).filter((file) => !loaded.includes(file));
    process.stdout.write(JSON.stringify(seldom.flatMap((file) => parts.get(file)?.moduleIds ?? [])));
  },
);
