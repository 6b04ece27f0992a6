import type { Overview } from "@netpolint/views";
import { type Ask, askWorker } from "@netpolint/views/ui";
import type { EditorMark, FromEngine, ToEngine } from "./messages.js";
import type { Base, Project } from "./project.js";

/** What the page is told as files are analysed. */
export interface EngineEvents {
  readonly onFindings: (version: number, marks: readonly EditorMark[], took: number) => void;
  /** With a new `ask` for each analysis, so that views ask again. */
  readonly onOverview: (overview: Overview, ask: Ask) => void;
  readonly onFailure: (problem: string) => void;
}

export interface Engine {
  /** Analyses the files; those that come while others are at work wait, and only the newest do. */
  analyze(version: number, project: Project): void;
}

const toWorker: StructuredSerializeOptions = { transfer: [] };

export function startEngine(script: string, events: EngineEvents): Engine {
  const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  const send = (message: ToEngine): void => worker.postMessage(message, toWorker);
  const { ask, receive } = askWorker((message) => send({ type: "ask", message }));
  let waiting: ToEngine | undefined;
  let isBusy = false;
  let base: Base | undefined;
  const next = (): void => {
    isBusy = waiting !== undefined;
    if (waiting) send(waiting);
    waiting = undefined;
  };
  worker.addEventListener("message", ({ data }: MessageEvent<FromEngine>) => {
    switch (data.type) {
      case "findings":
        events.onFindings(data.version, data.marks, data.took);
        // The views of files that are already others are not needed.
        if (waiting) next();
        else send({ type: "overview", version: data.version });
        break;
      case "overview": {
        events.onOverview(data.overview, (name, question) => ask(name, question));
        next();
        break;
      }
      case "answer":
        receive(data.message);
        break;
      case "failed":
        events.onFailure(data.problem);
        next();
        break;
    }
  });
  worker.addEventListener("error", (event) => events.onFailure(event.message));
  return {
    analyze: (version, project) => {
      // A base may be as large as the files, and is seldom another.
      if (project.base !== base) send({ type: "base", ...project.base });
      base = project.base;
      const { files, world } = project;
      waiting = { type: "files", version, files, world };
      if (!isBusy) next();
    },
  };
}
