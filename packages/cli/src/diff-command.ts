import {
  type ConnectivityDiff,
  diffConnectivity,
  type InputProblem,
  openAlike,
  type OpenedCluster,
  type UndecidedChange,
} from "@netpolint/core";
import { useColour } from "./colour.js";
import { diffCsv } from "./diff/diff-csv.js";
import { diffJson } from "./diff/diff-json.js";
import { diffMarkdown } from "./diff/diff-markdown.js";
import { type DiffResult, isUnchanged } from "./diff/diff-result.js";
import { diffText } from "./diff/diff-text.js";
import { compareProblems } from "./input/compare-problems.js";
import { isGitPlace } from "./input/git-place.js";
import { type InputRequest, readChartSettings } from "./input/input-request.js";
import { openInput } from "./input/open-input.js";
import type { ChartSettings } from "./input/render-chart.js";
import { chartOfSide, contextOfSide, isChartSide, isClusterSide } from "./input/side-text.js";
import type { Io } from "./io.js";
import { nothingToAnalyse } from "./nothing-to-analyse.js";
import { type Arguments, isWrongUsage, type WrongUsage } from "./parse-arguments.js";
import type { Settings } from "./settings.js";
import { printProblems } from "./print-problems.js";

/** `netpolint diff`: reads both sides, compares, prints; answers with the exit code. */
export async function diffCommand(args: Arguments, settings: Settings, io: Io): Promise<number | WrongUsage> {
  const [base, head, ...others] = args.positionals;
  if (base === undefined || head === undefined || others.length > 0) return wrongCount(args.positionals.length);
  if (base === "-" && head === "-") return { problem: "Standard input can be one side only.", command: "diff" };
  const chartSettings = readChartSettings(args);
  if (isWrongUsage(chartSettings)) return chartSettings;
  const open = (name: Side["name"], text: string): Promise<Side> =>
    openSide(name, text, args, settings, chartSettings, io);
  const sides = [await open("base", base), await open("head", head)] as const;
  const inputProblems = uniqueProblems(sides.flatMap(({ problems }) => problems));
  printProblems(inputProblems, io);
  const empty = sides.filter(({ nothing }) => nothing !== undefined);
  for (const { name, nothing } of empty) io.stderr.write(`${name}: ${nothing ?? ""}\n`);
  // Against nothing all would be gained or lost, which is not what was asked.
  if (empty.length > 0) return 2;
  const diff = diffConnectivity(...openAlike([sides[0].opened, sides[1].opened], settings.cluster, settings));
  io.stdout.write(formatDiff({ diff, inputProblems }, args, io));
  return inputProblems.length > 0 ? 2 : exitCode(diff, args.values.get("fail-on-change")?.[0]);
}

function wrongCount(count: number): WrongUsage {
  const given = count === 0 ? "nothing is given" : count === 1 ? "one side is given" : `${count} words are given`;
  return { problem: `\`diff\` compares \`<base> <head>\`; ${given}.`, command: "diff" };
}

interface Side {
  readonly name: "base" | "head";
  readonly opened: OpenedCluster;
  readonly problems: readonly InputProblem[];
  /** Why there is nothing in it, in a sentence. */
  readonly nothing: string | undefined;
}

async function openSide(
  name: Side["name"],
  text: string,
  args: Arguments,
  settings: Settings,
  chartSettings: ChartSettings,
  io: Io,
): Promise<Side> {
  const { input, opened } = await openInput(io, args, settings, sideRequest(text, chartSettings));
  const { sources, cluster } = opened;
  const isEmpty = cluster.objects.length === 0;
  const nothing = isEmpty ? nothingToAnalyse(input, { skipped: Object.fromEntries(sources.skipped) }) : undefined;
  return { name, opened, problems: [...input.problems, ...sources.problems], nothing };
}

function sideRequest(text: string, chartSettings: ChartSettings): InputRequest {
  const nothing: InputRequest = { paths: [], gitPlace: undefined, charts: [], chartSettings, cluster: undefined };
  if (isGitPlace(text)) return { ...nothing, gitPlace: text };
  if (isClusterSide(text)) return { ...nothing, cluster: { context: contextOfSide(text) } };
  return isChartSide(text) ? { ...nothing, charts: [chartOfSide(text)] } : { ...nothing, paths: [text] };
}

/** A file that both sides read has its problems once. */
function uniqueProblems(problems: readonly InputProblem[]): readonly InputProblem[] {
  const byText = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...byText.values()].sort(compareProblems);
}

function formatDiff(result: DiffResult, { values, flags }: Arguments, io: Io): string {
  switch (values.get("format")?.[0]) {
    case "json":
      return diffJson(result);
    case "csv":
      return diffCsv(result);
    case "md":
      return diffMarkdown(result);
    default:
      return diffText(result, { colour: useColour(flags, io) });
  }
}

/** What may be gained fails like what is: nobody has looked at it yet. */
function exitCode(diff: ConnectivityDiff, failOn: string | undefined): number {
  if (failOn === "any") return isUnchanged(diff) ? 0 : 1;
  if (failOn === "gained") return diff.gained.length > 0 || diff.undecidedChanges.some(mayBeGained) ? 1 : 0;
  if (failOn === "lost") return diff.lost.length > 0 || diff.undecidedChanges.some(mayBeLost) ? 1 : 0;
  return 0;
}

function mayBeGained({ base, head }: UndecidedChange): boolean {
  return base !== "allowed" && head !== "denied";
}

function mayBeLost({ base, head }: UndecidedChange): boolean {
  return base !== "denied" && head !== "allowed";
}
