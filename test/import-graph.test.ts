import { describe, expect, it } from "vitest";
import { codeOnly, forbiddenImports, importCycles, importsIn, importsOf } from "./import-graph.js";

function specifiers(text: string): readonly string[] {
  return importsOf("a/b.ts", text).map((imported) => imported.specifier);
}

describe("importsOf", () => {
  it("reads every form of static import and re-export", () => {
    const text = [
      'import "./effect.js";',
      'import one from "./one.js";',
      "import { two } from './two.js';",
      'import type { Three } from "./three.js";',
      'import * as four from "./four.js";',
      "import {",
      "  five,",
      "  type Five,",
      '} from "./five.js";',
      'export { six } from "./six.js";',
      'export * from "./seven.js";',
      'export type { Eight } from "./eight.js";',
    ].join("\n");
    const expected = ["effect", "one", "two", "three", "four", "five", "six", "seven", "eight"];
    expect(specifiers(text)).toEqual(expected.map((name) => `./${name}.js`));
  });

  it("reads an import behind another statement on the same line", () => {
    expect(specifiers('const a = 1; import "node:fs"; export { b } from "./b.js";')).toEqual(["node:fs", "./b.js"]);
  });

  it("tells the line, the target and whether it is dynamic", () => {
    expect(importsOf("a/b/c.ts", '\nimport x from "../d.js";\nconst y = await import("@scope/name/deep");')).toEqual([
      { from: "a/b/c.ts", line: 2, specifier: "../d.js", dynamic: false, target: "a/d.ts" },
      { from: "a/b/c.ts", line: 3, specifier: "@scope/name/deep", dynamic: true, target: "@scope/name" },
    ]);
  });

  it("counts a type query as an import that is not dynamic", () => {
    expect(importsOf("a.ts", 'type Yaml = typeof import("yaml");')).toMatchObject([{ target: "yaml", dynamic: false }]);
  });

  it("does not miss a dynamic import with a computed name", () => {
    expect(importsOf("a.ts", "await import(name);")).toMatchObject([{ specifier: "<computed>", dynamic: true }]);
  });

  it("is not led astray by comments, strings or other exports", () => {
    expect(specifiers('// import a from "./a.js";\n/*\nimport b from "./b.js";\n*/')).toEqual([]);
    expect(specifiers('export const glob = "**/*.ts"; // and\nimport c from "./c.js";')).toEqual(["./c.js"]);
    expect(specifiers('export const from = "./d.js";\nexport function from2() { return "./e.js"; }')).toEqual([]);
  });
});

describe("codeOnly", () => {
  it("blanks quoted strings and comments, and keeps the code inside templates", () => {
    const text = 'f("Date"); // Date\nf(`${Date.now()}`);';
    expect(codeOnly(text).match(/Date/g)).toHaveLength(1);
    expect(codeOnly(text)).toHaveLength(text.length);
  });
});

// low may import nothing, high may import low; low/wrong.ts does the opposite.
const tree = new Map([
  ["low/wrong.ts", 'import type { High } from "../high/fine.js";\nimport { one } from "./ring-one.js";'],
  ["low/ring-one.ts", 'import { two } from "./ring-two.js";'],
  ["low/ring-two.ts", 'export type { One } from "./ring-one.js";'],
  ["high/fine.ts", 'import { two } from "../low/ring-two.js";\nimport { parse } from "yaml";'],
]);

describe("forbiddenImports", () => {
  it("finds the import against the direction, and only that", () => {
    const areaOf = (path: string) => (path.includes("/") ? path.split("/")[0] : undefined);
    const mayImport = new Map([["high", new Set(["low"])]]);
    expect(forbiddenImports(importsIn(tree), areaOf, mayImport)).toEqual([
      { from: "low/wrong.ts", line: 1, specifier: "../high/fine.js", dynamic: false, target: "high/fine.ts" },
    ]);
  });
});

describe("importCycles", () => {
  it("finds the ring, and not the way into it", () => {
    expect(importCycles(tree)).toEqual([["low/ring-two.ts", "low/ring-one.ts", "low/ring-two.ts"]]);
  });

  it("finds a file that imports itself", () => {
    expect(importCycles(new Map([["a.ts", 'import "./a.js";']]))).toEqual([["a.ts", "a.ts"]]);
  });

  it("finds nothing where two ways lead to one file", () => {
    const diamond = new Map([
      ["top.ts", 'import "./left.js";\nimport "./right.js";'],
      ["left.ts", 'import "./bottom.js";'],
      ["right.ts", 'import "./bottom.js";'],
      ["bottom.ts", ""],
    ]);
    expect(importCycles(diamond)).toEqual([]);
  });
});
