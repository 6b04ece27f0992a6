import type { SourceRange } from "../source/source-range.js";

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
}

/** Edits that change verdicts, which a person has to want. */
export interface Suggestion extends Fix {
  /** What the edits open and close, a line each; null where that was not computed. */
  readonly effect: { readonly gained: readonly string[]; readonly lost: readonly string[] } | null;
}
