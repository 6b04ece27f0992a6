import { posix } from "node:path";

/** Source files by their path from the repository's root, with `/`. */
export type SourceTree = ReadonlyMap<string, string>;

/** One import or re-export. Type imports count: they tie files together just as much. */
export interface Import {
  readonly from: string;
  /** 1-based. */
  readonly line: number;
  readonly specifier: string;
  readonly dynamic: boolean;
  /** The imported file's path, or the package's name for what is not relative. */
  readonly target: string;
}

// TypeScript 7 has no JavaScript API, so a pattern reads the imports. Strings come first in the alternatives: what
// looks like a comment inside one ("**/*.yaml") is none.
const stringsAndComments = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[^]|[^`\\])*`|\/\/[^\n]*|\/\*[^]*?\*\//g;
const staticImport = /(?<=^|[;}])[ \t]*(?:import|export)\b(?:[^;"'`=()]*?\bfrom)?\s*["']([^"'\n]+)["']/gm;
const dynamicImport = /(typeof\s+)?\bimport\s*\(\s*(?:["'`]([^"'`\n]*)["'`])?/g;

/** The text with comments blanked out; every other character keeps its place. */
export function withoutComments(text: string): string {
  return text.replace(stringsAndComments, (match) => (match.startsWith("/") ? match.replace(/[^\n]/g, " ") : match));
}

/** The text with comments and quoted strings blanked out. Templates stay, because `${}` holds code. */
export function codeOnly(text: string): string {
  return text.replace(stringsAndComments, (match) => (match.startsWith("`") ? match : match.replace(/[^\n]/g, " ")));
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

export function importsOf(path: string, text: string): readonly Import[] {
  const code = withoutComments(text);
  const found = (offset: number, specifier: string, dynamic: boolean): Import => ({
    from: path,
    line: lineAt(code, offset),
    specifier,
    dynamic,
    target: resolve(path, specifier),
  });
  const statics = [...code.matchAll(staticImport)].map((match) => found(match.index, match[1] ?? "", false));
  // `typeof import("x")` is a type and loads nothing.
  const others = [...code.matchAll(dynamicImport)].map((match) =>
    found(match.index, match[2] ?? "<computed>", match[1] === undefined),
  );
  return [...statics, ...others];
}

export function importsIn(tree: SourceTree): readonly Import[] {
  return [...tree].flatMap(([path, text]) => importsOf(path, text)).map((one) => inTree(tree, one));
}

/** What a `.js` was made of is seen in the tree only. */
function inTree(tree: SourceTree, imported: Import): Import {
  return tree.has(`${imported.target}x`) ? { ...imported, target: `${imported.target}x` } : imported;
}

/** Relative imports name the emitted `.js`; the file is a `.ts`. */
function resolve(from: string, specifier: string): string {
  if (!specifier.startsWith(".")) return packageName(specifier);
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, ".ts");
}

function packageName(specifier: string): string {
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? specifier);
}

/** Imports between two areas that `mayImport` does not hold; what `areaOf` does not place is not judged. */
export function forbiddenImports(
  imports: readonly Import[],
  areaOf: (target: string) => string | undefined,
  mayImport: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Import[] {
  return imports.filter((imported) => {
    const from = areaOf(imported.from);
    const to = areaOf(imported.target);
    if (from === undefined || to === undefined || from === to) return false;
    return mayImport.get(from)?.has(to) !== true;
  });
}

/** Each cycle once, as the files along it, the first repeated at the end. Empty when there is none. */
export function importCycles(tree: SourceTree): readonly (readonly string[])[] {
  const edges = new Map<string, string[]>();
  for (const path of tree.keys()) edges.set(path, []);
  for (const { from, target } of importsIn(tree)) if (tree.has(target)) edges.get(from)?.push(target);
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start !== -1) cycles.push([...trail.slice(start), file]);
    if (start !== -1 || done.has(file)) return;
    for (const target of edges.get(file) ?? []) visit(target, [...trail, file]);
    done.add(file);
  };
  for (const file of edges.keys()) visit(file, []);
  return cycles;
}
