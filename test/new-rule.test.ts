import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// `npm run new-rule` in a copy of the repository.

const root = fileURLToPath(new URL("..", import.meta.url));
const copy = realpathSync(mkdtempSync(join(tmpdir(), "netpolint-new-rule-")));
const copied = ["package.json", "README.md", "tsconfig.base.json", "vitest.config.ts", "scripts", "test", "docs", "fixtures", "examples"];
const notCopied = new Set(["node_modules", "dist", "out", "playground", "views", "action"]);

beforeAll(() => {
  for (const name of copied) cpSync(join(root, name), join(copy, name), { recursive: true });
  const packages = readdirSync(join(root, "packages")).filter((name) => !notCopied.has(name));
  for (const name of packages) {
    for (const part of readdirSync(join(root, "packages", name))) {
      if (part === "dist" || part === "out") continue;
      cpSync(join(root, "packages", name, part), join(copy, "packages", name, part), { recursive: true, verbatimSymlinks: true });
    }
  }
  // What is installed is shared, but for the packages of this repository, which are the copied ones.
  mkdirSync(join(copy, "node_modules/@netpolint"), { recursive: true });
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (name !== "@netpolint" && name !== "netpolint") symlinkSync(join(root, "node_modules", name), join(copy, "node_modules", name));
  }
  for (const name of packages) {
    const link = name === "cli" ? "netpolint" : `@netpolint/${name}`;
    symlinkSync(join(copy, "packages", name), join(copy, "node_modules", link));
  }
}, 120_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

interface Ran {
  readonly output: string;
  readonly status: number | null;
}

function ran(file: string, args: readonly string[]): Ran {
  const env = { ...process.env, NO_COLOR: "1" };
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(copy, file), ...args], { cwd: copy, encoding: "utf8", env });
  return { output: stdout + stderr, status };
}

function newRule(...args: string[]): Ran {
  return ran("scripts/new-rule.mjs", args);
}

/** Every file that the command may touch, by path. */
function snapshot(): ReadonlyMap<string, string> {
  const folders = ["packages/rules/src", "packages/rules/test", "docs/rules", "fixtures/findings"];
  const files = folders.flatMap((folder) =>
    readdirSync(join(copy, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return new Map([...files, join(copy, "README.md")].map((path) => [path, readFileSync(path, "utf8")]));
}

describe("npm run new-rule", () => {
  it.each<[string, readonly string[], string]>([
    ["an id that is there", ["null-label"], "there is already packages/rules/src/null-label.ts"],
    ["the name of another file", ["presets"], "there is already packages/rules/src/presets.ts"],
    ["capital letters", ["NullLabel"], "`NullLabel` is no id: lower-case words and digits with single dashes between, beginning with a letter"],
    ["a path", ["../rule"], "`../rule` is no id: lower-case words and digits with single dashes between, beginning with a letter"],
    ["two dashes", ["a--b"], "`a--b` is no id: lower-case words and digits with single dashes between, beginning with a letter"],
    ["a word of JavaScript", ["new"], "`new` is a word of JavaScript and cannot name the rule"],
    ["no id", [], "it takes one id, such as `npm run new-rule port-without-name`"],
    ["two ids", ["a", "b"], "it takes one id, such as `npm run new-rule port-without-name`"],
  ])("refuses %s and writes nothing", (_name, args, message) => {
    const before = snapshot();
    expect(newRule(...args)).toEqual({ output: `new-rule: ${message}.\n`, status: 2 });
    expect(snapshot()).toEqual(before);
  });

  it("writes nothing where a line has no place", () => {
    const presets = join(copy, "packages/rules/src/presets.ts");
    const whole = readFileSync(presets, "utf8");
    writeFileSync(presets, "");
    const before = snapshot();
    expect(newRule("some-rule")).toEqual({ output: "new-rule: the lines that the new one belongs to are not found.\n", status: 2 });
    expect(snapshot()).toEqual(before);
    writeFileSync(presets, whole);
  });

  it("takes away what it wrote where not all of it can be written", () => {
    const inTheWay = join(copy, "fixtures/findings/halfway-rule");
    writeFileSync(inTheWay, "a file where a folder has to be\n");
    const before = snapshot();
    const { status, output } = newRule("halfway-rule");
    expect(status).not.toBe(0);
    expect(output).toContain("halfway-rule");
    expect(snapshot()).toEqual(before);
    rmSync(inTheWay);
  });

  it("writes a rule that passes the checks of rules", () => {
    const written = newRule("some-new-rule");
    expect(written.status).toBe(0);
    for (const path of ["packages/rules/src/some-new-rule.ts", "docs/rules/some-new-rule.md", "fixtures/findings/some-new-rule/example/expected.txt"]) {
      expect(written.output).toContain(`wrote ${path}`);
      expect(existsSync(join(copy, path))).toBe(true);
    }
    const names = [...readFileSync(join(copy, "packages/rules/src/index.ts"), "utf8").matchAll(/from "\.\/([\w-]+)\.js";$/gm)].map(([, name]) => name);
    const at = names.indexOf("some-new-rule");
    expect(names.slice(at - 1, at + 2)).toEqual(["snat-hides-client", "some-new-rule", "split-peer-selectors"]);
    const general = ["packages/rules/test/presets.test.ts", "test/rule-pages.test.ts", "test/readme.test.ts", "test/fixtures.test.ts"];
    const files = ["packages/rules/test/some-new-rule.test.ts", ...general];
    const tested = ran("node_modules/vitest/vitest.mjs", ["run", ...files, "-t", "some-new-rule|policy of|presets|there is one for each|names every rule"]);
    expect(tested.output).not.toMatch(/FAIL/);
    expect(tested.status).toBe(0);
    expect(tested.output).toMatch(/✓ packages\/rules\/test\/some-new-rule\.test\.ts/);
  }, 300_000);
});
