import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { inputs, outputs } from "../src/interface.js";
import { actionFile, actionFiles, actionPage } from "./written-files.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const update = process.env["NETPOLINT_UPDATE"] !== undefined;
const read = (path: string): string => readFileSync(join(root, path), "utf8");

interface ActionFile {
  readonly runs: { readonly using: string; readonly main: string };
  readonly inputs: Readonly<Record<string, { readonly default: string; readonly description: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

function parsed(path: string): ActionFile {
  const require = createRequire(join(root, "packages/core/package.json"));
  const { parse } = require("yaml") as { readonly parse: (text: string) => unknown };
  return parse(read(path)) as ActionFile;
}

describe.each(actionFiles)("$path", ({ path, main }) => {
  it("is made from the table of inputs and outputs (`npm run docs` writes it)", () => {
    if (update) writeFileSync(join(root, path), actionFile(main));
    expect(read(path)).toBe(actionFile(main));
  });

  it("is what runners read: Node 24, a file that is there, and every input and output with its default", () => {
    const action = parsed(path);
    expect(action.runs.using).toBe("node24");
    expect(join(path, "..", action.runs.main)).toBe("packages/action/dist/index.js");
    expect(Object.keys(action.inputs)).toEqual(inputs.map(({ name }) => name));
    for (const input of inputs) expect(action.inputs[input.name]?.default).toBe(input.default);
    expect(Object.keys(action.outputs)).toEqual(outputs.map(({ name }) => name));
  });
});

describe("the page about the action", () => {
  const path = "docs/guides/github-action.md";

  it("has the tables of inputs and outputs (`npm run docs` writes them)", () => {
    if (update) writeFileSync(join(root, path), actionPage(read(path)));
    expect(read(path)).toBe(actionPage(read(path)));
  });

  it("names no input and no output that there is not", () => {
    const names = new Set<string>([...inputs, ...outputs].map(({ name }) => name));
    const uses = [...read(path).matchAll(/outputs\.([a-z-]+)|^ {10}([a-z-]+):/gm)];
    const used = uses.map(([, output, input]) => output ?? input ?? "");
    expect(used.length).toBeGreaterThan(4);
    expect(used.filter((name) => !names.has(name) && name !== "sarif_file")).toEqual([]);
  });

  it("has no cell that a bar would end", () => {
    for (const { help } of [...inputs, ...outputs]) expect(help).not.toContain("|");
  });
});

it("inputs and outputs have names of their own, in the form that runners take", () => {
  for (const table of [inputs, outputs]) {
    const names = table.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
  }
});
