import type { Path } from "@netpolint/core";

/** Where the parts of a text are: a key or list index, the 0-based line it is written in, and what is below it. */
export type PlaceTree = readonly [step: string | number, line: number, below?: readonly PlaceTree[]];

/** Lines of a text, 0-based, both inclusive. */
export interface LineSpan {
  readonly first: number;
  readonly last: number;
}

/** The lines of the part at `path`; where it is not written, the first line of the nearest ancestor that is. */
export function spanOf(tree: PlaceTree, path: Path): LineSpan {
  let found = tree;
  for (const step of path) {
    const next = found[2]?.find(([own]) => own === step);
    if (!next) return { first: found[1], last: found[1] };
    found = next;
  }
  return { first: found[1], last: lastLine(found) };
}

function lastLine([, line, below = []]: PlaceTree): number {
  return below.reduce((last, child) => Math.max(last, lastLine(child)), line);
}
