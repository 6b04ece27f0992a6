import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ambiguousScalar, findAmbiguousScalars } from "../../src/resources/ambiguous-scalar.js";

/** What Kubernetes reads (go-yaml of YAML 1.1, numbers as Go parses them), and who reads what else. */
const ambiguous: readonly (readonly [written: string, value: string | number | boolean, otherReading: string])[] = [
  ["y", true, "YAML 1.2 reads text"],
  ["Yes", true, "YAML 1.2 reads text"],
  ["on", true, "YAML 1.2 reads text"],
  ["N", false, "YAML 1.2 reads text"],
  ["off", false, "YAML 1.2 reads text"],
  ["0777", 511, "YAML 1.2 reads the number 777"],
  ["-010", -8, "YAML 1.2 reads the number -10"],
  ["00", 0, "YAML 1.2 reads the number 0"],
  ["0o17", 15, "YAML 1.1 reads text"],
  ["0899", 899, "YAML 1.1 reads text"],
  ["0b101", 5, "YAML 1.2 reads text"],
  ["1_000", 1000, "YAML 1.2 reads text"],
  ["0_7", 7, "YAML 1.2 reads text"],
  ["0x1_f", 31, "YAML 1.2 reads text"],
  ["1e3", 1000, "YAML 1.1 reads text"],
  ["12:30:00", "12:30:00", "YAML 1.1 reads the number 45000"],
  ["-1:30", "-1:30", "YAML 1.1 reads the number -90"],
];

const words = ["true", "False", "null", "~", "web", "yEs", "oN", "a_b"];
const alike = [...words, "80", "0", "-1", "1.5", "0x1f", "10.0.0.0/8", "::1", "12:75"];

describe("a scalar that can be read in two ways", () => {
  it.each(ambiguous)("%s", (written, value, otherReading) => {
    expect(ambiguousScalar(written)).toEqual({ written, value, otherReading });
  });

  it.each(alike)("is not %s", (written) => {
    expect(ambiguousScalar(written)).toBeUndefined();
  });

  it("is found wherever it is written", () => {
    const around = fc.constantFrom(
      ["a: ", "\n"],
      ["a: ", " # why\n"],
      ["- ", "\r\n"],
      ["a: [b, ", ", c]\n"],
      ["a: [", "]\n"],
      ["a: { b: ", " }\n"],
      ["a: &x ", "\n"],
      ["a:\n  ", "\n"],
      ["\ta: ", ""],
    );
    fc.assert(
      fc.property(fc.constantFrom(...ambiguous), around, ([written, value], [before, after]) => {
        const text = `${before}${written}${after}`;
        const line = before.split("\n").length;
        const column = before.length - before.lastIndexOf("\n");
        const range = { start: { line, column }, end: { line, column: column + written.length } };
        expect(findAmbiguousScalars(() => text).find(value, () => range)?.written).toBe(written);
      }),
    );
  });

  it.each(["a: 80\nb: 10.0.0.0/8\nc: true\nd: 0777\n", '{"a": 1e3}', "a: the lamp is on, no doubt\n"])(
    "makes nobody look up a place of %j",
    (text) => {
      const { find } = findAmbiguousScalars(() => text);
      for (const value of [true, 80, 1000, "10.0.0.0/8"]) {
        expect(find(value, () => expect.fail("a place was looked up"))).toBeUndefined();
      }
    },
  );

  // What looks at such a run from each of its characters would not end before the time of the test does.
  it("looks through any text in time that grows with its length", () => {
    const length = 500_000;
    const runs = ["_", "0", ":1", "&", "1e", " "].map((run) => `a: 1${run.repeat(length)}x`);
    const range = { start: { line: 1, column: 4 }, end: { line: 1, column: length + 4 } };
    for (const text of runs) expect(findAmbiguousScalars(() => text).find(true, () => range)).toBeUndefined();
  });
});
