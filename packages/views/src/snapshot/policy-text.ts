import {
  findExtents,
  isObject,
  type JsonValue,
  type ObjectExtent,
  type ObjectMeta,
  type Path,
  readDocuments,
  type SourceFile,
  writeYaml,
} from "@netpolint/core";
import type { PlaceTree } from "./place-tree.js";

/** A policy as YAML, with the places of its parts. */
export interface PolicyText {
  readonly lines: readonly string[];
  /** 1-based number of the first line in the file; null where the lines are not those of the file. */
  readonly firstLine: number | null;
  readonly places: PlaceTree;
}

/** Longer ones are cut: what is shown has to be readable. */
const mostLines = 2_000;

/**
 * The texts of policies: as they are written where that is YAML of their own lines, and written anew where it is JSON
 * or nobody has written it.
 */
export async function policyTexts(
  files: readonly SourceFile[],
  objects: readonly ObjectMeta[],
  policies: readonly ObjectMeta[],
): Promise<ReadonlyMap<ObjectMeta, PolicyText>> {
  const extents = extentsOf(files, objects, policies);
  const texts = new Map<ObjectMeta, PolicyText>();
  for (const meta of policies) {
    const extent = extents.get(meta);
    texts.set(meta, extent ? writtenText(meta, extent) : await textAnew(meta));
  }
  return texts;
}

interface FileExtent extends ObjectExtent {
  readonly lines: readonly string[];
}

/** Only of policies that have lines of their own in a YAML file. */
function extentsOf(
  files: readonly SourceFile[],
  objects: readonly ObjectMeta[],
  policies: readonly ObjectMeta[],
): ReadonlyMap<ObjectMeta, FileExtent> {
  const wanted = new Set(policies);
  const withPolicies = new Set(policies.map(({ origin }) => origin.file));
  const found = new Map<ObjectMeta, FileExtent>();
  for (const file of files) {
    if (!withPolicies.has(file.path) || /^\s*[[{]/.test(file.text)) continue;
    const lines = file.text.split("\n");
    const own = objects.filter(({ origin }) => origin.file === file.path);
    for (const extent of findExtents(file, own))
      if (wanted.has(extent.meta)) found.set(extent.meta, { ...extent, lines });
  }
  return found;
}

function writtenText(meta: ObjectMeta, { first, last, lines }: FileExtent): PolicyText {
  let from = meta.origin.base.length === 0 ? first : ownLine(meta, lines, first);
  let to = Math.min(last, from + mostLines);
  const isOutside = (line: number): boolean => /^\s*$|^(?:---|\.\.\.)/.test(lines[line - 1] ?? "");
  while (from < to && isOutside(from)) from += 1;
  while (to > from && isOutside(to)) to -= 1;
  const value = meta.origin.valueAt([]) ?? null;
  const lineAt = (path: Path): number => meta.origin.locate(path).start.line - from;
  const shown = lines.slice(from - 1, to).map((line) => line.replace(/\r$/, ""));
  return { lines: shown, firstLine: from, places: placesOf(value, lineAt) };
}

/** The first line of an item of a list with the comments right above it; the head of the list is not its own. */
function ownLine(meta: ObjectMeta, lines: readonly string[], first: number): number {
  let line = meta.origin.locate([]).start.line;
  while (line > first && /^\s*#/.test(lines[line - 2] ?? "")) line -= 1;
  return line;
}

async function textAnew(meta: ObjectMeta): Promise<PolicyText> {
  const value = meta.origin.valueAt([]) ?? null;
  const text = await writeYaml([value]);
  const { documents } = await readDocuments({ path: meta.origin.file, text }, () => true);
  const [document] = documents;
  const lineAt = (path: Path): number => (document ? document.locate(path).start.line - 1 : 0);
  return { lines: text.trimEnd().split("\n").slice(0, mostLines), firstLine: null, places: placesOf(value, lineAt) };
}

function placesOf(value: JsonValue, lineAt: (path: Path) => number, path: Path = []): PlaceTree {
  const step = path.at(-1) ?? "";
  const below = childrenOf(value).map(([key, child]) => placesOf(child, lineAt, [...path, key]));
  return below.length === 0 ? [step, lineAt(path)] : [step, lineAt(path), below];
}

function childrenOf(value: JsonValue): readonly (readonly [string | number, JsonValue])[] {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item, index) => [index, item]);
  return isObject(value) ? Object.entries(value) : [];
}
