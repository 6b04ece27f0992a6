import { type FlowPack, type JsonObject, parseCidr, parseKubernetesVersion, type Path } from "@netpolint/core";
import { presetNames } from "@netpolint/rules";
import { nearestWord } from "../did-you-mean.js";
import { listOf } from "../parse-arguments.js";
import type { Tools } from "../tools.js";
import { unknownRule } from "../unknown-rule.js";
import type { FieldProblem } from "./check-shape.js";
import type { Config, ConfigOverride } from "./config.js";

/** The mistakes in a configuration of the right shape: names of rules, packs and presets, addresses, empty globs. */
export function checkWords(config: Config, tools: Tools): readonly FieldProblem[] {
  return [
    ...unknownRules(config.rules ?? {}, ["rules"], tools),
    ...optionsOfRules(config, tools),
    ...unknownPresets(config),
    ...packProblems(config, tools),
    ...rangeProblems(config),
    ...versionProblems(config),
    ...emptyTexts(config),
    ...(config.overrides ?? []).flatMap((override, index) => overrideProblems(override, ["overrides", index], tools)),
  ];
}

function didYouMean(word: string, known: readonly string[]): string {
  const meant = nearestWord(word, known);
  return meant === undefined ? "" : ` Did you mean \`${meant}\`?`;
}

function unknownRules(rules: Readonly<Record<string, unknown>>, path: Path, tools: Tools): readonly FieldProblem[] {
  const known = tools.rules.map(({ id }) => id);
  return Object.keys(rules)
    .filter((id) => !known.includes(id))
    .map((id) => ({ path: [...path, id], atKey: true, message: unknownRule(id, tools) }));
}

/** Options of a rule that has none, and names that it does not know. What the values are is checked with the schema. */
function optionsOfRules({ rules = {} }: Config, tools: Tools): readonly FieldProblem[] {
  return Object.entries(rules).flatMap(([id, entry]): readonly FieldProblem[] => {
    const rule = tools.rules.find((one) => one.id === id);
    if (!rule || !Array.isArray(entry)) return [];
    const options = (entry as readonly unknown[])[1] as JsonObject;
    const known = Object.keys(rule.options?.defaults ?? {});
    return Object.keys(options)
      .filter((name) => !known.includes(name))
      .map((name) => ({ path: ["rules", id, 1, name], atKey: true, message: unknownOption(id, name, known) }));
  });
}

function unknownOption(id: string, name: string, known: readonly string[]): string {
  if (known.length === 0) return `Rule \`${id}\` has no options.`;
  return `Rule \`${id}\` has no option \`${name}\`; it has ${listOf(known, "and")}.${didYouMean(name, known)}`;
}

export const presetPrefix = "netpolint:";

/** The configurations that one is built on, with the place of each. */
export function extendsOf({ extends: written }: Config): readonly { readonly name: string; readonly path: Path }[] {
  if (written === undefined) return [];
  if (typeof written === "string") return [{ name: written, path: ["extends"] }];
  return written.map((name, index) => ({ name, path: ["extends", index] }));
}

function unknownPresets(config: Config): readonly FieldProblem[] {
  const known = presetNames.map((name) => `${presetPrefix}${name}`);
  return extendsOf(config)
    .filter(({ name }) => name.startsWith(presetPrefix) && !known.includes(name))
    .map(({ name, path }) => ({ path, message: `There is no preset \`${name}\`; there are ${listOf(known, "and")}.` }));
}

