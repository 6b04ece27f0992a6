import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../src/source/json-value.js";
import { type ReadDocuments, readDocuments } from "../../src/source/read-documents.js";

function read(text: string, path = "a.yaml"): Promise<ReadDocuments> {
  return readDocuments({ path, text }, ({ kind }) => kind !== "ConfigMap");
}

async function valuesOf(text: string, path?: string): Promise<readonly JsonValue[]> {
  const { documents, problems } = await read(text, path);
  expect(problems).toEqual([]);
  return documents.map(({ value }) => value);
}

async function placeOf(text: string, ...path: readonly (string | number)[]): Promise<string> {
  const { documents, problems } = await read(text);
  expect(problems).toEqual([]);
  const { start, end } = documents[0]?.locate(path) ?? {};
  return `${start?.line}:${start?.column}-${end?.line}:${end?.column}`;
}

/** `code line:column` of every problem. */
async function problemsOf(text: string, path?: string): Promise<readonly string[]> {
  return (await read(text, path)).problems.map(({ code, line, column }) => `${code} ${line}:${column}`);
}

// What Kubernetes reads comes from sigs.k8s.io/yaml (a fork of go-yaml 2) and its YAML 1.1.
describe("YAML is read as Kubernetes reads it", () => {
  it("with a document between any two markers, and none where nothing is written", async () => {
    expect(await valuesOf("---\na: 1\n---\n# nothing\n---\n\n--- # c\nb: 2\n---\n")).toEqual([{ a: 1 }, { b: 2 }]);
    expect(await valuesOf("a: 1\n...\n---\nb: 2\n...\n...\n# end\n")).toEqual([{ a: 1 }, { b: 2 }]);
    // kubectl applies the first document of each piece between markers.
    expect(await problemsOf("a: 1\n...\n# c\nb: 2\n---\nc: 3\n")).toEqual(["yaml-syntax 3:1"]);
  });

  it("with a document that begins on the line of its marker", async () => {
    expect(await valuesOf("--- {a: 1}\n--- [b]\n---  |\n c\n")).toEqual([{ a: 1 }, ["b"], "c\n"]);
  });

  it("with markers in the first column only, but there also within text", async () => {
    expect(await valuesOf("a: |\n  ---\n  b\nc: '\n  ---\n  '\nd: --- e\n")).toEqual([
      { a: "---\nb\n", c: " --- ", d: "--- e" },
    ]);
    expect(await valuesOf("a: |\n  b\n---\nc: 1\n")).toEqual([{ a: "b\n" }, { c: 1 }]);
    expect(await valuesOf("---a: 1\n...b: 2\n")).toEqual([{ "---a": 1, "...b": 2 }]);
  });

  it("with directives", async () => {
    expect(await valuesOf("%YAML 1.1\n---\na: on\n")).toEqual([{ a: true }]);
    expect(await valuesOf("%YAML 1.2\n---\na: on\nb: 0777\n...\n%TAG ! tag:x,2026:\n---\nc: !y d\n")).toEqual([
      { a: true, b: 511 },
      { c: "d" },
    ]);
  });

  it("with a byte order mark at its start, which is no part of the first key", async () => {
    expect(await valuesOf("\uFEFFa: 1\n")).toEqual([{ a: 1 }]);
    expect(await placeOf("\uFEFFa: 1\n", "a")).toBe("1:4-1:5");
    expect(await valuesOf('\uFEFF{"a": 1}')).toEqual([{ a: 1 }]);
  });

  it("with line ends of every system", async () => {
    expect(await valuesOf("a: b\r\nc:\r\n  - |\r\n    d\r\n    e\r\n---\r\nf: g\r\n")).toEqual([
      { a: "b", c: ["d\ne\n"] },
      { f: "g" },
    ]);
    expect(await placeOf("a: b\r\nc:\r\n  - d\r\n", "c", 0)).toBe("3:5-3:6");
    expect(await valuesOf("a: b\rc: d\r---\re: 1\r")).toEqual([{ a: "b", c: "d" }, { e: 1 }]);
    expect(await placeOf("a: b\rc: d\r", "c")).toBe("2:4-2:5");
  });

  it("with tabs that separate, and none that indent", async () => {
    expect(await valuesOf("a:\tb\t# c\nd:\t- e\n".replace("\t- e", " 'f\tg'\t"))).toEqual([{ a: "b", d: "f\tg" }]);
    expect(await valuesOf("a: |\n  \tb\n")).toEqual([{ a: "\tb\n" }]);
    expect(await problemsOf("a:\n\tb: c\n")).toEqual(["yaml-syntax 2:1"]);
  });

  it("with aliases as copies and merge keys below what is written out", async () => {
    const text = "base: &base {app: web, tier: front}\nown:\n  <<: *base\n  tier: back\ncopy: *base\n";
    const base = { app: "web", tier: "front" };
    expect(await valuesOf(text)).toEqual([{ base, own: { app: "web", tier: "back" }, copy: base }]);
    expect(await valuesOf("a: &a {p: 1}\nb: &b {p: 2, q: 2}\nc: {<<: [*a, *b], r: 3}\n")).toEqual([
      { a: { p: 1 }, b: { p: 2, q: 2 }, c: { p: 1, q: 2, r: 3 } },
    ]);
    expect(await valuesOf('a: {"<<": {b: 1}}\n')).toEqual([{ a: { "<<": { b: 1 } } }]);
    expect(await placeOf(text, "own", "app")).toBe("1:19-1:22");
    expect(await problemsOf("a: *nowhere\n")).toEqual(["yaml-syntax 1:4"]);
    expect(await problemsOf("a: *b\nc: &b 1\n")).toEqual(["yaml-syntax 1:4"]);
    expect(await problemsOf("---\na: 1\n---\n<<: 5\nb: 2\n")).toEqual(["yaml-syntax 4:5"]);
  });

  it("with the last of several values of a key", async () => {
    const { documents } = await read("a: 1\nb: {c: 1, c: 2}\na: 3\n");
    expect(documents[0]?.value).toEqual({ a: 3, b: { c: 2 } });
    const lines = documents[0]?.duplicateKeys().map(({ path, last, earlier }) => ({
      path,
      last: [last.start.line, last.start.column],
      earlier: earlier.map(({ start }) => [start.line, start.column]),
    }));
    expect(lines).toEqual([
      { path: ["b", "c"], last: [2, 11], earlier: [[2, 5]] },
      { path: ["a"], last: [3, 1], earlier: [[1, 1]] },
    ]);
  });
});

