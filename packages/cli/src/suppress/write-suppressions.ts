import { formatSuppressions, prune, type Report, suppress } from "@netpolint/core";
import { replaceFile } from "../output/replace-file.js";
import type { Suppressing } from "./read-suppressing.js";

/**
 * Writes the suppressions file as it is asked for after a run with the known ones. Answers with what went wrong, as a
 * sentence.
 */
export function writeSuppressions(cwd: string, { known, action }: Suppressing, report: Report): string | undefined {
  if (action.type === "none") return undefined;
  const { path, entries, hash } = known;
  const next =
    action.type === "prune"
      ? prune(entries, report.suppressed, hash)
      : suppress(report.findings.filter((one) => isAdded(one.ruleId, one.file, action.rules, path)), entries, hash);
  const text = formatSuppressions(next);
  return entries.length === 0 && next.length === 0 ? undefined : replaceFile(cwd, path, text);
}

/** What is wrong with the file itself is no finding to list in it. */
function isAdded(rule: string, file: string, rules: readonly string[] | undefined, path: string): boolean {
  return file !== path && (rules === undefined || rules.includes(rule));
}
