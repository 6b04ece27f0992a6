import type { EditCollection, EditEntry, EditNode } from "./edit-tree.js";

interface Open {
  readonly type: EditCollection["type"];
  readonly start: number;
  readonly entries: EditEntry[];
  /** The key that was read and whose value comes next. */
  key: { readonly text: string; readonly start: number; readonly end: number } | undefined;
}

/** The places of the value that begins at `first`, in a text that `JSON.parse` has accepted. */
export function jsonEditTree(text: string, first = 0): EditNode {
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs;
  token.lastIndex = first;
  const open: Open[] = [];
  let root: EditNode = { type: "leaf", start: 0, end: 0 };
  const add = (node: EditNode): void => {
    const parent = open.at(-1);
    if (parent) addEntry(parent, node);
    else root = node;
  };
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [word] = match;
    const start = match.index;
    const parent = open.at(-1);
    if (word === "{" || word === "[") {
      open.push({ type: word === "{" ? "mapping" : "list", start, entries: [], key: undefined });
    } else if (word === "}" || word === "]") {
      const closed = open.pop();
      if (closed) add({ ...closed, flow: true, plain: true, end: token.lastIndex });
    } else if (parent?.type === "mapping" && !parent.key && word !== "," && word !== ":") {
      parent.key = { text: String(JSON.parse(word)), start, end: token.lastIndex };
    } else if (word !== "," && word !== ":") {
      add({ type: "leaf", start, end: token.lastIndex });
    }
    if (open.length === 0) break;
  }
  return root;
}

function addEntry(parent: Open, node: EditNode): void {
  const { key } = parent;
  const { start } = node;
  parent.entries.push({
    key: key?.text ?? null,
    start: key?.start ?? start,
    keyEnd: key?.end ?? start,
    after: start,
    node,
  });
  parent.key = undefined;
}
