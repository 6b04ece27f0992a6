import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as jsYaml from "js-yaml";
import { describe, expect, it } from "vitest";
import { eventDocument, type EventFile, type EventValue, readEventValues } from "../../src/source/event-document.js";
import { lazyLineStarts } from "../../src/source/source-range.js";
import { compareWays } from "./compare-ways.js";
import { createRandom, mutated, randomStream } from "./random-yaml.js";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const isLong = process.env["NETPOLINT_LONG"] === "1";

function manifestsBelow(folder: string): readonly string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return entries.filter((path) => /\.ya?ml$/.test(path)).map((path) => join(root, folder, path));
}

interface Totals {
  documents: number;
  short: number;
  readonly differences: string[];
}

/** What differs in the streams that the seeds make. A difference can be made again from its seed. */
function compareGenerated(seeds: Iterable<number>, odd: number): Totals {
  const totals: Totals = { documents: 0, short: 0, differences: [] };
  for (const seed of seeds) {
    const oddity = { random: createRandom(seed), odd };
    const stream = randomStream(oddity);
    const text = odd > 0 && seed % 3 === 0 ? mutated(oddity, stream) : stream;
    const { documents, short, differences } = compareWays(text);
    totals.documents += documents;
    totals.short += short;
    totals.differences.push(...differences.map((difference) => `seed ${seed}: ${difference}\n${text}`));
  }
  return totals;
}

function* seedsFrom(first: number, count: number): Iterable<number> {
  for (let seed = first; seed < first + count; seed += 1) yield seed;
}

describe("the short way and yaml", () => {
  it("say the same of every fixture and example", () => {
    const files = [...manifestsBelow("fixtures"), ...manifestsBelow("examples")];
    const compared = files.map((path) => ({ path, ...compareWays(readFileSync(path, "utf8")) }));
    expect(compared.filter(({ differences }) => differences.length > 0)).toEqual([]);
    expect(compared.length).toBeGreaterThan(300);
    const sum = (of: "documents" | "short"): number => compared.reduce((total, one) => total + one[of], 0);
    expect(sum("short") / sum("documents")).toBeGreaterThan(0.9);
  });

  it("say the same of streams as people write them, and few need yaml", () => {
    const { documents, short, differences } = compareGenerated(seedsFrom(1, isLong ? 50_000 : 2500), 0);
    expect(differences.slice(0, 3)).toEqual([]);
    expect(documents).toBeGreaterThan(4000);
    expect(short / documents).toBeGreaterThan(0.6);
  });

  it("say the same of streams with everything odd in them, or broken", () => {
    const { documents, short, differences } = compareGenerated(seedsFrom(1_000_000, isLong ? 100_000 : 3000), 1);
    expect(differences.slice(0, 3)).toEqual([]);
    expect(documents).toBeGreaterThan(4000);
    // Broken ones and those with anchors, tags or directives are for yaml.
    expect(short / documents).toBeGreaterThan(0.2);
  });

  it.each([
    ["a comment left of an item", "a:\n  - -\n# c\n      b\n    - c\n"],
    ["an item behind a quoted one on its line", 'a:\n- "b" c: d\n'],
    ["an indented marker", " --- # c\na: b\n"],
    ["a tab for indentation", "\ta: b\n"],
    ["a tab on a blank line of text", "a: b\n \t\n  c\n"],
    ["a block scalar of blanks", "a: >\n    \n \nb: c\n"],
    ["a blank line at the end of a block scalar", "a: |2\n    \n"],
    ["blanks without an end", "a: |+\n  b\n  "],
    ["an escaped line end", 'a: "b\\\n  \n  "\n'],
    ["a directive of somebody else", "%FOO bar\n---\na: b\n"],
    ["a merge key", "a: {<<: {b: c}}\n"],
    ["an anchor", "a: &x b\nc: *x\n"],
    ["a tag", "a: !!str 1\n"],
    ["a key that is a list", "? [a]\n: b\n"],
    ["an item that is not written", "a:\n-\n- b\n"],
    ["a pair in a list", "a: [b: c]\n"],
    ["a document that is one scalar", "--- a\n"],
    ["a very long key", `${"a".repeat(1025)}: b\n`],
    ["nesting", `${"[".repeat(200)}${"]".repeat(200)}`],
  ])("leave %s to yaml", (_, text) => {
    expect(compareWays(text)).toEqual({ documents: 1, short: 0, differences: [] });
  });

  it.each([
    ["block scalars", "a: |-\n  b # c\n\n  d\nc: >+ # e\n  f\n\n   g\n\nh: i\n"],
    ["quotes", "a: 'b''c'\n'd e': \"f\\n\\u00e9\\x41 \\\\\"\n"],
    ["text over several lines", 'a: b\n  c\n\n  d\ne: "f\n  g"\n'],
    ["flow style", "a: {b: [c, {}, []], 'd': \"e\",}\nf: [\n  g, # h\n  i\n  ]\n"],
    ["comments", "# a\nb: # c\n  # d\n  - e # f\n\n  # g\n  - h: i\n    j: k\n"],
    ["repeated keys", "a: 1\nb:\n  c: 2\n  c: 3\n  c: 4\na: 5\n"],
    ["ordinary names", "__proto__: {constructor: 1}\nconstructor: a\n"],
    ["line ends of two characters", "a: b\r\nc:\r\n- d: |\r\n    e\r\n\r\n  f: g\r\n"],
    ["scalars of YAML 1.1", "a: [y, on, 0777, 1_000, 12:30:00, 0o17, ~, .inf, 1e3]\nno: off\n"],
    ["lists in lists", "a:\n- - - b\n    - c\n  - d\n- [[], [e]]\n"],
  ])("leave %s to the short way", (_, text) => {
    expect(compareWays(text)).toEqual({ documents: 1, short: 1, differences: [] });
  });
});

describe("a document of the short way", () => {
  it("reads its value again once it was let go", () => {
    const text = "---\na: {b: [1, on, \"c\"]}\n---\n__proto__: 2\nd: null\n";
    const file: EventFile = { jsYaml, path: "a.yaml", text, starts: lazyLineStarts(() => text), recent: undefined, room: 0 };
    const parts = [{ offset: 0, text: text.slice(0, 25) }, { offset: 25, text: text.slice(25) }] as const;
    const read = readEventValues(file, parts) as readonly [EventValue, EventValue];
    const documents = parts.map((part, index) => eventDocument(file, index, part, read[index] as EventValue));
    const before = documents.map(({ value }) => JSON.stringify(value));
    expect(before).toEqual(['{"a":{"b":[1,true,"c"]}}', '{"__proto__":2,"d":null}']);
    for (const document of documents) document.forget();
    expect(documents.map(({ value }) => JSON.stringify(value))).toEqual(before);
    expect(documents[1]?.locate(["d"]).start).toEqual({ line: 5, column: 4 });
    expect(documents[0]?.value).not.toBe(documents[0]?.value);
    // The first takes all the room there is.
    file.room = 30;
    expect(documents[0]?.value).toBe(documents[0]?.value);
    expect(documents[1]?.value).not.toBe(documents[1]?.value);
    expect(documents.map(({ value }) => JSON.stringify(value))).toEqual(before);
    for (const document of documents) document.forget();
    expect(documents.map(({ value }) => JSON.stringify(value))).toEqual(before);
  });
});
