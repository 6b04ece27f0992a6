import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Input } from "../src/input/input.js";
import { readInput } from "../src/input/read-input.js";
import { noProgress } from "../src/progress.js";
import { temporaryFolder } from "./temporary-folder.js";

async function read(cwd: string, ...paths: readonly string[]): Promise<Input> {
  const silent = { write: () => undefined, isTerminal: false, columns: undefined };
  const stdin = (): Promise<Uint8Array> => Promise.resolve(Buffer.from("in"));
  const chartSettings = { values: [], sets: [], release: undefined, namespace: undefined };
  const request = { paths, gitPlaces: [], charts: [], chartSettings, cluster: undefined };
  return readInput({ cwd, env: {}, stdin, stdout: silent, stderr: silent }, request, noProgress, {
    isIgnored: () => false,
    cluster: {},
  });
}

async function pathsOf(cwd: string, ...paths: readonly string[]): Promise<readonly string[]> {
  const { files } = await read(cwd, ...paths);
  return files.map((file) => file.path);
}

describe("folders", () => {
  const tree = {
    "b.yaml": "b",
    "a.yml": "a",
    "c.json": "c",
    "README.md": "no",
    "script.ts": "no",
    "Z/d.yaml": "d",
    "Z/deep/er/e.yaml": "e",
    ".git/config.yaml": "no",
    ".github/workflow.yaml": "no",
    ".hidden.yaml": "hidden",
    "node_modules/x/f.yaml": "no",
    "Z/node_modules/g.yaml": "no",
  };

  it("are read with all manifests below them, in one order, except dot folders and node_modules", async () => {
    const expected = [".hidden.yaml", "Z/d.yaml", "Z/deep/er/e.yaml", "a.yml", "b.yaml", "c.json"];
    expect(await pathsOf(temporaryFolder(tree), ".")).toEqual(expected);
  });

  it("are read from below: paths lead up from the current folder", async () => {
    const cwd = join(temporaryFolder(tree), "Z");
    expect(await pathsOf(cwd, "..", "deep")).toEqual([
      "../.hidden.yaml",
      "../a.yml",
      "../b.yaml",
      "../c.json",
      "d.yaml",
      "deep/er/e.yaml",
    ]);
  });

  it("that are named are read, whatever their names", async () => {
    const cwd = temporaryFolder(tree);
    expect(await pathsOf(cwd, ".github", "node_modules/x")).toEqual([".github/workflow.yaml", "node_modules/x/f.yaml"]);
  });

  it("may be linked in circles", async () => {
    const cwd = temporaryFolder({ "a/b/c.yaml": "c" });
    symlinkSync("..", join(cwd, "a/b/up"));
    symlinkSync(cwd, join(cwd, "a/all"));
    expect(await pathsOf(cwd, ".")).toEqual(["a/b/c.yaml"]);
  });

  it("may be reached by a link only", async () => {
    const root = temporaryFolder({ "k8s/a.yaml": "a", "here/x.md": "" });
    symlinkSync("../k8s", join(root, "here/linked"));
    expect(await pathsOf(join(root, "here"), ".")).toEqual(["linked/a.yaml"]);
  });

  it("may have the names of files", async () => {
    const cwd = temporaryFolder({ "x.yaml/y.yaml": "y" });
    expect(await pathsOf(cwd, ".")).toEqual(["x.yaml/y.yaml"]);
  });
});

describe("ignore files", () => {
  it("keep files and folders out, as git does, and the innermost that says anything decides", async () => {
    const cwd = temporaryFolder({
      ".gitignore": "*.gen.yaml\n/out/\nbuild\n!keep.gen.yaml\n# comment\n",
      "a.yaml": "",
      "b.gen.yaml": "",
      "keep.gen.yaml": "",
      "out/c.yaml": "",
      "x/out/d.yaml": "",
      "x/build/e.yaml": "",
      "x/.gitignore": "!f.gen.yaml\ng.yaml\n",
      "x/f.gen.yaml": "",
      "x/g.yaml": "",
      "x/h.gen.yaml": "",
    });
    expect(await pathsOf(cwd, ".")).toEqual(["a.yaml", "keep.gen.yaml", "x/f.gen.yaml", "x/out/d.yaml"]);
  });

  it("may be our own, which take back what git's keep out", async () => {
    const cwd = temporaryFolder({
      ".gitignore": "rendered/*\n",
      ".netpolintignore": "drafts\n!rendered/prod.yaml\n",
      "a.yaml": "",
      "drafts/b.yaml": "",
      "rendered/prod.yaml": "",
      "rendered/dev.yaml": "",
    });
    expect(await pathsOf(cwd, ".")).toEqual(["a.yaml", "rendered/prod.yaml"]);
  });

  it("hold from the root of the repository down, and not above it", async () => {
    const root = temporaryFolder({
      ".gitignore": "*.yaml\n",
      "repo/.git/HEAD": "",
      "repo/.gitignore": "old.yaml\n",
      "repo/k8s/old.yaml": "",
      "repo/k8s/new.yaml": "",
    });
    expect(await pathsOf(join(root, "repo/k8s"), ".")).toEqual(["new.yaml"]);
    expect(await pathsOf(join(root, "repo"), "k8s")).toEqual(["k8s/new.yaml"]);
  });

  it("do not hold for what is named, nor for a folder that is named though it is ignored", async () => {
    const cwd = temporaryFolder({ ".gitignore": "/build/\na.yaml\n", "a.yaml": "", "build/b.yaml": "", "c.yaml": "" });
    expect(await pathsOf(cwd, "a.yaml", "build")).toEqual(["a.yaml", "build/b.yaml"]);
    expect(await pathsOf(cwd, "build/**")).toEqual(["build/b.yaml"]);
    expect(await pathsOf(cwd, "**/*.yaml")).toEqual(["c.yaml"]);
  });

  it("are named where they leave nothing", async () => {
    const cwd = temporaryFolder({ "k8s/.gitignore": "*.yaml\n", "k8s/a.yaml": "" });
    const { problems } = await read(cwd, "k8s", "k8s/*.yaml");
    expect(problems.map(({ message }) => message)).toEqual([
      "The folder holds no .yaml, .yml, .json, .jsonl or .ndjson file apart from what ignore files name.",
      "No file matches this, apart from what ignore files name.",
    ]);
  });
});

