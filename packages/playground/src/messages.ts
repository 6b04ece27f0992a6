import type { AnswerMessage, AskMessage } from "@netpolint/views/ui";
import type { Overview } from "@netpolint/views";
import type { Project, ProjectFile } from "./project.js";

/** What the page tells the thread of the engine. */
export type ToEngine =
  | ({ readonly type: "files"; readonly version: number } & Pick<Project, "files" | "world">)
  /** What the files are compared with, from now on. */
  | { readonly type: "base"; readonly title: string; readonly files: readonly ProjectFile[] }
  /** Asks for what the views show first, of the files that were analysed last. */
  | { readonly type: "overview"; readonly version: number }
  | { readonly type: "ask"; readonly message: AskMessage };

/** What it answers. Findings come before the views: somebody who types waits for them. */
export type FromEngine =
  | {
      readonly type: "findings";
      readonly version: number;
      readonly marks: readonly EditorMark[];
      /** Milliseconds that the analysis took. */
      readonly took: number;
    }
  | { readonly type: "overview"; readonly version: number; readonly overview: Overview }
  | { readonly type: "answer"; readonly message: AnswerMessage }
  | { readonly type: "failed"; readonly version: number; readonly problem: string };

/** A place in a text: 1-based line and column. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One finding or input problem, in the editor. */
export interface EditorMark {
  readonly file: string;
  readonly severity: "error" | "warning" | "info";
  readonly source: string;
  readonly message: string;
  readonly start: Position;
  readonly end: Position;
  readonly fixes: readonly EditorFix[];
}

/** Edits that are made together. */
export interface EditorFix {
  readonly title: string;
  readonly edits: readonly FileEdit[];
}

export interface FileEdit {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
  readonly text: string;
}
