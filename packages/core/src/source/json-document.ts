import { childrenOf, type JsonChild, type JsonSpan, repeatedKeysIn, skipBlank, skipValue, textOf } from "./json-scan.js";
import type { JsonValue, Path } from "./json-value.js";
import type { SourceDocument } from "./source-document.js";
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
  const { file, index, offset, text, starts } = place;
  const children = rememberedChildren(text);
  const range = ({ first, end }: JsonSpan): SourceRange => rangeBetween(starts(), offset + first, offset + end);
  return {
    file,
    index,
    value,
    duplicateKeys: () =>
      repeatedKeysIn(text).map(({ path, keys }) => {
        const ranges = keys.map(range);
        return { path, last: ranges.at(-1) as SourceRange, earlier: ranges.slice(0, -1) };
      }),
    locate: (path) => range(spanAt(text, children, path)),
  };
}

type Children = (first: number) => readonly JsonChild[];

/** Children of what is longer than this are remembered: a dump is one list, and every question goes through it. */
const longContainer = 4096;

function rememberedChildren(text: string): Children {
  const known = new Map<number, readonly JsonChild[]>();
  return (first) => {
    const children = known.get(first) ?? childrenOf(text, first);
    if ((children.at(-1)?.value.end ?? 0) - first > longContainer) known.set(first, children);
    return children;
  };
}

function spanAt(text: string, children: Children, path: Path): JsonSpan {
  const first = skipBlank(text, 0);
  let place: JsonChild = { value: { first, end: -1 }, key: undefined };
  for (const step of path) {
    const next = childAt(text, children(place.value.first), step);
    if (!next) break;
    place = next;
  }
  return spanOf(text, place);
}

/** Of two members with one key the last counts, as in `JSON.parse`. */
function childAt(text: string, children: readonly JsonChild[], step: string | number): JsonChild | undefined {
  if (typeof step === "number") return children[0]?.key ? undefined : children[step];
  return children.findLast(({ key }) => key !== undefined && textOf(text, key) === step);
}

/** A scalar itself; of a list or object the key, or else the opening bracket. */
function spanOf(text: string, { value, key }: JsonChild): JsonSpan {
  if (!/[{[]/.test(text[value.first] ?? "")) return { first: value.first, end: skipValue(text, value.first) };
  return key ?? { first: value.first, end: value.first + 1 };
}
