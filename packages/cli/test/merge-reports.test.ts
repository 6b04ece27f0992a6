import { join } from "node:path";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Run, runCli } from "./run-cli.js";
import { temporaryFolder } from "./temporary-folder.js";

const pod = `apiVersion: v1
kind: Pod
metadata: { name: a, namespace: shop, labels: { app: web } }
spec: { containers: [] }
`;
const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: guard, namespace: shop } # netpolint-disable-line duplicate-key -- nothing
spec: { podSelector: {}, policyTypes: [Egress] }
`;
const duplicate = "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, name: shop }\n";

const fleet = {
  "blue/all.yaml": `${pod}---\n${policy}`,
  "green/pod.yaml": pod,
  "green/policy.yaml": policy,
  "red/policy.yaml": policy,
  "red/namespace.yaml": duplicate,
};
const inputs = ["blue", "green", "red"];

interface Merged {
  readonly findings: readonly { readonly file: string; readonly fingerprint: string }[];
}

function shard(cwd: string, part: string, file: string): Promise<Run> {
  return runCli([...inputs, "--shard", part, "--format", `json=${file}`], { cwd });
}

function reportIn(cwd: string, file: string): Merged {
  return JSON.parse(readFileSync(join(cwd, file), "utf8")) as Merged;
}

describe("merged reports of shards", () => {
  it.each([2, 3, 5])("are what one run on all inputs has found, with %i shards", async (total) => {
    const cwd = temporaryFolder(fleet);
    await shard(cwd, "1/1", "all.json");
    const files: string[] = [];
    for (let index = 1; index <= total; index += 1) {
      files.push(`${index}.json`);
      await shard(cwd, `${index}/${total}`, `${index}.json`);
    }
    const run = await runCli(["merge-reports", ...files, "--format", "json"], { cwd });
    const all = reportIn(cwd, "all.json");
    expect(JSON.parse(run.stdout)).toEqual({ ...all, shard: null });
    expect(all.findings.map(({ file }) => file)).toContain("green/policy.yaml");
    const ids = all.findings.map(({ fingerprint }) => fingerprint);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("find in each input what a run on it alone finds", async () => {
    const cwd = temporaryFolder(fleet);
    await shard(cwd, "1/1", "all.json");
    const alone = await Promise.all(inputs.map((input) => runCli([input, "--format", "json"], { cwd })));
    const files = alone.flatMap(({ stdout }) => (JSON.parse(stdout) as Merged).findings.map(({ file }) => file));
    expect(reportIn(cwd, "all.json").findings.map(({ file }) => file)).toEqual(files);
  });

  it("keep what each input's own suppressions file lists", async () => {
    const cwd = temporaryFolder(fleet);
    await runCli(["green", "--suppress-all", "--suppressions-location", "green/"], { cwd });
    await shard(cwd, "1/1", "all.json");
    const files = new Set(reportIn(cwd, "all.json").findings.map(({ file }) => file.split("/")[0]));
    expect(files).toEqual(new Set(["blue", "red"]));
  });

  it("say which is missing", async () => {
    const cwd = temporaryFolder(fleet);
    await shard(cwd, "1/3", "1.json");
    await shard(cwd, "3/3", "3.json");
    const run = await runCli(["merge-reports", "1.json", "3.json", "--exit-zero", "--format", "unix"], { cwd });
    expect(run.stdout).toContain("shard 2/3:1:1: The report of this shard is missing.");
    expect(run.exitCode).toBe(2);
  });

  it.each(["", "{}", "[]", "null", '{"schemaVersion":2}', "text"])("are not read from %j", async (text) => {
    const cwd = temporaryFolder({ "a.json": "" });
    writeFileSync(join(cwd, "a.json"), text);
    const run = await runCli(["merge-reports", "a.json", "--exit-zero"], { cwd });
    expect(run.stdout).toContain("This is no report of `netpolint --format json`");
    expect(run.exitCode).toBe(2);
  });
});
