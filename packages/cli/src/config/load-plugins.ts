import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { isObject, type JsonValue, type Path } from "@netpolint/core";
import type { LoadedPlugin, Tools } from "../tools.js";
import type { FieldProblem } from "./check-shape.js";
import type { ConfigPlace } from "./config.js";
import { importDefault } from "./import-config.js";
import { readPlugin } from "./read-plugin.js";

interface WithPlugins {
  readonly tools: Tools;
  readonly problems: readonly FieldProblem[];
}

/** Where a configuration is, from which names are looked up. */
interface From {
  readonly path: string;
  readonly folder: string;
  readonly placeOf: (path: Path) => ConfigPlace;
}

/** The tools with the rules and packs of plugins, under their prefixes. A plugin with a mistake in it brings nothing. */
export async function addPlugins(
  plugins: Readonly<Record<string, string>>,
  from: From,
  before: Tools,
): Promise<WithPlugins> {
  let tools = before;
  const problems: FieldProblem[] = [];
  for (const [prefix, name] of Object.entries(plugins)) {
    const added = await addPlugin(prefix, name, from, tools);
    if ("message" in added) problems.push({ path: ["plugins", prefix], ...added });
    else tools = added;
  }
  return { tools, problems };
}

type Mistake = Omit<FieldProblem, "path">;

async function addPlugin(prefix: string, name: string, from: From, tools: Tools): Promise<Tools | Mistake> {
  if (!/^[a-z][a-z0-9-]*$/.test(prefix)) {
    const wanted = "lower-case letters, digits and dashes, beginning with a letter";
    return { atKey: true, message: `The prefix \`${prefix}\` of a plugin is not of ${wanted}.` };
  }
  const path = resolveModule(from, name);
  if (path === undefined || !existsSync(path)) {
    const hint = "a file begins with `./`, a package is installed";
    return { message: `There is no plugin \`${name}\` to be found from here: ${hint}.` };
  }
  const same = tools.plugins?.find((plugin) => plugin.prefix === prefix);
  if (same?.path === path) return tools;
  if (same) {
    const where = "in a configuration that this one builds on";
    return { atKey: true, message: `There is another plugin with the prefix \`${prefix}\` ${where}.` };
  }
  const loaded = await importDefault(path);
  if (!("value" in loaded)) {
    return { message: loaded.why === undefined ? loaded.problem : `Plugin \`${name}\` cannot be loaded: ${loaded.why}` };
  }
  const read = readPlugin(loaded.value, prefix, from.placeOf(["plugins", prefix]));
  if ("problem" in read) return { message: `Plugin \`${name}\` cannot be used: ${read.problem}.` };
  const plugin: LoadedPlugin = { prefix, path, hash: hashOfSources(path) };
  return {
    ...tools,
    rules: [...tools.rules, ...read.rules],
    packs: [...tools.packs, ...read.packs],
    plugins: [...(tools.plugins ?? []), plugin],
  };
}

/** A file by its path from the folder of the configuration, or what a package exports. */
export function resolveModule({ folder, path }: Pick<From, "folder" | "path">, name: string): string | undefined {
  if (name.startsWith(".") || isAbsolute(name)) return resolve(folder, name);
  try {
    return createRequire(path).resolve(name);
  } catch {
    return importedEntry(folder, name);
  }
}

/** The entry of a package that can only be imported, which `require.resolve` does not find. */
function importedEntry(folder: string, name: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const root = join(at, "node_modules", name);
    if (existsSync(join(root, "package.json"))) {
      const entry = exportedEntry(root);
      return entry === undefined ? undefined : join(root, entry);
    }
    if (dirname(at) === at) return undefined;
  }
}

function exportedEntry(root: string): string | undefined {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as JsonValue;
  const exported = isObject(manifest) ? manifest["exports"] : undefined;
  return entryOf(isObject(exported) && exported["."] !== undefined ? exported["."] : exported);
}

function entryOf(exported: JsonValue | undefined): string | undefined {
  if (typeof exported === "string") return exported;
  if (!isObject(exported)) return undefined;
  for (const [condition, value] of Object.entries(exported)) {
    if (!["import", "node", "default"].includes(condition)) continue;
    const entry = entryOf(value);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** Of the entry and of every file of the plugin's own that it imports; of a package with its version. */
function hashOfSources(entry: string): string {
  const hash = createHash("sha256");
  const seen = new Set([entry]);
  for (const path of seen) {
    const text = readFileSync(path, "utf8");
    hash.update(text);
    for (const [, name = ""] of text.matchAll(/(?:from|import|require)\s*\(?\s*["'](\.{1,2}\/[^"'\n]+)["']/g)) {
      const imported = fileOf(resolve(dirname(path), name));
      if (imported !== undefined) seen.add(imported);
    }
  }
  return hash.update(versionAbove(dirname(entry))).digest("hex");
}

/** As imports name them: with another end, with none, or by their folder. */
function fileOf(path: string): string | undefined {
  const files = [path, path.replace(/\.([cm]?)js$/, ".$1ts"), `${path}.js`, `${path}.ts`];
  const candidates = [...files, join(path, "index.js"), join(path, "index.ts")];
  return candidates.find((one) => existsSync(one) && statSync(one).isFile());
}

function versionAbove(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, "package.json");
    if (existsSync(file)) return readFileSync(file, "utf8");
    if (dirname(at) === at) return "";
  }
}
