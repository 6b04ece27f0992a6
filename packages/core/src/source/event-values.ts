import type { Event, EVENT_ID, MappingEvent, ScalarEvent, SequenceEvent } from "js-yaml";
import type { JsonValue } from "./json-value.js";
import { resolvePlainKey, resolvePlainScalar } from "./kubernetes-scalars.js";

/** The `js-yaml` package, loaded when the first document needs it. */
export type JsYaml = typeof import("./js-yaml-events.js");

// The numbers are part of js-yaml's types; a wrong one does not compile.
export const documentEvent: typeof EVENT_ID.DOCUMENT = 1;
export const mappingEvent: typeof EVENT_ID.MAPPING = 3;
export const sequenceEvent: typeof EVENT_ID.SEQUENCE = 2;
export const scalarEvent: typeof EVENT_ID.SCALAR = 4;
export const popEvent: typeof EVENT_ID.POP = 6;
const plainStyle = 1;
const literalStyle = 4;
export const flowStyle = 2;
const singleQuotedStyle = 2;
const doubleQuotedStyle = 3;
const keepAll = 3;

/** A block scalar of blank lines, or with one at its end that is deeper than the others: where its text ends. */
const endsInBlanks = /^\n*$|(?:^|\n)[ \t]+\n*$/;
/** A line of a plain scalar that looks like an item or a key: whether it is one. */
const indicatorLine = /\n[ \t]*[-?:](?:\s|$)/;
/** What of the blanks behind it counts. */
const escapedLineEnd = /\\\r?\n/;

/** An offset of something that is not written. */
export const absent = -1;

const [lineFeed, space, dash, colon, questionMark] = [10, 32, 45, 58, 63];

/** `yaml` refuses longer keys without `?`, js-yaml does not. */
const longestKey = 1000;

/** Walks the events of one text. */
export interface EventCursor {
  readonly jsYaml: JsYaml;
  readonly events: readonly Event[];
  /** What the offsets of the events count in. */
  readonly text: string;
  /** Where strings are cut from, so that one text is kept alive and not two: `source[i + shift]` is `text[i]`. */
  readonly source: string;
  shift: number;
  /** Index of the next event. */
  at: number;
  /** Keys that were written before in their mapping. */
  duplicates: number;
  /** Something was met that `yaml` has to decide about; the value is not to be used. */
  unsure: boolean;
  /** Left out where the events are gone through once. */
  readonly long?: LongNodes;
}

/** What was found out about nodes of many events, for who looks for one place after the other. */
export interface LongNodes {
  /** Indexes of the events behind them. */
  readonly behind: Map<number, number>;
  /** Indexes of the items of lists. */
  readonly items: Map<number, readonly number[]>;
}

/** The value of the node that begins at the cursor, which moves behind it. */
export function readValue(cursor: EventCursor): JsonValue {
  const event = cursor.events[cursor.at];
  cursor.at += 1;
  if (event === undefined) return giveUp(cursor);
  if (event.type === scalarEvent) return readScalar(cursor, event);
  if (event.type === mappingEvent) return readMapping(cursor, event);
  if (event.type === sequenceEvent) return readSequence(cursor, event);
  return giveUp(cursor);
}

function giveUp(cursor: EventCursor): null {
  cursor.unsure = true;
  return null;
}

function readScalar(cursor: EventCursor, event: ScalarEvent): JsonValue {
  if (hasProperties(event)) return giveUp(cursor);
  if (event.valueStart === absent) return null;
  const text = scalarText(cursor, event);
  if (!event.fast && isDisputed(cursor, event, text)) return giveUp(cursor);
  return event.style === plainStyle ? resolvePlainScalar(text) : text;
}

/** What the two parsers do not read the same way. */
function isDisputed(cursor: EventCursor, event: ScalarEvent, text: string): boolean {
  if (isBlockScalar(event)) return endsInBlanks.test(text) || isCutOff(cursor, event);
  const written = cursor.text.slice(event.valueStart, event.valueEnd);
  return (event.style === plainStyle ? indicatorLine : escapedLineEnd).test(written);
}

