import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readLabels, stringMap } from "../../src/resources/read-meta.js";
import { shareEqualAt, stepInto } from "../../src/resources/shared-values.js";
import type { JsonValue, Path } from "../../src/source/json-value.js";

const names = ["app", "tier", "__proto__", "constructor", ""];

/** Few keys and values, so that many are equal; also what labels may not hold, as a file may. */
const someLabels = fc
  .array(fc.tuple(fc.constantFrom(...names), fc.constantFrom<JsonValue>("a", "b", "", 1, null, Number.NaN, true, ["a"])), { maxLength: 3 })
  .map((entries) => Object.fromEntries(entries) as JsonValue);

test("labels that are shared are those that were written", () => {
  fc.assert(
    fc.property(fc.array(someLabels, { minLength: 2, maxLength: 20 }), (all) => {
      for (const labels of all) expect([...readLabels(labels)]).toEqual([...stringMap(labels)]);
    }),
  );
});

test("equal labels are kept once", () => {
  expect(readLabels({ app: "a", tier: "b" })).toBe(readLabels({ app: "a", tier: "b" }));
});

test("labels keep what JSON cannot tell apart", () => {
  expect([...readLabels({ app: null })]).toEqual([["app", ""]]);
  expect([...readLabels({ app: Number.NaN })]).toEqual([]);
});

test("a path one step further is the same array each time, and a path of its own far down a list", () => {
  const root: Path = ["spec", "ingress"];
  expect(stepInto(root, 3)).toEqual(["spec", "ingress", 3]);
  expect(stepInto(root, 3)).toBe(stepInto(root, 3));
  expect(stepInto(root, "3")).toEqual(["spec", "ingress", "3"]);
  expect(stepInto(stepInto(root, 70), "from")).toEqual(["spec", "ingress", 70, "from"]);
});

test("what knows its path is shared with what stands at the same path only", () => {
  const read = shareEqualAt((value, path) => ({ path, text: JSON.stringify(value) }));
  const root: Path = ["spec", "ingress"];
  const [first, second, far] = [stepInto(root, 0), stepInto(root, 1), stepInto(root, 70)];
  expect(read({ port: 80 }, first)).toBe(read({ port: 80 }, first));
  expect(read({ port: 80 }, first).path).toBe(first);
  expect(read({ port: 80 }, second)).toEqual({ path: second, text: '{"port":80}' });
  expect(read({ port: 81 }, first).text).toBe('{"port":81}');
  expect(read({ port: 80 }, far)).not.toBe(read({ port: 80 }, far));
});
