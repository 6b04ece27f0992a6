import type { World } from "@netpolint/core";
import type { AnswerMessage, AskMessage } from "@netpolint/views/ui";
import type { Overview } from "@netpolint/views";

/** What the page tells the thread of the engine. */
export type ToEngine =
  | { readonly type: "text"; readonly version: number; readonly text: string; readonly world: World }
  /** Asks for what the views show first, of the text that was analysed last. */
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
  readonly edits: readonly { readonly start: Position; readonly end: Position; readonly text: string }[];
}
