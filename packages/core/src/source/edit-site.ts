import type { EditLayout, ValueWriter } from "./edit-layout.js";
import type { EditEntry, EditNode } from "./edit-tree.js";
import type { JsonValue } from "./json-value.js";

/** What is from `start` to `end` (exclusive; UTF-16 units) becomes `text`. */
export interface OffsetEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text that is edited, and how new values are written into it. */
export interface EditedText {
  readonly text: string;
  readonly layout: EditLayout;
  readonly writer: ValueWriter;
}

/** One value where it is written. `entry` is undefined for the value of a whole document. */
export interface EditSite {
  readonly node: EditNode;
  readonly value: JsonValue;
  readonly entry: EditEntry | undefined;
  /** Written inside of braces or brackets. */
  readonly inFlow: boolean;
}

/** The text with edits made that are in order and do not overlap. */
export function applyEdits(text: string, edits: readonly OffsetEdit[]): string {
  let edited = "";
  let from = 0;
  for (const edit of edits) {
    edited += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return edited + text.slice(from);
}
