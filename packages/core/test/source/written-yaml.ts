import fc from "fast-check";
import type { JsonValue, Path } from "../../src/source/json-value.js";

/** A generated document: how it is written is drawn along with what it says. */
export interface WrittenYaml {
  readonly text: string;
  readonly value: JsonValue;
  readonly comments: readonly WrittenComment[];
}

/** `at` is the entry it stands above, behind or below of. */
export interface WrittenComment {
  readonly text: string;
  readonly at: Path;
  readonly where: "above" | "behind" | "below";
}

type Shape =
  | { readonly type: "scalar"; readonly text: string; readonly value: JsonValue }
  | { readonly type: "mapping" | "list"; readonly flow: boolean; readonly entries: readonly Entry[] };

interface Entry {
  readonly key: string;
  readonly shape: Shape;
  readonly above: boolean;
  readonly behind: boolean;
  readonly below: boolean;
  readonly blank: boolean;
}

interface Style {
  readonly step: number;
  readonly dashes: number;
  readonly lineEnd: string;
  readonly finalLineEnd: boolean;
  readonly compact: boolean;
}

const keys = ["a", "b", "name", "spec", "__proto__", "constructor", "key with spaces", "k8s.io/x", "- odd", "'q'", "n"];
const scalars: readonly (readonly [string, JsonValue])[] = [
  ["web", "web"],
  ["'80'", "80"],
  ['"a # b"', "a # b"],
  ["80", 80],
  ["true", true],
  ["yes", true],
  ["null", null],
  ["~", null],
  ["", null],
  ["a # no", "a"],
  ["|\n  # text\n  more", "# text\nmore\n"],
  ["|-\n  last", "last"],
  [">\n  folded\n  text\n\n", "folded text\n"],
  ["'it''s'", "it's"],
  ["{}", {}],
  ["[]", []],
];

const shape = fc.letrec<{ shape: Shape; entry: Entry }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 4, depthIdentifier: "shape" },
    fc.constantFrom(...scalars).map(([text, value]) => ({ type: "scalar" as const, text, value })),
    collection(tie("entry")),
  ),
  entry: fc.record({
    key: fc.constantFrom(...keys),
    shape: tie("shape"),
    above: often(),
    behind: often(),
    below: often(),
    blank: often(),
  }),
})).shape;

function often(): fc.Arbitrary<boolean> {
  return fc.nat(3).map((drawn) => drawn === 0);
}

function collection(entry: fc.Arbitrary<Entry>): fc.Arbitrary<Shape> {
  return fc
    .record({
      type: fc.constantFrom("mapping" as const, "list" as const),
      flow: fc.nat(5).map((drawn) => drawn === 0),
      entries: fc.uniqueArray(entry, { minLength: 1, maxLength: 4, selector: ({ key }) => key }),
    })
    .map((drawn) => drawn);
}

const style: fc.Arbitrary<Style> = fc.record({
  step: fc.constantFrom(2, 2, 4),
  dashes: fc.constantFrom(0, 2),
  lineEnd: fc.constantFrom("\n", "\n", "\r\n"),
  finalLineEnd: fc.boolean(),
  compact: fc.boolean(),
});

/** A mapping, as Kubernetes objects are, in a file of its own. */
export const writtenYaml: fc.Arbitrary<WrittenYaml> = fc
  .record({ root: shape.filter((drawn) => drawn.type === "mapping" && !drawn.flow), style })
  .map(({ root, style: drawn }) => print(root, drawn));

interface Printing {
  readonly style: Style;
  readonly comments: WrittenComment[];
}

function print(root: Shape, drawn: Style): WrittenYaml {
  const printing: Printing = { style: drawn, comments: [] };
  const lines = blockLines(printing, root, []);
  const text = lines.join("\n").replaceAll("\n", drawn.lineEnd);
  return { text: drawn.finalLineEnd ? text + drawn.lineEnd : text, value: valueOf(root), comments: printing.comments };
}

function valueOf(drawn: Shape): JsonValue {
  if (drawn.type === "scalar") return drawn.value;
  if (drawn.type === "list") return drawn.entries.map((entry) => valueOf(entry.shape));
  return Object.fromEntries(drawn.entries.map((entry) => [entry.key, valueOf(entry.shape)]));
}

/** The lines of a block collection, without the indentation of the whole. */
function blockLines(printing: Printing, drawn: Shape, path: Path): readonly string[] {
  if (drawn.type === "scalar") return [];
  return drawn.entries.flatMap((entry, index) => {
    const at = [...path, drawn.type === "list" ? index : entry.key];
    const above = entry.above && !(path.length === 0 && index === 0) ? [comment(printing, at, "above")] : [];
    const head = drawn.type === "list" ? "-" : `${keyText(entry.key)}:`;
    const own = entryLines(printing, head, entry, at);
    const below = entry.below && !isOpenScalar(entry.shape) ? [`    ${comment(printing, at, "below")}`] : [];
    return [...(entry.blank && above.length > 0 ? [""] : []), ...above, ...own, ...below];
  });
}

function entryLines(printing: Printing, head: string, entry: Entry, at: Path): readonly string[] {
  const { shape: drawn } = entry;
  const { style: drawnStyle } = printing;
  if (drawn.type === "scalar") {
    const [first = "", ...rest] = drawn.text.split("\n");
    const behind = entry.behind && !isOpenScalar(drawn) ? ` ${comment(printing, at, "behind")}` : "";
    return [`${head}${first === "" ? "" : ` ${first}`}${behind}`, ...rest];
  }
  if (drawn.flow) return [`${head} ${flowText(drawn)}${entry.behind ? ` ${comment(printing, at, "behind")}` : ""}`];
  if (head === "-" && drawnStyle.compact && !drawn.entries[0]?.above) {
    const [first = "", ...rest] = blockLines(printing, drawn, at);
    return [`- ${first}`, ...rest.map((line) => indent(line, 2))];
  }
  const behind = entry.behind ? ` ${comment(printing, at, "behind")}` : "";
  const offset = drawn.type === "list" && head !== "-" ? drawnStyle.dashes : drawnStyle.step;
  return [`${head}${behind}`, ...blockLines(printing, drawn, at).map((line) => indent(line, offset))];
}

function indent(line: string, columns: number): string {
  return line === "" ? "" : " ".repeat(columns) + line;
}

/** Comments would be part of its text, or have to stand further left. */
function isOpenScalar(drawn: Shape): boolean {
  if (drawn.type === "scalar") return drawn.text.includes("\n");
  const last = drawn.entries.at(-1);
  return !drawn.flow && last !== undefined && isOpenScalar(last.shape);
}

function comment({ comments }: Printing, at: Path, where: WrittenComment["where"]): string {
  const text = `# c${comments.length};`;
  comments.push({ text, at, where });
  return text;
}

function keyText(key: string): string {
  return /^[\w./]+( \w+)*$/.test(key) && key !== "n" ? key : JSON.stringify(key);
}

function flowText(drawn: Shape): string {
  if (drawn.type === "scalar") return JSON.stringify(drawn.value);
  const items = drawn.entries.map(({ key, shape: inner }) =>
    drawn.type === "list" ? flowText(inner) : `${keyText(key)}: ${flowText(inner)}`,
  );
  return drawn.type === "list" ? `[${items.join(", ")}]` : `{${items.join(", ")}}`;
}
