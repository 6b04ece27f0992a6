import { analyze, exitCodeOf, type InputProblem, type Report } from "@netpolint/core";
import { type Fixing, readFixing } from "./fix/read-fixing.js";
import { compareProblems } from "./input/compare-problems.js";
import { inputRequest } from "./input/input-request.js";
import type { Input } from "./input/input.js";
import { stdinPath } from "./input/path-text.js";
import { readPaths } from "./input/read-paths.js";
import { readInput } from "./input/read-input.js";
import { reading } from "./input/reading.js";
import type { Io } from "./io.js";
import { type Linted, lintFiles } from "./lint-files.js";
import type { LintResult } from "./lint-result.js";
import { nothingToAnalyse } from "./nothing-to-analyse.js";
import { printReports } from "./output/print-reports.js";
import { readTargets } from "./output/report-targets.js";
import { type Arguments, isWrongUsage, type WrongUsage } from "./parse-arguments.js";
import { noProgress } from "./progress.js";
import { escapeText } from "./reporters/escape-text.js";
import { type Settings, unknownPack } from "./settings.js";
import { readSuppressing } from "./suppress/read-suppressing.js";
import type { Tools } from "./tools.js";

/** `netpolint lint`: reads, analyses, prints; answers with the exit code. */
export async function lintCommand(
  args: Arguments,
  settings: Settings,
  io: Io,
  tools: Tools,
): Promise<number | WrongUsage> {
  const { packIds, cluster, parameters, rules: ruleSettings } = settings;
  const stranger = packIds.find((id) => !tools.packs.some((pack) => pack.id === id));
  if (stranger !== undefined) return { problem: unknownPack(stranger, tools.packs) };
  const targets = readTargets(formatsOf(args, io), args.values.get("output-file")?.[0], io.cwd);
  if (isWrongUsage(targets)) return targets;
  const request = inputRequest(args, args.positionals);
  if (isWrongUsage(request)) return request;
  const fixing = readFixing(args, tools);
  if (isWrongUsage(fixing)) return fixing;
  const suppressing = readSuppressing(args, tools, io);
  if (isWrongUsage(suppressing)) return suppressing;
  const today = io.today ? { today: io.today() } : {};
  const isMisconfigured = settings.problems.length > 0;
  const { input, linted } = await reading(io, args, async (progress, onFile) => {
    if (isMisconfigured) return { input: withoutFiles(settings), linted: await lintNothing() };
    const read = await readInput(io, request, progress, settings);
    const expected = await readExpected(io, settings);
    const files = read.files.filter(({ path }) => path !== suppressing.known.path);
    const expectationFiles = expected.files;
    const options = { files, ...tools, packIds, parameters, settings: cluster, ruleSettings, ...today, onFile, expectationFiles };
    const done = await lintFiles(options, fixing, suppressing, io.cwd);
    const problems = [...read.problems, ...expected.problems];
    return { input: { ...read, problems }, linted: { ...done, files: [...done.files, ...expectationFiles] } };
  });
  const { report, fixed } = linted;
  const result: LintResult = {
    report: withProblems(report, input.problems),
    notRendered: input.notRendered,
    allowUndecided: args.flags.has("allow-undecided"),
    nothingToAnalyse: report.summary.objects === 0 && !isMisconfigured ? nothingToAnalyse(input, report.summary) : null,
    fixed,
  };
  const exitCode = exitCodeOf(result.report, result);
  const shown = { targets, files: linted.files, exitCode };
  const failures = [...linted.failures, ...(await printReports(result, shown, tools, args, besideText(linted, fixing, io)))];
  if (result.nothingToAnalyse !== null) io.stderr.write(`${result.nothingToAnalyse}\n`);
  for (const failure of failures) io.stderr.write(`netpolint: ${escapeText(failure)}\n`);
  return failures.length > 0 ? 2 : exitCode;
}

/** The expectation files that the configuration lists. */
async function readExpected(io: Io, { config }: Settings): Promise<Pick<Input, "files" | "problems">> {
  if (config.expectations.length === 0) return { files: [], problems: [] };
  return readPaths(io, config.expectations, noProgress, () => false);
}

/** Standard input that is fixed is printed in the place of the report, so that it can be written to a file. */
function besideText({ files }: Linted, { mode }: Fixing, io: Io): Io {
  const stdin = files.find(({ path }) => path === stdinPath);
  if (mode !== "write" || !stdin) return io;
  io.stdout.write(stdin.text);
  return { ...io, stdout: io.stderr };
}

/** On GitHub Actions annotations come beside the text, unless something else is asked for. */
function formatsOf({ flags, values }: Arguments, { env }: Io): readonly string[] {
  const formats = values.get("format") ?? [];
  const isDefault = !flags.has("format") && !flags.has("output-file");
  return isDefault && env["GITHUB_ACTIONS"] === "true" ? [...formats, "github"] : formats;
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
