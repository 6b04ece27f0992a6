import type { EditEntry, EditNode } from "./edit-tree.js";
import { childrenOf, isListAt, isObjectAt, type JsonChild, type JsonSpan, textOf } from "./json-scan.js";

/** The places of a value in a text that `JSON.parse` has accepted. Entries are looked for where an edit is made. */
export function jsonEditTree(text: string, { first: start, end }: JsonSpan): EditNode {
  const isObject = isObjectAt(text, start);
  if (!isObject && !isListAt(text, start)) return { type: "leaf", start, end };
  let entries: readonly EditEntry[] | undefined;
  return {
    type: isObject ? "mapping" : "list",
    flow: true,
    plain: true,
    start,
    end,
    get entries() {
      return (entries ??= childrenOf(text, start).map((child) => entryOf(text, child)));
    },
  };
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
