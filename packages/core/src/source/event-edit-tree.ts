import type { MappingEvent, SequenceEvent } from "js-yaml";
import type { EditCollection, EditEntry, EditNode } from "./edit-tree.js";
import { isNode, scalarSpan, skipBlanks } from "./event-places.js";
import { type EventCursor, flowStyle, isBlockScalar, keyText, mappingEvent, popEvent, scalarEvent, sequenceEvent } from "./event-values.js";

/**
 * The places in a document whose value was read from events, as `yaml` has them. Undefined where something is written
 * that leaves a doubt about them: a comment within brackets, a key with `?`.
 */
export function eventEditTree(cursor: EventCursor, root: number): EditNode | undefined {
  cursor.at = root;
  try {
    return nodeAt(cursor, 0);
  } catch (error) {
    // The stack gives out in what nests deep.
    if (error === doubt || error instanceof RangeError) return undefined;
    throw error;
  }
}

const doubt = new Error("not known where this is written");

/** The node at the cursor, which moves behind it. `after` is where it may begin: it stands for what is not written. */
function nodeAt(cursor: EventCursor, after: number): EditNode {
  const event = cursor.events[cursor.at];
  if (event?.type === mappingEvent) return collectionAt(cursor, event, "mapping");
  if (event?.type === sequenceEvent) return collectionAt(cursor, event, "list");
  if (event?.type !== scalarEvent) throw doubt;
  const span = scalarSpan(cursor, cursor.at);
  cursor.at += 1;
  if (!span || span.first === span.end) return { type: "leaf", start: after, end: after };
  const { first: start, end } = span;
  return { type: "leaf", start, end: isBlockScalar(event) ? start + cursor.text.slice(start, end).trimEnd().length : end };
}

function collectionAt(cursor: EventCursor, event: MappingEvent | SequenceEvent, type: EditCollection["type"]): EditCollection {
  const flow = event.style === flowStyle;
  const { start } = event;
  const entries: EditEntry[] = [];
  cursor.at += 1;
  let behind = flow ? start + 1 : start;
  while (isNode(cursor.events[cursor.at])) {
    const entry = type === "mapping" ? fieldAt(cursor) : flow ? flowItemAt(cursor) : blockItemAt(cursor, behind);
    entries.push(entry);
    behind = entry.node.end;
  }
  if (cursor.events[cursor.at]?.type !== popEvent) throw doubt;
  cursor.at += 1;
  const end = flow ? closedAt(cursor.text, behind, type === "mapping" ? "}" : "]") : behind;
  if (flow && cursor.text.slice(start, end).includes("#")) throw doubt;
  return { type, flow, start, end, entries, plain: true };
}

/** Behind the bracket that closes a collection; only blanks and a comma may come before it. */
function closedAt(text: string, from: number, bracket: string): number {
  const rest = /[\s,]*/y;
  rest.lastIndex = from;
  rest.test(text);
  if (text[rest.lastIndex] !== bracket) throw doubt;
  return rest.lastIndex + 1;
}

function fieldAt(cursor: EventCursor): EditEntry {
  const key = cursor.events[cursor.at];
  const span = scalarSpan(cursor, cursor.at);
  if (key?.type !== scalarEvent || !span) throw doubt;
  const name = keyText(cursor, key);
  const colon = /[ \t]*:/y;
  colon.lastIndex = span.end;
  if (!colon.test(cursor.text) || isExplicit(cursor.text, span.first)) throw doubt;
  const after = colon.lastIndex;
  cursor.at += 1;
  return { key: name, start: span.first, keyEnd: span.end, after, node: nodeAt(cursor, after) };
}

/** Whether a question mark is in front of a key. */
function isExplicit(text: string, key: number): boolean {
  return /[?:][ \t]*$/.test(text.slice(text.lastIndexOf("\n", key - 1) + 1, key));
}

function flowItemAt(cursor: EventCursor): EditEntry {
  const node = nodeAt(cursor, 0);
  return { key: null, start: node.start, keyEnd: node.start, after: node.start, node };
}

/** `behind` is the end of the item before it, or where the list begins. */
function blockItemAt(cursor: EventCursor, behind: number): EditEntry {
  const start = skipBlanks(cursor.text, behind);
  if (cursor.text[start] !== "-") throw doubt;
  const after = start + 1;
  return { key: null, start, keyEnd: after, after, node: nodeAt(cursor, after) };
}
