import { posix } from "node:path";

/** A side written `git:<rev>[:path]`. */
export interface GitPlace {
  readonly rev: string;
  /** Undefined: the current folder. From the root of the repository, unless it begins with `./` or `../`. */
  readonly path: string | undefined;
}

const prefix = "git:";

export function isGitPlace(text: string): boolean {
  return text.startsWith(prefix);
}

/** Undefined where it names no revision. A revision that begins with `-` would be an option to git. */
export function parseGitPlace(text: string): GitPlace | undefined {
  const written = text.slice(prefix.length);
  const colon = written.indexOf(":");
  const rev = colon === -1 ? written : written.slice(0, colon);
  const isRevision = /^[^-\p{Cc}][^\p{Cc}]*$/u.test(rev);
  return isRevision ? { rev, path: colon === -1 ? undefined : written.slice(colon + 1) } : undefined;
}

/** The path from the root, without a slash at its end; "" is the root. Undefined where it leads out of that. */
export function pathFromRoot({ path }: GitPlace, currentFolder: string): string | undefined {
  const isRelative = path === undefined || /^\.\.?(?:\/|$)/.test(path);
  const joined = posix.normalize(isRelative ? posix.join(currentFolder, path ?? ".") : path || ".");
  if (joined.startsWith("/") || joined === ".." || joined.startsWith("../")) return undefined;
  return joined === "." ? "" : joined.replace(/^\.\/|\/+$/g, "");
}
