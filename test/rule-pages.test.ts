import { analyze, type FlowPack, type KnownSuppressions } from "@netpolint/core";
import { allPacks, packOf, readFlowPack } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import { describe, expect, it } from "vitest";
import { filesIn, read } from "./repository.js";
import { type PageExample, pageSections, readRulePage } from "./rule-page.js";

const pages = filesIn("docs/rules")
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({ id: name.slice(0, -".md".length), page: readRulePage(read(`docs/rules/${name}`)) }));

const examples = pages.flatMap(({ id, page }) => page.examples.map((example) => ({ id, line: example.line, example })));

async function packsOf({ pack }: PageExample): Promise<readonly FlowPack[]> {
  if (pack === undefined) return allPacks;
  const { document, problems } = await readFlowPack({ path: "pack.yaml", text: pack });
  expect(problems).toEqual([]);
  return document ? [...allPacks, packOf(document)] : allPacks;
}

/** Rules of directives are about what the others report, and of days. */
const today = "2026-11-21";

async function findingsOf(id: string, example: PageExample): Promise<readonly string[]> {
  const { yaml, settings, suppressed, options } = example;
  const packs = await packsOf(example);
  const files = [{ path: "example.yaml", text: yaml }];
  const wanted = allRules.find((rule) => rule.id === id);
  const rules = wanted?.category === "directive" ? allRules : allRules.filter((rule) => rule === wanted);
  const suppressions = suppressed ? { suppressions: suppressionsOf(suppressed) } : {};
  const expectationFiles = example.expectations === undefined ? [] : [{ path: "shop.yaml", text: example.expectations }];
  const rulesSet = wanted && options ? new Map([[id, { severity: wanted.severity, options }]]) : new Map<string, never>();
  const ruleSettings = { rules: rulesSet, overrides: [] };
  const report = await analyze({ files, rules, packs, settings, ruleSettings, today, expectationFiles, ...suppressions });
  expect(report.inputProblems).toEqual([]);
  const findings = report.findings.filter(({ ruleId }) => ruleId === id);
  return findings.map(({ range, severity, message }) => `${range.start.line}:${range.start.column} ${severity} ${message}`);
}

/** A file with one entry, for a finding that is none of the example's. */
function suppressionsOf({ rule, object }: NonNullable<PageExample["suppressed"]>): KnownSuppressions {
  const range = { start: { line: 7, column: 22 }, end: { line: 7, column: 25 } };
  const entry = { rule, object, message: "", fingerprint: "gone", count: 1, range };
  return { path: "netpolint-suppressions.json", entries: [entry], hash: (text) => text };
}

describe("rule pages", () => {
  it.each(pages)("$id has the sections that readers look for, and examples of both sorts", ({ id, page }) => {
    expect(page.title).toBe(id);
    expect(page.sections.filter((name) => (pageSections as readonly string[]).includes(name))).toEqual(pageSections);
    expect(page.examples.some(({ findings }) => findings.length > 0)).toBe(true);
    expect(page.examples.some(({ findings }) => findings.length === 0)).toBe(true);
  });

  it.for(examples)("the example of $id in line $line is true", async ({ id, example }) => {
    expect(await findingsOf(id, example)).toEqual(example.findings);
  });
});
