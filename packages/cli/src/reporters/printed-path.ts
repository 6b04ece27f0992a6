import { escapeText } from "./escape-text.js";

/**
 * A path at the beginning of a printed line. Runners of GitHub Actions take a line that begins with `::` for a command;
 * `./` in front of it means the same file and is none.
 */
export function printedPath(file: string): string {
  const text = escapeText(file);
  return /^\s*::/.test(text) ? `./${text}` : text;
}
