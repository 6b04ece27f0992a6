import {
  type ClusterPolicy,
  type FlowPack,
  type InputProblem,
  type NetworkPolicy,
  type OpenedCluster,
  openSession,
  type Report,
} from "@netpolint/core";
import { answerContext, overviewOf, policyTexts, reportPage, writeSnapshot } from "@netpolint/views";
import { readExpected } from "./expectations/read-expected.js";
import { compareProblems } from "./input/compare-problems.js";
import type { Input } from "./input/input.js";
import { inputRequest, type InputRequest } from "./input/input-request.js";
import { readInput } from "./input/read-input.js";
import { reading } from "./input/reading.js";
import type { Io } from "./io.js";
import { nothingToAnalyse } from "./nothing-to-analyse.js";
import { replaceFile } from "./output/replace-file.js";
import { type Arguments, isWrongUsage, type WrongUsage } from "./parse-arguments.js";
import { printProblems } from "./print-problems.js";
import { openBase } from "./report/open-base.js";
import { type OpenedSuggested, openSuggested } from "./report/open-suggested.js";
import { readShell } from "./report/read-shell.js";
import { escapeText } from "./reporters/escape-text.js";
import { type Settings, unknownPack } from "./settings.js";
import { readKnown, suppressionsName } from "./suppress/read-suppressing.js";
import type { Tools } from "./tools.js";
import { version } from "./version.js";

/** `netpolint report`: reads, analyses, writes one page; answers with the exit code. */
export async function reportCommand(
  args: Arguments,
  settings: Settings,
  io: Io,
  tools: Tools,
): Promise<number | WrongUsage> {
  const stranger = settings.packIds.find((id) => !tools.packs.some((pack: FlowPack) => pack.id === id));
  if (stranger !== undefined) return { problem: unknownPack(stranger, tools.packs) };
  const request = inputRequest(args, args.positionals);
  if (isWrongUsage(request)) return request;
  const analysed = await analyseInput(args, settings, io, tools, request);
  if (isWrongUsage(analysed)) return analysed;
  const { input, report, opened } = analysed;
  if (opened.cluster.objects.length === 0) {
    printProblems(report.inputProblems, io);
    io.stderr.write(`${nothingToAnalyse(input, report.summary)}\n`);
    return 2;
  }
  const base = await openBase(args, settings, io, opened);
  if (base && isWrongUsage(base)) return base;
  const suggested = await openSuggested(args, settings, io, opened);
  const problems = [...report.inputProblems, ...(base?.problems ?? []), ...suggested.problems].sort(
    compareProblems,
  );
  printProblems(problems, io);
  if (base?.nothing !== undefined) io.stderr.write(`base: ${base.nothing}\n`);
  const shown: Report = { ...report, inputProblems: problems };
  const page = await pageOf(args, { input, report: shown, opened, suggested }, base?.diff ?? null);
  const failure = writePage(args, page, io);
  if (failure !== undefined) io.stderr.write(`netpolint: ${escapeText(failure)}\n`);
  const isWhole = problems.length === 0 && report.ruleFailures.length === 0 && base?.nothing === undefined;
  return failure === undefined && isWhole ? 0 : 2;
}

interface Analysed {
  readonly input: Input;
  readonly report: Report;
  readonly opened: OpenedCluster;
}

/** What `lint` would find, and the cluster for the questions that the page answers. */
async function analyseInput(
  args: Arguments,
  settings: Settings,
  io: Io,
  tools: Tools,
  request: InputRequest,
): Promise<Analysed | WrongUsage> {
  const suppressions = readKnown(io.cwd, suppressionsName, false);
  if (isWrongUsage(suppressions)) return suppressions;
  const { cluster, packIds, parameters, rules: ruleSettings } = settings;
  const today = io.today ? { today: io.today() } : {};
  const session = openSession();
  return reading(io, args, async (progress, onFile) => {
    const read = await readInput(io, request, progress, settings);
    const expected = await readExpected(io, settings);
    const files = read.files.filter(({ path }) => path !== suppressions.path);
    const input = { ...read, files, problems: [...read.problems, ...expected.problems] };
    const known = { packIds, parameters, settings: cluster, ruleSettings, suppressions, ...today };
    const { rules, packs } = tools;
    const report = await session.analyze({ files, rules, packs, ...known, onFile, expectationFiles: expected.files });
    const opened = session.opened();
    if (!opened) throw new Error("what was analysed is not there");
    return { input, report: withProblems(report, input.problems), opened };
  });
}

function withProblems(report: Report, problems: readonly InputProblem[]): Report {
  return { ...report, inputProblems: [...problems, ...report.inputProblems] };
}

async function pageOf(
  { positionals }: Arguments,
  { input: { files }, report, opened, suggested }: Analysed & { readonly suggested: OpenedSuggested },
  diff: Parameters<typeof reportPage>[1]["diff"],
): Promise<string> {
  const { cluster, policies } = opened;
  const metas = allPolicies(cluster).map(({ meta }) => meta);
  const own = await policyTexts(files, cluster.objects, metas);
  const texts = new Map([...own, ...suggested.texts]);
  const context = answerContext(policies, (meta) => texts.get(meta));
  const title = positionals.length === 0 ? "" : positionals.join(" ");
  const madeBy = `Made by netpolint ${version}`;
  const data = { title, madeBy, overview: overviewOf(context, report, files), diff };
  return reportPage(readShell(), data, writeSnapshot(cluster, texts, suggested.suggested));
}

function allPolicies(cluster: OpenedCluster["cluster"]): readonly (NetworkPolicy | ClusterPolicy)[] {
  return [...cluster.networkPolicies, ...cluster.assumedPolicies, ...cluster.clusterPolicies];
}

/** Answers with why nothing was written. */
function writePage({ values }: Arguments, page: string, io: Io): string | undefined {
  const file = values.get("output-file")?.[0];
  if (file !== undefined) return replaceFile(io.cwd, file, page);
  io.stdout.write(page);
  return undefined;
}
