import type { SourceFile } from "@netpolint/core";

/** The lines of a file; undefined where it was not read. */
export type LinesOf = (file: string) => readonly string[] | undefined;

/** Splits each file once, when it is first asked about. */
export function lineFinder(sources: readonly SourceFile[]): LinesOf {
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const split = new Map<string, readonly string[]>();
  return (file) => {
    const known = split.get(file);
    const text = texts.get(file);
    if (known !== undefined || text === undefined) return known;
    const lines = text.split("\n");
    split.set(file, lines);
    return lines;
  };
}
