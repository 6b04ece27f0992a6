import type { Event, ScalarEvent } from "js-yaml";
import {
  absent,
  type EventCursor,
  mappingEvent,
  popEvent,
  scalarEvent,
  keyText,
  sequenceEvent,
} from "./event-values.js";
import type { Path } from "./json-value.js";

/** Offsets into the text of the events, `end` exclusive. */
export interface Span {
  readonly first: number;
  readonly end: number;
}

/** A key that is written more than once, with all its places in their order. */
export interface RepeatedKey {
  readonly path: Path;
  readonly keys: readonly Span[];
}

/** Indexes of events. */
interface Step {
  readonly node: number;
  readonly key: number | undefined;
}

const [singleQuoted, doubleQuoted, literalBlock, foldedBlock] = [2, 3, 4, 5];
const keepAll = 3;

/** The span that stands for the value at `path`, as `SourceDocument.locate` says. The root node is event `root`. */
export function locateInEvents(cursor: EventCursor, root: number, path: Path): Span {
  let place: Step = { node: root, key: undefined };
  for (const step of path) {
    const next = stepInto(cursor, place.node, step);
    if (!next) break;
    place = next;
  }
  return spanOf(cursor, place);
}

function stepInto(cursor: EventCursor, node: number, step: string | number): Step | undefined {
  const type = cursor.events[node]?.type;
  if (type === mappingEvent) return stepIntoMapping(cursor, node, String(step));
  if (type === sequenceEvent && typeof step === "number") return stepIntoSequence(cursor, node, step);
  return undefined;
}

function stepIntoMapping(cursor: EventCursor, node: number, name: string): Step | undefined {
  let found: Step | undefined;
  for (let key = node + 1; isNode(cursor.events[key]); key = afterNode(cursor, key + 1)) {
    if (keyAt(cursor, key) === name) found = { node: key + 1, key };
  }
  return found;
}

function stepIntoSequence(cursor: EventCursor, node: number, index: number): Step | undefined {
  const item = index < manyItems ? itemAfter(cursor, node + 1, index) : itemsOf(cursor, node)[index];
  return item !== undefined && index >= 0 && isNode(cursor.events[item]) ? { node: item, key: undefined } : undefined;
}

/** So many are gone through again each time. */
const manyItems = 16;

function itemAfter(cursor: EventCursor, first: number, index: number): number {
  let item = first;
  for (let before = 0; before < index && isNode(cursor.events[item]); before += 1) item = afterNode(cursor, item);
  return item;
}

function itemsOf(cursor: EventCursor, list: number): readonly number[] {
  const known = cursor.long?.items.get(list);
  if (known) return known;
  const items: number[] = [];
  for (let item = list + 1; isNode(cursor.events[item]); item = afterNode(cursor, item)) items.push(item);
  cursor.long?.items.set(list, items);
  return items;
}

export function isNode(event: Event | undefined): event is Event {
  return event !== undefined && event.type !== popEvent;
}

function keyAt(cursor: EventCursor, key: number): string | undefined {
  const event = cursor.events[key];
  return event?.type === scalarEvent ? keyText(cursor, event) : undefined;
}

/** Index of the event behind the node. */
function afterNode({ events, long }: EventCursor, node: number): number {
  const known = long?.behind.get(node);
  if (known !== undefined) return known;
  let depth = 0;
  let at = node;
  do {
    const type = events[at]?.type;
    if (type === mappingEvent || type === sequenceEvent) depth += 1;
    else if (type === popEvent) depth -= 1;
    at += 1;
  } while (depth > 0);
  if (at - node > manyEvents) long?.behind.set(node, at);
  return at;
}

const manyEvents = 1024;

function spanOf(cursor: EventCursor, { node, key }: Step): Span {
  const own = scalarSpan(cursor, node);
  if (own) return own;
  return (key === undefined ? firstSpan(cursor, node) : scalarSpan(cursor, key)) ?? { first: 0, end: 0 };
}

/** Of a mapping its first key, of a list what stands for its first item; of an empty one the brackets. */
function firstSpan(cursor: EventCursor, node: number): Span | undefined {
  const event = cursor.events[node];
  if (event?.type === scalarEvent) return scalarSpan(cursor, node);
  if (event?.type !== mappingEvent && event?.type !== sequenceEvent) return undefined;
  if (cursor.events[node + 1]?.type === popEvent) return bracketSpan(cursor.text, event.start);
  return firstSpan(cursor, node + 1);
}

