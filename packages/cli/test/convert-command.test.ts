import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Run, runCli } from "./run-cli.js";
import { temporaryFolder } from "./temporary-folder.js";

function admin(name: string): string {
  return `apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: { name: ${name} }
spec:
  priority: 1
  subject: { namespaces: {} }
`;
}

function convert(cwd: string): Promise<Run> {
  return runCli(["convert", "in.yaml", "--output", "out"], { cwd });
}

describe("convert --output", () => {
  it("writes a file for each policy, once and again, and leaves nothing else", async () => {
    const cwd = temporaryFolder({ "in.yaml": `${admin("a")}---\n${admin("b.c")}` });
    const first = await convert(cwd);
    expect(first).toEqual({ stdout: "out/a.yaml\nout/b.c.yaml\n", stderr: "", exitCode: 0 });
    expect(readdirSync(join(cwd, "out")).sort()).toEqual(["a.yaml", "b.c.yaml"]);
    expect(readFileSync(join(cwd, "out/a.yaml"), "utf8")).toContain("kind: ClusterNetworkPolicy\nmetadata:\n  name: a\n");
    expect(await convert(cwd)).toEqual(first);
  });

  it("replaces no file that says something else, and then writes none", async () => {
    const cwd = temporaryFolder({ "in.yaml": `${admin("a")}---\n${admin("b")}`, "out/b.yaml": "mine" });
    const run = await convert(cwd);
    expect(run).toMatchObject({ stdout: "", exitCode: 2 });
    expect(run.stderr).toBe("netpolint: `out/b.yaml` exists and says something else; nothing was written.\n");
    expect(readdirSync(join(cwd, "out"))).toEqual(["b.yaml"]);
    expect(readFileSync(join(cwd, "out/b.yaml"), "utf8")).toBe("mine");
  });

  it("says where it cannot write", async () => {
    const cwd = temporaryFolder({ "in.yaml": admin("a"), out: "a file" });
    const run = await convert(cwd);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(/^netpolint: `out` cannot be written: /);
  });

  it("converts no policy whose name would lead out of the folder", async () => {
    const cwd = temporaryFolder({ "in.yaml": admin("../evil") });
    const run = await convert(cwd);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain("AdminNetworkPolicy `../evil` is not converted.");
    expect(existsSync(join(cwd, "evil.yaml"))).toBe(false);
  });
});

describe("convert", () => {
  it("keeps names that JavaScript has a meaning for", async () => {
    const text = admin("constructor").replace("metadata: {", 'metadata: { labels: { constructor: "yes" },');
    const { stdout, exitCode } = await runCli(["convert", "in.yaml"], { cwd: temporaryFolder({ "in.yaml": text }) });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('name: constructor\n  labels:\n    constructor: "yes"\n');
  });
});
