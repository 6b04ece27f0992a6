import micromatch from "micromatch";

/** True for what a list of globs means. */
export type GlobSet = (text: string) => boolean;

/** The last glob that matches decides; one that begins with `!` takes back. `*` matches hidden names too. */
export function globSet(globs: readonly string[]): GlobSet {
  return lastMatch(globs, (text) => [text]);
}

/** The same for paths, which are also matched by the globs of the folders that they are in. */
export function pathGlobSet(globs: readonly string[]): GlobSet {
  return lastMatch(globs, (text) => [text, ...foldersOf(text)]);
}

function lastMatch(globs: readonly string[], namesOf: (text: string) => readonly string[]): GlobSet {
  const matchers = globs.map((glob) => {
    const negated = glob.startsWith("!");
    const pattern = (negated ? glob.slice(1) : glob).replace(/^\.\//, "").replace(/\/$/, "");
    return { negated, isMatch: micromatch.matcher(pattern, { dot: true, nonegate: true }) };
  });
  return (text) => {
    const names = namesOf(text);
    return matchers.findLast(({ isMatch }) => names.some((name) => isMatch(name)))?.negated === false;
  };
}

/** `a/b/c.yaml` is in `a` and `a/b`. */
function foldersOf(text: string): readonly string[] {
  const steps = text.split("/");
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join("/"));
}
