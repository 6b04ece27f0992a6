import { analyze, type AnalyzeOptions, openSession, type SourceFile } from "@netpolint/core";
import { allPacks } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentsOfSession } from "./session-documents.js";
import { editsOfTree, editTree, filesOf, treeOf } from "./session-edits.js";

const runs = process.env["NETPOLINT_LONG"] === undefined ? 12 : 300;

const settings = fc.record({
  world: fc.constantFrom("open", "closed"),
  platform: fc.constantFrom(undefined, "openshift"),
});

function optionsOf(files: readonly SourceFile[], given: AnalyzeOptions["settings"]): AnalyzeOptions {
  return { files, rules: allRules, packs: allPacks, ...(given ? { settings: given } : {}), today: "2026-11-21" };
}

describe("a session", () => {
  it("says after any edits what a cold run says", async () => {
    const property = fc.asyncProperty(treeOf(documentsOfSession), editsOfTree(documentsOfSession, 20), settings, async (first, edits, given) => {
      const session = openSession();
      let [tree, before] = [first, first];
      for (const edit of [undefined, ...edits]) {
        const next = edit ? editTree(tree, edit, before) : tree;
        [tree, before] = [next, tree];
        const options = optionsOf(filesOf(tree), given);
        expect(await session.analyze(options)).toEqual(await analyze(options));
      }
    });
    await fc.assert(property, { numRuns: runs, interruptAfterTimeLimit: process.env["NETPOLINT_LONG"] ? 600_000 : 20_000 });
  });
});
