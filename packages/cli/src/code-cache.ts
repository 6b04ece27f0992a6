import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, posix } from "node:path";
import { constants, Script } from "node:vm";

/** One file of the bundle within `program.bin`: its text and what V8 made of it, as [offset, length] in bytes. */
interface CachedFile {
  readonly source: readonly [number, number];
  readonly code: readonly [number, number];
}

interface Container {
  readonly bytes: Buffer;
  readonly files: Readonly<Record<string, CachedFile>>;
}

type Wrapped = (
  exports: unknown,
  require: (id: string) => unknown,
  module: { exports: unknown },
  file: string,
  folder: string,
) => void;

/**
 * Runs the program of the bundle with the code that V8 made of it when it was built (`scripts/code-cache.mjs`). V8
 * compiles anew what was made by another release or with other flags. Text and code lie in one file, so that they never
 * belong to different builds. False where there is no such file.
 */
export function runCached(folder: string): boolean {
  const container = readContainer(join(folder, "program.bin"));
  if (!container) return false;
  const outside = createRequire(join(folder, "program.cjs"));
  const modules = new Map<string, { exports: unknown }>();
  const load = (name: string): unknown => {
    const known = modules.get(name);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    modules.set(name, module);
    const file = join(folder, name);
    // Files of the bundle require each other by relative paths; everything else is Node's.
    const require = (id: string): unknown => (id.startsWith(".") ? load(posix.join(posix.dirname(name), id)) : outside(id));
    compile(container, name, file)(module.exports, require, module, file, dirname(file));
    return module.exports;
  };
  load("program.cjs");
  return true;
}

function readContainer(path: string): Container | undefined {
  try {
    const bytes = readFileSync(path);
    const end = 4 + bytes.readUInt32LE(0);
    return { bytes, files: JSON.parse(bytes.toString("utf8", 4, end)) as Container["files"] };
  } catch {
    return undefined;
  }
}

/** Parts that hardly any run needs are not in the container. */
function compile({ bytes, files }: Container, name: string, file: string): Wrapped {
  const cached = files[name];
  const source = cached ? bytes.toString("utf8", cached.source[0], cached.source[0] + cached.source[1]) : wrap(readFileSync(file, "utf8"));
  const cachedData = cached && bytes.subarray(cached.code[0], cached.code[0] + cached.code[1]);
  const script = new Script(source, {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData ? { cachedData } : {}),
  });
  return script.runInThisContext() as Wrapped;
}

function wrap(text: string): string {
  return `(function (exports, require, module, __filename, __dirname) { ${text}\n})`;
}
