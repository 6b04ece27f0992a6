import { openCluster, type SourceFile } from "@netpolint/core";
import { allPacks } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identityTexts } from "../packages/core/src/lint/identity-text.js";
import { type LintContext, noHygiene } from "../packages/core/src/lint/lint-rule.js";
import { confine, narrow, type NarrowReach, objectsOf } from "../packages/core/src/lint/rule-reach.js";
import { noRuleSettings, optionsOf } from "../packages/core/src/lint/rule-settings.js";
import { documentsOfSession } from "./session-documents.js";
import { editsOfTree, editTree, filesOf, treeOf } from "./session-edits.js";

const numRuns = process.env["NETPOLINT_LONG"] === undefined ? 40 : 1_000;

const narrowRules = allRules.flatMap((rule) =>
  rule.reach === undefined || rule.reach === "cluster" ? [] : [{ rule, reach: rule.reach }],
);

async function contextOf(files: readonly SourceFile[]): Promise<LintContext> {
  const { sources, cluster, policies } = await openCluster(files, {}, undefined, { packs: allPacks, parameters: new Map() });
  const nothing = { checkedFlows: [], forbiddenFlows: [], expectations: [], remarks: [], hygiene: noHygiene };
  return { documents: sources.documents, cluster, policies, ...nothing };
}

/** What a rule says of all objects, by the object that it says it of; and what it says of each alone. */
function bothWays(rule: (typeof allRules)[number], reach: NarrowReach, context: LintContext): readonly [unknown, unknown] {
  const textOf = identityTexts();
  const options = optionsOf(rule, noRuleSettings);
  const confined = confine(context, reach);
  const together = rule.check(confined, options);
  const objects = [...objectsOf(context)];
  const alone = objects.flatMap((meta) =>
    rule.check(narrow(confined, (one) => one === meta), options).map((found) => ({ found, meta })),
  );
  expect(alone.every(({ found, meta }) => found.field?.meta === meta)).toBe(true);
  return [together.map(textOf).sort(), alone.map(({ found }) => textOf(found)).sort()];
}

describe("a rule that declares its reach", () => {
  it("says of all objects together what it says of each alone", async () => {
    const edits = editsOfTree(documentsOfSession, 10);
    const property = fc.asyncProperty(treeOf(documentsOfSession), edits, async (first, list) => {
      const tree = list.reduce((before, edit) => editTree(before, edit, first), first);
      const context = await contextOf(filesOf(tree));
      for (const { rule, reach } of narrowRules) {
        const [together, alone] = bothWays(rule, reach, context);
        expect({ rule: rule.id, found: together }).toEqual({ rule: rule.id, found: alone });
      }
    });
    await fc.assert(property, { numRuns });
  });
});
