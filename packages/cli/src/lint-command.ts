import { analyze, exitCodeOf, type InputProblem, type Report, type SourceFile } from "@netpolint/core";
import { useColour } from "./colour.js";
import { compareProblems } from "./input/compare-problems.js";
import { type Input, readInput } from "./input/read-input.js";
import type { Io } from "./io.js";
import type { LintResult } from "./lint-result.js";
import { nothingToAnalyse } from "./nothing-to-analyse.js";
import type { Arguments, WrongUsage } from "./parse-arguments.js";
import { json } from "./reporters/json.js";
import { pretty } from "./reporters/pretty.js";
import { stylish } from "./reporters/stylish.js";
import { type Settings, unknownPack } from "./settings.js";
import type { Tools } from "./tools.js";

/** `netpolint lint`: reads, analyses, prints; answers with the exit code. */
export async function lintCommand(
  args: Arguments,
  settings: Settings,
  io: Io,
  tools: Tools,
): Promise<number | WrongUsage> {
  const packIds = args.values.get("pack") ?? [];
  const stranger = packIds.find((id) => !tools.packs.some((pack) => pack.id === id));
  if (stranger !== undefined) return { problem: unknownPack(stranger, tools.packs) };
  const input = await readInput(io, args.positionals.length > 0 ? args.positionals : ["."]);
  const { cluster, parameters } = settings;
  const report = await analyze({ files: input.files, ...tools, packIds, parameters, settings: cluster });
  const result: LintResult = {
    report: withProblems(report, input.problems),
    notRendered: input.notRendered,
    allowUndecided: args.flags.has("allow-undecided"),
  };
  print(result, input, args, io);
  return exitCodeOf(result.report, result);
}

function withProblems(report: Report, problems: readonly InputProblem[]): Report {
  return { ...report, inputProblems: [...problems, ...report.inputProblems].sort(compareProblems) };
}

function print(result: LintResult, input: Input, args: Arguments, io: Io): void {
  const isEmpty = result.report.summary.objects === 0;
  const format = args.values.get("format")?.[0];
  // A summary that counts nothing says less than the one sentence.
  if (!isEmpty || format === "json" || result.report.inputProblems.length > 0) {
    io.stdout.write(formatReport(format, result, input.files, args, io));
  }
  if (isEmpty) io.stderr.write(`${nothingToAnalyse(input, result.report.summary)}\n`);
}

/** Where the output is no terminal, lines of the user's files are cut to this. */
const defaultColumns = 120;

function formatReport(
  format: string | undefined,
  result: LintResult,
  files: readonly SourceFile[],
  { flags }: Arguments,
  io: Io,
): string {
  const colour = useColour(flags, io);
  if (format === "json") return json(result);
  if (format === "pretty") return pretty(result, files, { colour, columns: io.stdout.columns ?? defaultColumns });
  return stylish(result, { colour });
}
