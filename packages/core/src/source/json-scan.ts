// Scans of texts that JSON.parse has accepted: nothing is checked here.

/** Offsets into the text, `end` exclusive. */
export interface JsonSpan {
  readonly first: number;
  readonly end: number;
}

/** A value within a list or an object; `key` with its quotes. */
export interface JsonChild {
  readonly value: JsonSpan;
  readonly key: JsonSpan | undefined;
}

const [tab, lineFeed, carriageReturn, space] = [9, 10, 13, 32];
const [quote, backslash, comma, colon] = [34, 92, 44, 58];
const [openList, closeList, openObject, closeObject] = [91, 93, 123, 125];

/** The offset of the next character that is not blank. */
export function skipBlank(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); isBlank(code); code = text.charCodeAt(at)) at += 1;
  return at;
}

function isBlank(code: number): boolean {
  return code === space || code === lineFeed || code === carriageReturn || code === tab;
}

/** The offset behind the string whose opening quote is at `first`. */
export function skipString(text: string, first: number): number {
  let end = text.indexOf('"', first + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === backslash) before -= 1;
  return (at - before) % 2 === 0;
}

/** The offset behind the value that begins at `first`. */
export function skipValue(text: string, first: number): number {
  const code = text.charCodeAt(first);
  if (code === quote) return skipString(text, first);
  if (code === openObject || code === openList) return skipContainer(text, first);
  return skipWord(text, first);
}

function skipContainer(text: string, first: number): number {
  let depth = 0;
  let at = first;
  do {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = skipString(text, at);
      continue;
    }
    if (code === openObject || code === openList) depth += 1;
    else if (code === closeObject || code === closeList) depth -= 1;
    at += 1;
  } while (depth > 0);
  return at;
}

/** A number, or true, false or null. */
function skipWord(text: string, first: number): number {
  let at = first;
  for (let code = text.charCodeAt(at); isWord(code); code = text.charCodeAt(at)) at += 1;
  return at;
}

/** False at the end of the text, where the code is NaN. */
function isWord(code: number): boolean {
  return code > space && code !== comma && code !== closeList && code !== closeObject;
}

export function isObjectAt(text: string, first: number): boolean {
  return text.charCodeAt(first) === openObject;
}

export function isListAt(text: string, first: number): boolean {
  return text.charCodeAt(first) === openList;
}

/** The values of the list or object that begins at `first`; none of a scalar. */
export function childrenOf(text: string, first: number): readonly JsonChild[] {
  const code = text.charCodeAt(first);
  const children: JsonChild[] = [];
  if (code !== openObject && code !== openList) return children;
  let at = skipBlank(text, first + 1);
  while (text.charCodeAt(at) !== closeObject && text.charCodeAt(at) !== closeList) {
    const child = childAt(text, at, code === openObject);
    children.push(child);
    at = skipBlank(text, child.value.end);
    if (text.charCodeAt(at) === comma) at = skipBlank(text, at + 1);
  }
  return children;
}

function childAt(text: string, at: number, hasKey: boolean): JsonChild {
  if (!hasKey) return { value: { first: at, end: skipValue(text, at) }, key: undefined };
  const key = { first: at, end: skipString(text, at) };
  // The colon is behind blanks, and so is the value.
  const first = skipBlank(text, skipBlank(text, key.end) + 1);
  return { value: { first, end: skipValue(text, first) }, key };
}

/**
 * A value and all values inside of it, each behind the one that it is in, as five numbers: they take less than the
 * text, which objects would not.
 */
export type JsonSpans = Int32Array;

const [firstField, endField, keyField, keyEndField, behindField, fieldCount] = [0, 1, 2, 3, 4, 5] as const;
/** In place of an offset or an index. */
const none = -1;

/** Thousands of objects are gone through, and what they need grows once. */
let scratch = new Int32Array(1024 * fieldCount);

/** Puts a value behind the others, of which the end is not known. */
function beginSpan(own: number, first: number, key: number, keyEnd: number): void {
  if (own + fieldCount > scratch.length) {
    const larger = new Int32Array(2 * scratch.length);
    larger.set(scratch);
    scratch = larger;
  }
  scratch[own + firstField] = first;
  scratch[own + keyField] = key;
  scratch[own + keyEndField] = keyEnd;
}

function endSpan(own: number, end: number, behind: number): void {
  scratch[own + endField] = end;
  scratch[own + behindField] = behind;
}

/** The value that begins at `first`. */
export function spansOf(text: string, first: number): JsonSpans {
  let size = 0;
  /** The list or object that is gone through, and those that it is in. */
  let parent = none;
  const parents: number[] = [];
  let at = first;
  let [key, keyEnd] = [none, none];
  do {
    const code = text.charCodeAt(at);
    if (code === comma) {
      at += 1;
    } else if (code === closeObject || code === closeList) {
      at += 1;
      endSpan(parent, at, size);
      parent = parents.pop() as number;
    } else if (key === none && parent !== none && isObjectAt(text, scratch[parent + firstField] as number)) {
      key = at;
      keyEnd = skipString(text, at);
      // Behind the colon.
      at = skipBlank(text, keyEnd) + 1;
    } else {
      const own = size;
      beginSpan(own, at, key, keyEnd);
      size += fieldCount;
      key = none;
      keyEnd = none;
      if (code === openObject || code === openList) {
        parents.push(parent);
        parent = own;
        at += 1;
      } else {
        at = skipValue(text, at);
        endSpan(own, at, size);
      }
    }
    at = skipBlank(text, at);
  } while (parent !== none);
  return scratch.slice(0, size);
}

