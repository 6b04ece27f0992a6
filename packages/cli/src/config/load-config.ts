import { existsSync } from "node:fs";
import { basename, isAbsolute, join, resolve } from "node:path";
import { formatPath, type JsonObject, type Path, type RuleSetting, type RuleSeverity } from "@netpolint/core";
import { type PresetName, presetOf } from "@netpolint/rules";
import { shownPath } from "../input/path-text.js";
import type { Tools } from "../tools.js";
import { addPlugins, resolveModule } from "./load-plugins.js";
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
  /** With what the plugins bring. */
  readonly tools: Tools;
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
  const config = putTogether(loading.layers, path, loading.tools, cwd);
  return { config, problems: loading.problems, tools: loading.tools };
}

interface Loading {
  readonly cwd: string;
  /** Grows with each plugin. */
  tools: Tools;
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
  const shape = checkShape(file.value);
  const known = withoutMistakes(file.value, shape) as Config;
  // What it builds on may bring the plugins whose rules it sets.
  const before = loading.problems.length;
  if (shape.length === 0) {
    for (const { name, path: field } of extendsOf(known)) await addExtended(loading, file, name, field, [...chain, path]);
  }
  const added = await addPlugins(known.plugins ?? {}, file, loading.tools);
  loading.tools = added.tools;
  const isBroken = loading.problems.length > before || added.problems.length > 0;
  const ofPlugins = added.problems.map((problem) => placed(file, problem));
  const problems = [...ofPlugins, ...problemsOf(file, shape, known, loading.tools, isBroken)];
  loading.problems.push(...problems.sort(byPlace));
  if (problems.length > 0) return;
  const config = file.value as unknown as Config;
  loading.problems.push(...(await optionProblems(file, config, loading.tools)));
  loading.layers.push({ file, config });
}

/** `isBroken`: some plugin may be missing, so nothing is said of rules that one may bring. */
function problemsOf(
  file: ConfigFile,
  shape: readonly FieldProblem[],
  known: Config,
  tools: Tools,
  isBroken: boolean,
): readonly ConfigProblem[] {
  const repeated = file.repeated.map((path) => ({
    path,
    atKey: true as const,
    message: `\`${formatPath(path)}\` is written twice, and the last would count.`,
  }));
  const isOfPlugin = ({ path }: FieldProblem): boolean => path.some((step) => String(step).includes("/"));
  const words = checkWords(known, tools).filter((problem) => !isBroken || !isOfPlugin(problem));
  return [...repeated, ...shape, ...words].map((problem) => placed(file, problem));
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
  const path = resolveModule(file, name);
  if (path === undefined) {
    const message = `There is no package \`${name}\` to be found from here; a file begins with \`./\`, a preset with \`${presetPrefix}\`.`;
    loading.problems.push({ ...place, message });
  } else if (chain.includes(path)) {
    const names = [...chain.slice(chain.indexOf(path)), path].map((one) => `\`${shownPath(loading.cwd, one)}\``);
    loading.problems.push({ ...place, message: `A configuration cannot extend itself: ${names.join(" extends ")}.` });
  } else await addFile(loading, path, chain, place);
}

/** Two in one folder: whichever is taken, somebody meant the other. */
function addCompeting({ problems, cwd }: Loading, { path, placeOf }: ConfigFile): void {
  if (!basename(path).startsWith("netpolint.config.")) return;
  const others = configsBeside(path).map((other) => `\`${shownPath(cwd, other)}\``);
  if (others.length === 0) return;
  problems.push({ ...placeOf([]), message: `There is ${others.join(" and ")} beside this configuration: keep one of them.` });
}

function putTogether(layers: readonly Layer[], path: string, tools: Tools, cwd: string): ConfigInForce {
  const read = layers.filter((layer): layer is Read => "file" in layer);
  const environment = readEnvironment(read);
  return {
    files: read.map(({ file }) => file.shown),
    folder: resolve(path, ".."),
    plugins: new Map((tools.plugins ?? []).map(({ prefix, path: loaded }) => [prefix, shownPath(cwd, loaded)])),
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