describe("kinds that nobody reads", () => {
  const skipped = async (text: string): Promise<readonly (readonly [string, number])[]> => [
    ...(await read(text)).skipped,
  ];
  const head = "apiVersion: v1\nkind: ConfigMap\n";

  it("are counted, not parsed", async () => {
    const broken = `${head}data: {{{\n---\n'kind': "ConfigMap" # c\r\n"apiVersion" : 'v1'\n---\na: 1\n`;
    expect(await skipped(broken)).toEqual([["v1 ConfigMap", 2]]);
    expect(await problemsOf(broken)).toEqual([]);
    expect(await valuesOf(broken)).toEqual([{ a: 1 }]);
  });

  it.each([
    ["a second kind", `${head}kind: Pod\n`],
    ["a second kind that nobody reads", "apiVersion: v1\nkind: Pod\nkind: ConfigMap\n"],
    ["a second kind that is tagged", `${head}kind: !!str Pod\n`],
    ["a second kind on the next line", `${head}kind:\n  Pod\n`],
    ["a kind spelt with escapes", `${head}"\\u006bind": Pod\n`],
    ["an alias", "a: &k Pod\napiVersion: v1\nkind: *k\n"],
    ["text in the first column", "--- |\napiVersion: v1\nkind: ConfigMap\n"],
  ])("are parsed where there is %s", async (_, text) => {
    const { skipped: counted, documents } = await read(text);
    expect([...counted]).toEqual([]);
    expect(documents).toHaveLength(1);
  });

  it("are told by the first column alone", async () => {
    const text = `apiVersion: v1\nkind: Pod\ndata:\n  kind: ConfigMap\n  a: |\n    kind: ConfigMap\n# kind: ConfigMap\n`;
    expect((await read(text)).documents).toHaveLength(1);
  });
});

