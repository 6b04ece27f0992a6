import type { SourceFile } from "@netpolint/core";
import type { Io } from "../io.js";
import type { Progress } from "../progress.js";
import type { Settings } from "../settings.js";
import type { Input } from "./input.js";
import type { InputRequest } from "./input-request.js";
import { readPaths } from "./read-paths.js";

/** Reads paths, charts and a cluster. Throws nothing for what cannot be read. */
export async function readInput(
  io: Io,
  request: InputRequest,
  progress: Progress,
  { isIgnored, cluster }: Pick<Settings, "isIgnored" | "cluster">,
): Promise<Input> {
  const parts: Input[] = [await readPaths(io, request.paths, progress, isIgnored, request.stdinName)];
  const namespace = request.chartSettings.namespace ?? cluster.namespace;
  const chartSettings = { ...request.chartSettings, namespace };
  for (const place of request.gitPlaces) {
    const { readGit } = await import("./read-git.js");
    parts.push(await readGit(io, place, progress, isIgnored));
  }
  for (const chart of request.charts) {
    const { renderChart } = await import("./render-chart.js");
    parts.push({ ...nothingElse, ...(await renderChart(io, chart, chartSettings, progress)) });
  }
  if (request.cluster) {
    const { readCluster } = await import("./read-cluster.js");
    parts.push({ ...nothingElse, ...(await readCluster(io, request.cluster, progress)) });
  }
  return {
    files: uniqueFiles(parts.flatMap(({ files }) => files)),
    problems: parts.flatMap(({ problems }) => problems),
    notRendered: parts.flatMap(({ notRendered }) => notRendered),
    notes: parts.flatMap(({ notes }) => notes),
  };
}

/** Places of one revision may overlap. */
function uniqueFiles(files: readonly SourceFile[]): readonly SourceFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return byPath.size === files.length ? files : [...byPath.values()];
}

const nothingElse: Input = { files: [], problems: [], notRendered: [], notes: [] };
