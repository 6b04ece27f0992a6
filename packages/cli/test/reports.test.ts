import { execFileSync } from "node:child_process";
import {
  closeSync,
  constants,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findRepository } from "../src/input/find-repository.js";
import { fromRepository } from "../src/output/repository-path.js";
import { useLinks } from "../src/terminal-links.js";
import { runCli, type RunOptions } from "./run-cli.js";
import { temporaryFolder } from "./temporary-folder.js";

const pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  namespace: shop\nspec:\n  containers: []\n";
const twice = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  name: b\nspec:\n  containers: []\n";

describe("reports in files", () => {
  it("take the place of those before, and leave nothing beside", async () => {
    const cwd = temporaryFolder({ "a.yaml": twice, "reports/lint.json": "before" });
    const run = await runCli(["a.yaml", "--format", "json=reports/lint.json", "-f", "junit=reports/new/lint.xml"], { cwd });
    expect(run).toEqual({ stdout: "", stderr: "", exitCode: 1 });
    expect(JSON.parse(readFileSync(join(cwd, "reports/lint.json"), "utf8"))).toMatchObject({ schemaVersion: 1 });
    expect(readdirSync(join(cwd, "reports"))).toEqual(["lint.json", "new"]);
    expect(readdirSync(join(cwd, "reports/new"))).toEqual(["lint.xml"]);
  });

  it("are written through links and into pipes, not in their place", async () => {
    const cwd = temporaryFolder({ "a.yaml": pod, "real.json": "before" });
    symlinkSync("real.json", join(cwd, "link.json"));
    execFileSync("mkfifo", [join(cwd, "pipe")]);
    // Opened for both, so that neither end waits for the other. No device of the machine is put at risk here.
    const pipe = openSync(join(cwd, "pipe"), constants.O_RDWR);
    await runCli(["a.yaml", "--format", "json=link.json", "--format", "checkstyle=pipe"], { cwd });
    expect(lstatSync(join(cwd, "link.json")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(cwd, "real.json"), "utf8")).toContain("schemaVersion");
    expect(lstatSync(join(cwd, "pipe")).isFIFO()).toBe(true);
    const buffer = Buffer.alloc(1000);
    expect(buffer.toString("utf8", 0, readSync(pipe, buffer))).toContain("<checkstyle");
    closeSync(pipe);
  });

  it("fail the run where they cannot be written, and the others are", async () => {
    const cwd = temporaryFolder({ "a.yaml": pod, "folder/x": "" });
    const run = await runCli(["a.yaml", "-f", "json=folder", "-f", "compact=c.txt", "-f", "stylish"], { cwd });
    expect(run.stderr).toBe("netpolint: `folder` cannot be written: it is a folder.\n");
    expect(run.exitCode).toBe(2);
    expect(run.stdout).toContain("No findings in 1 file");
    expect(readFileSync(join(cwd, "c.txt"), "utf8")).toBe("");
  });

  it("are plain, whatever the terminal shows", async () => {
    const cwd = temporaryFolder({ "a.yaml": twice });
    const options = { cwd, columns: 80, env: { FORCE_COLOR: "1", FORCE_HYPERLINK: "1" } };
    const run = await runCli(["a.yaml", "-f", "stylish", "-f", "pretty=p.txt"], options);
    expect(run.stdout).toContain("\u001b]8;;https://");
    expect(readFileSync(join(cwd, "p.txt"), "utf8")).not.toContain("\u001b");
  });

  it("may be one, named by --output-file", async () => {
    const cwd = temporaryFolder({ "a.yaml": twice });
    const env = { GITHUB_ACTIONS: "true" };
    expect(await runCli(["a.yaml", "-o", "r.txt"], { cwd, env })).toEqual({ stdout: "", stderr: "", exitCode: 1 });
    expect(readFileSync(join(cwd, "r.txt"), "utf8")).toContain("duplicate-key");
    await runCli(["a.yaml", "--format", "json", "--output-file", "r.json"], { cwd });
    expect(readFileSync(join(cwd, "r.json"), "utf8")).toContain('"schemaVersion": 1');
    for (const formats of [["json=x.json"], ["unix", "compact"]]) {
      const args = ["a.yaml", "-o", "y", ...formats.flatMap((format) => ["-f", format])];
      const run = await runCli(args, { cwd });
      expect(run).toMatchObject({ stdout: "", exitCode: 2 });
      expect(run.stderr).toContain("`--output-file` is for one report that would be printed");
    }
    expect(readdirSync(cwd).toSorted()).toEqual(["a.yaml", "r.json", "r.txt"]);
  });

  it("say why there was nothing to analyse, in every format", async () => {
    const cwd = temporaryFolder({ "a.yaml": "kind: Other\napiVersion: x/v1\n" });
    const formats = ["stylish", "pretty", "compact", "unix", "github", "markdown", "html", "json", "jsonl", "sarif"];
    const all = [...formats, "junit", "checkstyle", "gitlab", "rdjson"];
    const run = await runCli(["a.yaml", ...all.flatMap((name) => ["-f", `${name}=out/${name}`])], { cwd });
    expect(run).toMatchObject({ stdout: "", exitCode: 2 });
    for (const name of all) expect(readFileSync(join(cwd, "out", name), "utf8"), name).toContain("Nothing to analyse");
  });
});

