import { readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { Script } from "node:vm";

/** A text in Latin-1, which is a record of functions by file of the bundle, and what V8 made of it. */
interface Container {
  readonly text: string;
  readonly code: Uint8Array;
}

type Wrapped = (
  exports: unknown,
  require: (id: string) => unknown,
  module: { exports: unknown },
  file: string,
  folder: string,
) => void;

/**
 * Runs the program of the bundle with the code that V8 made of it when it was built (`scripts/code-cache.mjs`): of what
 * nearly every run needs in `program.bin`, of the rest beside its file. V8 compiles anew what was made by another
 * release or with other flags. Text and code lie in one file, so that they never belong to different builds. False
 * where there is no such file.
 */
export function runCached(folder: string): boolean {
  const program = readWrapped(join(folder, "program.bin"));
  if (!program) return false;
  const modules = new Map<string, { exports: unknown }>();
  const load = (name: string): unknown => {
    const known = modules.get(name);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    modules.set(name, module);
    const file = join(folder, name);
    // Files of the bundle require each other by relative paths; everything else is Node's. To load what makes a
    // `require` takes longer than to ask the process.
    const require = (id: string): unknown =>
      id.startsWith(".") ? load(posix.join(posix.dirname(name), id)) : process.getBuiltinModule(id);
    const run = program[name] ?? readPart(file, name);
    run(module.exports, require, module, file, dirname(file));
    return module.exports;
  };
  load("program.cjs");
  return true;
}

function readWrapped(path: string): Readonly<Record<string, Wrapped>> | undefined {
  const container = readContainer(path);
  return container && (compile(container.text, path, container.code) as Readonly<Record<string, Wrapped>>);
}

function readContainer(path: string): Container | undefined {
  try {
    const bytes = readFileSync(path);
    const end = 8 + bytes.readUInt32LE(0);
    return { text: bytes.toString("latin1", 8, end), code: bytes.subarray(end) };
  } catch {
    return undefined;
  }
}

/** Parts that few runs need are not in the container of all others, and most of those in none. */
function readPart(file: string, name: string): Wrapped {
  const own = readWrapped(`${file.slice(0, -".cjs".length)}.bin`)?.[name];
  if (own) return own;
  const text = readFileSync(file, "utf8");
  return compile(`(function (exports, require, module, __filename, __dirname) { ${text}\n})`, file) as Wrapped;
}

function compile(text: string, filename: string, cachedData?: Uint8Array): unknown {
  return new Script(text, { filename, ...(cachedData ? { cachedData } : {}) }).runInThisContext();
}
