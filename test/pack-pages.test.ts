import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { allPacks, packDocuments, packPage } from "@netpolint/packs";
import { describe, expect, it } from "vitest";
import { exists, filesIn, read, root } from "./repository.js";

const update = process.env["NETPOLINT_UPDATE"] === "1";

describe("pages of packs", () => {
  it.each(packDocuments.map((document) => [document.id, document] as const))(
    "docs/packs/%s.md is made from the pack (NETPOLINT_UPDATE=1 writes it)",
    (id, document) => {
      const path = `docs/packs/${id}.md`;
      if (update) writeFileSync(join(root, path), packPage(document));
      expect(exists(path) ? read(path) : "").toBe(packPage(document));
    },
  );

  it("there is one for each pack, and a pack for each", () => {
    const pages = filesIn("docs/packs").filter((name) => name.endsWith(".md"));
    expect(pages.map((name) => name.slice(0, -".md".length)).toSorted()).toEqual(allPacks.map(({ id }) => id).toSorted());
  });
});
