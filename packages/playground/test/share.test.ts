import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readFragment, shareFragment } from "../src/share.js";

test("a text comes out of its address as it went in", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 500 }), async (text) => {
      // A lone surrogate is no character, so no file holds one.
      fc.pre(!/\p{Surrogate}/u.test(text));
      expect(await readFragment(await shareFragment(text))).toBe(text);
    }),
    { numRuns: 100 },
  );
});

test("the address holds letters only that need no escape", async () => {
  expect(await shareFragment("kind: Pod\n".repeat(50))).toMatch(/^#text=[\w-]+$/);
});

test("what is no text of ours is none", async () => {
  expect(await readFragment("#map?port=80")).toBeUndefined();
  expect(await readFragment("#text=%%%")).toBeUndefined();
  expect(await readFragment("#text=AAAA")).toBeUndefined();
});

test("an address cannot unpack to any length", async () => {
  expect(await readFragment(await shareFragment("a".repeat(2_000_001)))).toBeUndefined();
  expect(await readFragment(await shareFragment("a".repeat(1_000_000)))).toHaveLength(1_000_000);
});
