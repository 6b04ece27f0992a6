import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonDocument } from "../../src/source/json-document.js";
import type { JsonValue, Path } from "../../src/source/json-value.js";
import { findLineStarts } from "../../src/source/source-range.js";

function locateIn(text: string, path: Path): string {
  const starts = findLineStarts(text);
  const place = { file: "a.json", index: 0, offset: 0, text, starts: () => starts };
  const { start, end } = jsonDocument(place, JSON.parse(text) as JsonValue).locate(path);
  const offsetOf = ({ line, column }: typeof start): number => (starts[line - 1] ?? 0) + column - 1;
  return `${offsetOf(start)} ${text.slice(offsetOf(start), offsetOf(end))}`;
}

const text = '{\n "a": [1, {"b": "x", "b": [ ]}, {}],\n "c\\"d": {"e": {"0": null}}\n}';

describe("places in JSON", () => {
  it.each([
    [["a"], '3 "a"'],
    [["a", 0], "9 1"],
    [["a", 1], "12 {"],
    // Of two fields with one key the last counts.
    [["a", 1, "b"], '23 "b"'],
    [["a", 1, "b", 0], '23 "b"'],
    [["a", 2], "34 {"],
    [["a", 2, "x"], "34 {"],
    [["a", 3], '3 "a"'],
    [["a", "0"], '3 "a"'],
    [['c"d'], '40 "c\\"d"'],
    [['c"d', "e", "0"], "60 null"],
    [['c"d', "e", 0], '49 "e"'],
    [["none"], "0 {"],
    [[], "0 {"],
  ] as const)("finds %j", (path, found) => {
    expect(locateIn(text, path)).toBe(found);
  });

  it("knows a key that is escaped from one that says what is written there", () => {
    const escaped = String.raw`{"\n": 1, "\u0061": 2}`;
    expect(locateIn(escaped, ["\n"])).toBe("7 1");
    expect(locateIn(escaped, [String.raw`\n`])).toBe("0 {");
    expect(locateIn(escaped, ["a"])).toBe("20 2");
  });

  it("finds the same in an object that is long as in one that is short", () => {
    const key = fc.constantFrom("a", "b", "__proto__", 'q"', "", "\n", "\\n");
    const json = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(0, true, null, "", "[{", 'x"y'),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(key, tie("value"), { maxKeys: 3 }),
      ),
    })).value;
    const path = fc.array(fc.oneof(key, fc.nat(2)), { maxLength: 5 });
    fc.assert(
      fc.property(json, path, fc.constantFrom(undefined, 2), (value, steps, indent) => {
        const written = JSON.stringify(value, undefined, indent);
        const [first, rest] = locateIn(written, steps).split(/ (.*)/s) as [string, string];
        // A blank is no value, and makes no place but its own longer.
        const padded = /^[[{]/.test(written) ? `${written[0]}${" ".repeat(20_000)}${written.slice(1)}` : written;
        const shift = padded.length > written.length && Number(first) > 0 ? 20_000 : 0;
        expect(locateIn(padded, steps)).toBe(`${Number(first) + shift} ${rest}`);
      }),
    );
  });

  it("finds places in what nests deep", () => {
    const deep = `${"[".repeat(7000)}0${"]".repeat(7000)}`;
    expect(locateIn(deep, Array.from({ length: 7000 }, () => 0))).toBe("7000 0");
  });
});