describe("JSON", () => {
  it("may be one value, or one on each line", async () => {
    expect(await valuesOf(' {"a": [1]}\n', "a.json")).toEqual([{ a: [1] }]);
    expect(await valuesOf('{"a": 1}\n\n{"a": 2}\r\n[3]\n', "a.jsonl")).toEqual([{ a: 1 }, { a: 2 }, [3]]);
    expect(await valuesOf('{"a": 1}\n{"a": 2}')).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it("has places within its line", async () => {
    const { documents } = await read('{"a": 1}\n{"b": {"c": [2, "d\\"e"]}}\n');
    const place = (...path: readonly (string | number)[]): unknown => documents[1]?.locate(path);
    const range = (first: number, end: number): unknown => ({
      start: { line: 2, column: first },
      end: { line: 2, column: end },
    });
    expect(place("b", "c", 1)).toEqual(range(17, 23));
    expect(place("b", "c")).toEqual(range(8, 11));
    expect(place("b", "c", 5)).toEqual(range(8, 11));
    expect(place("b", "c", "0")).toEqual(range(8, 11));
    expect(place()).toEqual(range(1, 2));
    expect(place("__proto__")).toEqual(range(1, 2));
  });

  it("is refused line by line", async () => {
    const text = '{"a": 1}\n{"a": }\n{"a": 3}\n';
    expect(await problemsOf(text)).toEqual(["json-syntax 2:7"]);
    expect((await read(text)).documents.map(({ value }) => value)).toEqual([{ a: 1 }, { a: 3 }]);
    expect(await problemsOf('{"a": 1,\n}', "a.json")).toEqual(["json-syntax 2:1"]);
    expect(await problemsOf('{"a": [1, 2', "a.json")).toEqual(["json-syntax 1:12"]);
    expect(await problemsOf('{"a": "\\x"}', "a.json")).toEqual(["json-syntax 1:7"]);
    expect(await problemsOf('{"a": 1]', "a.json")).toEqual(["json-syntax 1:8"]);
    expect(await problemsOf('{"a" 1}', "a.json")).toEqual(["json-syntax 1:6"]);
    expect(await problemsOf('["a\nb"]', "a.json")).toEqual(["json-syntax 1:2"]);
    expect(await problemsOf('[01]', "a.json")).toEqual(["json-syntax 1:3"]);
  });

  it("may also be flow style of YAML", async () => {
    expect(await valuesOf("{a: 1} # c\n")).toEqual([{ a: 1 }]);
    expect(await valuesOf('{"a": 1}\n---\n{"b": 2}\n')).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it("has the last of several values of a key, which are reported with their places", async () => {
    const text = '{"a": 1, "b": [{"c": "}", "\\u0063": 2, "c": 3}],\n "a": {"__proto__": 1, "__proto__": 2}}';
    const { documents } = await read(text, "a.json");
    expect(JSON.stringify(documents[0]?.value)).toBe('{"a":{"__proto__":2},"b":[{"c":3}]}');
    const found = documents[0]?.duplicateKeys().map(({ path, last, earlier }) => ({
      path,
      last: [last.start.line, last.start.column, last.end.column],
      earlier: earlier.map(({ start }) => [start.line, start.column]),
    }));
    expect(found).toEqual([
      { path: ["b", 0, "c"], last: [1, 40, 43], earlier: [[1, 17], [1, 27]] },
      { path: ["a"], last: [2, 2, 5], earlier: [[1, 2]] },
      { path: ["a", "__proto__"], last: [2, 24, 35], earlier: [[2, 8]] },
    ]);
    expect(documents[0]?.locate(["a", "__proto__"]).start).toEqual({ line: 2, column: 37 });
  });

  it("has keys written twice wherever else there are colons and blanks", async () => {
    const twiceIn = async (text: string): Promise<readonly string[]> =>
      (await read(text, "a.json")).documents.flatMap((one) => one.duplicateKeys().map(({ path }) => path.join(".")));
    expect(await twiceIn('{"a" :1, "b"\n\t: {"c": ":x", "d\\":": " :"}, "e": [":", "f :"]}')).toEqual([]);
    expect(await twiceIn('{"a" :1, "b"\n\t: {"c": ":x", "c" : " :"}, "e": [":", "f :"]}')).toEqual(["b.c"]);
    expect(await twiceIn('{"a": ":", "b": 1, "a" : 2}')).toEqual(["a"]);
    expect(await twiceIn('":"')).toEqual([]);
    expect(await twiceIn("[[], {}, [{}]]")).toEqual([]);
  });
});

describe("problems", () => {
  it("are each at their place, whatever is read together with what", async () => {
    const text = "a: 1\n---\nb: [\n---\nc: 3\n---\nd: {{ .Values.x }}\n---\n\te: 5\n---\nf: 6\n";
    expect(await problemsOf(text)).toEqual(["yaml-syntax 4:1", "helm-template 7:4", "yaml-syntax 9:1"]);
    const { documents } = await read(text);
    expect(documents.map(({ index, value }) => [index, value])).toEqual([
      [0, { a: 1 }],
      [1, { c: 3 }],
      [2, { f: 6 }],
    ]);
    expect(documents[2]?.locate(["f"]).start).toEqual({ line: 11, column: 4 });
  });
});
