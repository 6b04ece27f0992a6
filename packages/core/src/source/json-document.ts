import type { JsonValue, Path } from "./json-value.js";
import { findLineStarts, rangeBetween, type SourceRange } from "./source-range.js";
import type { DuplicateKey, SourceDocument } from "./source-document.js";

/** Offsets of one value in a JSON text, `end` exclusive; `key` where it is the value of an object's member. */
interface Span {
  readonly first: number;
  readonly end: number;
  readonly scalar: boolean;
  readonly keyFirst: number;
  readonly keyEnd: number;
}

interface Container {
  readonly list: boolean;
  /** Path step of the child that is being read. */
  step: string | number;
  readonly seen: Map<string, Span[]>;
  key: { first: number; end: number } | undefined;
}

/** A document whose value came from `JSON.parse`; places are found again, by a scan of the text, when asked for. */
export function jsonDocument(file: string, text: string, value: JsonValue): SourceDocument {
  return {
    file,
    index: 0,
    value,
    duplicateKeys: () => findDuplicateKeys(text),
    locate: (path) => locateInJson(text, path),
  };
}

/** Calls `visit` for every value, children before their parents, with the steps that lead to it. */
function scanJson(text: string, visit: (path: Path, span: Span, container: Container | undefined) => void): void {
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs;
  const open: { container: Container; first: number; key: Container["key"] }[] = [];
  const path: (string | number)[] = [];
  const finish = (first: number, end: number, scalar: boolean): void => {
    const parent = open.at(-1)?.container;
    if (parent) path.push(parent.step);
    visit(path, { first, end, scalar, keyFirst: parent?.key?.first ?? -1, keyEnd: parent?.key?.end ?? -1 }, parent);
    if (parent) path.pop();
  };
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [word] = match;
    const parent = open.at(-1)?.container;
    if (word === "{" || word === "[") {
      if (parent) path.push(parent.step);
      open.push({ container: emptyContainer(word === "["), first: match.index, key: undefined });
    } else if (word === "}" || word === "]") {
      const closed = open.pop();
      if (open.length > 0) path.pop();
      finish(closed?.first ?? 0, token.lastIndex, false);
    } else if (word === ",") {
      if (parent?.list) parent.step = Number(parent.step) + 1;
      else if (parent) parent.key = undefined;
    } else if (word === ":") {
      continue;
    } else if (parent && !parent.list && parent.key === undefined) {
      parent.key = { first: match.index, end: token.lastIndex };
      parent.step = String(JSON.parse(word));
    } else {
      finish(match.index, token.lastIndex, true);
    }
  }
}

function emptyContainer(list: boolean): Container {
  return { list, step: list ? 0 : "", seen: new Map(), key: undefined };
}

function locateInJson(text: string, path: Path): SourceRange {
  let best: Span | undefined;
  let bestLength = -1;
  scanJson(text, (at, span) => {
    // Of two members with one key the later wins, as in JSON.parse: `>=` lets it replace the earlier.
    if (at.length >= bestLength && isPrefix(at, path)) {
      best = span;
      bestLength = at.length;
    }
  });
  const starts = findLineStarts(text);
  if (!best) return rangeBetween(starts, 0, 0);
  return placeOf(starts, best);
}

function placeOf(starts: readonly number[], span: Span): SourceRange {
  if (span.scalar) return rangeBetween(starts, span.first, span.end);
  if (span.keyFirst >= 0) return rangeBetween(starts, span.keyFirst, span.keyEnd);
  return rangeBetween(starts, span.first, span.first + 1);
}

function isPrefix(prefix: Path, path: Path): boolean {
  return prefix.length <= path.length && prefix.every((step, index) => step === path[index]);
}

function findDuplicateKeys(text: string): readonly DuplicateKey[] {
  const found: { path: Path; spans: Span[] }[] = [];
  scanJson(text, (path, span, container) => {
    if (!container || container.list) return;
    const key = String(path.at(-1));
    const spans = container.seen.get(key);
    if (!spans) {
      container.seen.set(key, [span]);
      return;
    }
    spans.push(span);
    if (spans.length === 2) found.push({ path: [...path], spans });
  });
  if (found.length === 0) return [];
  const starts = findLineStarts(text);
  const keyRange = (span: Span): SourceRange => rangeBetween(starts, span.keyFirst, span.keyEnd);
  return found.map(({ path, spans }) => ({
    path,
    last: keyRange(spans.at(-1) as Span),
    earlier: spans.slice(0, -1).map(keyRange),
  }));
}
