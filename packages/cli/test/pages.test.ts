import { describe, expect, it } from "vitest";
import { packRowIds, packRows } from "../src/pages/pack-row.js";
import { pageText } from "../src/pages/page-text.js";
import { readPage } from "../src/pages/read-page.js";
import { builtInTools } from "../src/tools.js";
import { runCli } from "./run-cli.js";

describe("explain", () => {
  it("has a page for every rule and pack", async () => {
    for (const { id } of [...builtInTools.rules, ...builtInTools.packs]) {
      const run = await runCli(["explain", id], { cwd: "/" });
      expect(run.exitCode, id).toBe(0);
      expect(run.stdout.startsWith(`${id}\n\n`), id).toBe(true);
      expect(run.stdout).not.toMatch(/```|\]\(\.\.\//);
    }
  });

  it("prints every row of every pack", async () => {
    for (const { id } of builtInTools.packs) {
      for (const row of packRowIds(readPage("packs", id) ?? "")) {
        const run = await runCli(["explain", id, row], { cwd: "/" });
        expect(run.stdout, row).toMatch(new RegExp(`^Pack ${id}\\n  id +(?:.* \\+ )?${row}(?: \\+ .*)?\\n`));
      }
    }
  });

  it("knows ids only, and no paths", async () => {
    for (const id of ["../contributing", "__proto__", "constructor", "rules/duplicate-key", ""]) {
      expect(readPage("rules", id)).toBeUndefined();
      expect(await runCli(["explain", id], { cwd: "/" })).toMatchObject({ stdout: "", exitCode: 2 });
    }
  });
});

describe("rules", () => {
  it("lists every rule, as text and as JSON", async () => {
    const text = (await runCli(["rules"], { cwd: "/" })).stdout;
    const json = JSON.parse((await runCli(["rules", "--format", "json"], { cwd: "/" })).stdout) as { id: string }[];
    expect(json.map(({ id }) => id)).toEqual(builtInTools.rules.map(({ id }) => id));
    for (const { id, summary } of builtInTools.rules) expect(text).toMatch(new RegExp(`\\n  ${id} .*  ${escape(summary)}\\n`));
    expect(json[0]).toMatchObject({ presets: { recommended: expect.any(String) as string }, messages: expect.any(Array) as [] });
  });

  const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
});

describe("the text of a page", () => {
  const page = "# title\n\nSee [the page](../x.md) and **this**:\n\n```yaml\na: 1\n\nb: 2\n```\n\n## More\n";

  it("is for reading", () => {
    expect(pageText(page, false)).toBe("title\n\nSee the page and this:\n\n    a: 1\n\n    b: 2\n\nMore\n");
  });

  it("has headings and code in formats of their own, where there are colours", () => {
    expect(pageText(page, true)).toContain("\u001b[1mtitle\u001b[22m\n");
    expect(pageText(page, true)).toContain("\u001b[2m    a: 1\u001b[22m\n");
  });
});

describe("the rows of a page", () => {
  const page = "# p\n\n| id | level |\n|---|---|\n| `A-1` | must |\n| A-2 + A-3 | |\n| [A-4](https://x.example) + A-2 | may \\| not |\n\n| id | other |\n|---|---|\n| B | x |\n";

  it("are those of all tables with ids", () => {
    expect(packRowIds(page)).toEqual(["A-1", "A-2", "A-3", "A-4", "B"]);
    expect(packRows(page, "A-1")).toEqual([[["id", "A-1"], ["level", "must"]]]);
    expect(packRows(page, "A-2")).toEqual([[["id", "A-2 + A-3"]], [["id", "A-4 + A-2"], ["level", "may | not"]]]);
    expect(packRows(page, "B")).toEqual([[["id", "B"], ["other", "x"]]]);
    expect(packRows(page, "C")).toEqual([]);
    expect(packRowIds("no table")).toEqual([]);
  });
});
