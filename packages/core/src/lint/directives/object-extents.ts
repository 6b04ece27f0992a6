import type { ObjectMeta } from "../../resources/resource.js";
import { type SourceFile, withoutMark } from "../../source/source-file.js";

/** The lines of an object, 1-based and inclusive, with the comments right above it. */
export interface ObjectExtent {
  readonly meta: ObjectMeta;
  readonly first: number;
  readonly last: number;
}

/**
 * Which lines of a file belong to which of its objects. What stands between two objects belongs to the second one from
 * the last `---` on, and, in a list, from the comments right above it on.
 */
export function findExtents(file: SourceFile, objects: readonly ObjectMeta[]): readonly ObjectExtent[] {
  const lines = withoutMark(file.text).split("\n");
  const starts = objects
    .filter(({ origin }) => origin.file === file.path)
    .map((meta) => ({ meta, line: meta.origin.locate([]).start.line }))
    .sort((a, b) => a.line - b.line);
  const firsts = starts.map(({ line }, index) => (index === 0 ? 1 : firstLine(lines, line, starts[index - 1]?.line ?? 0)));
  return starts.map(({ meta }, index) => ({
    meta,
    first: firsts[index] ?? 1,
    last: (firsts[index + 1] ?? lines.length + 1) - 1,
  }));
}

function firstLine(lines: readonly string[], line: number, floor: number): number {
  let first = line;
  while (first - 1 > floor && /^\s*#/.test(lines[first - 2] ?? "")) first -= 1;
  for (let at = first; at > floor; at -= 1) if (/^---(?:\s|$)/.test(lines[at - 1] ?? "")) return lastMarker(lines, at, floor);
  return first;
}

/** Comments may stand between two markers. */
function lastMarker(lines: readonly string[], line: number, floor: number): number {
  for (let at = line - 1; at > floor; at -= 1) {
    if (/^---(?:\s|$)/.test(lines[at - 1] ?? "")) return at;
    if (!/^\s*(?:#|$)/.test(lines[at - 1] ?? "")) break;
  }
  return line;
}
