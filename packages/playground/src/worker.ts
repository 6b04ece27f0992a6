import {
  diffConnectivity,
  openAlike,
  openCluster,
  type OpenedCluster,
  openSession,
  type Report,
  type World,
} from "@netpolint/core";
import { mostSuggestedFor, suggestPolicies } from "@netpolint/generate";
import { allPacks } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import {
  answer,
  answerContext,
  type AnswerContext,
  type ClusterQuestion,
  type DiffView,
  diffView,
  overviewOf,
  policyTexts,
  type Questions,
  readPolicies,
  withSuggested,
} from "@netpolint/views";
import type { AskMessage } from "@netpolint/views/ui";
import { editorMarks } from "./editor-marks.js";
import type { FromEngine, ToEngine } from "./messages.js";
import type { Base, ProjectFile } from "./project.js";

interface Analysed {
  readonly version: number;
  readonly files: readonly ProjectFile[];
  readonly world: World;
  readonly report: Report;
  /** Made when a view is shown: whoever only types needs none. */
  context: Promise<AnswerContext> | undefined;
  /** With suggested policies, and what changed since the base: made when somebody looks at them. */
  suggesting: Promise<AnswerContext> | undefined;
  diff: Promise<DiffView | null> | undefined;
}

const packs = { packs: allPacks, named: [], parameters: new Map<string, string>() };
const session = openSession();
let last: Analysed | undefined;
let base: Base | undefined;
let openedBase: { readonly world: World; readonly opened: Promise<OpenedCluster> } | undefined;

/** Between a page and its own thread there is no origin to name. */
const toPage: StructuredSerializeOptions = { transfer: [] };

/** One after the other: a session's cluster is good until its next call. */
let line: Promise<void> = Promise.resolve();

globalThis.addEventListener("message", ({ data }: MessageEvent<ToEngine>) => {
  line = line.then(async () => {
    const message = await respond(data);
    if (message) globalThis.postMessage(message, toPage);
  });
});

async function respond(message: ToEngine): Promise<FromEngine | undefined> {
  switch (message.type) {
    case "base":
      base = message;
      openedBase = undefined;
      return undefined;
    case "files":
      return await analyzeFiles(message);
    case "overview":
      return last && { type: "overview", version: last.version, overview: await overview(last) };
    case "ask":
      return await answerMessage(message.message);
  }
}

async function analyzeFiles({
  version,
  files,
  world,
}: Extract<ToEngine, { readonly type: "files" }>): Promise<FromEngine> {
  try {
    const start = performance.now();
    const report = await session.analyze({ files, rules: allRules, packs: allPacks, settings: { world } });
    const took = performance.now() - start;
    last = { version, files, world, report, context: undefined, suggesting: undefined, diff: undefined };
    return { type: "findings", version, marks: editorMarks(report), took };
  } catch (error) {
    return { type: "failed", version, problem: String(error) };
  }
}

function openedHead(): OpenedCluster {
  const opened = session.opened();
  if (!opened) throw new Error("nothing is analysed yet");
  return opened;
}

function contextOf(analysed: Analysed): Promise<AnswerContext> {
  analysed.context ??= makeContext(analysed);
  return analysed.context;
}

async function makeContext({ files }: Analysed): Promise<AnswerContext> {
  const { cluster, policies } = openedHead();
  const all = [...cluster.networkPolicies, ...cluster.assumedPolicies, ...cluster.clusterPolicies];
  const texts = await policyTexts(
    files,
    cluster.objects,
    all.map(({ meta }) => meta),
  );
  return answerContext(policies, (meta) => texts.get(meta));
}

async function suggestingContext(analysed: Analysed): Promise<AnswerContext> {
  const context = await contextOf(analysed);
  if (context.workloads.length > mostSuggestedFor) {
    const because = `Policies are suggested for up to ${mostSuggestedFor} workloads; netpolint generate writes them for more.`;
    return withSuggested(context, { type: "none", because });
  }
  const { files, madeFrom, remarks } = await suggestPolicies(context.policies, { packs });
  const sources = files.map(({ fileName, yaml }) => ({ path: fileName, text: yaml }));
  const { policies, texts } = await readPolicies(sources, { world: analysed.world });
  const suggested = { type: "policies", how: "beside", policies, madeFrom, remarks } as const;
  return withSuggested(context, suggested, (meta) => texts.get(meta) ?? context.textOf(meta));
}

async function diffOf({ world }: Analysed): Promise<DiffView | null> {
  if (!base) return null;
  if (openedBase?.world !== world) {
    openedBase = { world, opened: openCluster(base.files, { world }, undefined, packs) };
  }
  const sides = openAlike([await openedBase.opened, openedHead()], { world }, packs);
  return diffView(base.title, diffConnectivity(...sides));
}

async function overview(analysed: Analysed) {
  return overviewOf(await contextOf(analysed), analysed.report, analysed.files);
}

async function answerMessage({ id, name, question }: AskMessage): Promise<FromEngine> {
  try {
    if (!last) throw new Error("nothing is analysed yet");
    const found = name === "diff" ? await (last.diff ??= diffOf(last)) : await answerOf(last, name, question);
    return { type: "answer", message: { id, answer: found } };
  } catch (error) {
    return { type: "answer", message: { id, problem: String(error) } };
  }
}

async function answerOf(analysed: Analysed, name: ClusterQuestion, question: unknown): Promise<unknown> {
  if (name === "suggested") analysed.suggesting ??= suggestingContext(analysed);
  const context = await (name === "suggested" ? analysed.suggesting : contextOf(analysed));
  return context && answer<ClusterQuestion>(context, name, question as Questions[ClusterQuestion]["question"]);
}