describe("on GitHub Actions", () => {
  const env = { GITHUB_ACTIONS: "true" };

  it("annotations come beside the default format, and with no other", async () => {
    const cwd = temporaryFolder({ "a.yaml": twice });
    const run = await runCli(["a.yaml"], { cwd, env });
    expect(run.stdout).toMatch(/^a\.yaml\n[^]*\n::error title=netpolint duplicate-key,file=a\.yaml,/);
    expect((await runCli(["a.yaml", "-f", "stylish"], { cwd, env })).stdout).not.toContain("::error");
  });

  it("paths begin at the root of the repository", async () => {
    const repository = temporaryFolder({ "deploy/a.yaml": twice });
    const options: RunOptions = { cwd: join(repository, "deploy"), repository };
    for (const [format, place] of [
      ["github", "file=deploy/a.yaml,"],
      ["gitlab", '"path": "deploy/a.yaml"'],
      ["sarif", '"uri": "deploy/a.yaml"'],
      ["rdjson", '"path": "deploy/a.yaml"'],
      ["checkstyle", 'name="deploy/a.yaml"'],
      ["junit", 'name="deploy/a.yaml"'],
      ["json", '"file": "a.yaml"'],
      ["unix", "a.yaml:"],
    ] as const) {
      expect((await runCli(["a.yaml", "-f", format], options)).stdout, format).toContain(place);
    }
  });
});

describe("paths from the root of the repository", () => {
  const path = fromRepository("/repo/deploy", "/repo");

  it.each([
    ["a.yaml", "deploy/a.yaml"],
    ["../b.yaml", "b.yaml"],
    ["/repo/c/d.yaml", "c/d.yaml"],
    [".", "deploy"],
    ["..", "."],
    ["../../outside.yaml", "../../outside.yaml"],
    ["/other/e.yaml", "/other/e.yaml"],
    ["../..dots/f.yaml", "..dots/f.yaml"],
    ["<stdin>", "<stdin>"],
  ])("%s is %s", (from, to) => {
    expect(path(from)).toBe(to);
  });

  it("stay as they are without a repository", () => {
    expect(fromRepository("/repo/deploy", undefined)("a.yaml")).toBe("a.yaml");
  });

  it("begin at the nearest folder with .git, which a work tree has as a file", () => {
    const root = temporaryFolder({ ".git/HEAD": "", "a/.git": "gitdir: elsewhere", "a/b/c.yaml": "" });
    expect(findRepository(join(root, "a", "b"))).toBe(join(root, "a"));
    expect(findRepository(root)).toBe(root);
    expect(existsSync("/.git") ? undefined : findRepository("/")).toBe(undefined);
  });
});

describe("links to the pages of rules", () => {
  const links = (env: Readonly<Record<string, string>>, isTerminal = true): boolean =>
    useLinks({ env, stdout: { write: () => undefined, isTerminal, columns: 80 } });

  it.each([
    [{ TERM_PROGRAM: "iTerm.app", TERM_PROGRAM_VERSION: "3.0.15" }, false],
    [{ TERM_PROGRAM: "iTerm.app", TERM_PROGRAM_VERSION: "3.1" }, true],
    [{ TERM_PROGRAM: "vscode", TERM_PROGRAM_VERSION: "1.71.9" }, false],
    [{ TERM_PROGRAM: "vscode", TERM_PROGRAM_VERSION: "1.106.0" }, true],
    [{ TERM_PROGRAM: "vscode" }, false],
    [{ TERM_PROGRAM: "WezTerm", TERM_PROGRAM_VERSION: "20240203-110809-5046fc22" }, true],
    [{ TERM_PROGRAM: "Apple_Terminal", TERM_PROGRAM_VERSION: "453" }, false],
    [{ TERM_PROGRAM: "constructor", TERM_PROGRAM_VERSION: "9" }, false],
    [{ VTE_VERSION: "5000" }, false],
    [{ VTE_VERSION: "7600" }, true],
    [{ WT_SESSION: "guid" }, true],
    [{ TERM: "xterm-kitty" }, true],
    [{ TERM: "xterm-256color" }, false],
    [{ TERM: "dumb", WT_SESSION: "guid" }, false],
    [{ WT_SESSION: "guid", CI: "true" }, false],
    [{ VTE_VERSION: "7600", TMUX: "/tmp/tmux" }, false],
    [{ FORCE_HYPERLINK: "1", CI: "true" }, true],
    [{ FORCE_HYPERLINK: "0", WT_SESSION: "guid" }, false],
    [{}, false],
  ])("with %j: %s", (env, expected) => {
    expect(links(env)).toBe(expected);
  });

  it("are not for pipes, whatever terminal stands behind them", () => {
    expect(links({ WT_SESSION: "guid", TERM: "xterm-kitty", VTE_VERSION: "7600" }, false)).toBe(false);
  });
});

describe("what other commands say of files", () => {
  it("makes no runner of GitHub Actions act, whatever the files are called", async () => {
    const cwd = temporaryFolder({ "::error::forged.yaml": "a: [\n", "pod.yaml": pod });
    for (const args of [["why", "shop/a", "10.0.0.1"], ["map", "."], ["convert", "."], ["diff", ".", "."], ["lint", "."]]) {
      const { stdout, stderr } = await runCli(args, { cwd });
      const lines = `${stdout}\n${stderr}`.split("\n");
      expect(lines.some((line) => line.includes("forged")), args.join(" ")).toBe(true);
      expect(lines.filter((line) => /^\s*::/.test(line)), args.join(" ")).toEqual([]);
    }
  });
});