function bracketSpan(text: string, first: number): Span {
  return { first, end: skipBlanks(text, first + 1) + 1 };
}

/** The next offset that is neither blank nor within a comment. */
export function skipBlanks(text: string, from: number): number {
  const blank = /(?:\s|(?<=\s)#[^\n]*)*/y;
  blank.lastIndex = from;
  blank.test(text);
  return blank.lastIndex;
}

export function scalarSpan(cursor: EventCursor, index: number): Span | undefined {
  const event = cursor.events[index];
  if (event?.type !== scalarEvent || event.valueStart === absent) return undefined;
  const { style, valueStart, valueEnd } = event;
  if (style === singleQuoted || style === doubleQuoted) return { first: valueStart - 1, end: valueEnd + 1 };
  if (style !== literalBlock && style !== foldedBlock) return { first: valueStart, end: valueEnd };
  return { first: blockHeader(cursor, index), end: blockEnd(cursor.text, event) };
}

/** The `|` or `>` of a block scalar: the first one behind what is written before it, comments left out. */
function blockHeader(cursor: EventCursor, index: number): number {
  const { text } = cursor;
  let at = writtenBefore(cursor, index);
  while (text[at] !== "|" && text[at] !== ">") {
    const isComment = text[at] === "#" && /\s/.test(text[at - 1] ?? "\n");
    at = isComment ? text.indexOf("\n", at) : at + 1;
  }
  return at;
}

/** An offset before the node at `index` and behind all scalars before it. */
function writtenBefore(cursor: EventCursor, index: number): number {
  for (let before = index - 1; before > 0; before -= 1) {
    const event = cursor.events[before];
    if (event?.type === scalarEvent && event.valueStart !== absent) return behindScalar(event);
    if (event?.type === mappingEvent || event?.type === sequenceEvent) return event.start;
  }
  return 0;
}

function behindScalar({ style, valueEnd }: ScalarEvent): number {
  return style === singleQuoted || style === doubleQuoted ? valueEnd + 1 : valueEnd;
}

/** Blank lines at the end belong to a block scalar that keeps them, and where they are deeper than its first line. */
function blockEnd(text: string, { valueStart, valueEnd, chomping }: ScalarEvent): number {
  if (chomping === keepAll) return valueEnd;
  const indent = /^(?: *\r?\n)* */.exec(text.slice(valueStart, valueEnd))?.[0].split("\n").at(-1)?.length ?? 0;
  let end = valueEnd;
  for (let start = lastLine(text, valueStart, end); start > valueStart; start = lastLine(text, valueStart, end)) {
    const line = text.slice(start, end).replace(/\r?\n$/, "");
    if (/[^ ]/.test(line) || line.length > indent) break;
    end = start;
  }
  return end;
}

/** Where the last line of `text[from..end)` begins. */
function lastLine(text: string, from: number, end: number): number {
  return Math.max(from, text.lastIndexOf("\n", end - 2) + 1);
}

/** In the order in which the second place of each is written. */
export function repeatedKeys(cursor: EventCursor, root: number): readonly RepeatedKey[] {
  const found: { path: Path; keys: Span[] }[] = [];
  collectRepeated(cursor, root, [], found);
  return found;
}

function collectRepeated(cursor: EventCursor, node: number, path: Path, found: { path: Path; keys: Span[] }[]): void {
  const type = cursor.events[node]?.type;
  if (type === sequenceEvent) {
    let index = 0;
    for (let item = node + 1; isNode(cursor.events[item]); item = afterNode(cursor, item)) {
      collectRepeated(cursor, item, [...path, index], found);
      index += 1;
    }
  }
  if (type !== mappingEvent) return;
  const spans = new Map<string, Span[]>();
  for (let key = node + 1; isNode(cursor.events[key]); key = afterNode(cursor, key + 1)) {
    const name = keyAt(cursor, key) ?? "";
    const span = scalarSpan(cursor, key) ?? { first: 0, end: 0 };
    const seen = spans.get(name);
    if (seen) seen.push(span);
    else spans.set(name, [span]);
    if (seen?.length === 2) found.push({ path: [...path, name], keys: seen });
    collectRepeated(cursor, key + 1, [...path, name], found);
  }
}
