// Puts what V8 makes of the bundle beside it, so that a start does not compile it anew: what lints an example without
// findings into `program.bin`, and what most other runs need besides into `parts/seldom.bin`. The program runs on the
// example first to see which files that takes, and then as one script of them, so that the functions that it calls are
// in the code as well. Read by packages/cli/src/code-cache.ts.

import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, posix } from "node:path";
import { Script } from "node:vm";
import { runExample } from "./run-example.mjs";

const [folder, pathWithFindings, ...paths] = process.argv.slice(2);
const seldom = "parts/seldom.cjs";
const outside = createRequire(join(folder, "program.cjs"));
// V8 copies code that does not begin where a pointer could.
const alignment = 8;

/** Runs the program and calls `then` with the files that it took. `wrappedOf` gives the function of a file of the bundle. */
function run(input, wrappedOf, then) {
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
  runExample(
    input,
    () => load("program.cjs"),
    () => then([...modules.keys()]),
  );
}

function compile(text, filename) {
  return new Script(text, { filename });
}

function wrap(name) {
  const text = readFileSync(join(folder, name), "utf8");
  return `(function (exports, require, module, __filename, __dirname) { ${text}\n})`;
}

function plain(name) {
  return compile(wrap(name), join(folder, name)).runInThisContext();
}

/** So that each character is one byte. */
function escaped(text) {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Runs the example with these files as one script, and keeps what V8 has made of it by the end. */
function runTogether(input, names, target, then) {
  const record = `({\n${names.map((name) => `${JSON.stringify(name)}: ${escaped(wrap(name))},\n`).join("")}})`;
  const text = record.padEnd(Math.ceil(record.length / alignment) * alignment);
  const script = compile(text, join(folder, target));
  const wrapped = script.runInThisContext();
  run(
    input,
    (name) => wrapped[name] ?? plain(name),
    () => {
      save(target, text, script.createCachedData());
      then();
    },
  );
}

function save(name, text, code) {
  const length = Buffer.alloc(alignment);
  length.writeUInt32LE(text.length);
  const target = join(folder, name);
  writeFileSync(`${target}.new`, Buffer.concat([length, Buffer.from(text, "latin1"), code]));
  renameSync(`${target}.new`, target);
}

run(paths, plain, (names) =>
  runTogether(paths, names, "program.bin", () => {
    if (existsSync(join(folder, seldom))) runTogether([pathWithFindings], [seldom], "parts/seldom.bin", () => undefined);
  }),
);
