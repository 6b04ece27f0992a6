import { compilePolicies } from "@netpolint/core";
import { render } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { answerContext, withSuggested } from "../answers/answer-context.js";
import { answer, type ClusterQuestion, type Questions } from "../answers/questions.js";
import { readSnapshot } from "../snapshot/snapshot.js";
import { Views } from "../ui/app.js";
import { type AnswerMessage, type AskMessage, askWorker } from "../ui/ask-worker.js";
import { Name } from "../ui/parts.js";
import { readRoute, type Route, routeText } from "../ui/route.js";
import { dataIds, type ReportData } from "./report-data.js";

/** Between a page and its own thread there is no origin to name. */
const toWorker: StructuredSerializeOptions = { transfer: [] };

// One script for both threads: a page on a disk cannot load a second file.
if (typeof document === "undefined") serveAnswers();
else showReport(document.currentScript?.textContent ?? "");

/** In the thread of the engine: the first message is the cluster, each other one a question. */
function serveAnswers(): void {
  let respond: ((message: AskMessage) => AnswerMessage) | undefined;
  globalThis.addEventListener("message", ({ data }: MessageEvent<string | AskMessage>) => {
    if (typeof data === "string") respond = openCluster(data);
    else if (respond) globalThis.postMessage(respond(data), toWorker);
  });
}

function openCluster(text: string): (message: AskMessage) => AnswerMessage {
  const { cluster, suggested, textOf } = readSnapshot(text);
  const context = withSuggested(answerContext(compilePolicies(cluster), textOf), suggested);
  return ({ id, name, question }) => {
    try {
      return { id, answer: answer<ClusterQuestion>(context, name as ClusterQuestion, question as Questions[ClusterQuestion]["question"]) };
    } catch (error) {
      return { id, problem: String(error) };
    }
  };
}

function textOf(id: string): string {
  return document.querySelector(`#${id}`)?.textContent ?? "";
}

function showReport(script: string): void {
  const report = JSON.parse(textOf(dataIds.report)) as ReportData;
  const root = document.querySelector("#app");
  if (root) render(<Report report={report} script={script} />, root);
}

function Report({ report, script }: { readonly report: ReportData; readonly script: string }) {
  const [route, setRoute] = useState<Route>(readRoute(location.hash));
  useEffect(() => {
    const follow = (): void => setRoute(readRoute(location.hash));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  const go = (next: Route): void => {
    location.hash = routeText(next);
  };
  const ask = useMemo(() => startEngine(script), [script]);
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        To the content
      </a>
      <header>
        <p class="brand">netpolint</p>
        <p class="report-title">
          <Name text={report.title} />
        </p>
      </header>
      <Views ask={ask} overview={report.overview} diff={report.diff ?? undefined} route={route} go={go} />
      <footer>
        <p>{report.madeBy}. Nothing in this page is loaded from elsewhere, and nothing is sent.</p>
      </footer>
    </>
  );
}

/** The address holds the view, so a link to an element would leave it. */
function skip(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>("main h1")?.focus();
}

/** In a thread of its own, started with the first question; in this one where the browser allows no other. */
function startEngine(script: string) {
  let send: ((message: AskMessage) => void) | undefined;
  const { ask, receive } = askWorker((message) => (send ??= openThread(script, receive))(message));
  return ask;
}

function openThread(script: string, receive: (message: AnswerMessage) => void): (message: AskMessage) => void {
  const pending: AskMessage[] = [];
  let here: ((message: AskMessage) => AnswerMessage) | undefined;
  const answerHere = (): void => {
    here ??= openCluster(textOf(dataIds.cluster));
    for (const message of pending.splice(0)) receive(here(message));
  };
  try {
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
    worker.addEventListener("message", ({ data }: MessageEvent<AnswerMessage>) => {
      pending.splice(0, pending.length, ...pending.filter(({ id }) => id !== data.id));
      receive(data);
    });
    worker.addEventListener("error", () => {
      here ??= openCluster(textOf(dataIds.cluster));
      answerHere();
    });
    worker.postMessage(textOf(dataIds.cluster), toWorker);
    return (message) => {
      pending.push(message);
      if (here) answerHere();
      else worker.postMessage(message, toWorker);
    };
  } catch {
    return (message) => {
      pending.push(message);
      answerHere();
    };
  }
}
