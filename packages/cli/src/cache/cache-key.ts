import { createHash } from "node:crypto";
import type { AnalyzeOptions, SourceFile } from "@netpolint/core";
import type { ConfigInForce } from "../config/config.js";
import type { Tools } from "../tools.js";
import { version } from "../version.js";

/** What a report depends on beside what is given to the analysis. */
export interface CacheContext {
  readonly cwd: string;
  readonly tools: Tools;
  /** Where the overrides are, which are functions in the options of the analysis. */
  readonly config: ConfigInForce;
  /** The values of `--rule`. */
  readonly rules: readonly string[];
}

/**
 * A key that two runs share only where their reports are the same. An object in one file decides about objects in
 * others, so the key is of all files together; there is none of a single file.
 */
export function cacheKey(options: AnalyzeOptions, { cwd, tools, config, rules }: CacheContext): string {
  const { packIds, parameters, settings, today, suppressions, suggestions, files, expectationFiles = [] } = options;
  const { overrides, folder, rules: configured } = config;
  return hashOf(
    textOf({
      program: [version, process.version, tools],
      known: { packIds, parameters, settings, today, suggestions, suppressed: suppressions && [suppressions.path, suppressions.entries] },
      ruleSettings: { configured, overrides, folder, rules, cwd },
      files: files.map(fileKey),
      expectationFiles: expectationFiles.map(fileKey),
    }),
  );
}

function fileKey({ path, text, namespace }: SourceFile): readonly unknown[] {
  return [path, namespace ?? null, hashOf(text)];
}

export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Rules and packs count with their sources, so that one that is changed without a new version is another one. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => {
    if (typeof one === "bigint") return `${one}n`;
    if (typeof one === "function") return String(one);
    if (one instanceof Map || one instanceof Set) return [...(one as Iterable<unknown>)];
    return one;
  });
}
