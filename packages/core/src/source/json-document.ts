import {
  childrenOf,
  countMembers,
  type JsonChild,
  type JsonSpan,
  type JsonSpans,
  isListAt,
  isObjectAt,
  mostMembers,
  placeIn,
  repeatedKeysIn,
  skipBlank,
  skipValue,
  spansOf,
  textOf,
  valueSpanIn,
} from "./json-scan.js";
import type { JsonList } from "./json-list.js";
import { isList, type JsonObject, type JsonValue, type Path, valueAt } from "./json-value.js";
import type { ItemQuestions, SourceDocument } from "./source-document.js";
import { type LineStarts, rangeBetween, type SourceRange } from "./source-range.js";

/** A JSON text within its file. `offset` is where it begins there, `starts` the lines of the whole file. */
export interface JsonPlace {
  readonly file: string;
  readonly index: number;
  readonly offset: number;
  readonly text: string;
  readonly starts: () => LineStarts;
}

/** A document whose value came from `JSON.parse`; places are found again, by a scan of the text, when asked for. */
export function jsonDocument(place: JsonPlace, value: JsonValue): SourceDocument {
  return { ...placesIn(place, rememberedPlaces(place), () => value), value };
}

export interface JsonListDocument extends SourceDocument {
  readonly item: ItemQuestions;
  /** Throws a SyntaxError where the text is no JSON after all; nothing is to be done where all items were read. */
  check(): void;
}

/** A list of which nothing is kept at first. An item that is asked for again is read again, and then kept. */
export function jsonListDocument(place: JsonPlace, list: JsonList): JsonListDocument {
  let all: JsonValue | undefined;
  let isRead = false;
  const asked: (JsonValue | undefined)[] = Array.from({ length: list.count });
  const value = (): JsonValue => (all ??= JSON.parse(place.text) as JsonValue);
  const places = rememberedPlaces(place);
  return {
    ...placesIn(place, places, value, list),
    get value() {
      return value();
    },
    list: { head: list.head, items: { [Symbol.iterator]: () => eachItem(list, () => (isRead = true)) } },
    check: () => void (isRead || value()),
    item: {
      valueAt: (index, path) => {
        if (index >= list.count) return undefined;
        return valueAt((asked[index] ??= all === undefined ? list.itemAt(index) : itemOf(all, index)), path);
      },
      text: place.text,
      locate: (index, path) => places.range(spanWithin(places, list.spanAt(index), path, 0)),
      spanAt: (index, path) => valueSpanIn(place.text, places.spans(list.spanAt(index).first), path),
    },
  };
}

function itemOf(list: JsonValue, index: number): JsonValue {
  return valueAt(list, ["items", index]) ?? null;
}

function* eachItem({ count, itemAt }: JsonList, ended: () => void): Generator<JsonValue, void> {
  for (let index = 0; index < count; index += 1) yield itemAt(index);
  ended();
}

function placesIn(
  { file, index, text }: JsonPlace,
  places: JsonPlaces,
  value: () => JsonValue,
  list?: JsonList,
): Omit<SourceDocument, "value"> {
  const whole = (): JsonSpan => ({ first: skipBlank(text, 0), end: text.length });
  return {
    file,
    index,
    duplicateKeys: () => {
      if (hasEveryMember(text, value())) return [];
      return repeatedKeysIn(text).map(({ path, keys }) => {
        const ranges = keys.map(places.range);
        return { path, last: ranges.at(-1) as SourceRange, earlier: ranges.slice(0, -1) };
      });
    },
    locate: (path) => {
      const item = list && itemSpan(list, path);
      return places.range(spanWithin(places, item ?? whole(), path, item ? 2 : 0));
    },
  };
}

/** Whether no key of the text is written twice. To count costs far less than to compare. */
function hasEveryMember(text: string, value: JsonValue): boolean {
  const count = membersOf(value);
  return mostMembers(text) === count || countMembers(text) === count;
}

/** How many members its objects have. JSON may nest deeper than calls may. */
function membersOf(value: JsonValue): number {
  let count = 0;
  const pending: JsonValue[] = isContainer(value) ? [value] : [];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (isList(next)) {
      for (const item of next) if (isContainer(item)) pending.push(item);
      continue;
    }
    // Nothing is made for it: a dump has hundreds of thousands.
    const fields = next as JsonObject;
    for (const key in fields) {
      count += 1;
      if (isContainer(fields[key])) pending.push(fields[key]);
    }
  }
  return count;
}

function isContainer(value: JsonValue | undefined): value is JsonObject | readonly JsonValue[] {
  return typeof value === "object" && value !== null;
}

interface JsonPlaces {
  readonly text: string;
  readonly range: (span: JsonSpan) => SourceRange;
  /** Children of what is longer than this are remembered: a dump is one list, and every question goes through it. */
  readonly children: (first: number) => readonly JsonChild[];
  /** Everything inside of what is not: many questions are about one object. */
  readonly spans: (first: number) => JsonSpans;
}

const longContainer = 16_384;

function rememberedPlaces({ text, offset, starts }: JsonPlace): JsonPlaces {
  return {
    text,
    range: ({ first, end }) => rangeBetween(starts(), offset + first, offset + end),
    children: remembered((first) => childrenOf(text, first)),
    spans: remembered((first) => spansOf(text, first)),
  };
}

function remembered<Found>(find: (first: number) => Found): (first: number) => Found {
  const known = new Map<number, Found>();
  return (first) => {
    const before = known.get(first);
    if (before !== undefined) return before;
    const found = find(first);
    known.set(first, found);
    return found;
  };
}

/** Of what a path leads to from a value, by its step `from` and those behind it; or of the nearest ancestor. */
function spanWithin({ text, children, spans }: JsonPlaces, value: JsonSpan, path: Path, from: number): JsonSpan {
  let place: JsonChild = { value, key: undefined };
  for (let depth = from; depth < path.length; depth += 1) {
    const { first, end } = place.value;
    if (end - first <= longContainer) return placeIn(text, spans(first), path, depth) ?? spanOf(text, place);
    const next = childAt(text, children(first), path[depth] as string | number);
    if (!next) break;
    place = next;
  }
  return spanOf(text, place);
}

/** Of what is in an item of the list, or the item itself; its place is known without a look at the others. */
function itemSpan(list: JsonList, [field, index]: Path): JsonSpan | undefined {
  return field === "items" && typeof index === "number" && index < list.count ? list.spanAt(index) : undefined;
}

/** Where the values of a text that `JSON.parse` has accepted are written, by their paths; undefined where there is none. */
export function jsonValueSpans(text: string): (path: Path) => JsonSpan | undefined {
  const children = remembered((first) => childrenOf(text, first));
  const first = skipBlank(text, 0);
  const whole = { first, end: skipValue(text, first) };
  return (path) => {
    let span: JsonSpan | undefined = whole;
    for (const step of path) span = span && childAt(text, children(span.first), step)?.value;
    return span;
  };
}

/** Of two members with one key the last counts, as in `JSON.parse`. */
function childAt(text: string, children: readonly JsonChild[], step: string | number): JsonChild | undefined {
  if (typeof step === "number") return children[0]?.key ? undefined : children[step];
  return children.findLast(({ key }) => key !== undefined && textOf(text, key) === step);
}

/** A scalar itself; of a list or object the key, or else the opening bracket. */
function spanOf(text: string, { value, key }: JsonChild): JsonSpan {
  if (!isObjectAt(text, value.first) && !isListAt(text, value.first)) return { first: value.first, end: skipValue(text, value.first) };
  return key ?? { first: value.first, end: value.first + 1 };
}
