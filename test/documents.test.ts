import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commandLinePage } from "./command-line-page.js";
import { exists, read, root } from "./repository.js";

const documents = ["README.md", "docs/architecture.md", "docs/contributing.md"];

const topFolders = new Set([".ci", ".github", "docs", "examples", "fixtures", "packages", "scripts", "test"]);

/** What stands in backticks, has a slash and could be a path of this repository. */
function pathsNamedIn(markdown: string): readonly string[] {
  const prose = markdown.replace(/^```[^]*?^```/gm, "");
  const quoted = [...prose.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? "");
  return quoted.filter(isRepositoryPath);
}

/** `shop/api` is a workload and `<id>.md` a placeholder; our paths are literal and known by their start or end. */
function isRepositoryPath(text: string): boolean {
  if (!/^[\w@.-]+\/[\w@./-]*$/.test(text)) return false;
  return topFolders.has(text.split("/")[0] ?? "") || /\.(?:md|ts|mjs|json)$/.test(text);
}

describe("pathsNamedIn", () => {
  it("takes literal paths of the repository and leaves other words with a slash", () => {
    const text = [
      "`packages/core/src`, `package/typo.ts`, `docs/rules/<id>.md`, `shop/api`, `53/udp`, `docs`",
      "```",
      "`docs/in-a-block.md`",
      "```",
    ].join("\n");
    expect(pathsNamedIn(text)).toEqual(["packages/core/src", "package/typo.ts"]);
  });
});

describe("documents", () => {
  it.each(documents)("%s names only paths that exist", (document) => {
    expect(pathsNamedIn(read(document)).filter((path) => !exists(path))).toEqual([]);
  });

  it("docs/vocabulary.md exists", () => {
    expect(exists("docs/vocabulary.md")).toBe(true);
  });

  it("docs/guides/command-line.md is made from the table of options (`npm run docs` writes it)", () => {
    const path = "docs/guides/command-line.md";
    if (process.env["NETPOLINT_UPDATE"] !== undefined) writeFileSync(join(root, path), commandLinePage());
    expect(read(path)).toBe(commandLinePage());
  });
});
