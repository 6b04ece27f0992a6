import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { LintRule } from "@netpolint/core";
import { allRules, presetNames, presetOf } from "@netpolint/rules";
import { beforeAll, describe, expect, it } from "vitest";
import { filesIn, foldersIn, read, root } from "./repository.js";
import { disagreements, type RuleFacts } from "./rule-facts.js";
import { readRulePage } from "./rule-page.js";

const sources = "packages/rules/src";

function nameOf(file: string): string {
  return file.replace(/\.[a-z]+$/, "");
}

function isRule(value: unknown): value is LintRule {
  return typeof value === "object" && value !== null && "check" in value && "messages" in value;
}

/** The index hands on what is in the other files. */
async function rulesByFile(): Promise<RuleFacts["files"]> {
  const files = filesIn(sources).filter((file) => !["index.ts", "testing.ts"].includes(file));
  const modules = files.map(async (file) => {
    const address = pathToFileURL(join(root, sources, file)).href;
    const exported = (await import(/* @vite-ignore */ address)) as Readonly<Record<string, unknown>>;
    return [nameOf(file), Object.values(exported).filter(isRule)] as const;
  });
  return new Map(await Promise.all(modules));
}

function pageFacts(file: string): readonly [string, { readonly reported: number; readonly notReported: number }] {
  const { examples } = readRulePage(read(`docs/rules/${file}`));
  const reported = examples.filter(({ findings }) => findings.length > 0).length;
  return [nameOf(file), { reported, notReported: examples.length - reported }];
}

const row = /^\| \[`([^`]*)`\]\(docs\/rules\/(.*?)\.md\) \| ?(.*?) ?\|$/gm;

function readmeRows(): RuleFacts["rows"] {
  return [...read("README.md").matchAll(row)].map(([, name = "", target = "", text = ""]) => ({ name, target, text }));
}

async function readFacts(): Promise<RuleFacts> {
  return {
    index: allRules,
    files: await rulesByFile(),
    presets: new Map(presetNames.map((name) => [name, [...presetOf(name, allRules).keys()]])),
    pages: new Map(filesIn("docs/rules").map(pageFacts)),
    rows: readmeRows(),
    tests: filesIn("packages/rules/test").filter((file) => file.endsWith(".test.ts")).map((file) => read(`packages/rules/test/${file}`)),
    fixtures: foldersIn("fixtures/findings"),
  };
}

let facts: RuleFacts;

beforeAll(async () => {
  facts = await readFacts();
});

function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  return new Map([...map].filter(([one]) => one !== key));
}

function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map([...map, [key, value]]);
}

const rule = allRules.find(({ id }) => id === "allow-all")!;
const stray: LintRule = { ...rule, id: "stray" };

describe("files, index, presets, pages, README, tests and fixtures of rules", () => {
  it("agree", () => {
    expect(disagreements(facts)).toEqual([]);
  });

  it.each<readonly [string, (facts: RuleFacts) => Partial<RuleFacts>, string]>([
    ["a rule that the index lacks", ({ files }) => ({ files: withEntry(files, "stray", [stray]) }), "the index lacks the rule of stray.ts"],
    ["a file that is named otherwise", ({ files }) => ({ files: withEntry(files, "other", [rule]) }), "other.ts has the rule allow-all"],
    ["a file that is gone", ({ files }) => ({ files: without(files, "allow-all") }), "allow-all.ts does not export one rule"],
    ["an index out of order", ({ index }) => ({ index: [...index.slice(1), rule] }), "the index has allow-all out of order, or twice"],
    ["a preset without it", ({ presets }) => ({ presets: withEntry(presets, "strict", ["any-namespace"]) }), "preset strict lacks allow-all"],
    ["a preset with another", ({ presets }) => ({ presets: withEntry(presets, "strict", ["stray"]) }), "preset strict has stray, which is no rule"],
    ["no page", ({ pages }) => ({ pages: without(pages, "allow-all") }), "docs/rules lacks allow-all"],
    ["a page of no rule", ({ pages }) => ({ pages: withEntry(pages, "stray", { reported: 1, notReported: 1 }) }), "docs/rules has stray, which is no rule"],
    ["a page without what is reported", ({ pages }) => ({ pages: withEntry(pages, "allow-all", { reported: 0, notReported: 1 }) }), "the page of allow-all has no example that is reported"],
    ["a page without what is not", ({ pages }) => ({ pages: withEntry(pages, "allow-all", { reported: 1, notReported: 0 }) }), "the page of allow-all has no example that is not reported"],
    ["no row", ({ rows }) => ({ rows: rows.filter(({ name }) => name !== "allow-all") }), "the README lacks allow-all"],
    ["two rows", ({ rows }) => ({ rows: [...rows, ...rows] }), "the README has allow-all twice"],
    ["a row of no rule", ({ rows }) => ({ rows: [...rows, { name: "stray", target: "stray", text: "x" }] }), "the README has stray, which is no rule"],
    ["a row that leads elsewhere", ({ rows }) => ({ rows: rows.map((one) => ({ ...one, target: "empty-rule" })) }), "the README's row of allow-all leads to empty-rule"],
    ["a row that says nothing", ({ rows }) => ({ rows: rows.map((one) => ({ ...one, text: "" })) }), "the README says nothing of allow-all"],
    ["no test", () => ({ tests: [] }), "no test is about allow-all"],
    ["a fixture of no rule", ({ fixtures }) => ({ fixtures: [...fixtures, "stray"] }), "fixtures/findings/stray is of no rule"],
  ])("would not agree with %s", (_name, change, said) => {
    expect(disagreements({ ...facts, ...change(facts) })).toContain(said);
  });
});
