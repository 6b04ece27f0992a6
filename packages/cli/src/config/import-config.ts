import { createRequire } from "node:module";
import { extname } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import type { JsonValue } from "@netpolint/core";
import { nativeImport } from "./native-import.js";

type Imported = { readonly value: JsonValue } | { readonly problem: string };

/** The default export of a program, as plain data. */
export async function importConfig(path: string): Promise<Imported> {
  const loaded = await importDefault(path);
  if ("value" in loaded) return plainData(loaded.value);
  return { problem: loaded.why === undefined ? loaded.problem : `The configuration cannot be loaded: ${loaded.why}` };
}

/** Or why there is none: a sentence on what would be needed, or what the program said. */
export type ImportedDefault =
  | { readonly value: unknown }
  | { readonly problem: string; readonly why?: undefined }
  | { readonly why: string };

/** The default export of a program, as it is. */
export async function importDefault(path: string): Promise<ImportedDefault> {
  const load = loaderFor(path);
  if (typeof load === "string") return { problem: load };
  try {
    return { value: await load() };
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n", 1)[0] : String(error);
    return { why: why ?? "" };
  }
}

type Load = () => Promise<unknown>;

/** Or a sentence on what would be needed. */
function loaderFor(path: string): Load | string {
  const native: Load = async () => (await nativeImport(pathToFileURL(path).href))["default"];
  if (!/^\.[cm]?ts$/.test(extname(path)) || hasTypeStripping()) return native;
  return jitiBeside(path) ?? cannotReadTypeScript;
}

const cannotReadTypeScript =
  `Node ${process.version} does not read TypeScript: use Node 22.18 or newer, install \`jiti\` beside the ` +
  "configuration, or write it as netpolint.config.mjs or netpolint.config.yaml.";

function hasTypeStripping(): boolean {
  return Boolean((process.features as { readonly typescript?: string | boolean }).typescript);
}

interface Jiti {
  createJiti(from: string): { import(path: string, options: { readonly default: true }): Promise<unknown> };
}

/** The package that the user may have installed, as for ESLint and others. */
function jitiBeside(path: string): Load | undefined {
  const require = createRequire(path);
  try {
    const entry = require.resolve("jiti");
    return async () => {
      const { createJiti } = (await nativeImport(pathToFileURL(entry).href)) as unknown as Jiti;
      return await createJiti(path).import(path, { default: true });
    };
  } catch {
    return undefined;
  }
}

/** Functions and classes have no place in a configuration; dates and the like become what JSON makes of them. */
function plainData(value: unknown): Imported {
  if (value === undefined) return { problem: "The configuration has no default export." };
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return { problem: "The default export of the configuration is no object." };
  return { value: JSON.parse(text) as JsonValue };
}
