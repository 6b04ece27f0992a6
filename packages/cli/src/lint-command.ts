import { join } from "node:path";
import { analyze, exitCodeOf, hasTooManyWarnings, type InputProblem, type Report } from "@netpolint/core";
import type { ReportCache } from "./cache/report-cache.js";
import { readExpected } from "./expectations/read-expected.js";
import type { Fixing } from "./fix/read-fixing.js";
import { compareProblems } from "./input/compare-problems.js";
import type { Input } from "./input/input.js";
import { shownPath } from "./input/path-text.js";
import { readInput } from "./input/read-input.js";
import { reading } from "./input/reading.js";
import { internalErrorText } from "./internal-error.js";
import type { Io } from "./io.js";
import { type Linted, lintFiles } from "./lint-files.js";
import { type LintPlan, readLintPlan } from "./lint-plan.js";
import type { LintResult } from "./lint-result.js";
import { asOneOfSeveral, mergeResults } from "./merge/merge-results.js";
import { inputsOf, type Shard } from "./merge/shard.js";
import { nothingToAnalyse } from "./nothing-to-analyse.js";
import { printReports } from "./output/print-reports.js";
import { type Arguments, isWrongUsage, type WrongUsage } from "./parse-arguments.js";
import { countText } from "./reporters/count-text.js";
import { errorsOnly } from "./reporters/errors-only.js";
import { escapeText } from "./reporters/escape-text.js";
import { statsText } from "./reporters/stats-text.js";
import type { Settings } from "./settings.js";
import { startStopwatch } from "./stopwatch.js";
import { readKnown, suppressionsName } from "./suppress/read-suppressing.js";
import type { Tools } from "./tools.js";

/** `netpolint lint`: reads, analyses, prints; answers with the exit code. */
export async function lintCommand(
  args: Arguments,
  settings: Settings,
  io: Io,
  tools: Tools,
): Promise<number | WrongUsage> {
  const plan = await readLintPlan(args, settings, io, tools);
  if (isWrongUsage(plan)) return plan;
  if (plan.shard) return lintShard(plan, plan.shard, args, settings, io, tools);
  return printLinted(await runLint(plan, args, settings, io, tools), plan, args, io, tools);
}

/** Each path is an input of its own: none is divided, and none knows of another. */
async function lintShard(
  plan: LintPlan,
  shard: Shard,
  args: Arguments,
  settings: Settings,
  io: Io,
  tools: Tools,
): Promise<number | WrongUsage> {
  const inputs = inputsOf(shard, plan.request.paths);
  const runs: LintRun[] = [];
  for (const path of settings.problems.length > 0 ? inputs.slice(0, 1) : inputs) {
    const known = readKnown(io.cwd, join(path, suppressionsName), false);
    if (isWrongUsage(known)) return known;
    const own = { ...plan, request: { ...plan.request, paths: [path] }, suppressing: { ...plan.suppressing, known } };
    runs.push(await runLint(own, args, settings, io, tools));
  }
  const several = runs.map(({ result }, at) => asOneOfSeveral(shownPath(io.cwd, inputs[at] ?? ""), result));
  const merged = mergeResults(several, shard);
  const { allowUndecided, maxWarnings = null } = plan.failing;
  const tooManyWarnings = hasTooManyWarnings(merged.report, plan.failing) ? maxWarnings : null;
  const linted = { report: merged.report, files: runs.flatMap((run) => run.linted.files), fixed: null, failures: [] };
  const run: LintRun = { linted, result: { ...merged, allowUndecided, tooManyWarnings } };
  if (inputs.length > 0) return printLinted(run, plan, args, io, tools);
  const all = countText(plan.request.paths.length, "input");
  io.stderr.write(`Shard ${shard.index} of ${shard.total} has nothing to do: ${all} in all.\n`);
  return printLinted(run, plan, args, io, tools, 0);
}

/** What a run has found, and what came of it. */
interface LintRun {
  readonly linted: Linted;
  /** With all findings, also those that are not shown. */
  readonly result: LintResult;
}

