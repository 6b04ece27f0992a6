import { posix } from "node:path";
import type { InputProblem, SourceFile } from "@netpolint/core";
import type { Io } from "../io.js";
import type { Progress } from "../progress.js";
import { shownPath } from "./path-text.js";
import { isSourceFile, sourceFile } from "./read-bytes.js";
import { renderedFiles, renderedPath } from "./rendered-files.js";
import { type EndedTool, runTool, toolFailure } from "./run-tool.js";

export interface Rendered {
  readonly files: readonly SourceFile[];
  readonly problems: readonly InputProblem[];
}

/** A remote base may be fetched meanwhile. */
const seconds = 60;

interface Renderer {
  /** As messages and paths name it. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

const renderers: readonly Renderer[] = [
  { name: "kubectl kustomize", command: "kubectl", args: ["kustomize"] },
  { name: "kustomize build", command: "kustomize", args: ["build"] },
];

/**
 * Renders the kustomization of a folder with what is installed: `kubectl kustomize`, or where that is missing or fails
 * (old ones do not know newer fields) `kustomize build`.
 */
export async function renderKustomization(io: Io, folder: string, progress: Progress): Promise<Rendered> {
  const shown = shownPath(io.cwd, folder);
  const failures: string[] = [];
  for (const renderer of renderers) {
    progress.step(`rendering ${shown} with ${renderer.name}`);
    const run = await runTool(io, { command: renderer.command, args: [...renderer.args, folder], seconds });
    const why = toolFailure(run);
    if (why === undefined && run.type === "ended") return renderedBy(renderer, shown, run);
    if (run.type !== "not-installed") failures.push(`\`${renderer.name}\` cannot render this: ${why ?? ""}.`);
  }
  return { files: [], problems: [renderProblem(shown, failures.join(" ") || noRenderer)] };
}

const noRenderer =
  "This folder is a kustomization, and neither kubectl nor kustomize is installed, or in the PATH, to render it. " +
  "Install one of them, or render it elsewhere and give netpolint the result.";

export function renderProblem(file: string, message: string): InputProblem {
  return { code: "render-failed", message, file, line: 1, column: 1 };
}

function renderedBy({ name }: Renderer, shown: string, { stdout }: EndedTool): Rendered {
  const read = sourceFile(`${shown} (${name})`, stdout);
  if (!isSourceFile(read)) return { files: [], problems: [read] };
  const files = renderedFiles(read.text, (document) => originOf(document, shown), read.path);
  if (files.length > 0) return { files, problems: [] };
  return { files: [], problems: [renderProblem(shown, `\`${name}\` renders nothing from this kustomization.`)] };
}

/**
 * The file that kustomize names where `buildMetadata: [originAnnotations]` asks for it. The path begins at the
 * kustomization, or in another repository.
 */
function originOf(document: string, folder: string): string | undefined {
  const [, block = ""] = /^ {4}config\.kubernetes\.io\/origin: \|\n((?: {6}.*\n)+)/m.exec(document) ?? [];
  const [, path] = /^ {6}path: (.+)$/m.exec(block) ?? [];
  if (path === undefined || /^ {6}repo: /m.test(block)) return undefined;
  return renderedPath(posix.join(folder, path));
}

