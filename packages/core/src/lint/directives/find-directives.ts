import { compareText } from "../../cluster/compare-text.js";
import type { ObjectMeta } from "../../resources/resource.js";
import { commentsOf, type SourceComment } from "../../source/comments.js";
import type { SourceFile } from "../../source/source-file.js";
import { comparePositions } from "../../source/source-range.js";
import { placeOf } from "../place.js";
import type { Directive, DirectiveScope, DirectiveText } from "./directive.js";
import { findExtents, type ObjectExtent } from "./object-extents.js";
import { disableAnnotation, parseBody, parseComment } from "./parse-directive.js";

/** The directives in comments and annotations, by file and place. */
export async function findDirectives(
  files: readonly SourceFile[],
  objects: readonly ObjectMeta[],
): Promise<readonly Directive[]> {
  const extents = extentFinder(files, objects);
  const annotated = objects.flatMap((meta) => annotationDirective(meta, extents));
  const commented = await Promise.all(files.map(async (file) => commentDirectives(file, await commentsOf(file), extents)));
  return [...annotated, ...commented.flat()].sort(compareDirectives);
}

function compareDirectives({ place: a }: Directive, { place: b }: Directive): number {
  return compareText(a.file, b.file) || comparePositions(a.range.start, b.range.start);
}

type FindExtents = (file: string) => readonly ObjectExtent[];

/** Few files have directives, so extents are looked up for those only. */
function extentFinder(files: readonly SourceFile[], objects: readonly ObjectMeta[]): FindExtents {
  const known = new Map<string, readonly ObjectExtent[]>();
  return (path) => {
    const file = files.find((one) => one.path === path);
    const extents = known.get(path) ?? (file ? findExtents(file, objects) : []);
    known.set(path, extents);
    return extents;
  };
}

function annotationDirective(meta: ObjectMeta, extents: FindExtents): readonly Directive[] {
  const value = meta.annotations.get(disableAnnotation);
  if (value === undefined) return [];
  const place = placeOf(meta, ["metadata", "annotations", disableAnnotation]);
  const written = { in: "annotation", meta } as const;
  return [{ ...parseBody("annotation", value), place, scope: annotationScope(meta, extents), written }];
}

const everywhere = { first: 1, last: Infinity };

function annotationScope(meta: ObjectMeta, extents: FindExtents): DirectiveScope {
  const { file } = meta.origin;
  if (meta.kind === "Namespace" && meta.namespace === "") return { file: null, ...everywhere, namespace: meta.name };
  const extent = extents(file).find((one) => one.meta === meta);
  const line = meta.origin.locate([]).start.line;
  return { file, first: extent?.first ?? line, last: extent?.last ?? line };
}

function commentDirectives(
  { path }: SourceFile,
  comments: readonly SourceComment[],
  extents: FindExtents,
): readonly Directive[] {
  const ownLines = new Set(comments.filter(({ ownLine }) => ownLine).map(({ range }) => range.start.line));
  return comments.flatMap((comment) => {
    const text = parseComment(comment.text);
    if (!text) return [];
    const { line } = comment.range.start;
    const scope = { file: path, ...linesOf(text, line, ownLines, extents(path)) };
    return [{ ...text, place: { file: path, range: comment.range }, scope, written: { in: "comment", comment } as const }];
  });
}

type Lines = Pick<DirectiveScope, "first" | "last">;

function linesOf({ kind }: DirectiveText, line: number, ownLines: ReadonlySet<number>, extents: readonly ObjectExtent[]): Lines {
  if (kind === "file") return everywhere;
  if (kind === "line") return { first: line, last: line };
  if (kind === "next-line") {
    let next = line + 1;
    while (ownLines.has(next)) next += 1;
    return { first: next, last: next };
  }
  // Where one block ends is told by the directives that follow.
  if (kind === "block" || kind === "enable") return { first: line, last: Infinity };
  return extents.find(({ first, last }) => first <= line && line <= last) ?? { first: line, last: line };
}
