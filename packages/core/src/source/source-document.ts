import type { EditNode } from "./edit-tree.js";
import type { JsonSpan } from "./json-scan.js";
import type { JsonObject, JsonValue, Path } from "./json-value.js";
import type { SourceRange } from "./source-range.js";

/** A mapping key that is written more than once. The last value decides; `earlier` are the places that do not count. */
export interface DuplicateKey {
  readonly path: Path;
  readonly last: SourceRange;
  readonly earlier: readonly SourceRange[];
}

/** Indexes are 0-based, paths those within the item. */
export interface ItemQuestions {
  /** The text of the whole document. */
  readonly text: string;
  /** Undefined where there is none. */
  valueAt(index: number, path: Path): JsonValue | undefined;
  /** As `locate` of the document. */
  locate(index: number, path: Path): SourceRange;
  /** Where a value is in the text; undefined where there is none. */
  spanAt(index: number, path: Path): JsonSpan | undefined;
}

/** A text that is one document, as those see it who edit it. */
export interface PlainDocument {
  readonly value: JsonValue;
  /** Where everything is written in the text; undefined where that is not known for sure. */
  readonly tree: () => EditNode | undefined;
}

/** One document of a file: its value, and where each part of it is written. */
export interface SourceDocument {
  readonly file: string;
  /** 0-based position in the file. */
  readonly index: number;
  readonly value: JsonValue;
  /** Of a list whose items are read one by one, and are not kept: they in turn, and what is around them. */
  readonly list?: { readonly head: JsonObject; readonly items: Iterable<JsonValue> };
  /** The document, where this is its text; left out where that is for `yaml` to say. */
  plain?(text: string): PlainDocument | undefined;
  /** Answers about one item of the list that do not look at the others. */
  readonly item?: ItemQuestions;
  /** Mapping keys written more than once, in document order. Computed when asked for. */
  duplicateKeys(): readonly DuplicateKey[];
  /**
   * The small range that stands for the value at `path`: a scalar's own range, a mapping's or list's key, the first key
   * of a mapping in a list. Falls back to the nearest ancestor that exists.
   */
  locate(path: Path): SourceRange;
  /** Another one as soon as the document, or a line of it, is somewhere else; left out: the document itself. */
  readonly placement?: object;
}
