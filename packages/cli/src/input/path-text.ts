import { relative, resolve, sep } from "node:path";

/** The path as output writes it: relative to the current folder, with `/`. */
export function shownPath(cwd: string, path: string): string {
  const shown = relative(cwd, resolve(cwd, path)).split(sep).join("/");
  return shown === "" ? "." : shown;
}

/** How standard input is written among paths. */
export const stdinPath = "<stdin>";

export function isGlob(text: string): boolean {
  return /[*?[\]{}()]/.test(text);
}
