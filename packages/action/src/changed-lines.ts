import type { SourceRange } from "netpolint/parts";
import { lastLine } from "netpolint/parts";
import { askGit, type Git } from "./git.js";

/** How near to the change something is: 0 on a changed line, 1 in a changed file, 2 elsewhere. */
export type Nearness = 0 | 1 | 2;

/** By path from the root of the repository, the first and last lines of what is new, inclusive. */
export type ChangedLines = ReadonlyMap<string, readonly (readonly [first: number, last: number])[]>;

/** However git is configured to print a patch. */
const form: readonly string[] = [
  "--no-color",
  "--no-ext-diff",
  "--no-textconv",
  "--no-renames",
  "--no-relative",
  "--src-prefix=a/",
  "--dst-prefix=b/",
];

/** Undefined where git cannot tell. */
export async function changedLines(git: Git, base: string): Promise<ChangedLines | undefined> {
  // What is checked out is compared, since that is what was read.
  const answer = await askGit(git, "-c", "core.quotePath=false", "diff", "--unified=0", ...form, base, "--");
  return "failure" in answer ? undefined : readPatch(answer.text);
}

/** Reads a patch without context lines. */
export function readPatch(patch: string): ChangedLines {
  const files = new Map<string, [number, number][]>();
  let ranges: [number, number][] = [];
  let isHeader = true;
  for (const line of patch.split("\n")) {
    if (line.startsWith("diff --git ")) isHeader = true;
    const path = isHeader ? pathIn(line) : undefined;
    if (path !== undefined) files.set(path, (ranges = []));
    const [, first, count] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (first === undefined) continue;
    // A line that is added may look like a header too.
    isHeader = false;
    const lines = Number(count ?? "1");
    if (lines > 0) ranges.push([Number(first), Number(first) + lines - 1]);
  }
  return files;
}

/** Of the line that names the file as it is now; undefined for other lines, and for a file that is gone. */
function pathIn(line: string): string | undefined {
  const [, quoted, plain] = /^\+\+\+ (?:"b\/(.*)"|b\/([^\t]*))\t?$/.exec(line) ?? [];
  return quoted === undefined ? plain : unquoted(quoted);
}

const escapes: Readonly<Record<string, string>> = { a: "\u0007", b: "\b", t: "\t", n: "\n", v: "\v", f: "\f", r: "\r" };

/** As C writes strings; bytes are octal. */
function unquoted(text: string): string {
  return text.replaceAll(/(?:\\[0-3][0-7]{2})+|\\(.)/g, (match, escaped: string | undefined) => {
    if (escaped !== undefined) return Object.hasOwn(escapes, escaped) ? (escapes[escaped] ?? "") : escaped;
    return Buffer.from(match.split("\\").slice(1).map((octal) => Number.parseInt(octal, 8))).toString("utf8");
  });
}

export function nearness(changed: ChangedLines | undefined, path: string, range: SourceRange): Nearness {
  const lines = changed?.get(path);
  if (!lines) return 2;
  const end = lastLine(range);
  return lines.some(([first, last]) => first <= end && range.start.line <= last) ? 0 : 1;
}
