import type { JsonObject, JsonValue, Path } from "./json-value.js";
import type { SourceRange } from "./source-range.js";

/** A mapping key that is written more than once. The last value decides; `earlier` are the places that do not count. */
export interface DuplicateKey {
  readonly path: Path;
  readonly last: SourceRange;
  readonly earlier: readonly SourceRange[];
}

/** One document of a file: its value, and where each part of it is written. */
export interface SourceDocument {
  readonly file: string;
  /** 0-based position in the file. */
  readonly index: number;
  readonly value: JsonValue;
  /** Of a list whose items are read one by one, and are not kept: they in turn, and what is around them. */
  readonly list?: { readonly head: JsonObject; readonly items: Iterable<JsonValue> };
  /** What is at `path` of `value`, where that can be had without all of it; left out: it is looked for in `value`. */
  valueAt?(path: Path): JsonValue | undefined;
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
