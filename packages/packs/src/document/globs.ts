import micromatch from "micromatch";

/** Whether the globs, negations among them, take the text. No globs take every text. */
export function matchesGlobs(text: string, globs: readonly string[] | undefined): boolean {
  return globs === undefined || micromatch([text], globs, { dot: true }).length > 0;
}

/** The same for many texts, of which most are asked for over and over. */
export function globTest(globs: readonly string[] | undefined): (text: string) => boolean {
  if (globs === undefined) return () => true;
  const known = new Map<string, boolean>();
  return (text) => {
    const answer = known.get(text) ?? matchesGlobs(text, globs);
    known.set(text, answer);
    return answer;
  };
}
