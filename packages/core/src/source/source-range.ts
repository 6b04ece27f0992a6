/** 1-based line and column; columns count UTF-16 units. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** `start` inclusive, `end` exclusive. */
export interface SourceRange {
  readonly start: SourcePosition;
  readonly end: SourcePosition;
}

/** Offsets (0-based, UTF-16 units) at which the lines of a text begin. */
export type LineStarts = ArrayLike<number>;

export function findLineStarts(text: string): LineStarts {
  // As long as the lines of a dump are.
  let starts = new Uint32Array(1 + (text.length >> 5));
  let lines = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    if (lines === starts.length) starts = twiceAsLong(starts);
    starts[lines] = at + 1;
    lines += 1;
  }
  return starts.slice(0, lines);
}

function twiceAsLong(starts: Uint32Array): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(2 * starts.length);
  longer.set(starts);
  return longer;
}

/** Found when a place is asked for: most files have nothing to report. */
export function lazyLineStarts(text: () => string): () => LineStarts {
  let starts: LineStarts | undefined;
  return () => (starts ??= findLineStarts(text()));
}

export function positionAt(starts: LineStarts, offset: number): SourcePosition {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

export function rangeBetween(starts: LineStarts, first: number, end: number): SourceRange {
  const start = positionAt(starts, first);
  const isOneLine = end < (starts[start.line] ?? Infinity);
  return { start, end: isOneLine ? { line: start.line, column: start.column + end - first } : positionAt(starts, end) };
}

/** Where nothing better is known: the first character of the file. */
export const fileStart: SourceRange = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

export function comparePositions(a: SourcePosition, b: SourcePosition): number {
  return a.line - b.line || a.column - b.column;
}
