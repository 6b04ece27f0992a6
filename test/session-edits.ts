import type { SourceFile } from "@netpolint/core";
import fc from "fast-check";

/** A tree of files as pieces of text, each of which is a document or a part of one. */
export type Tree = ReadonlyMap<string, readonly string[]>;

/** Places are numbers that are taken modulo what is there, so that every edit can be made to every tree. */
export type TreeEdit =
  | { readonly type: "put" | "insert"; readonly file: number; readonly at: number; readonly text: string }
  | { readonly type: "remove" | "double"; readonly file: number; readonly at: number }
  | { readonly type: "move"; readonly file: number; readonly at: number; readonly to: number; readonly before: number }
  | { readonly type: "replace"; readonly file: number; readonly at: number; readonly from: string; readonly text: string }
  | { readonly type: "rename"; readonly file: number; readonly path: string }
  | { readonly type: "drop"; readonly file: number }
  | { readonly type: "undo" };

const paths = ["a.yaml", "b.yaml", "more/c.yaml", "d.yml", "z.json"];
const file = fc.nat(20);
const at = fc.nat(200);

/** What people write when they edit: small changes of words, and lines that come and go. */
const replacements: readonly (readonly [from: string, text: string])[] = [
  ["app: web", "app: db"],
  ["app: db", "app: web"],
  ["app: ", "app:  "],
  ["port: 80", "port: 8080"],
  ["port: 53", "port: 5353"],
  ["port: 8080", "port: http"],
  ["TCP", "UDP"],
  ["namespace: ", "namespace: other-"],
  ["- Egress", "- Ingress"],
  ["- Ingress", "- Egress"],
  ["spec:", "spec: # looked at"],
  ["spec:", "spec: # netpolint-disable-line -- known"],
  ["kind:", "# a line more\nkind:"],
  ["kind:", "# netpolint-disable-object required-flow, lost-rule\nkind:"],
  ["metadata:", "# netpolint-disable-next-line\nmetadata:"],
  ["metadata:", "metadata: ["],
  ["metadata:\n", "metadata:\n  annotations: { netpolint.dev/disable: allow-all -- known }\n"],
  ["podSelector:", "podSelectors:"],
  ["10.0.0.0/8", "10.0.0.0/9"],
  ["/24", "/33"],
  ["Deny", "Allow"],
  ["priority: 10", "priority: 20"],
  ["\n", "\r"],
  ["\n", "\n\n"],
  ["matchLabels", "matchlabels"],
  ["name: ", "name: second-"],
];

export function editsOfTree(documents: readonly string[], count: number): fc.Arbitrary<readonly TreeEdit[]> {
  const text = fc.constantFrom(...documents);
  const edit: fc.Arbitrary<TreeEdit> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ type: fc.constantFrom("put" as const, "insert" as const), file, at, text }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constantFrom("remove" as const, "double" as const), file, at }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant("move" as const), file, at, to: file, before: at }) },
    {
      weight: 8,
      arbitrary: fc
        .tuple(file, at, fc.constantFrom(...replacements))
        .map(([inFile, place, [from, other]]) => ({ type: "replace", file: inFile, at: place, from, text: other }) as const),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("rename" as const), file, path: fc.constantFrom(...paths) }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("drop" as const), file }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant("undo" as const) }) },
  );
  return fc.array(edit, { minLength: count, maxLength: count });
}

/** A tree to begin with: some documents in each of a few files. */
export function treeOf(documents: readonly string[]): fc.Arbitrary<Tree> {
  const pieces = fc.array(fc.constantFrom(...documents), { minLength: 1, maxLength: 8 });
  return fc.array(pieces, { minLength: 1, maxLength: 3 }).map((files) => new Map(files.map((own, index) => [paths[index] ?? "", own])));
}

export function filesOf(tree: Tree): readonly SourceFile[] {
  return [...tree].map(([path, pieces]) => ({ path, text: pieces.join("") }));
}

/** The tree with an edit made; the one before for an undo. */
export function editTree(tree: Tree, edit: TreeEdit, before: Tree): Tree {
  if (edit.type === "undo") return before;
  const path = [...tree.keys()][edit.file % Math.max(1, tree.size)] ?? paths[edit.file % paths.length] ?? "";
  const pieces = tree.get(path) ?? [];
  const put = (own: readonly string[]): Tree => new Map([...tree, [path, own]]);
  const place = "at" in edit ? edit.at % Math.max(1, pieces.length) : 0;
  switch (edit.type) {
    case "put":
      return put(pieces.toSpliced(place, 1, edit.text));
    case "insert":
      return put(pieces.toSpliced(place, 0, edit.text));
    case "remove":
      return put(pieces.toSpliced(place, 1));
    case "double":
      return put(pieces.toSpliced(place, 0, ...pieces.slice(place, place + 1)));
    case "replace":
      return put(pieces.map((piece, index) => (index === place ? piece.replace(edit.from, edit.text) : piece)));
    case "rename":
      return new Map([...[...tree].filter(([name]) => name !== path), [edit.path, pieces]]);
    case "drop":
      return new Map([...tree].filter(([name]) => name !== path));
    case "move":
      return movePiece(tree, path, place, edit);
  }
}

function movePiece(tree: Tree, path: string, place: number, edit: Extract<TreeEdit, { type: "move" }>): Tree {
  const moved = tree.get(path)?.slice(place, place + 1) ?? [];
  const without = new Map([...tree, [path, (tree.get(path) ?? []).toSpliced(place, 1)]]);
  const target = [...without.keys()][edit.to % without.size] ?? path;
  const others = without.get(target) ?? [];
  return without.set(target, others.toSpliced(edit.before % (others.length + 1), 0, ...moved));
}
