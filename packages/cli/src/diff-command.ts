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
import { diffMermaid } from "./diff/diff-mermaid.js";
import { type DiffResult, isUnchanged } from "./diff/diff-result.js";
import { diffText } from "./diff/diff-text.js";
import { uniqueProblems } from "./input/compare-problems.js";
import { type InputRequest, readChartSettings } from "./input/input-request.js";
import { openInput } from "./input/open-input.js";
import { sideRequest } from "./input/side-request.js";
import { isChartSide, isClusterSide } from "./input/side-text.js";
import type { Io } from "./io.js";
import { nothingToAnalyse } from "./nothing-to-analyse.js";
import { type Arguments, isWrongUsage, type WrongUsage } from "./parse-arguments.js";
import type { Settings } from "./settings.js";
import { printProblems } from "./print-problems.js";
import type { Tools } from "./tools.js";

/** `netpolint diff`: reads both sides, compares, prints; answers with the exit code. */
export async function diffCommand(
  args: Arguments,
  settings: Settings,
  io: Io,
  { tell }: Pick<Tools, "tell"> = {},
): Promise<number | WrongUsage> {
  const [base, head, ...others] = args.positionals;
  if (base === undefined || head === undefined || others.length > 0) return wrongCount(args.positionals.length);
  if (base === "-" && head === "-") return { problem: "Standard input can be one side only.", command: "diff" };
  const requests = readSides([base, head], args);
  if (isWrongUsage(requests)) return requests;
  const sides = [
    await openSide("base", requests[0], args, settings, io),
    await openSide("head", requests[1], args, settings, io),
  ] as const;
  const inputProblems = uniqueProblems(sides.flatMap(({ problems }) => problems));
  printProblems(inputProblems, io);
  const empty = sides.filter(({ nothing }) => nothing !== undefined);
  for (const { name, nothing } of empty) io.stderr.write(`${name}: ${nothing ?? ""}\n`);
  // Against nothing all would be gained or lost, which is not what was asked.
  if (empty.length > 0) return 2;
  const diff = diffConnectivity(...openAlike([sides[0].opened, sides[1].opened], settings.cluster, settings));
  io.stdout.write(formatDiff({ diff, inputProblems }, args, io));
  tell?.({ type: "diff", result: { diff, inputProblems } });
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
  request: InputRequest,
  args: Arguments,
  settings: Settings,
  io: Io,
): Promise<Side> {
  const { input, opened } = await openInput(io, args, settings, request);
  const { sources, cluster } = opened;
  const isEmpty = cluster.objects.length === 0;
  const nothing = isEmpty ? nothingToAnalyse(input, { skipped: Object.fromEntries(sources.skipped) }) : undefined;
  return { name, opened, problems: [...input.problems, ...sources.problems], nothing };
}

function readSides(
  sides: readonly [string, string],
  args: Arguments,
): readonly [InputRequest, InputRequest] | WrongUsage {
  const chartSettings = readChartSettings(args);
  if (isWrongUsage(chartSettings)) return chartSettings;
  const below = args.values.get("in") ?? [];
  const isPlace = (text: string): boolean => text !== "-" && !isClusterSide(text) && !isChartSide(text);
  const strange = below.length === 0 ? undefined : sides.find((text) => !isPlace(text));
  if (strange !== undefined) {
    const problem = `\`--in\` is a path in a folder or a revision, and \`${strange}\` is neither.`;
    return { problem, command: "diff" };
  }
  return [sideRequest(sides[0], below, chartSettings), sideRequest(sides[1], below, chartSettings)];
}

function formatDiff(result: DiffResult, { values, flags }: Arguments, io: Io): string {
  switch (values.get("format")?.[0]) {
    case "json":
      return diffJson(result);
    case "csv":
      return diffCsv(result);
    case "mermaid":
      return diffMermaid(result);
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
