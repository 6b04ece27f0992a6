import type { CST, Document, Node, Pair, YAMLMap, YAMLSeq } from "yaml";
import type { EditCollection, EditEntry, EditLeaf, EditNode } from "./edit-tree.js";
import { scalarKey, type Yaml } from "./yaml-document.js";

interface Building {
  readonly yaml: Yaml;
  readonly document: Document;
  readonly text: string;
}

/** The places in a document that was parsed with its tokens kept. `text` is what was parsed. */
export function yamlEditTree(yaml: Yaml, document: Document, text: string): EditNode {
  return nodeOf({ yaml, document, text }, document.contents, 0);
}

/** `after` is where the value may begin: it stands for a value that is not written. */
function nodeOf(building: Building, node: Node | null, after: number): EditNode {
  const { yaml } = building;
  if (yaml.isMap(node)) return collectionOf(building, node, "mapping", mappingEntries(building, node));
  if (yaml.isSeq(node)) return collectionOf(building, node, "list", listEntries(building, node));
  return leafOf(building, node, after);
}

function leafOf({ text }: Building, node: Node | null, after: number): EditLeaf {
  const [start, valueEnd] = node?.range ?? [after, after];
  if (start === valueEnd) return { type: "leaf", start: after, end: after };
  const written = text.slice(start, valueEnd);
  const isBlock = node?.srcToken?.type === "block-scalar";
  return { type: "leaf", start, end: isBlock ? start + written.trimEnd().length : valueEnd };
}

function collectionOf(
  building: Building,
  node: YAMLMap | YAMLSeq,
  type: EditCollection["type"],
  entries: readonly EditEntry[] | undefined,
): EditCollection {
  const token = node.srcToken;
  const flow = token?.type === "flow-collection";
  const [start, valueEnd] = node.range ?? [0, 0];
  const end = flow ? valueEnd : blockEnd(building, start, valueEnd, entries);
  const plain = entries !== undefined && !(flow && hasComment(token));
  return { type, flow, start, end, entries: entries ?? [], plain };
}

function blockEnd({ text }: Building, start: number, end: number, entries: readonly EditEntry[] | undefined): number {
  return entries?.at(-1)?.node.end ?? start + text.slice(start, end).trimEnd().length;
}

function hasComment(token: CST.FlowCollection): boolean {
  return token.items.some(({ start, sep = [], value }) =>
    [...start, ...sep, ...endOf(value)].some(({ type }) => type === "comment"),
  ) || commentsBeforeEnd(token);
}

function endOf(token: CST.Token | undefined): readonly CST.SourceToken[] {
  return token && "end" in token ? (token.end ?? []) : [];
}

/** The last token of `end` before the bracket; what follows the bracket is outside. */
function commentsBeforeEnd({ end }: CST.FlowCollection): boolean {
  const bracket = end.findIndex(({ type }) => type === "flow-map-end" || type === "flow-seq-end");
  return end.slice(0, bracket).some(({ type }) => type === "comment");
}

/** Undefined where a key is written with `?`, has no colon, or is not a scalar. */
function mappingEntries(building: Building, map: YAMLMap): readonly EditEntry[] | undefined {
  const entries = map.items.map((pair) => entryOfPair(building, pair));
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

function entryOfPair(building: Building, pair: Pair): EditEntry | undefined {
  const key = pair.key as Node | null;
  const token = pair.srcToken;
  const colon = token?.sep?.find(({ type }) => type === "map-value-ind");
  if (!building.yaml.isScalar(key) || !key.range || !token || !colon || key.anchor !== undefined) return undefined;
  if (token.start.some(({ type }) => type === "explicit-key-ind")) return undefined;
  const [start, keyEnd] = key.range;
  const after = colon.offset + 1;
  return { key: scalarKey(key), start, keyEnd, after, node: nodeOf(building, pair.value as Node | null, after) };
}

function listEntries(building: Building, list: YAMLSeq): readonly EditEntry[] | undefined {
  const token = list.srcToken;
  if (token?.type === "block-seq") return blockItems(building, list, token);
  return list.items.map((item) => flowItem(building, item as Node | null));
}

function flowItem(building: Building, item: Node | null): EditEntry {
  const start = item?.range?.[0] ?? 0;
  return { key: null, start, keyEnd: start, after: start, node: nodeOf(building, item, start) };
}

function blockItems(building: Building, list: YAMLSeq, token: CST.BlockSequence): readonly EditEntry[] | undefined {
  const dashes = token.items.flatMap(({ start }) => start.find(({ type }) => type === "seq-item-ind") ?? []);
  if (dashes.length !== list.items.length) return undefined;
  return dashes.map(({ offset }, index) => {
    const after = offset + 1;
    return { key: null, start: offset, keyEnd: after, after, node: nodeOf(building, list.items[index] as Node, after) };
  });
}
