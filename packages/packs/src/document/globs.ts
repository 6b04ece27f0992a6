import micromatch from "micromatch";

/** Whether the globs, negations among them, take the text. No globs take every text. */
export function matchesGlobs(text: string, globs: readonly string[] | undefined): boolean {
  return globs === undefined || micromatch([text], globs, { dot: true }).length > 0;
}
