import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonDocument } from "../../src/source/json-document.js";
import type { JsonValue } from "../../src/source/json-value.js";
import { findLineStarts } from "../../src/source/source-range.js";
import { layout, textOf, type Written, writtenObject } from "./written-json.js";

/** How many keys are written in an object that has them already. */
function repetitionsIn(value: Written): number {
  if (typeof value === "string") return 0;
  const below = "items" in value ? value.items : value.fields.map(([, one]) => one);
  const keys = "items" in value ? [] : value.fields.map(([key]) => JSON.parse(key) as string);
  return keys.length - new Set(keys).size + below.reduce((sum: number, one) => sum + repetitionsIn(one), 0);
}

function foundIn(text: string): number {
  const starts = findLineStarts(text);
  const place = { file: "a.json", index: 0, offset: 0, text, starts: () => starts };
  const found = jsonDocument(place, JSON.parse(text) as JsonValue).duplicateKeys();
  return found.reduce((sum, { earlier }) => sum + earlier.length, 0);
}

describe("repeated keys in JSON", () => {
  it("are found wherever they are", () => {
    const seen = { repeating: 0, other: 0 };
    fc.assert(
      fc.property(writtenObject, layout, (value, [line = "", step = ""]) => {
        const text = textOf(value, line, step);
        const expected = repetitionsIn(value);
        expect(foundIn(text), text).toBe(expected);
        seen[expected > 0 ? "repeating" : "other"] += 1;
      }),
      { numRuns: 1_500 },
    );
    expect(seen.repeating).toBeGreaterThan(300);
    expect(seen.other).toBeGreaterThan(300);
  });
});
