import { posix, resolve } from "node:path";
import type { InputProblem, SourceFile } from "@netpolint/core";
import type { Io } from "../io.js";
import type { Progress } from "../progress.js";
import { type IsLeftOut, unreadableProblem } from "./find-files.js";
import { type GitPlace, parseGitPlace, pathFromRoot } from "./git-place.js";
import { holdsKustomization, isChartTemplate, readTree, selectEntries, type SelectedEntries, type TreeEntry } from "./git-tree.js";
import { type IgnoreLevel, ignoreFileNames, ignoreLevel, isKeptOut } from "./ignore-files.js";
import { isSourceFile, sourceFile } from "./read-bytes.js";
import type { Input } from "./input.js";
import { isGlob } from "./path-text.js";
import type { Blobs } from "./read-checked-out.js";
import { runGit } from "./run-git.js";
import { isManifest, manifestNames } from "./walk-folder.js";

const { basename, dirname, join } = posix;

/** Reads `git:<rev>[:path]`. Throws nothing for what cannot be read. */
export async function readGit(io: Io, text: string, progress: Progress, isLeftOut: IsLeftOut): Promise<Input> {
  progress.step(`reading ${text}`);
  const read = await tryToRead(io, text, progress, isLeftOut);
  return "problem" in read ? nothing(text, read.problem) : read;
}

interface Trouble {
  readonly problem: string;
}

function nothing(shown: string, message: string): Input {
  return { files: [], problems: [unreadableProblem(shown, message)], notRendered: [], notes: [] };
}

async function tryToRead(io: Io, text: string, progress: Progress, isLeftOut: IsLeftOut): Promise<Input | Trouble> {
  const place = parseGitPlace(text);
  if (!place) return { problem: wrongForm };
  const folder = await ask(io, ["rev-parse", "--show-prefix"]);
  if ("problem" in folder) return folder;
  const written = pathFromRoot(place, folder.answer);
  if (written === undefined) return { problem: outside };
  const revision = await findRevision(io, place);
  if ("problem" in revision) return revision;
  const listing = await runGit(io, ["ls-tree", "-r", "-z", "--full-tree", revision.answer]);
  if ("failure" in listing) return { problem: listing.failure };
  const tree = readTree(listing.output);
  const { path, isWanted } = await meaningOf(written, tree);
  // The same files are left out as on the disk, or a comparison of the two would find them gained or lost.
  const root = rootOf(io.cwd, folder.answer);
  const isOut: IsLeftOut = (entry) => entry !== path && (!isWanted(entry) || isLeftOut(join(root, entry)));
  if (!holdsKustomization(tree, path)) return readEntries(io, place, path, tree.filter((entry) => !isOut(entry.path)));
  const { readCheckedOut } = await import("./read-checked-out.js");
  const sizes = await readSizes(io, tree);
  if ("failure" in sizes) return { problem: sizes.failure };
  const read = (entries: readonly TreeEntry[]): Promise<Blobs> => readBlobs(io, entries);
  return readCheckedOut(io, { rev: place.rev, path, tree, sizes, readBlobs: read }, progress, isOut);
}

/** As on the disk, what looks like a glob is one where nothing has that name. */
async function meaningOf(
  path: string,
  tree: readonly TreeEntry[],
): Promise<{ readonly path: string; readonly isWanted: (entry: string) => boolean }> {
  const exists = tree.some((entry) => entry.path === path || entry.path.startsWith(`${path}/`));
  if (exists || !isGlob(path)) return { path, isWanted: () => true };
  const { globBelow } = await import("./expand-glob.js");
  const { folder, isWanted } = globBelow(path);
  // What is no manifest is not read either way, and some of it decides about others: ignore files, charts, links.
  return { path: folder, isWanted: (entry) => !isManifest(entry) || isWanted(entry) };
}

/** The folder of which `prefix` with its closing slash leads to the current one. */
function rootOf(cwd: string, prefix: string): string {
  return resolve(cwd, ...prefix.split("/").slice(1).map(() => ".."));
}

const wrongForm = "Write `git:<revision>` or `git:<revision>:<path>`; a revision does not begin with `-`.";
const outside = "The path leads out of the repository; it begins at the repository's root.";

/** The first line that git answers, without the line break. */
async function ask(io: Io, args: readonly string[]): Promise<{ readonly answer: string } | Trouble> {
  const answer = await runGit(io, args);
  if ("failure" in answer) return { problem: answer.failure };
  return { answer: answer.output.toString("utf8").replace(/\r?\n$/, "") };
}

