import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyze, openCluster } from "@netpolint/core";
import { allRules } from "@netpolint/rules";
import { runCli } from "./run-cli.js";
import { temporaryFolder } from "./temporary-folder.js";

const shop = readFileSync(new URL("transcripts/generate/manifests/shop.yaml", import.meta.url), "utf8");
const manifests = shop.split("---\n").filter((document) => !document.includes("NetworkPolicy")).join("---\n");
const expectations = readFileSync(new URL("transcripts/generate/expectations.yaml", import.meta.url), "utf8");

function folderWith(more: Readonly<Record<string, string>> = {}): string {
  return temporaryFolder({ "in/shop.yaml": manifests, "expected.yaml": expectations, ...more });
}

const generate = ["generate", "--from", "expected.yaml", "--from", "packs", "--in", "in"];

describe("netpolint generate", () => {
  it("writes policies in which no rule of ours finds anything", async () => {
    const cwd = folderWith();
    expect((await runCli([...generate, "--output", "out"], { cwd })).exitCode).toBe(0);
    const files = readdirSync(join(cwd, "out")).map((name) => ({ path: name, text: readFileSync(join(cwd, "out", name), "utf8") }));
    expect(files).toHaveLength(3);
    const { findings } = await analyze({ files: [...files, { path: "shop.yaml", text: manifests }], rules: allRules, packs: [] });
    expect(findings.filter(({ file }) => file !== "shop.yaml")).toEqual([]);
  });

  it("prints the same text that it writes, in the same order every time", async () => {
    const cwd = folderWith();
    const [first, second] = [await runCli(generate, { cwd }), await runCli(generate, { cwd })];
    expect(second.stdout).toBe(first.stdout);
    await runCli([...generate, "--output", "out"], { cwd });
    const written = readdirSync(join(cwd, "out")).sort().map((name) => readFileSync(join(cwd, "out", name), "utf8"));
    expect(written.join("---\n")).toBe(first.stdout);
  });

  it("replaces what it has written, and nothing where one file is somebody else's", async () => {
    const cwd = folderWith({ "out/shop.statefulset-db.yaml": "kind: NetworkPolicy\n" });
    const refused = await runCli([...generate, "--output", "out"], { cwd });
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain("`out/shop.statefulset-db.yaml` was not written by netpolint; nothing was written.");
    expect(readdirSync(join(cwd, "out"))).toEqual(["shop.statefulset-db.yaml"]);
    expect((await runCli([...generate, "--output", "out", "--force"], { cwd })).exitCode).toBe(0);
    writeFileSync(join(cwd, "out/shop.statefulset-db.yaml"), "# Written by netpolint generate, long ago\n");
    expect((await runCli([...generate, "--output", "out"], { cwd })).exitCode).toBe(0);
    expect(readFileSync(join(cwd, "out/shop.statefulset-db.yaml"), "utf8")).toContain("statefulset-db");
  });

  it("leaves nothing half written where a file cannot be written", async () => {
    const cwd = folderWith();
    mkdirSync(join(cwd, "out/shop.statefulset-db.yaml"), { recursive: true });
    const run = await runCli([...generate, "--output", "out", "--force"], { cwd });
    expect(run.exitCode).toBe(2);
    expect(readdirSync(join(cwd, "out"))).toEqual(["shop.statefulset-db.yaml"]);
  });

  it("takes its own policies of an earlier run for replaced", async () => {
    const cwd = folderWith();
    await runCli([...generate, "--output", "in"], { cwd });
    const again = await runCli([...generate, "--output", "in"], { cwd });
    expect(again.exitCode).toBe(0);
    expect(again.stderr).not.toContain("beside");
    expect(readdirSync(join(cwd, "in"))).toHaveLength(4);
  });

  it("keeps what others wrote within its comment", async () => {
    const reason = "first\nspec: {}\u2028kind: Secret\u0007";
    const cwd = folderWith({ "expected.yaml": JSON.stringify({ cases: [{ name: reason, allow: ["shop/web -> shop/db 5432"] }] }) });
    const { stdout } = await runCli(["generate", "--from", "expected.yaml", "--in", "in", "--workload", "db"], { cwd });
    const { cluster, sources } = await openCluster([{ path: "out.yaml", text: stdout }]);
    expect(sources.problems).toEqual([]);
    expect(cluster.networkPolicies.map(({ meta, ingress }) => [meta.name, ingress.length])).toEqual([["statefulset-db", 1]]);
    expect(stdout).toContain("first spec: {} kind: Secret");
  });

  it("fails where an expectation does not hold of the result", async () => {
    const cwd = folderWith({
      "expected.yaml": JSON.stringify({ cases: [{ name: "x", allow: ["shop/web -> shop/db 5432"], deny: ["shop/web -> shop/db 5432"] }] }),
    });
    const run = await runCli(["generate", "--from", "expected.yaml", "--in", "in"], { cwd });
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain("FAILED: deny shop/web -> shop/db 5432");
  });
});
