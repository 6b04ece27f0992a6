import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../src/source/json-value.js";
import { readDocuments } from "../../src/source/read-documents.js";
import { writeYaml } from "../../src/source/write-yaml.js";

async function readBack(text: string): Promise<readonly JsonValue[]> {
  const { documents, problems } = await readDocuments({ path: "written.yaml", text }, () => true);
  expect(problems).toEqual([]);
  return documents.map(({ value }) => value);
}

/** Texts that YAML, in one version or the other, takes for something else where they are not quoted. */
const traps = ["", "yes", "on", "N", "null", "~", "1:20", "0x1f", "012", "1e3", "1_000", ".5", "- a", "a: b", "#", "<<", "2001-01-01", "x\ny", " ", "=", "*a", "&a", "!a", "%a", "@a"];

const json = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.constantFrom(...traps), fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...traps, "__proto__", "constructor"), fc.string()), tie("value"), { maxKeys: 3 }),
  ) as fc.Arbitrary<JsonValue>,
})).value;

describe("writeYaml", () => {
  it("writes what reads as the same values", async () => {
    const head = { apiVersion: "v1", kind: "List" };
    const property = fc.asyncProperty(fc.array(json, { minLength: 1, maxLength: 3 }), async (values) => {
      const objects = values.map((spec) => ({ ...head, spec }));
      expect(await readBack(await writeYaml(objects))).toEqual(objects);
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it("quotes what YAML 1.1 takes for a truth value, a number of base 60 or a merge", async () => {
    const values = ["yes", "on", "1:20", "<<"];
    for (const value of values) expect(await writeYaml([{ value }])).toBe(`value: "${value}"\n`);
  });

  it("folds nothing and writes no aliases", async () => {
    const shared = { text: "word ".repeat(40).trim() };
    expect(await writeYaml([{ a: shared, b: shared }])).toBe(
      `a:\n  text: ${shared.text}\nb:\n  text: ${shared.text}\n`,
    );
  });
});
