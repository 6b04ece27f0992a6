import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { analyze, type Report } from "@netpolint/core";
import type { Analyze } from "../lint-files.js";
import { replaceFile } from "../output/replace-file.js";
import { type CacheContext, cacheKey, hashOf } from "./cache-key.js";

/** The reports of earlier runs. */
export interface ReportCache {
  /** The report that is kept for the same input and settings, or one that is made now. */
  readonly analyze: Analyze;
  /** Whether a report was kept. */
  readonly wasUsed: () => boolean;
  /** Writes the reports of this run. Answers with what went wrong, as a sentence. */
  readonly save: () => string | undefined;
}

interface Entry {
  readonly key: string;
  /** Of `report`, so that what was damaged on the disk is not believed. */
  readonly hash: string;
  /** As JSON. */
  readonly report: string;
}

const format = 1;

/** More than one, so that runs with other paths or options do not take each other's place. */
const mostEntries = 16;

export function openReportCache(path: string, context: CacheContext): ReportCache {
  const kept = readEntries(path);
  const used = new Map<string, Entry>();
  let isChanged = false;
  let hits = 0;
  return {
    analyze: async (options) => {
      const key = cacheKey(options, context);
      const entry = kept.find((one) => one.key === key);
      if (entry) {
        used.set(key, entry);
        hits += 1;
        return JSON.parse(entry.report) as Report;
      }
      const report = await analyze(options);
      // A failure is a bug that may be gone the next time.
      if (report.ruleFailures.length > 0 || report.inputProblems.some(({ code }) => code === "flow-pack")) return report;
      const text = JSON.stringify(report);
      used.set(key, { key, hash: hashOf(text), report: text });
      isChanged = true;
      return report;
    },
    wasUsed: () => hits > 0,
    save: () => {
      if (!isChanged) return undefined;
      const others = kept.filter(({ key }) => !used.has(key)).slice(0, Math.max(mostEntries - used.size, 0));
      return replaceFile(dirname(path), path, JSON.stringify({ format, entries: [...used.values(), ...others] }));
    },
  };
}

/** What is no cache, or was damaged, holds nothing: it is made anew. */
function readEntries(path: string): readonly Entry[] {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (!isRecord(value) || value["format"] !== format || !Array.isArray(value["entries"])) return [];
    return value["entries"].filter(isEntry);
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is Entry {
  if (!isRecord(value)) return false;
  const { key, hash, report } = value;
  return typeof key === "string" && typeof hash === "string" && typeof report === "string" && hashOf(report) === hash;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
