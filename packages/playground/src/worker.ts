import { openSession, type Report, type SourceFile, type World } from "@netpolint/core";
import { allPacks } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import {
  answer,
  answerContext,
  type AnswerContext,
  overviewOf,
  policyTexts,
  type QuestionName,
  type Questions,
} from "@netpolint/views";
import type { AskMessage } from "@netpolint/views/ui";
import { editorMarks } from "./editor-marks.js";
import type { FromEngine, ToEngine } from "./messages.js";

/** The one file of the playground, as messages print it. */
const path = "policies.yaml";

interface Analysed {
  readonly version: number;
  readonly files: readonly SourceFile[];
  readonly report: Report;
  /** Made when a view is shown: whoever only types needs none. */
  context: Promise<AnswerContext> | undefined;
}

const session = openSession();
let last: Analysed | undefined;

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
    case "text":
      return await analyzeText(message.version, message.text, message.world);
    case "overview":
      return last && { type: "overview", version: last.version, overview: await overview(last) };
    case "ask":
      return await answerMessage(message.message);
  }
}

async function analyzeText(version: number, text: string, world: World): Promise<FromEngine> {
  const files = [{ path, text }];
  try {
    const start = performance.now();
    const report = await session.analyze({ files, rules: allRules, packs: allPacks, settings: { world } });
    const took = performance.now() - start;
    last = { version, files, report, context: undefined };
    return { type: "findings", version, marks: editorMarks(report), took };
  } catch (error) {
    return { type: "failed", version, problem: String(error) };
  }
}

function contextOf(analysed: Analysed): Promise<AnswerContext> {
  analysed.context ??= makeContext(analysed);
  return analysed.context;
}

async function makeContext({ files }: Analysed): Promise<AnswerContext> {
  const opened = session.opened();
  if (!opened) throw new Error("nothing is analysed yet");
  const { cluster, policies } = opened;
  const all = [...cluster.networkPolicies, ...cluster.assumedPolicies, ...cluster.clusterPolicies];
  const texts = await policyTexts(
    files,
    cluster.objects,
    all.map(({ meta }) => meta),
  );
  return answerContext(policies, (meta) => texts.get(meta));
}

async function overview(analysed: Analysed) {
  return overviewOf(await contextOf(analysed), analysed.report, analysed.files);
}

async function answerMessage({ id, name, question }: AskMessage): Promise<FromEngine> {
  try {
    if (!last) throw new Error("nothing is analysed yet");
    const context = await contextOf(last);
    const found = answer<QuestionName>(context, name, question as Questions[QuestionName]["question"]);
    return { type: "answer", message: { id, answer: found } };
  } catch (error) {
    return { type: "answer", message: { id, problem: String(error) } };
  }
}
