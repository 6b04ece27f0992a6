import type { SourceFile } from "@netpolint/core";
import { useColour } from "../colour.js";
import type { Io } from "../io.js";
import type { LintResult } from "../lint-result.js";
import type { Arguments } from "../parse-arguments.js";
import type { ReportContext } from "../reporters/reporter.js";
import { useLinks } from "../terminal-links.js";
import type { Tools } from "../tools.js";
import type { ReportTarget } from "./report-targets.js";
import { fromRepository } from "./repository-path.js";
import { replaceFile } from "./replace-file.js";

/** Where the output is no terminal, lines of the user's files are cut to this. */
const defaultColumns = 120;

export interface Reporting {
  readonly targets: readonly ReportTarget[];
  readonly files: readonly SourceFile[];
  readonly exitCode: number;
}

/** Prints every report, or writes it to its file. Answers with what could not be written, a sentence each. */
export async function printReports(
  result: LintResult,
  { targets, files, exitCode }: Reporting,
  { rules }: Tools,
  { flags }: Arguments,
  io: Io,
): Promise<readonly string[]> {
  const shared = { files, rules, exitCode, fromRepository: fromRepository(io.cwd, io.findRepository?.(io.cwd)) };
  const printed: ReportContext = {
    ...shared,
    colour: useColour(flags, io),
    links: useLinks(io),
    columns: io.stdout.columns ?? defaultColumns,
  };
  // Files are read later, by who knows whom: without what only a terminal understands.
  const written: ReportContext = { ...shared, colour: false, links: false, columns: defaultColumns };
  const failures: string[] = [];
  for (const { format, file } of targets) {
    const report = await format.load();
    if (file === undefined) io.stdout.write(report(result, printed));
    else failures.push(...(failureOf(io.cwd, file, fileText(report(result, written), result)) ?? []));
  }
  return failures;
}

function failureOf(cwd: string, file: string, text: string): readonly string[] | undefined {
  const failure = replaceFile(cwd, file, text);
  return failure === undefined ? undefined : [failure];
}

/** On a terminal the reason stands beside a report that is empty; in a file it would be missing. */
function fileText(text: string, { nothingToAnalyse }: LintResult): string {
  return text === "" && nothingToAnalyse !== null ? `${nothingToAnalyse}\n` : text;
}
