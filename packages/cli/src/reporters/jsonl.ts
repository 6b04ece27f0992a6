import type { LintResult } from "../lint-result.js";
import { jsonText } from "./json-text.js";
import { jsonDocument } from "./json.js";

/** The parts of the JSON report, one a line, each with its type; the summary is the last line. */
export function jsonl(result: LintResult): string {
  const { schemaVersion, findings, suppressed, unchecked, inputProblems, notes, ruleFailures, stats, shard, summary } = jsonDocument(result);
  const lines = [
    ...inputProblems.map((problem) => ({ type: "inputProblem", ...problem })),
    ...findings.map((finding) => ({ type: "finding", ...finding })),
    ...suppressed.map((finding) => ({ type: "suppressed", ...finding })),
    ...unchecked.map((row) => ({ type: "unchecked", ...row })),
    ...notes.map((note) => ({ type: "note", ...note })),
    ...ruleFailures.map((failure) => ({ type: "ruleFailure", ...failure })),
    ...(stats === null ? [] : [{ type: "stats", ...stats }]),
    { type: "summary", schemaVersion, shard, ...summary },
  ];
  return lines.map((line) => `${jsonText(line)}\n`).join("");
}
