import {
  checkExpectations,
  type CheckedCase,
  type ExpectationCase,
  type InputProblem,
  readExpectationFiles,
} from "@netpolint/core";
import { useColour } from "./colour.js";
import { testJson } from "./expectations/test-json.js";
import { testJunit } from "./expectations/test-junit.js";
import { testText } from "./expectations/test-text.js";
import { compareProblems } from "./input/compare-problems.js";
import { inputRequest } from "./input/input-request.js";
import { openInput } from "./input/open-input.js";
import { readPaths } from "./input/read-paths.js";
import { nothingToAnalyse } from "./nothing-to-analyse.js";
import type { Io } from "./io.js";
import { type Arguments, isWrongUsage, type WrongUsage } from "./parse-arguments.js";
import { noProgress } from "./progress.js";
import type { Settings } from "./settings.js";
import { printProblems } from "./print-problems.js";

/** `netpolint test`: checks expectation files against manifests; answers with the exit code. */
export async function testCommand(args: Arguments, settings: Settings, io: Io): Promise<number | WrongUsage> {
  const paths = [...args.positionals, ...(args.positionals.length === 0 ? settings.config.expectations : [])];
  if (paths.length === 0) {
    const problem = "`test` takes files with expectations; none is given, and no configuration lists one.";
    return { problem, command: "test" };
  }
  const request = inputRequest(args, args.flags.has("in") ? (args.values.get("in") ?? []) : []);
  if (isWrongUsage(request)) return request;
  const { input, opened } = await openInput(io, args, settings, request);
  const expected = await readFiles(paths, io);
  const problems = [...input.problems, ...opened.sources.problems, ...expected.problems].sort(compareProblems);
  printProblems(problems, io);
  if (opened.cluster.objects.length === 0) {
    io.stderr.write(`${nothingToAnalyse(input, { skipped: Object.fromEntries(opened.sources.skipped) })}\n`);
    return 2;
  }
  const results = checkExpectations(opened.policies, expected.cases);
  io.stdout.write(formatted(results, problems, args, io));
  return exitCode(results, problems, args.flags.has("allow-undecided"));
}

interface ReadFiles {
  readonly cases: readonly ExpectationCase[];
  readonly problems: readonly InputProblem[];
}

async function readFiles(paths: readonly string[], io: Io): Promise<ReadFiles> {
  const { files, problems } = await readPaths(io, paths, noProgress, () => false);
  const read = await readExpectationFiles(files);
  return { cases: read.cases, problems: [...problems, ...read.problems] };
}

function formatted(
  results: readonly CheckedCase[],
  problems: readonly InputProblem[],
  args: Arguments,
  io: Io,
): string {
  switch (args.values.get("format")?.[0]) {
    case "json":
      return testJson(results, problems);
    case "junit":
      return testJunit(results, problems);
    default:
      return testText(results, { colour: useColour(args.flags, io) });
  }
}

function exitCode(results: readonly CheckedCase[], problems: readonly InputProblem[], allowUndecided: boolean): number {
  if (problems.length > 0) return 2;
  const outcomes = results.flatMap(({ checked }) => checked.map(({ outcome }) => outcome));
  if (outcomes.includes("failed")) return 1;
  return outcomes.includes("undecided") && !allowUndecided ? 1 : 0;
}
