// Puts what V8 makes of the bundle beside it (`program.bin`), so that a start does not compile it anew. The program runs
// twice on an example: first to see which files a run needs, then as one script of them, so that the functions that it
// calls are in the code as well. Read by packages/cli/src/code-cache.ts.

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, posix } from "node:path";
import { constants, Script } from "node:vm";

const [folder, example] = process.argv.slice(2);
const outside = createRequire(join(folder, "program.cjs"));
const fs = outside("node:fs");
const { writeSync } = fs;
// V8 keeps texts from this length on apart from the heap that it has to tidy while the program starts.
const shortest = 1_040_000;
// V8 copies code that does not begin where a pointer could.
const alignment = 8;

/** Runs the program and calls `then` when it has ended. `wrappedOf` gives the function of a file of the bundle. */
function run(wrappedOf, then) {
  const modules = new Map();
  const load = (name) => {
    const known = modules.get(name);
    if (known) return known.exports;
    const module = { exports: {} };
    modules.set(name, module);
    const file = join(folder, name);
    const require = (id) => (id.startsWith(".") ? load(posix.join(posix.dirname(name), id)) : outside(id));
    wrappedOf(name)(module.exports, require, module, file, dirname(file));
    return module.exports;
  };
  // Immediates keep the process alive, so that it ends, and says so, once more.
  process.once("beforeExit", () => setImmediate(() => then([...modules.keys()])));
  load("program.cjs");
}

function compile(text, filename) {
  return new Script(text, { filename, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER });
}

function wrap(name) {
  const text = readFileSync(join(folder, name), "utf8");
  return `(function (exports, require, module, __filename, __dirname) { ${text}\n})`;
}

/** So that each character is one byte. */
function escaped(text) {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function runTogether(names) {
  const record = `({\n${names.map((name) => `${JSON.stringify(name)}: ${escaped(wrap(name))},\n`).join("")}})`;
  const text = record.padEnd(Math.max(shortest, Math.ceil(record.length / alignment) * alignment));
  const script = compile(text, join(folder, "program.bin"));
  const wrapped = script.runInThisContext();
  run(
    (name) => wrapped[name],
    () => save(text, script.createCachedData()),
  );
}

function save(text, code) {
  fs.writeSync = writeSync;
  process.exitCode = 0;
  const length = Buffer.alloc(8);
  length.writeUInt32LE(text.length);
  const target = join(folder, "program.bin");
  writeFileSync(`${target}.new`, Buffer.concat([length, Buffer.from(text, "latin1"), code]));
  renameSync(`${target}.new`, target);
}

process.argv = [process.argv[0], "netpolint", "lint", "--no-config", example];
// What it prints is for nobody, and it is not the end when it ends.
fs.writeSync = (_, bytes, from = 0) => bytes.length - from;
process.exit = () => undefined;
run((name) => compile(wrap(name), join(folder, name)).runInThisContext(), runTogether);
