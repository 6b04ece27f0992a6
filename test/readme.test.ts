import { compileFunction } from "node:vm";
import { analyze } from "@netpolint/core";
import { allPacks } from "@netpolint/packs";
import { allRules } from "@netpolint/rules";
import { describe, expect, test } from "vitest";
import { read } from "./repository.js";

const readme = read("README.md");

describe("README", () => {
  test("has a library example that prints what its last comment says", async () => {
    const [, example = ""] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
    const [, comment] = /console\.log\(.*\); \/\/ (.*)/.exec(example) ?? [];
    const body = example.replaceAll(/^import .*$/gm, "").replace(/ \/\/ .*$/m, "");
    const printed: string[] = [];
    // The example is run as it stands in the README, with its imports handed in.
    const parameters = ["analyze", "allPacks", "allRules", "console"];
    const run = compileFunction(`return (async () => { ${body} })();`, parameters) as (...parts: readonly unknown[]) => Promise<void>;
    await run(analyze, allPacks, allRules, { log: (text: string) => printed.push(text) });
    expect(printed).toEqual([comment]);
  });

  test("names every pack, each with a page", () => {
    for (const { id } of allPacks) expect(readme).toContain(`(docs/packs/${id}.md)`);
  });
});
