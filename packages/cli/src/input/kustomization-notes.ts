import type { InputProblem } from "@netpolint/core";
import { escapeText } from "../reporters/escape-text.js";
import { realPathOf } from "./kustomization.js";
import { shownPath } from "./path-text.js";
import type { Alternatives, KustomizationPlan } from "./plan-kustomizations.js";

/** What was made of kustomizations that nobody named, in sentences. `named` are the folders that were named. */
export function kustomizationNotes(
  cwd: string,
  { rendered, absorbed, unused }: KustomizationPlan,
  named: readonly string[],
): readonly string[] {
  const quoted = (path: string): string => quotedPath(cwd, path);
  const own = new Set(named.map(realPathOf));
  const found = rendered.filter(({ folder }) => !own.has(folder)).map(({ folder }) => quoted(folder));
  return [
    ...(found.length === 0 ? [] : [`Rendered by kustomize: ${shortList(found)}.`]),
    ...absorbed.map(
      ({ folder, by }) =>
        `${quoted(folder)} is a part of ${quoted(by.folder)} and not a cluster beside it, so it is not read by ` +
        `itself; give ${quoted(folder)} alone to have it read.`,
    ),
    ...(unused.length === 0
      ? []
      : [`Not read, since the kustomization of the folder does not use it: ${shortList(unused.map(quoted))}.`]),
  ];
}

/** Of files that were named one by one, as pre-commit does. */
export function namedFileNote(cwd: string, path: string, folder: string): string {
  return (
    `${quotedPath(cwd, path)} is read as it is written, without what the kustomization of ${quotedPath(cwd, folder)} ` +
    "does to it; give the folder to have it rendered."
  );
}

/** Two overlays of one base define the same objects in two ways; to read both would be to mix them. */
export function overlaysTogether(cwd: string, { roots, shared }: Alternatives): InputProblem {
  const folders = roots.map(({ folder }) => quotedPath(cwd, folder));
  const [first = ""] = folders;
  const [all, none] = roots.length === 2 ? ["both", "neither is read"] : ["all", "none of them is read"];
  return {
    code: "several-overlays",
    message:
      `${shortList(folders)} ${all} start from ${quotedPath(cwd, shared)}, so they are not one cluster, and ${none}. ` +
      `Give one of them, such as ${first}.`,
    file: shownPath(cwd, roots[0]?.file ?? ""),
    line: 1,
    column: 1,
  };
}

function quotedPath(cwd: string, path: string): string {
  return `\`${escapeText(shownPath(cwd, path))}\``;
}

function shortList(words: readonly string[]): string {
  if (words.length > 4) return `${words.slice(0, 3).join(", ")} and ${words.length - 3} more`;
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
