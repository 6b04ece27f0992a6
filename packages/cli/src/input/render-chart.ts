import { existsSync, statSync } from "node:fs";
import { join, posix, resolve } from "node:path";
import type { Io } from "../io.js";
import type { Progress } from "../progress.js";
import { shownPath } from "./path-text.js";
import { isSourceFile, sourceFile } from "./read-bytes.js";
import { renderProblem, type Rendered } from "./render-kustomization.js";
import { renderedFiles, renderedPath } from "./rendered-files.js";
import { runTool, toolFailure } from "./run-tool.js";

/** What all charts of a command line are rendered with. */
export interface ChartSettings {
  /** Values files, the later over the earlier. */
  readonly values: readonly string[];
  /** `key=value` as `helm --set` takes it. */
  readonly sets: readonly string[];
  readonly release: string | undefined;
  readonly namespace: string | undefined;
}

/** Nothing is fetched, so a chart takes no longer than its templates do. */
const seconds = 60;

/** Renders a chart on this disk, a folder or an archive, with the installed `helm template`. */
export async function renderChart(
  io: Io,
  chart: string,
  settings: ChartSettings,
  progress: Progress,
): Promise<Rendered> {
  const path = resolve(io.cwd, chart);
  const shown = shownPath(io.cwd, chart);
  if (!isChart(path)) return failed(shown, noChart);
  progress.step(`rendering ${shown} with helm template`);
  const run = await runTool(io, { command: "helm", args: templateArguments(io.cwd, path, settings), seconds });
  if (run.type === "not-installed") return failed(shown, noHelm);
  const why = toolFailure(run);
  if (why !== undefined || run.type !== "ended") return failed(shown, `\`helm template\` fails: ${why ?? ""}.`);
  const read = sourceFile(`${shown} (helm template)`, run.stdout);
  if (!isSourceFile(read)) return { files: [], problems: [read] };
  const files = filesOf(read.text, shown, read.path);
  return files.length > 0 ? { files, problems: [] } : failed(shown, "`helm template` renders nothing from this chart.");
}

const noChart =
  "There is no Helm chart here: a chart is a folder with Chart.yaml, or an archive of one. netpolint fetches none.";

const noHelm =
  "Helm is not installed, or not in the PATH, to render this chart. Install it, or give netpolint the output of " +
  "`helm template` from elsewhere.";

function failed(file: string, message: string): Rendered {
  return { files: [], problems: [renderProblem(file, message)] };
}

/** Helm would take any other word for the name of a chart to fetch. */
function isChart(path: string): boolean {
  if (existsSync(join(path, "Chart.yaml"))) return true;
  return /\.(?:tgz|tar\.gz)$/.test(path) && existsSync(path) && statSync(path).isFile();
}

/** CRDs are installed with the chart, and some of them have webhooks that need connections. */
function templateArguments(cwd: string, chart: string, settings: ChartSettings): readonly string[] {
  const { values, sets, release, namespace } = settings;
  return [
    "template",
    release ?? defaultRelease,
    chart,
    "--include-crds",
    ...(namespace === undefined ? [] : ["--namespace", namespace]),
    ...values.flatMap((file) => ["--values", resolve(cwd, file)]),
    ...sets.flatMap((set) => ["--set", set]),
  ];
}

/** What `helm template` takes by itself. */
export const defaultRelease = "release-name";

/**
 * Helm writes `# Source: <chart>/templates/x.yaml` above each document, with the chart's name for its folder. A file of
 * CRDs has it above its first document only, so a document without it belongs to the source before.
 */
function filesOf(text: string, chart: string, otherwise: string): Rendered["files"] {
  let source: string | undefined;
  const sourceOf = (document: string): string | undefined => {
    const [, named] = /^(?:---[^\n]*\n)?# Source: [^/\r\n]+\/([^\r\n]+)\r?(?:\n|$)/.exec(document) ?? [];
    if (named !== undefined) source = renderedPath(posix.join(chart, named));
    return source;
  };
  return renderedFiles(text, sourceOf, otherwise);
}
