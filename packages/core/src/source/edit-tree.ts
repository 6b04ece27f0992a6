/**
 * Where the parts of a document are written, for edits. Offsets count UTF-16 units from the start of the text; `end` is
 * behind the last character that is written, without comments and line ends.
 */
export type EditNode = EditCollection | EditLeaf;

export interface EditCollection {
  readonly type: "mapping" | "list";
  /** Written with braces or brackets. */
  readonly flow: boolean;
  readonly start: number;
  readonly end: number;
  readonly entries: readonly EditEntry[];
  /** False where something is written in it that edits of its entries do not understand. */
  readonly plain: boolean;
}

export interface EditLeaf {
  readonly type: "leaf";
  readonly start: number;
  readonly end: number;
}

/** A field of a mapping or an item of a list. */
export interface EditEntry {
  /** null for items. */
  readonly key: string | null;
  /** Of the key, the dash, or the item of a flow list. */
  readonly start: number;
  readonly keyEnd: number;
  /** Behind the colon or the dash; where a flow list's item begins. */
  readonly after: number;
  readonly node: EditNode;
}
