import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix, relative, sep } from "node:path";
import type { InputProblem } from "@netpolint/core";
import type { Io } from "../io.js";
import type { Progress } from "../progress.js";
import { unreadableProblem } from "./find-files.js";
import type { TreeEntry } from "./git-tree.js";
import type { Input } from "./input.js";
import { readPaths } from "./read-paths.js";

export type Blobs = { readonly blobs: ReadonlyMap<string, Buffer> } | { readonly failure: string };

export interface Revision {
  readonly rev: string;
  /** From the root of the repository; "" is the root. */
  readonly path: string;
  readonly tree: readonly TreeEntry[];
  /** Bytes by id; without those that the repository lacks. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly readBlobs: (entries: readonly TreeEntry[]) => Promise<Blobs>;
}

/** Files that are larger are no part of a kustomization: 16 MiB. */
const largestEntry = 16 * 1024 * 1024;
/** All that is written at most: 512 MiB. */
const largestTree = 512 * 1024 * 1024;

/**
 * Reads a folder of a revision that holds kustomizations: what renders them reads a disk, so the revision is written to
 * a temporary folder first. The whole of it, for a base may be anywhere.
 */
export async function readCheckedOut(
  io: Io,
  revision: Revision,
  progress: Progress,
  isLeftOut: (entry: string) => boolean,
): Promise<Input> {
  const sizeOf = ({ id }: TreeEntry): number => revision.sizes.get(id) ?? Infinity;
  const entries = revision.tree.filter((entry) => sizeOf(entry) <= largestEntry);
  const total = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (total > largestTree) return failed(revision, tooLarge);
  const contents = await revision.readBlobs(entries);
  if ("failure" in contents) return failed(revision, contents.failure);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "netpolint-")));
  try {
    writeEntries(folder, entries, contents.blobs);
    const isOut = (path: string): boolean => isLeftOut(relative(folder, path).split(sep).join("/"));
    const read = await readPaths({ ...io, cwd: folder }, [revision.path === "" ? "." : revision.path], progress, isOut);
    return asOfRevision(read, revision, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const tooLarge =
  "The revision is larger than 512 MiB, too large to write it to a temporary folder and render the kustomization there.";

function failed({ rev, path }: Revision, message: string): Input {
  return { files: [], problems: [unreadableProblem(`git:${rev}:${path}`, message)], notRendered: [], notes: [] };
}

/** Links come last, so that nothing is written through one. One that leads out of the revision leads nowhere here. */
function writeEntries(folder: string, entries: readonly TreeEntry[], blobs: ReadonlyMap<string, Buffer>): void {
  const inside = entries.filter(({ path }) => isInside(path));
  for (const { kind, id, path } of inside) {
    const bytes = blobs.get(id);
    if (kind === "file" && bytes) writeEntry(folder, path, (file) => writeFileSync(file, bytes));
  }
  for (const { kind, id, path } of inside) {
    const target = blobs.get(id)?.toString("utf8");
    if (kind !== "link" || target === undefined) continue;
    const leadsInside = !posix.isAbsolute(target) && isInside(posix.join(posix.dirname(path), target));
    writeEntry(folder, path, (file) => symlinkSync(leadsInside ? target : nowhere, file));
  }
}

const nowhere = "what is not in this revision";

function writeEntry(folder: string, path: string, write: (file: string) => void): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  write(file);
}

function isInside(path: string): boolean {
  const normal = posix.normalize(path);
  return normal !== ".." && !normal.startsWith("../") && !posix.isAbsolute(normal) && !normal.includes("\\");
}

/** Under the names that they have in the revision, also in what the renderer says. */
function asOfRevision({ files, problems, notRendered, notes }: Input, { rev }: Revision, folder: string): Input {
  const own = (path: string): string => `git:${rev}:${path === "." ? "" : path}`;
  const told = (text: string): string => text.replaceAll(`${folder}/`, "").replaceAll(folder, ".");
  return {
    files: files.map((file) => ({ ...file, path: own(file.path) })),
    problems: problems.map((problem): InputProblem => {
      return { ...problem, file: own(problem.file), message: told(problem.message) };
    }),
    notRendered: notRendered.map(own),
    notes: notes.map((note) => `git:${rev}: ${note}`),
  };
}
