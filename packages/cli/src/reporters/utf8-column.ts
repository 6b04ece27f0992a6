import type { SourceFile } from "@netpolint/core";

/** Turns a 1-based column of UTF-16 units into one of UTF-8 bytes. */
export type Utf8Columns = (file: string, line: number, column: number) => number;

export function utf8Columns(files: readonly SourceFile[]): Utf8Columns {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const split = new Map<string, readonly string[]>();
  return (file, line, column) => {
    const lines = split.get(file) ?? (texts.get(file) ?? "").split("\n");
    split.set(file, lines);
    const before = (lines[line - 1] ?? "").slice(0, column - 1);
    // Past the end of the line, and where the file is not at hand, a unit counts as a byte.
    return Buffer.byteLength(before) + (column - 1 - before.length) + 1;
  };
}