/** The id of the revision's tree, so that no later command is given what the user wrote. */
async function findRevision(io: Io, { rev }: GitPlace): Promise<{ readonly answer: string } | Trouble> {
  const found = await ask(io, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${rev}^{tree}`]);
  if ("answer" in found && /^[0-9a-f]{40,64}$/.test(found.answer)) return found;
  const shallow = await ask(io, ["rev-parse", "--is-shallow-repository"]);
  const problem = `The repository has no revision \`${rev}\`.`;
  const isShallow = "answer" in shallow && shallow.answer === "true";
  return { problem: isShallow ? `${problem} The clone is shallow: \`git fetch --unshallow\` gets all.` : problem };
}

async function readEntries(
  io: Io,
  place: GitPlace,
  path: string,
  tree: readonly TreeEntry[],
): Promise<Input | Trouble> {
  const targets = await readBlobs(io, tree.filter(({ kind }) => kind === "link"));
  if ("failure" in targets) return { problem: targets.failure };
  const selected = selectEntries(tree, path, ({ id }) => targets.blobs.get(id)?.toString("utf8") ?? "");
  const shown = (entry: string): string => `git:${place.rev}:${entry}`;
  if (!selected) return nothing(shown(path), "There is no such file or folder in this revision.");
  const paths = new Set(tree.map((entry) => entry.path));
  const isTemplate = (entry: TreeEntry): boolean => isChartTemplate(paths, entry.path);
  const isKept = await keptFiles(io, path, tree);
  if ("failure" in isKept) return { problem: isKept.failure };
  const plain = selected.files.filter((entry) => !isTemplate(entry) && isKept.keeps(entry));
  const contents = await readBlobs(io, plain);
  if ("failure" in contents) return { problem: contents.failure };
  const read = plain
    .map(({ id, path: own }) => readBlob(shown(own), contents.blobs.get(id)));
  return {
    files: read.filter(isSourceFile),
    problems: [...read.flatMap((one) => (isSourceFile(one) ? [] : [one])), ...entryProblems(selected, path, shown)],
    notRendered: selected.files.filter(isTemplate).map((entry) => shown(entry.path)),
    notes: [],
  };
}

type KeptFiles = { readonly keeps: (entry: TreeEntry) => boolean } | { readonly failure: string };

/** Ignore files hold as on the disk, also for files that git tracks: a comparison of the two must see the same. */
async function keptFiles(io: Io, path: string, tree: readonly TreeEntry[]): Promise<KeptFiles> {
  const sources = tree.filter((entry) => entry.kind === "file" && ignoreFileNames.includes(basename(entry.path)));
  const texts = await readBlobs(io, sources);
  if ("failure" in texts) return texts;
  // A folder comes before those in it.
  const folders = [...new Set(sources.map((entry) => join("/", dirname(entry.path))))].sort();
  const levels: IgnoreLevel[] = [];
  for (const folder of folders) {
    const own = ignoreFileNames.flatMap((name) => sources.find((one) => join("/", one.path) === join(folder, name)) ?? []);
    const level = await ignoreLevel(folder, own.flatMap(({ id }) => texts.blobs.get(id)?.toString() ?? []));
    if (level) levels.push(level);
  }
  return { keeps: (entry) => !isKeptOut(levels, join("/", path), join("/", entry.path)) };
}

/** A clone that is partial may lack what was not checked out. */
function readBlob(shown: string, bytes: Buffer | undefined): SourceFile | InputProblem {
  return bytes ? sourceFile(shown, bytes) : unreadableProblem(shown, "The repository does not have what this file holds.");
}

function entryProblems(
  { files, broken, submodules }: SelectedEntries,
  path: string,
  shown: (path: string) => string,
): readonly InputProblem[] {
  const found = [
    ...broken.map((link) => unreadableProblem(shown(link.path), "This is a link to what is not in this revision.")),
    ...submodules.map((one) =>
      unreadableProblem(shown(one.path), "This is a submodule: what it holds is in another repository, and not read."),
    ),
  ];
  if (files.length > 0 || found.length > 0) return found;
  return [unreadableProblem(shown(path), `The folder holds no ${manifestNames}.`)];
}

/** Bytes by id. What a partial clone lacks is left out. */
async function readSizes(
  io: Io,
  tree: readonly TreeEntry[],
): Promise<ReadonlyMap<string, number> | { readonly failure: string }> {
  const wanted = tree.filter(({ kind }) => kind !== "submodule").map(({ id }) => `${id}\n`);
  const answer = await runGit(io, ["cat-file", "--batch-check=%(objectname) %(objectsize)"], wanted.join(""));
  if ("failure" in answer) return answer;
  const lines = answer.output.toString("latin1").split("\n").map((line) => line.split(" "));
  return new Map(lines.flatMap(([id = "", size = ""]) => (/^\d+$/.test(size) ? [[id, Number(size)] as const] : [])));
}

async function readBlobs(io: Io, entries: readonly TreeEntry[]): Promise<Blobs> {
  if (entries.length === 0) return { blobs: new Map() };
  const wanted = entries.map(({ id }) => `${id}\n`).join("");
  const answer = await runGit(io, ["cat-file", "--batch"], wanted);
  return "failure" in answer ? answer : { blobs: splitBatch(answer.output) };
}

/** Each object is `<id> blob <size>`, a line break, its bytes, a line break; one that is missing has no bytes. */
function splitBatch(output: Buffer): ReadonlyMap<string, Buffer> {
  const blobs = new Map<string, Buffer>();
  let at = 0;
  while (at < output.length) {
    const end = output.indexOf("\n", at);
    if (end === -1) break;
    const [id = "", type, size] = output.subarray(at, end).toString("latin1").split(" ");
    at = end + 1;
    if (type === "missing") continue;
    blobs.set(id, output.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return blobs;
}
