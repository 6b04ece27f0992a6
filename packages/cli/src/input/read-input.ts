import { readFileSync, statSync } from "node:fs";
import type { InputProblem, SourceFile } from "@netpolint/core";
import type { Io } from "../io.js";
import type { Progress } from "../progress.js";
import { cannotBeRead, findFiles, type FoundFile, unreadableProblem } from "./find-files.js";
import type { Input } from "./input.js";
import type { InputRequest } from "./input-request.js";
import { stdinPath } from "./path-text.js";
import { isSourceFile, largestFile, sourceFile, tooLarge } from "./read-bytes.js";
import { systemErrorText } from "./system-error.js";

/** Reads paths, charts and a cluster. Throws nothing for what cannot be read. */
export async function readInput(io: Io, request: InputRequest, progress: Progress): Promise<Input> {
  const parts: Input[] = [await readPaths(io, request.paths, progress)];
  if (request.gitPlace !== undefined) {
    const { readGit } = await import("./read-git.js");
    parts.push(await readGit(io, request.gitPlace));
  }
  for (const chart of request.charts) {
    const { renderChart } = await import("./render-chart.js");
    parts.push({ ...nothingElse, ...(await renderChart(io, chart, request.chartSettings, progress)) });
  }
  if (request.cluster) {
    const { readCluster } = await import("./read-cluster.js");
    parts.push({ ...nothingElse, ...(await readCluster(io, request.cluster, progress)) });
  }
  return {
    files: parts.flatMap(({ files }) => files),
    problems: parts.flatMap(({ problems }) => problems),
    notRendered: parts.flatMap(({ notRendered }) => notRendered),
    notes: parts.flatMap(({ notes }) => notes),
  };
}

const nothingElse: Input = { files: [], problems: [], notRendered: [], notes: [] };

async function readPaths(io: Io, paths: readonly string[], progress: Progress): Promise<Input> {
  const found = await findFiles(io.cwd, paths.filter((path) => path !== "-"));
  const rendered = [];
  for (const folder of found.kustomizations) {
    const { renderKustomization } = await import("./render-kustomization.js");
    rendered.push(await renderKustomization(io, folder, progress));
  }
  const read = found.files.map((file, index) => {
    progress.step(`reading ${file.shown} (${index + 1} of ${found.files.length})`);
    return readOne(file);
  });
  if (paths.includes("-")) read.push(await readStdin(io, progress));
  return {
    files: [...rendered.flatMap(({ files }) => files), ...read.filter(isSourceFile)],
    problems: [
      ...found.problems,
      ...rendered.flatMap(({ problems }) => problems),
      ...read.flatMap((one) => (isSourceFile(one) ? [] : [one])),
    ],
    notRendered: found.notRendered,
    notes: found.notes,
  };
}

function readOne({ path, shown, namespace }: FoundFile): SourceFile | InputProblem {
  try {
    const { size } = statSync(path);
    const read = size > largestFile ? tooLarge(shown, size) : sourceFile(shown, readFileSync(path));
    return isSourceFile(read) && namespace !== undefined ? { ...read, namespace } : read;
  } catch (error) {
    return unreadableProblem(shown, cannotBeRead(systemErrorText(error)));
  }
}

async function readStdin(io: Io, progress: Progress): Promise<SourceFile | InputProblem> {
  progress.step("reading standard input");
  try {
    return sourceFile(stdinPath, await io.stdin());
  } catch (error) {
    return unreadableProblem(stdinPath, `Standard input cannot be read: ${systemErrorText(error)}.`);
  }
}
