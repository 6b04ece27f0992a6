import { chmodSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "./run-cli.js";
import { temporaryFolder } from "./temporary-folder.js";

const fixed = "apiVersion: v1\nkind: Namespace\nmetadata:\n  labels: {}\n  name: b # the name\n";
const broken = fixed.replace("  labels: {}\n", "  name: a\n  labels: {}\n");
const windows = (text: string): string => text.replaceAll("\n", "\r\n");

describe("--fix", () => {
  it("keeps line ends, byte order mark, permissions and links", async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, "real"));
    writeFileSync(join(cwd, "real/a.yaml"), `\uFEFF${windows(broken)}`);
    chmodSync(join(cwd, "real/a.yaml"), 0o640);
    symlinkSync("real/a.yaml", join(cwd, "link.yaml"));
    const run = await runCli(["link.yaml", "--fix"], { cwd });
    expect(run.exitCode).toBe(0);
    expect(readFileSync(join(cwd, "real/a.yaml"), "utf8")).toBe(`\uFEFF${windows(fixed)}`);
    expect(statSync(join(cwd, "real/a.yaml")).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(cwd, "link.yaml")).isSymbolicLink()).toBe(true);
  });

  it("does not write over what was saved in between", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "a.yaml"), broken);
    // Standard input is read after the files.
    const run = await runCli(["a.yaml", "-", "--fix"], {
      cwd,
      get stdin() {
        writeFileSync(join(cwd, "a.yaml"), `${broken}# saved\n`);
        return "";
      },
    });
    expect(readFileSync(join(cwd, "a.yaml"), "utf8")).toBe(`${broken}# saved\n`);
    expect(run.stderr).toContain("`a.yaml` is not what was read any more; it was not fixed.");
    expect(run.exitCode).toBe(2);
  });

  it("leaves a file alone of which nothing can be fixed, and writes nothing in a dry run", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "a.yaml"), broken);
    writeFileSync(join(cwd, "b.yaml"), "kind: [\n");
    const before = statSync(join(cwd, "b.yaml")).ino;
    await runCli([".", "--fix-dry-run"], { cwd });
    expect(readFileSync(join(cwd, "a.yaml"), "utf8")).toBe(broken);
    await runCli([".", "--fix"], { cwd });
    expect(readFileSync(join(cwd, "a.yaml"), "utf8")).toBe(fixed);
    expect(statSync(join(cwd, "b.yaml")).ino).toBe(before);
  });
});

describe("the suppressions file", () => {
  const policy = (name: string, pods: string): string =>
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ${name}, namespace: shop}\nspec:\n  podSelector: {matchLabels: {app: ${pods}}}\n  policyTypes: [Egress]\n  egress:\n    - to: [{podSelector: {}}]\n`;
  const deployment = (name: string): string =>
    `---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}, namespace: shop}\nspec:\n  template:\n    metadata:\n      labels: {app: web}\n`;

  it("does not let a workload slip into a finding that is about others", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "a.yaml"), policy("p", "web") + deployment("web"));
    await runCli([".", "--suppress-all"], { cwd });
    expect((await runCli(["."], { cwd })).exitCode).toBe(0);
    writeFileSync(join(cwd, "a.yaml"), policy("p", "web") + deployment("web") + deployment("api"));
    const run = await runCli(["."], { cwd });
    expect(run.stdout).toContain("and 1 more workload");
    expect(run.exitCode).toBe(1);
  });

  it("is no manifest, and is written again with the same bytes", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "a.yaml"), policy("p", "web") + deployment("web"));
    await runCli([".", "--suppress-all"], { cwd });
    const path = join(cwd, "netpolint-suppressions.json");
    const before = readFileSync(path, "utf8");
    const run = await runCli([".", "--suppress-all"], { cwd });
    expect(run.stdout).toContain("No other findings in 1 file");
    expect(readFileSync(path, "utf8")).toBe(before);
  });

  it("is not taken for another file when it is broken", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "a.yaml"), policy("p", "web"));
    writeFileSync(join(cwd, "netpolint-suppressions.json"), "{");
    const run = await runCli(["."], { cwd });
    expect(run.stderr).toContain("`netpolint-suppressions.json` is not JSON.");
    expect(run.exitCode).toBe(2);
  });
});
