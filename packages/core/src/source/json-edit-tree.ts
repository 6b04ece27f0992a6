import type { EditCollection, EditEntry, EditNode } from "./edit-tree.js";
import { childrenOf, isListAt, isObjectAt, type JsonChild, type JsonSpan, textOf } from "./json-scan.js";

interface LazyCollection {
  text: string;
  type: EditCollection["type"];
  start: number;
  end: number;
  found: readonly EditEntry[] | undefined;
}

/** What all lists and objects have in common: a getter of its own would take longer than the rest of each. */
const common: Omit<EditCollection, keyof LazyCollection> & ThisType<LazyCollection> = {
  flow: true,
  plain: true,
  get entries() {
    return (this.found ??= childrenOf(this.text, this.start).map((child) => entryOf(this.text, child)));
  },
};

/** The places of a value in a text that `JSON.parse` has accepted. Entries are looked for where an edit is made. */
export function jsonEditTree(text: string, { first: start, end }: JsonSpan): EditNode {
  const isObject = isObjectAt(text, start);
  if (!isObject && !isListAt(text, start)) return { type: "leaf", start, end };
  const node = Object.create(common) as EditCollection & LazyCollection;
  node.text = text;
  node.type = isObject ? "mapping" : "list";
  node.start = start;
  node.end = end;
  node.found = undefined;
  return node;
}

function entryOf(text: string, { key, value }: JsonChild): EditEntry {
  return {
    key: key ? textOf(text, key) : null,
    start: (key ?? value).first,
    keyEnd: key ? key.end : value.first,
    after: value.first,
    node: jsonEditTree(text, value),
  };
}
