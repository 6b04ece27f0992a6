import type { RuleSetting } from "@netpolint/core";
import { type PresetName, presetOf } from "@netpolint/rules";
import type { Tools } from "../tools.js";
import type { ConfigInForce } from "./config.js";

export function presetRules(name: PresetName, { rules }: Tools): ReadonlyMap<string, RuleSetting> {
  return new Map([...presetOf(name, rules)].map(([id, severity]) => [id, { severity, options: {} }]));
}

/** What holds without any configuration: the preset `recommended`. */
export function defaultConfig(folder: string, tools: Tools): ConfigInForce {
  return {
    files: [],
    folder,
    plugins: new Map(),
    rules: presetRules("recommended", tools),
    packIds: [],
    parameters: new Map(),
    expectations: [],
    environment: {},
    places: new Map(),
    ignores: [],
    overrides: [],
  };
}
