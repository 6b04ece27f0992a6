import fc from "fast-check";
import { expect, it } from "vitest";
import { scanJson } from "../../src/traffic/scan-json.js";

const texts = fc.oneof(fc.string(), fc.constantFrom('a "b" }', "\\", '\\"', "{[", '"', "x\\\\", "]"));
const records = fc.array(fc.dictionary(texts, fc.oneof(texts, fc.array(texts), fc.integer())), { maxLength: 6 });
const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 5 });

it("finds the items of a list as JSON.parse does, whatever their strings hold and wherever the text is cut", () => {
  const property = fc.property(records, cuts, fc.constantFrom(undefined, 1), (items, at, indent) => {
    const text = JSON.stringify(items, undefined, indent);
    const found: string[] = [];
    const scanner = scanJson(
      { onElement: (element) => found.push(element), onBroken: (line) => found.push(`broken at ${line}`) },
      { longest: 100_000, line: 1 },
    );
    const places = [0, ...at.filter((one) => one < text.length).sort((a, b) => a - b), text.length];
    for (let index = 1; index < places.length; index += 1) scanner.push(text.slice(places[index - 1], places[index]));
    scanner.end();
    expect(found.map((one) => JSON.parse(one) as unknown)).toEqual(JSON.parse(text));
  });
  fc.assert(property, { numRuns: process.env["NETPOLINT_LONG"] === undefined ? 300 : 10_000 });
});
