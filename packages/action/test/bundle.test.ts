import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../cli/test/temporary-folder.js";
import { bundleInto, root, runBundle } from "./run-bundle.js";

const committed = join(root, "packages/action/dist");

/** Texts of a megabyte make no readable difference. */
function isSame(folder: string, name: string): boolean {
  return readFileSync(join(folder, name)).equals(readFileSync(join(committed, name)));
}

describe("the committed bundle", () => {
  it("is made of the sources as they are: after a change of any of them run `npm run bundle`", () => {
    const folder = temporaryFolder();
    bundleInto(folder);
    expect(readdirSync(committed).sort()).toEqual(["index.js", "licenses.txt"]);
    expect(readdirSync(folder).sort()).toEqual(["index.js", "licenses.txt"]);
    const remedy = "packages/action/dist is not what the sources make: run `npm run bundle`";
    expect(isSame(folder, "index.js"), remedy).toBe(true);
    expect(isSame(folder, "licenses.txt"), remedy).toBe(true);
  }, 60_000);

  it("runs where it is committed, as action.yml says", async () => {
    const call = { workspace: temporaryFolder(), inputs: { comment: "perhaps" }, eventName: "push", event: {}, sha: "" };
    const run = await runBundle(join(committed, "index.js"), call);
    expect(run).toMatchObject({ status: 1, stderr: "" });
    const message = "The input `comment` is `true` or `false`, not `perhaps`.";
    expect(run.annotations).toEqual([{ level: "error", properties: { title: "netpolint" }, message }]);
  });

  it("is one file that needs nothing but Node, and names no file of the machine that made it", () => {
    const text = readFileSync(join(committed, "index.js"), "utf8");
    const imports = [...text.matchAll(/(?:^|[;}\n])import[^"'`;(]*?["']([^"']+)["']/g)].map(([, name = ""]) => name);
    expect(imports.length).toBeGreaterThan(3);
    expect(imports.filter((name) => !name.startsWith("node:"))).toEqual([]);
    expect(text).not.toContain(root);
    expect(text).not.toContain("/node_modules/");
  });
});
