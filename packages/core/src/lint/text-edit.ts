import type { Effect } from "../connectivity/describe-effect.js";
import type { ObjectEdit } from "../source/object-edit.js";
import type { SourcePosition, SourceRange } from "../source/source-range.js";

/** One change of a file: what is at `range` becomes `text`. An empty range inserts before its start. */
export interface TextEdit {
  readonly file: string;
  readonly range: SourceRange;
  readonly text: string;
}

/** Edits that belong together: all of them are made, or none. They change no verdict beyond what the title says. */
export interface Fix {
  /** An instruction, without a full stop: "Remove the rule". */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** What the text edits do to objects; left out where they change no object, as those of comments. */
  readonly changes?: readonly DocumentChange[];
}

/**
 * An edit of one document, so that several fixes of it can be made together: where each alone leaves a list with one
 * item, both leave none, and text edits side by side would not know.
 */
export interface DocumentChange {
  readonly file: string;
  /** 0-based number of the document within the file. */
  readonly document: number;
  /** Any place within the document. */
  readonly position: SourcePosition;
  /** With paths from the document's root. */
  readonly edit: ObjectEdit;
}

/** Edits that change verdicts, which a person has to want. */
export interface Suggestion extends Fix {
  /** What the edits open and close, a line each; null where that was not computed. */
  readonly effect: Effect | null;
}
