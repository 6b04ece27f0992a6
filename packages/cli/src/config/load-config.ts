import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, isAbsolute, join, resolve } from "node:path";
import { formatPath, type JsonObject, type Path, type RuleSetting, type RuleSeverity } from "@netpolint/core";
import { type PresetName, presetOf } from "@netpolint/rules";
import { shownPath } from "../input/path-text.js";
import type { Tools } from "../tools.js";
import { checkOptions } from "./check-options.js";
import { checkShape, type FieldProblem, withoutMistakes } from "./check-shape.js";
import { checkWords, extendsOf, presetPrefix, textsAt } from "./check-words.js";
import type { Config, ConfigInForce, ConfigPlace, ConfigProblem, ConfigSeverity } from "./config.js";
import { readEnvironment } from "./config-environment.js";
import { configsBeside } from "./find-config.js";
import { presetRules } from "./preset-rules.js";
import { type ConfigFile, readConfigFile } from "./read-config-file.js";

/** A configuration with the file that it is from. */
interface Read {
  readonly file: ConfigFile;
  readonly config: Config;
}

/** What the files say, in the order in which it counts: a preset, or a configuration without what it extends. */
type Layer = { readonly preset: PresetName } | Read;

export interface LoadedConfig {
  readonly config: ConfigInForce;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Reads a configuration with all that it extends. Where anything is wrong with it the problems say so, and it is not to
 * be used: half a configuration would report what was silenced and pass what was asked for.
 */
export async function loadConfig(path: string, cwd: string, tools: Tools): Promise<LoadedConfig> {
  const loading: Loading = { cwd, tools, layers: [], problems: [] };
  await addFile(loading, path, [], undefined);
  const found = loading.layers.findLast((layer): layer is Read => "file" in layer);
  if (found) addCompeting(loading, found.file);
  return { config: putTogether(loading.layers, path, tools), problems: loading.problems };
}

interface Loading {
  readonly cwd: string;
  readonly tools: Tools;
  readonly layers: Layer[];
  readonly problems: ConfigProblem[];
}

/** `chain`: the files that lead here. `from`: where this one is named, for a file that is not there. */
async function addFile(loading: Loading, path: string, chain: readonly string[], from: ConfigPlace | undefined): Promise<void> {
  if (from && !existsSync(path)) {
    loading.problems.push({ ...from, message: `There is no file \`${shownPath(loading.cwd, path)}\`.` });
    return;
  }
  const file = await readConfigFile(path, loading.cwd);
  if (!("value" in file)) {
    loading.problems.push(...file);
    return;
  }
  const problems = problemsOf(file, loading.tools);
  loading.problems.push(...problems);
  if (problems.length > 0) return;
  const config = file.value as unknown as Config;
  for (const { name, path: field } of extendsOf(config)) {
    await addExtended(loading, file, name, field, [...chain, path]);
  }
  loading.problems.push(...(await optionProblems(file, config, loading.tools)));
  loading.layers.push({ file, config });
}

function problemsOf(file: ConfigFile, tools: Tools): readonly ConfigProblem[] {
  const repeated = file.repeated.map((path) => ({
    path,
    atKey: true as const,
    message: `\`${formatPath(path)}\` is written twice, and the last would count.`,
  }));
  const shape = checkShape(file.value);
  const words = checkWords(withoutMistakes(file.value, shape) as Config, tools);
  return [...repeated, ...shape, ...words].map((problem) => placed(file, problem)).sort(byPlace);
}

function placed(file: ConfigFile, { path, atKey, message }: FieldProblem): ConfigProblem {
  return { ...(atKey ? file.placeOfKey(path) : file.placeOf(path)), message: `${file.nameOf(path)}${message}` };
}

function byPlace(a: ConfigPlace, b: ConfigPlace): number {
  return a.line - b.line || a.column - b.column;
}

async function optionProblems(file: ConfigFile, config: Config, tools: Tools): Promise<readonly ConfigProblem[]> {
  return (await checkOptions(config, tools)).map((problem) => placed(file, problem));
}

async function addExtended(loading: Loading, file: ConfigFile, name: string, field: Path, chain: readonly string[]): Promise<void> {
  if (name.startsWith(presetPrefix)) {
    loading.layers.push({ preset: name.slice(presetPrefix.length) as PresetName });
    return;
  }
  const place = file.placeOf(field);
  const path = extendedPath(file, name);
  if (path === undefined) {
    const message = `There is no package \`${name}\` to be found from here; a file begins with \`./\`, a preset with \`${presetPrefix}\`.`;
    loading.problems.push({ ...place, message });
  } else if (chain.includes(path)) {
    const names = [...chain.slice(chain.indexOf(path)), path].map((one) => `\`${shownPath(loading.cwd, one)}\``);
    loading.problems.push({ ...place, message: `A configuration cannot extend itself: ${names.join(" extends ")}.` });
  } else await addFile(loading, path, chain, place);
}

/** A file by its path from the folder of the configuration, or what a package exports. */
function extendedPath({ folder, path }: ConfigFile, name: string): string | undefined {
  if (name.startsWith(".") || isAbsolute(name)) return resolve(folder, name);
  try {
    return createRequire(path).resolve(name);
  } catch {
    return undefined;
  }
}

/** Two in one folder: whichever is taken, somebody meant the other. */
function addCompeting({ problems, cwd }: Loading, { path, placeOf }: ConfigFile): void {
  if (!basename(path).startsWith("netpolint.config.")) return;
  const others = configsBeside(path).map((other) => `\`${shownPath(cwd, other)}\``);
  if (others.length === 0) return;
  problems.push({ ...placeOf([]), message: `There is ${others.join(" and ")} beside this configuration: keep one of them.` });
}

function putTogether(layers: readonly Layer[], path: string, tools: Tools): ConfigInForce {
  const read = layers.filter((layer): layer is Read => "file" in layer);
  const environment = readEnvironment(read);
  return {
    files: read.map(({ file }) => file.shown),
    folder: resolve(path, ".."),
    rules: rulesInForce(layers, tools),
    packIds: read.findLast(({ config }) => config.packs?.ids !== undefined)?.config.packs?.ids ?? [],
    parameters: new Map(read.flatMap(({ config }) => parametersOf(config))),
    expectations: read.flatMap(({ file, config }) =>
      textsAt(config.expectations, []).map(({ text }) => (isAbsolute(text) ? text : join(file.folder, text))),
    ),
    ...environment,
    ignores: read.flatMap(({ config }) => config.ignores ?? []),
    overrides: read.flatMap(({ config }) =>
      (config.overrides ?? []).map(({ files, objects, rules, reason }) => ({
        files: textsAt(files, []).map(({ text }) => text),
        objects: textsAt(objects, []).map(({ text }) => text),
        severities: new Map(Object.entries(rules).map(([id, severity]) => [id, severityOf(severity)])),
        reason,
      })),
    ),
  };
}

/** What a configuration does not speak of is as `recommended` has it, unless it extends another preset. */
function rulesInForce(layers: readonly Layer[], tools: Tools): ReadonlyMap<string, RuleSetting> {
  const hasPreset = layers.some((layer) => "preset" in layer);
  const rules = new Map<string, RuleSetting>(hasPreset ? [] : presetRules("recommended", tools));
  for (const layer of layers) {
    const settings = "preset" in layer ? [...presetOf(layer.preset, tools.rules)] : Object.entries(layer.config.rules ?? {});
    for (const [id, entry] of settings) rules.set(id, settingOf(entry, rules.get(id)));
  }
  return rules;
}

/** A severity alone keeps the options that were set before. */
function settingOf(entry: ConfigSeverity | readonly [ConfigSeverity, JsonObject], before: RuleSetting | undefined): RuleSetting {
  if (typeof entry !== "object") return { severity: severityOf(entry), options: before?.options ?? {} };
  const [severity, options] = entry;
  return { severity: severityOf(severity), options };
}

function severityOf(severity: ConfigSeverity): RuleSeverity {
  return severity === false ? "off" : severity;
}

function parametersOf({ packs }: Config): readonly (readonly [string, string])[] {
  return Object.entries(packs?.parameters ?? {}).flatMap(([pack, values]) =>
    Object.entries(values).map(([name, value]) => [`${pack}.${name}`, String(value)] as const),
  );
}