/** The last blank line that a block scalar keeps may have no end. */
function isCutOff({ text }: EventCursor, { chomping }: ScalarEvent): boolean {
  return chomping === keepAll && !text.endsWith("\n");
}

function hasProperties(event: ScalarEvent | MappingEvent | SequenceEvent): boolean {
  return event.anchorStart !== absent || event.tagStart !== absent;
}

export function isBlockScalar({ style }: ScalarEvent): boolean {
  return style >= literalStyle;
}

/** What a scalar says, before it is a number or anything else. */
function scalarText(cursor: EventCursor, event: ScalarEvent): string {
  const { shift } = cursor;
  if (event.fast) return cursor.source.slice(event.valueStart + shift, event.valueEnd + shift);
  return cursor.jsYaml.getScalarValue(cursor.text, event);
}

/** What a scalar says as a key. */
export function keyText(cursor: EventCursor, key: ScalarEvent): string {
  const text = scalarText(cursor, key);
  return key.style === plainStyle ? resolvePlainKey(text) : text;
}

function readMapping(cursor: EventCursor, event: MappingEvent): JsonValue {
  if (hasProperties(event) || isPairInList(cursor, event)) return giveUp(cursor);
  const object: Record<string, JsonValue> = {};
  const { events } = cursor;
  for (let key = events[cursor.at]; key?.type !== popEvent; key = events[cursor.at]) {
    const name = readKey(cursor, key, event.style);
    if (name === undefined) return giveUp(cursor);
    const value = readValue(cursor);
    if (cursor.unsure) return null;
    if (Object.hasOwn(object, name)) cursor.duplicates += 1;
    setOwn(object, name, value);
  }
  cursor.at += 1;
  return object;
}

/** `[a: b]` is a list of a mapping. */
function isPairInList({ text }: EventCursor, { start, style }: MappingEvent): boolean {
  return style === flowStyle && text[start] !== "{";
}

/** Undefined for a key that may not mean what it says: none, an alias, a merge, a list. */
function readKey(cursor: EventCursor, key: Event | undefined, style: number): string | undefined {
  if (key?.type !== scalarEvent || hasProperties(key) || key.valueStart === absent) return undefined;
  if (key.valueEnd - key.valueStart > longestKey) return undefined;
  if (style !== flowStyle && !isFirstOnLine(cursor.text, key)) return undefined;
  cursor.at += 1;
  const name = keyText(cursor, key);
  return name === "<<" && key.style === plainStyle ? undefined : name;
}

/** js-yaml takes `- "a" b: c` for an item and a key of the mapping around. */
function isFirstOnLine(text: string, key: ScalarEvent): boolean {
  const isQuoted = key.style === singleQuotedStyle || key.style === doubleQuotedStyle;
  let before = key.valueStart - (isQuoted ? 2 : 1);
  while (before >= 0 && mayPrecedeKey(text.charCodeAt(before))) before -= 1;
  return before < 0 || text.charCodeAt(before) === lineFeed;
}

function mayPrecedeKey(code: number): boolean {
  return code === space || code === dash || code === questionMark || code === colon;
}

/** An assignment to `__proto__` would set no key. */
function setOwn(object: Record<string, JsonValue>, name: string, value: JsonValue): void {
  if (name !== "__proto__") object[name] = value;
  else Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}

function readSequence(cursor: EventCursor, event: SequenceEvent): JsonValue {
  if (hasProperties(event)) return giveUp(cursor);
  const items: JsonValue[] = [];
  const { events } = cursor;
  for (let item = events[cursor.at]; item?.type !== popEvent; item = events[cursor.at]) {
    // An item that is not written has no place that the events would tell.
    if (item?.type === scalarEvent && item.valueStart === absent) return giveUp(cursor);
    items.push(readValue(cursor));
    if (cursor.unsure) return null;
  }
  cursor.at += 1;
  return items;
}
