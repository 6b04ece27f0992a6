// Puts what V8 makes of the bundle beside it (`program.bin`), so that a start does not compile it anew. The program runs
// once on an example: functions that a run needs are then in the code as well. Read by packages/cli/src/code-cache.ts.

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, posix } from "node:path";
import { constants, Script } from "node:vm";

const [folder, example] = process.argv.slice(2);
const scripts = new Map();
const modules = new Map();
const outside = createRequire(join(folder, "program.cjs"));

function load(name) {
  const known = modules.get(name);
  if (known) return known.exports;
  const module = { exports: {} };
  modules.set(name, module);
  const file = join(folder, name);
  const text = readFileSync(file, "utf8");
  const source = `(function (exports, require, module, __filename, __dirname) { ${text}\n})`;
  const script = new Script(source, {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  scripts.set(name, { source, script });
  const require = (id) => (id.startsWith(".") ? load(posix.join(posix.dirname(name), id)) : outside(id));
  script.runInThisContext()(module.exports, require, module, file, dirname(file));
  return module.exports;
}

process.argv = [process.argv[0], "netpolint", "lint", "--no-config", example];
const write = process.stdout.write;
process.stdout.write = () => true;
process.once("beforeExit", () => {
  process.stdout.write = write;
  save();
  process.exitCode = 0;
});
load("program.cjs");

function save() {
  const parts = [];
  const files = {};
  const sizes = [...scripts].map(([name, { source, script }]) => [name, Buffer.from(source), script.createCachedData()]);
  // The header's length hangs on the offsets in it, so they are counted from behind it, and it is filled up.
  const room = 4096;
  let at = 4 + room;
  for (const [name, source, code] of sizes) {
    files[name] = { source: [at, source.length], code: [at + source.length, code.length] };
    at += source.length + code.length;
    parts.push(source, code);
  }
  const header = Buffer.from(JSON.stringify(files).padEnd(room));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const target = join(folder, "program.bin");
  writeFileSync(`${target}.new`, Buffer.concat([length, header, ...parts]));
  renameSync(`${target}.new`, target);
}
