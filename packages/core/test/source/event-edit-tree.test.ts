import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as jsYaml from "js-yaml";
import { describe, expect, it } from "vitest";
import * as yaml from "yaml";
import { readPlainDocument } from "../../src/source/event-document.js";
import { parseYaml, valueOfYaml } from "../../src/source/open-yaml.js";
import { readDocuments } from "../../src/source/read-documents.js";
import { parsedText } from "../../src/source/source-file.js";
import { isBlankDocument, splitDocuments } from "../../src/source/split-documents.js";
import { yamlEditTree } from "../../src/source/yaml-edit-tree.js";
import { createRandom, mutated, randomStream } from "./random-yaml.js";

const root = fileURLToPath(new URL("../../../..", import.meta.url));

interface Totals {
  documents: number;
  /** Of which the events say where everything is. */
  known: number;
  readonly differences: string[];
}

/** What the events say otherwise than `yaml`. */
function compareTrees(totals: Totals, written: string): void {
  for (const { text } of splitDocuments(parsedText({ path: "a.yaml", text: written }))) {
    if (isBlankDocument(text)) continue;
    totals.documents += 1;
    const plain = readPlainDocument(jsYaml, text);
    const tree = plain?.tree();
    if (!tree) continue;
    totals.known += 1;
    const [document, ...others] = parseYaml(yaml, text);
    const expected = document && { value: valueOfYaml(yaml, document), tree: yamlEditTree(yaml, document, text) };
    const [own, wanted] = [JSON.stringify({ value: plain?.value, tree }), JSON.stringify(expected)];
    if (others.length > 0 || own !== wanted) totals.differences.push(`${text}\n${own}\n${wanted}`);
  }
}

function compareRandom(first: number, count: number, odd: number): Totals {
  const totals: Totals = { documents: 0, known: 0, differences: [] };
  for (let seed = first; seed < first + count; seed += 1) {
    const oddity = { random: createRandom(seed), odd };
    const stream = randomStream(oddity);
    compareTrees(totals, odd > 0 && seed % 3 === 0 ? mutated(oddity, stream) : stream);
  }
  return totals;
}

describe("the edit tree of events", () => {
  it("is that of yaml for every fixture and example", () => {
    const totals: Totals = { documents: 0, known: 0, differences: [] };
    for (const folder of ["fixtures", "examples"]) {
      const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
      for (const file of files) {
        if (/\.ya?ml$/.test(file)) compareTrees(totals, readFileSync(join(root, folder, file), "utf8"));
      }
    }
    expect(totals.differences.slice(0, 3)).toEqual([]);
    expect(totals.known / totals.documents).toBeGreaterThan(0.85);
  });

  it("is that of yaml for streams as people write them", () => {
    const totals = compareRandom(1, 1_500, 0);
    expect(totals.differences.slice(0, 3)).toEqual([]);
    expect(totals.known / totals.documents).toBeGreaterThan(0.3);
  });

  it("is that of yaml for streams with everything odd in them, or broken", () => {
    const totals = compareRandom(1_000_000, 1_500, 1);
    expect(totals.differences.slice(0, 3)).toEqual([]);
    expect(totals.known / totals.documents).toBeGreaterThan(0.1);
  });

  it("is the same for a document that was read before", async () => {
    const [first, second] = ["---\na: {b: [1]}\n# c\n", '---\n"d": 2\ne:\n- f\n- "g"\n'] as const;
    const { documents } = await readDocuments({ path: "a.yaml", text: first + second }, () => true);
    for (const [index, text] of [first, second].entries()) {
      const [before, now] = [documents[index]?.plain?.(text), readPlainDocument(jsYaml, text)];
      expect(before?.value).toEqual(now?.value);
      expect(before?.tree()).toEqual(now?.tree());
      expect(now?.tree()).toBeDefined();
    }
    // Somebody may have another text at hand.
    expect(documents[1]?.plain?.(second.replace("2", "3"))).toBeUndefined();
  });
});
