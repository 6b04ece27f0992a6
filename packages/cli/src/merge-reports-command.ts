import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { exitCodeOf, hasTooManyWarnings } from "@netpolint/core";
import { readFailing } from "./failing.js";
import { shownPath } from "./input/path-text.js";
import { isSourceFile, sourceFile } from "./input/read-bytes.js";
import { systemErrorText } from "./input/system-error.js";
import type { Io } from "./io.js";
import type { LintResult } from "./lint-result.js";
import { asOneOfSeveral, inputProblem, mergeResults } from "./merge/merge-results.js";
import { readReport } from "./merge/read-report.js";
import { printReports } from "./output/print-reports.js";
import { readTargets } from "./output/report-targets.js";
import { type Arguments, isWrongUsage, type WrongUsage } from "./parse-arguments.js";
import { escapeText } from "./reporters/escape-text.js";
import { errorsOnly } from "./reporters/errors-only.js";
import type { Settings } from "./settings.js";
import type { Tools } from "./tools.js";

/** `netpolint merge-reports`: prints what several runs have found as one report; answers with the exit code. */
export async function mergeReportsCommand(
  args: Arguments,
  _settings: Settings,
  io: Io,
  tools: Tools,
): Promise<number | WrongUsage> {
  const command = "merge-reports";
  if (args.positionals.length === 0) return { problem: "`merge-reports` takes the reports of `--format json`.", command };
  const failing = readFailing(args);
  if (isWrongUsage(failing)) return { ...failing, command };
  const targets = readTargets(args.values.get("format") ?? [], args.values.get("output-file")?.[0], io.cwd);
  if (isWrongUsage(targets)) return { ...targets, command };
  const reports = args.positionals.map((path) => readOne(io.cwd, path));
  const merged = mergeResults([...reports, ...missingShards(reports)], null);
  const { allowUndecided, maxWarnings = null } = failing;
  const tooManyWarnings = hasTooManyWarnings(merged.report, failing) ? maxWarnings : null;
  const result = { ...merged, allowUndecided, tooManyWarnings };
  const exitCode = exitCodeOf(result.report, failing);
  const shown = { targets, files: [], exitCode };
  const failures = await printReports(args.flags.has("quiet") ? errorsOnly(result) : result, shown, tools, args, io);
  for (const failure of failures) io.stderr.write(`netpolint: ${escapeText(failure)}\n`);
  return failures.length > 0 ? 2 : exitCode;
}

/** A report that cannot be read is no report without findings. */
function readOne(cwd: string, path: string): LintResult {
  const shown = shownPath(cwd, path);
  try {
    const file = sourceFile(shown, readFileSync(resolve(cwd, path)));
    if (!isSourceFile(file)) return failed(file.file, file.message);
    const result = readReport(file.text);
    if (!result) return failed(shown, "This is no report of `netpolint --format json`, or one of another version.");
    return result.nothingToAnalyse === null ? result : asOneOfSeveral(shown, result);
  } catch (error) {
    return failed(shown, `This cannot be read: ${systemErrorText(error)}.`);
  }
}

function failed(file: string, message: string): LintResult {
  const nothing = mergeResults([], null);
  return { ...nothing, report: { ...nothing.report, inputProblems: [inputProblem(file, message)] } };
}

/** Jobs that have not come to an end leave no report. */
function missingShards(reports: readonly LintResult[]): readonly LintResult[] {
  const shards = reports.flatMap(({ shard }) => (shard === null ? [] : [shard]));
  const total = Math.max(0, ...shards.map((shard) => shard.total));
  const numbers = Array.from({ length: total }, (_, at) => at + 1);
  return numbers
    .filter((index) => !shards.some((shard) => shard.index === index && shard.total === total))
    .map((index) => failed(`shard ${index}/${total}`, "The report of this shard is missing."));
}
