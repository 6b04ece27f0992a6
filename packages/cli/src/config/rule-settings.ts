import { relative, resolve, sep } from "node:path";
import type { FindingObject, RuleSettings, RuleSeverity, SeverityOverride } from "@netpolint/core";
import { stdinPath } from "../input/path-text.js";
import type { ConfigInForce, OverrideInForce } from "./config.js";
import type { GlobSet } from "./glob-set.js";

/** The settings of the rules, with what the command line says of them: it wins over overrides as well. */
export async function ruleSettingsOf(
  config: ConfigInForce,
  onCommandLine: ReadonlyMap<string, RuleSeverity>,
  cwd: string,
): Promise<RuleSettings> {
  const rules = new Map(config.rules);
  for (const [id, severity] of onCommandLine) rules.set(id, { severity, options: rules.get(id)?.options ?? {} });
  const overrides = await Promise.all(config.overrides.map((override) => severityOverride(override, config.folder, cwd)));
  const last: SeverityOverride = { applies: () => true, severities: onCommandLine };
  return { rules, overrides: onCommandLine.size > 0 ? [...overrides, last] : overrides };
}

async function severityOverride(
  { files, objects, severities }: OverrideInForce,
  folder: string,
  cwd: string,
): Promise<SeverityOverride> {
  const { globSet, pathGlobSet } = await import("./glob-set.js");
  const isFile: GlobSet = files.length > 0 ? pathGlobSet(files) : () => true;
  const isObject = globSet(objects);
  return {
    severities,
    applies: ({ file, object }) =>
      (objects.length === 0 || (object !== null && isObject(nameOf(object)))) && isFile(fromFolder(folder, cwd, file)),
  };
}

function nameOf({ namespace, name }: FindingObject): string {
  return namespace === "" ? name : `${namespace}/${name}`;
}

/** A path that output writes, from the folder of the configuration. */
export function fromFolder(folder: string, cwd: string, shown: string): string {
  return shown === stdinPath ? shown : relative(folder, resolve(cwd, shown)).split(sep).join("/");
}