describe("files", () => {
  it("of JSON lines are read below folders", async () => {
    const cwd = temporaryFolder({ "a.jsonl": "", "b.ndjson": "", "c.json": "", "d.log": "" });
    expect(await pathsOf(cwd, ".")).toEqual(["a.jsonl", "b.ndjson", "c.json"]);
  });

  it("that are named are read, whatever their names", async () => {
    expect(await pathsOf(temporaryFolder({ "policy.txt": "a", why: "b" }), "policy.txt", "./why")).toEqual([
      "policy.txt",
      "why",
    ]);
  });

  it("are read once, also through links, under the first of their paths", async () => {
    const cwd = temporaryFolder({ "k8s/b.yaml": "b" });
    symlinkSync("b.yaml", join(cwd, "k8s/a.yaml"));
    const { files } = await read(cwd, "k8s/b.yaml", "k8s", join(cwd, "k8s/b.yaml"), "./k8s/../k8s/b.yaml");
    expect(files).toEqual([{ path: "k8s/a.yaml", text: "b" }]);
  });

  it("come from standard input once", async () => {
    const { files } = await read(temporaryFolder({ "a.yaml": "a" }), "-", "a.yaml", "-");
    expect(files).toEqual([
      { path: "a.yaml", text: "a" },
      { path: "<stdin>", text: "in" },
    ]);
  });
});

describe("globs", () => {
  const names = ["a.yaml", "b.yml", "c.md", "d/e.yaml", "d/f.md", "d/g/h.yaml", "[x].yaml"];
  const tree = Object.fromEntries(names.map((name) => [name, ""]));
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["*.yaml", ["[x].yaml", "a.yaml"]],
    ["./*.yaml", ["[x].yaml", "a.yaml"]],
    ["**/*.yaml", ["[x].yaml", "a.yaml", "d/e.yaml", "d/g/h.yaml"]],
    ["d/**", ["d/e.yaml", "d/g/h.yaml"]],
    ["d/*", ["d/e.yaml", "d/g/h.yaml"]],
    ["d/?", ["d/g/h.yaml"]],
    ["*.{yml,md}", ["b.yml", "c.md"]],
    ["[ab].*", ["a.yaml", "b.yml"]],
    ["!(a).yaml", ["[x].yaml"]],
  ];

  it.each(cases)("%s", async (glob, expected) => {
    const { files, problems } = await read(temporaryFolder(tree), glob);
    expect(files.map((file) => file.path)).toEqual(expected);
    expect(problems).toEqual([]);
  });

  it("are not looked for where a file has the name", async () => {
    expect(await pathsOf(temporaryFolder(tree), "[x].yaml")).toEqual(["[x].yaml"]);
  });

  it("may lead out of the current folder, or be absolute", async () => {
    const root = temporaryFolder(tree);
    expect(await pathsOf(join(root, "d/g"), "../*.yaml")).toEqual(["../e.yaml"]);
    expect(await pathsOf(join(root, "d/g"), `${root}/d/*.yaml`)).toEqual(["../e.yaml"]);
  });

  it("do not turn round at an exclamation mark", async () => {
    const { files, problems } = await read(temporaryFolder(tree), "!*.yaml");
    expect(files).toEqual([]);
    expect(problems).toEqual([
      { code: "file-unreadable", message: "No file matches this.", file: "!*.yaml", line: 1, column: 1 },
    ]);
  });
});

describe("charts", () => {
  const chart = {
    "shop/Chart.yaml": "apiVersion: v2",
    "shop/values.yaml": "a: b",
    "shop/crds/crd.yaml": "crd",
    "shop/templates/a.yaml": "{{ a }}",
    "shop/templates/tests/b.yaml": "{{ b }}",
    "shop/charts/sub/Chart.yaml": "apiVersion: v2",
    "shop/charts/sub/templates/c.yaml": "{{ c }}",
    "templates/d.yaml": "d",
  };

  it("keep their templates: no file below them is read, and each is listed", async () => {
    const { files, notRendered, problems } = await read(temporaryFolder(chart), ".");
    expect(files.map((file) => file.path)).toEqual(["shop/crds/crd.yaml", "shop/values.yaml", "templates/d.yaml"]);
    expect(notRendered).toEqual([
      "shop/charts/sub/templates/c.yaml",
      "shop/templates/a.yaml",
      "shop/templates/tests/b.yaml",
    ]);
    expect(problems).toEqual([]);
  });

  it("keep them also from those who name them, or stand among them", async () => {
    const root = temporaryFolder(chart);
    expect(await read(root, "shop/templates/a.yaml")).toEqual({
      files: [],
      problems: [],
      notRendered: ["shop/templates/a.yaml"],
      notes: [],
    });
    const { notRendered } = await read(join(root, "shop/templates"), "a.yaml");
    expect(notRendered).toEqual(["a.yaml"]);
  });
});