function packProblems({ packs = {} }: Config, tools: Tools): readonly FieldProblem[] {
  const known = tools.packs.map(({ id }) => id);
  const unknown = (id: string, path: Path): FieldProblem => ({
    path,
    message: `There is no pack \`${id}\`; netpolint knows ${listOf(known, "and")}.${didYouMean(id, known)}`,
  });
  const ids = packs.ids ?? [];
  const parameters = Object.entries(packs.parameters ?? {});
  return [
    ...ids.flatMap((id, index) => (known.includes(id) ? [] : [unknown(id, ["packs", "ids", index])])),
    ...parameters.flatMap(([id, values]) => {
      const path: Path = ["packs", "parameters", id];
      const pack = tools.packs.find((one) => one.id === id);
      if (!pack) return [{ ...unknown(id, path), atKey: true as const }];
      return Object.entries(values).flatMap(([name, value]) => parameterProblem(pack, [...path, name], String(value)));
    }),
  ];
}

function parameterProblem({ id, parameters }: FlowPack, path: Path, value: string): readonly FieldProblem[] {
  const name = String(path.at(-1));
  const names = parameters.map((one) => one.name);
  const parameter = parameters.find((one) => one.name === name);
  if (!parameter) return [{ path, atKey: true, message: unknownParameter(id, name, names) }];
  const problem = parameter.problemOf?.(value);
  return problem === undefined ? [] : [{ path, message: `Parameter \`${name}\` of pack \`${id}\` is not understood: ${problem}.` }];
}

function unknownParameter(id: string, name: string, names: readonly string[]): string {
  if (names.length === 0) return `Pack \`${id}\` has no parameters.`;
  return `Pack \`${id}\` has no parameter \`${name}\`; it has ${listOf(names, "and")}.${didYouMean(name, names)}`;
}

export const rangeKeys = ["apiServer", "podRanges", "serviceRanges", "nodeRanges"] as const;

/** A text or a list of them, as a list, with the place of each. */
export function textsAt(
  written: string | readonly string[] | undefined,
  path: Path,
): readonly { readonly text: string; readonly path: Path }[] {
  if (written === undefined) return [];
  if (typeof written === "string") return [{ text: written, path }];
  return written.map((text, index) => ({ text, path: [...path, index] }));
}

function versionProblems({ environment = {} }: Config): readonly FieldProblem[] {
  const { kubernetesVersion: text } = environment;
  if (text === undefined || parseKubernetesVersion(text)) return [];
  return [{ path: ["environment", "kubernetesVersion"], message: `This is a release such as \`"1.33"\`, not \`${text}\`.` }];
}

function rangeProblems({ environment = {} }: Config): readonly FieldProblem[] {
  return rangeKeys.flatMap((key) =>
    textsAt(environment[key], ["environment", key]).flatMap(({ text, path }) =>
      parseCidr(text) ? [] : [{ path, message: `This is a CIDR such as \`10.0.0.0/16\`, not \`${text}\`.` }],
    ),
  );
}

/** An empty glob or name matches nothing, and an empty reason is none. */
function emptyTexts(config: Config): readonly FieldProblem[] {
  const texts = [
    ...textsAt(config.ignores, ["ignores"]),
    ...textsAt(config.expectations, ["expectations"]),
    ...textsAt(config.extends, ["extends"]),
    ...textsAt(config.environment?.namespace, ["environment", "namespace"]),
    ...(config.environment?.dns ?? []).map(({ to }, index) => ({ text: to, path: ["environment", "dns", index, "to"] })),
    ...(config.overrides ?? []).flatMap(({ files, objects, reason }, index) => [
      ...textsAt(files, ["overrides", index, "files"]),
      ...textsAt(objects, ["overrides", index, "objects"]),
      { text: reason, path: ["overrides", index, "reason"] },
    ]),
  ];
  return texts.filter(({ text }) => text.trim() === "").map(({ path }) => ({ path, message: "This is empty." }));
}

function overrideProblems(override: ConfigOverride, path: Path, tools: Tools): readonly FieldProblem[] {
  const isForNothing = override.files === undefined && override.objects === undefined;
  return [
    ...unknownRules(override.rules, [...path, "rules"], tools),
    ...(isForNothing ? [{ path, message: "An override says what it is for: `files`, `objects` or both." }] : []),
  ];
}