async function runLint(plan: LintPlan, args: Arguments, settings: Settings, io: Io, tools: Tools): Promise<LintRun> {
  const { fixing, suppressing, failing, request, stdinName, cachePath } = plan;
  const { packIds, cluster, parameters, rules: ruleSettings } = settings;
  const today = io.today ? { today: io.today() } : {};
  const isMisconfigured = settings.problems.length > 0;
  const stopwatch = startStopwatch(io.clock);
  const cache = cachePath === undefined ? undefined : await openCache(cachePath, args, settings, io, tools);
  const { input, linted } = await reading(io, args, async (progress, onFile) => {
    if (isMisconfigured) return { input: withoutFiles(settings), linted: await lintNothing() };
    const read = await readInput(io, request, progress, settings);
    const expected = await readExpected(io, settings);
    const own = [suppressing.known.path, ...(cachePath === undefined ? [] : [shownPath(io.cwd, cachePath)])];
    const files = read.files.filter(({ path }) => !own.includes(path));
    const expectationFiles = expected.files;
    const suggestions = tools.tell !== undefined || plan.targets.some(({ format }) => format.showsSuggestions);
    const known = { packIds, parameters, settings: cluster, ruleSettings, suggestions, ...today };
    const options = { files, ...tools, ...known, onFile, onStage: stopwatch.enter, expectationFiles };
    const done = await lintFiles(options, fixing, suppressing, { cwd: io.cwd, stdinName }, cache?.analyze ?? tools.session?.analyze);
    const problems = [...read.problems, ...expected.problems];
    return { input: { ...read, problems }, linted: { ...done, files: [...done.files, ...expectationFiles] } };
  });
  const unkept = cache?.save();
  if (unkept !== undefined) io.stderr.write(`netpolint: Nothing was kept for the next run: ${escapeText(unkept)}\n`);
  const stats = args.flags.has("stats") ? stopwatch.stats(cache?.wasUsed() ?? false) : null;
  const report = withProblems(linted.report, input.problems);
  const result: LintResult = {
    report,
    notRendered: input.notRendered,
    allowUndecided: failing.allowUndecided,
    hidden: 0,
    tooManyWarnings: hasTooManyWarnings(report, failing) ? (failing.maxWarnings ?? null) : null,
    nothingToAnalyse: report.summary.objects === 0 && !isMisconfigured ? nothingToAnalyse(input, report.summary) : null,
    stats,
    shard: null,
    fixed: linted.fixed,
  };
  return { linted, result };
}

/** Who keeps nothing need not load what keeps. */
async function openCache(path: string, args: Arguments, settings: Settings, io: Io, tools: Tools): Promise<ReportCache> {
  const { openReportCache } = await import("./cache/report-cache.js");
  return openReportCache(path, { cwd: io.cwd, tools, config: settings.config, rules: args.values.get("rule") ?? [] });
}

/** Prints what is to be shown; answers with the exit code. */
async function printLinted(
  { linted, result }: LintRun,
  { targets, fixing, failing, quiet, stdinName }: LintPlan,
  args: Arguments,
  io: Io,
  tools: Tools,
  exitCode: number = exitCodeOf(result.report, failing),
): Promise<number> {
  const shown = { targets, files: linted.files, exitCode };
  const beside = besideText(linted, fixing, stdinName, io);
  const failures = [
    ...linted.failures,
    ...(await printReports(quiet ? errorsOnly(result) : result, shown, tools, args, beside)),
  ];
  if (result.nothingToAnalyse !== null) io.stderr.write(`${result.nothingToAnalyse}\n`);
  if (result.stats !== null) io.stderr.write(statsText(result.stats));
  for (const failure of failures) io.stderr.write(`netpolint: ${escapeText(failure)}\n`);
  for (const { ruleId, message, stack } of result.report.ruleFailures) {
    const error = { message: `rule \`${ruleId}\`: ${message}`, stack };
    io.stderr.write(internalErrorText(error, args.argv, io.program ?? "netpolint"));
  }
  const ended = failures.length > 0 ? 2 : exitCode;
  tools.tell?.({ type: "lint", result, exitCode: ended });
  return ended;
}

/** Standard input that is fixed is printed in the place of the report, so that it can be written to a file. */
function besideText({ files }: Linted, { mode }: Fixing, stdinName: string, io: Io): Io {
  const stdin = files.find(({ path }) => path === stdinName);
  if (mode !== "write" || !stdin) return io;
  io.stdout.write(stdin.text);
  return { ...io, stdout: io.stderr };
}

/** With half a configuration nothing is analysed: it would pass what was asked for and report what was silenced. */
function withoutFiles({ problems }: Settings): Input {
  const inputProblems = problems.map((problem) => ({ code: "configuration" as const, ...problem }));
  return { files: [], problems: inputProblems, notRendered: [], notes: [] };
}

/** Neither files nor suppressions are changed then. */
async function lintNothing(): Promise<Linted> {
  return { report: await analyze({ files: [], rules: [], packs: [] }), files: [], fixed: null, failures: [] };
}

function withProblems(report: Report, problems: readonly InputProblem[]): Report {
  return { ...report, inputProblems: [...problems, ...report.inputProblems].sort(compareProblems) };
}