/**
 * The place that stands for the value that a path leads to from the first of the values, from its step `depth` on, or
 * for the last on the way: a scalar itself, of a list or object the key, or else the opening bracket. Undefined where
 * not even the first step leads anywhere.
 */
export function placeIn(text: string, spans: JsonSpans, path: readonly (string | number)[], depth: number): JsonSpan | undefined {
  let own = 0;
  for (let at = depth; at < path.length; at += 1) {
    const next = childIn(text, spans, own, path[at] as string | number);
    if (next === undefined) break;
    own = next;
  }
  if (own === 0) return undefined;
  const first = spans[own + firstField] as number;
  if (!isObjectAt(text, first) && !isListAt(text, first)) return { first, end: spans[own + endField] as number };
  const key = spans[own + keyField] as number;
  return key === none ? { first, end: first + 1 } : { first: key, end: spans[own + keyEndField] as number };
}

/** Where a value is written that a path leads to from the first of the values; undefined where there is none. */
export function valueSpanIn(text: string, spans: JsonSpans, path: readonly (string | number)[]): JsonSpan | undefined {
  let own: number | undefined = 0;
  for (const step of path) {
    own = childIn(text, spans, own, step);
    if (own === undefined) return undefined;
  }
  return { first: spans[own + firstField] as number, end: spans[own + endField] as number };
}

function childIn(text: string, spans: JsonSpans, own: number, step: string | number): number | undefined {
  return typeof step === "number" ? itemIn(spans, own, step) : memberIn(text, spans, own, step);
}

function itemIn(spans: JsonSpans, own: number, index: number): number | undefined {
  const behind = spans[own + behindField] as number;
  let at = own + fieldCount;
  for (let item = 0; at < behind && spans[at + keyField] === none; item += 1) {
    if (item === index) return at;
    at = spans[at + behindField] as number;
  }
  return undefined;
}

/** Of two members with one key the last counts, as in `JSON.parse`. */
function memberIn(text: string, spans: JsonSpans, own: number, name: string): number | undefined {
  const behind = spans[own + behindField] as number;
  let found: number | undefined;
  for (let at = own + fieldCount; at < behind; at = spans[at + behindField] as number) {
    const first = spans[at + keyField] as number;
    if (first !== none && says(text, first, spans[at + keyEndField] as number, name)) found = at;
  }
  return found;
}

/** Whether a key with its quotes is `name`. What is escaped is longer than what it says. */
function says(text: string, first: number, end: number, name: string): boolean {
  const longer = end - first - 2 - name.length;
  if (longer < 0) return false;
  if (longer === 0) return text.startsWith(name, first + 1) && !name.includes("\\");
  for (let at = first; at < end; at += 1) {
    if (text.charCodeAt(at) === backslash) return textOf(text, { first, end }) === name;
  }
  return false;
}

/** What a key or another string says. */
export function textOf(text: string, { first, end }: JsonSpan): string {
  const inside = text.slice(first + 1, end - 1);
  return inside.includes("\\") ? (JSON.parse(text.slice(first, end)) as string) : inside;
}

/**
 * No fewer than `countMembers` finds, and hardly ever more. Before the colon of a member is the quote that ends its key,
 * or a blank; to look at colons alone takes a tenth of the time.
 */
export function mostMembers(text: string): number {
  let count = 0;
  for (let at = text.indexOf(":"); at !== -1; at = text.indexOf(":", at + 1)) {
    const before = text.charCodeAt(at - 1);
    if (before === quote || isBlank(before)) count += 1;
  }
  return count;
}

/** How many members the objects of a text have, those with a key that was written before included. */
export function countMembers(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = skipString(text, at) - 1;
    else if (code === colon) count += 1;
  }
  return count;
}

export interface RepeatedJsonKey {
  readonly path: readonly (string | number)[];
  readonly keys: readonly JsonSpan[];
}

interface Frame {
  /** Undefined for a list. */
  readonly keys: Map<string, JsonSpan[]> | undefined;
  step: string | number;
  atKey: boolean;
}

/** Keys that are written more than once, in the order in which the second place of each is written. */
export function repeatedKeysIn(text: string): readonly RepeatedJsonKey[] {
  const found: { path: readonly (string | number)[]; keys: JsonSpan[] }[] = [];
  const frames: Frame[] = [];
  let frame: Frame | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      const key = { first: at, end: skipString(text, at) };
      at = key.end - 1;
      const repeated = frame?.atKey ? noteKey(frame, textOf(text, key), key) : undefined;
      if (repeated) found.push({ path: frames.map(({ step }) => step), keys: repeated });
    } else if (code === openObject || code === openList) {
      frame = code === openList ? { keys: undefined, step: 0, atKey: false } : { keys: new Map(), step: "", atKey: true };
      frames.push(frame);
    } else if (code === closeObject || code === closeList) {
      frames.pop();
      frame = frames.at(-1);
    } else if (code === comma && frame) {
      if (typeof frame.step === "number" && !frame.keys) frame.step += 1;
      frame.atKey = frame.keys !== undefined;
    }
  }
  return found;
}

/** The places of the key, where this is the second. */
function noteKey(frame: Frame, name: string, key: JsonSpan): JsonSpan[] | undefined {
  frame.step = name;
  frame.atKey = false;
  const seen = frame.keys?.get(name);
  if (!seen) {
    frame.keys?.set(name, [key]);
    return undefined;
  }
  seen.push(key);
  return seen.length === 2 ? seen : undefined;
}
