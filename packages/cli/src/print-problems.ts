import type { InputProblem } from "@netpolint/core";
import type { Io } from "./io.js";
import { escapeText } from "./reporters/escape-text.js";
import { printedPath } from "./reporters/printed-path.js";

/** What could not be read, beside the answer: what follows a pipe is the answer alone. */
export function printProblems(
  problems: readonly Pick<InputProblem, "file" | "line" | "column" | "message">[],
  { stderr }: Io,
): void {
  for (const { file, line, column, message } of problems) {
    stderr.write(`${printedPath(file)}:${line}:${column}: ${escapeText(message)}\n`);
  }
}
