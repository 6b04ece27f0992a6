import { describe, expect, it } from "vitest";
import { commit, environment, git, gitIsMissing, repository, write } from "../../cli/test/git-repository.js";
import { changedLines, nearness, readPatch } from "../src/changed-lines.js";

const at = (line: number, endLine = line, endColumn = 9) => {
  return { start: { line, column: 1 }, end: { line: endLine, column: endColumn } };
};

const configured = [
  ["diff.noprefix", "true"],
  ["diff.relative", "true"],
  ["color.diff", "always"],
  ["diff.renames", "copies"],
  ["diff.context", "7"],
] as const;

const strangeNames = [
  'a "b".yaml',
  "tab\tnew\nline.yaml",
  "back\\slash.yaml",
  "\u00e9\u{1f40b}.yaml",
  "with space.yaml",
  " lead",
  "b/+++ b/x.yaml",
];

describe.skipIf(gitIsMissing)("changed lines", () => {
  it("are those that git says are new in what is checked out, whatever it is configured to print", async () => {
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);
    const folder = repository({ "k8s/a.yaml": `${lines.join("\n")}\n`, "gone.yaml": "a\n", "same.yaml": "a\n" });
    const base = git(folder, "rev-parse", "HEAD").trim();
    const changed = [...lines.slice(0, 2), "new", ...lines.slice(2, 9), "other 10", "other 11", ...lines.slice(12)];
    git(folder, "rm", "-q", "gone.yaml");
    const fake = "--- a/x\n+++ b/fake.yaml\n@@ -1 +1,9 @@\n";
    commit(folder, { "k8s/a.yaml": `${changed.join("\n")}\n`, "k8s/b.yaml": fake });
    write(folder, { "same.yaml": "b\n" });
    for (const [name, value] of configured) git(folder, "config", name, value);
    const found = await changedLines({ cwd: `${folder}/k8s`, env: environment(folder) }, base);
    expect([...(found ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))).toEqual([
      ["k8s/a.yaml", [[3, 3], [11, 12]]],
      ["k8s/b.yaml", [[1, 3]]],
      ["same.yaml", [[1, 1]]],
    ]);
  });

  it("are found in files of any name", async () => {
    const folder = repository({ first: "" });
    const base = git(folder, "rev-parse", "HEAD").trim();
    commit(folder, Object.fromEntries(strangeNames.map((name) => [name, "one\n"])));
    const found = await changedLines({ cwd: folder, env: environment(folder) }, base);
    expect([...(found?.keys() ?? [])].sort()).toEqual([...strangeNames].sort());
  });

  it("are not known where git cannot tell", async () => {
    const folder = repository({ first: "" });
    expect(await changedLines({ cwd: folder, env: environment(folder) }, "1".repeat(40))).toBeUndefined();
  });
});

describe("how near something is to the change", () => {
  const header = ["diff --git a/a.yaml b/a.yaml", "--- a/a.yaml", "+++ b/a.yaml"];
  const changed = readPatch([...header, "@@ -4,0 +5,2 @@ x", "+a", "+b", "@@ -9 +11,0 @@"].join("\n"));

  it.each([
    [at(4), 1],
    [at(5), 0],
    [at(6), 0],
    [at(7), 1],
    [at(1, 4), 1],
    [at(1, 5), 0],
    [at(1, 5, 1), 1],
    [at(6, 99), 0],
    [at(11), 1],
  ] as const)("in a changed file: %j is %i", (range, wanted) => {
    expect(nearness(changed, "a.yaml", range)).toBe(wanted);
  });

  it("is far in another file, and where nothing is known", () => {
    expect(nearness(changed, "b.yaml", at(5))).toBe(2);
    expect(nearness(undefined, "a.yaml", at(5))).toBe(2);
  });
});
