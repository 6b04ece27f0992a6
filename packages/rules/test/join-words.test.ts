import { expect, it } from "vitest";
import { joinSome, joinWords } from "../src/join-words.js";

it("joins words as a sentence does, and counts names that are too many for one", () => {
  const words = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"];
  expect(joinWords([])).toBe("");
  expect(joinWords(["a"])).toBe("a");
  expect(joinWords(["a", "b"])).toBe("a and b");
  expect(joinWords(words)).toBe("a, b, c, d, e, f, g, h, i, j, k, l and m");
  expect(joinSome(words.slice(0, 12))).toBe("a, b, c, d, e, f, g, h, i, j, k and l");
  expect(joinSome(words)).toBe("a, b, c, d, e, f, g, h, i, j and 3 more");
});
