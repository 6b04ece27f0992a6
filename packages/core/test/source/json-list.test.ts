import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitJsonList } from "../../src/source/json-list.js";
import type { JsonValue } from "../../src/source/json-value.js";
import { readDocuments } from "../../src/source/read-documents.js";
import type { SourceDocument } from "../../src/source/source-document.js";

// What JSON.parse makes of the whole text is right.

/** Texts that look like the ends of items, or like lists of them. */
const trickyText = fc.constantFrom("},\n  {", '"items": [\n  {', "items", "__proto__", "\u2028", "ä😀", "{", "\\", '"');
const key = fc.oneof(fc.constantFrom("items", "a", "kind", "__proto__", "constructor"), trickyText);
const value = fc.letrec<{ value: JsonValue; object: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(1, -0.5, true, null),
    trickyText,
    fc.array(tie("value"), { maxLength: 3 }),
    tie("object"),
  ),
  object: fc.array(fc.tuple(key, tie("value")), { maxLength: 4 }).map((fields) => Object.fromEntries(fields)),
})).object;

const written = fc
  .record({
    items: fc.array(value, { maxLength: 5 }),
    before: fc.constantFrom({}, { apiVersion: "v1" }, { metadata: { items: [{ a: 1 }, { b: 2 }] } }),
    after: fc.constantFrom({}, { kind: "List" }, { spec: { items: [{}, { a: {} }] } }),
    indent: fc.constantFrom(1, 2, 4, "\t"),
    lineBreak: fc.constantFrom("\n", "\r\n"),
  })
  .map(({ items, before, after, indent, lineBreak }) =>
    JSON.stringify({ ...before, items, ...after }, undefined, indent).replaceAll("\n", lineBreak),
  );

/** One character more, or less. */
const spoilt = fc.tuple(written, fc.nat(), fc.constantFrom("", "{", "}", "]", ",", '"', "\\", "\n", "0")).map(([text, place, put]) => {
  const at = place % text.length;
  return text.slice(0, at) + put + text.slice(at + (put === "" ? 1 : 0));
});

/** Undefined for what is no JSON. */
function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function itemsOf(text: string): readonly JsonValue[] {
  const list = splitJsonList(text);
  if (!list) return [];
  return Array.from({ length: list.count }, (_, index) => list.itemAt(index));
}

async function documentsOf(text: string): Promise<readonly SourceDocument[]> {
  const visited: JsonValue[] = [];
  const { documents } = await readDocuments({ path: "a.json", text }, () => true, ({ list }) => {
    for (const item of list?.items ?? []) visited.push(item);
  });
  return documents;
}

describe("a list that is written line by line", () => {
  const text = JSON.stringify({ apiVersion: "v1", items: [{ a: 1 }, { b: { c: [{}, {}] } }], kind: "List" }, undefined, 4);

  it("is read item by item", () => {
    expect(splitJsonList(text)).toMatchObject({ head: { apiVersion: "v1", items: [], kind: "List" }, count: 2 });
    expect(itemsOf(text)).toEqual([{ a: 1 }, { b: { c: [{}, {}] } }]);
    const { first = 0, end } = splitJsonList(text)?.spanAt(0) ?? {};
    expect(text.slice(first, end)).toBe('{\n            "a": 1\n        }');
  });

  it("may not be what it looks like", () => {
    // The items of something else, a list of other things, on one line, no items at all.
    expect(splitJsonList('{\n "a": {\n  "items": [\n   {\n   },\n   {\n   }\n  ]\n }\n}')).toBeUndefined();
    expect(splitJsonList('{\n "items": [\n  1,\n  2\n ]\n}')).toBeUndefined();
    expect(splitJsonList('{"items":[{"a":1},{"b":2}]}')).toBeUndefined();
    expect(splitJsonList('{\n "items": []\n}')).toBeUndefined();
    expect(splitJsonList("{}")).toBeUndefined();
    // Two keys, of which the last counts, are seen by who reads the item.
    expect(() => itemsOf('{\n "items": [\n  {\n  }\n ],\n "items": [\n  {\n   "a": 1\n  }\n ]\n}')).toThrow(SyntaxError);
  });

  it("holds what JSON.parse finds in it", () => {
    let split = 0;
    fc.assert(
      fc.property(written, (text) => {
        const list = splitJsonList(text);
        if (!list) return;
        split += 1;
        const whole = JSON.parse(text) as Record<string, JsonValue>;
        expect(JSON.stringify(itemsOf(text))).toBe(JSON.stringify(whole["items"]));
        expect(JSON.stringify(list.head)).toBe(JSON.stringify({ ...whole, items: [] }));
      }),
      { numRuns: 2_000 },
    );
    expect(split).toBeGreaterThan(500);
  });

  it("is refused or read whole where it is not one", async () => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(spoilt, async (text) => {
        const documents = await documentsOf(text);
        const whole = parsed(text);
        outcomes.add(whole === undefined ? "refused" : "read");
        if (whole === undefined) return;
        expect(JSON.stringify(documents.map((document) => document.value))).toBe(JSON.stringify([whole]));
        const items = documents[0]?.list?.items;
        if (items) expect(JSON.stringify([...items])).toBe(JSON.stringify((whole as Record<string, JsonValue>)["items"]));
      }),
      { numRuns: 1_000 },
    );
    expect([...outcomes].sort()).toEqual(["read", "refused"]);
  });

  it("is not taken for JSON when nobody looks into it", async () => {
    const broken = text.replace('"c"', '"c');
    const { documents, problems } = await readDocuments({ path: "a.json", text: broken }, () => true);
    expect(documents).toEqual([]);
    expect(problems).toMatchObject([{ code: "json-syntax", line: 9 }]);
  });

  it("is asked for one value after the other, and for all", async () => {
    const [document] = await documentsOf(text);
    const { item } = document ?? {};
    expect(item?.valueAt(1, ["b", "c", 1])).toEqual({});
    expect(item?.valueAt(1, ["b", "__proto__"])).toBeUndefined();
    expect(item?.valueAt(0, ["a"])).toBe(1);
    expect(item?.valueAt(2, ["a"])).toBeUndefined();
    // By now all of it was read.
    expect(document?.value).toEqual(JSON.parse(text));
    expect(item?.valueAt(1, ["b", "c", 0])).toEqual({});
    expect(item?.valueAt(2, [])).toBeUndefined();
  });

  it("locates what is in an item as it locates it from the outside", async () => {
    const [document] = await documentsOf(text);
    for (const path of [["b", "c", 1], ["b"], ["b", "none"], ["none"], []] as const) {
      expect(document?.item?.locate(1, path)).toEqual(document?.locate(["items", 1, ...path]));
    }
    expect(document?.item?.locate(0, ["a"]).start).toEqual({ line: 5, column: 18 });
  });
});
