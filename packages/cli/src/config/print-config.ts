import type { JsonValue } from "@netpolint/core";
import { shownPath } from "../input/path-text.js";
import type { Settings } from "../settings.js";
import { jsonOfSettings } from "./settings-json.js";

/** What `--print-config` prints: the configuration with all that it extends and the options of the command line. */
export function printConfig({ config, rules, packIds, parameters, cluster }: Settings, cwd: string): string {
  const value = {
    files: config.files,
    ...(config.plugins.size > 0 ? { plugins: Object.fromEntries(config.plugins) } : {}),
    rules: Object.fromEntries(
      [...rules.rules].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, { severity, options }]) => [id, ruleJson(severity, options)]),
    ),
    packs: { ids: packIds, parameters: Object.fromEntries(parameters) },
    expectations: config.expectations.map((path) => shownPath(cwd, path)),
    environment: jsonOfSettings(cluster),
    ignores: config.ignores,
    overrides: config.overrides.map(({ files, objects, severities, reason }) => ({
      ...(files.length > 0 ? { files } : {}),
      ...(objects.length > 0 ? { objects } : {}),
      rules: Object.fromEntries(severities),
      reason,
    })),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function ruleJson(severity: string, options: Readonly<Record<string, JsonValue>>): unknown {
  return Object.keys(options).length === 0 ? severity : [severity, options];
}
