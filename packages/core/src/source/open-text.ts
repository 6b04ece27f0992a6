import type { EditLayout, ValueWriter } from "./edit-layout.js";
import type { OffsetEdit } from "./edit-site.js";
import type { EditNode } from "./edit-tree.js";
import type { JsonValue, Path } from "./json-value.js";
import type { SourceDocument } from "./source-document.js";
import type { SourcePosition } from "./source-range.js";

/** A text as edits need it. */
export interface OpenText {
  /** `read`: the document that was read there, where somebody has read it. */
  readonly documentAt: (position: SourcePosition, read?: ReadDocument) => OpenedDocument | undefined;
  /** One item of a list, parsed without the rest. A dump holds thousands. */
  readonly itemAt: (position: SourcePosition, item: Path, read?: ReadDocument) => OpenedPart | undefined;
}

/** What is known of a document that was read before, so that it is not read again for every edit. */
export type ReadDocument = Pick<SourceDocument, "item" | "plain">;

export interface OpenedPart {
  readonly document: OpenedDocument;
  /** The path of the item within the part. */
  readonly base: Path;
}

/** A document of a text, or a part of one, parsed for edits. */
export interface OpenedDocument {
  readonly text: string;
  /** Of `text` in its file. */
  readonly offset: number;
  readonly tree: EditNode;
  readonly value: JsonValue;
  readonly layout: EditLayout;
  /** How values may be written, the best first. */
  readonly writers: readonly ValueWriter[];
  /** The value once edits are made that are in order, or undefined where it cannot be read. */
  readonly reread: (edits: readonly OffsetEdit[]) => JsonValue | undefined;
  /**
   * The value at a path of it as a document by itself, where another value in its place would leave everything else as
   * it is; left out where nobody can say so.
   */
  readonly inside?: (path: Path) => OpenedDocument | undefined;
}
