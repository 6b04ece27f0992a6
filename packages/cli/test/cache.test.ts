import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyze } from "@netpolint/core";
import { builtInTools, type Tools } from "../src/tools.js";
import { editor, editsOf } from "./random-edits.js";
import { type Run, runCli } from "./run-cli.js";
import { temporaryFolder } from "./temporary-folder.js";

const pod = `apiVersion: v1
kind: Pod
metadata: { name: a, namespace: shop, labels: { app: web } }
spec: { containers: [] }
`;
const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: guard, namespace: shop }
spec: { podSelector: {}, policyTypes: [Egress] }
`;
const tree = { "pod.yaml": pod, "policy.yaml": policy };

function lint(cwd: string, ...args: readonly string[]): Promise<Run> {
  return runCli([".", "--format", "json", ...args], { cwd });
}

function isCached({ stdout }: Run): unknown {
  return (JSON.parse(stdout) as { stats: { cached: boolean } }).stats.cached;
}

async function wasCached(cwd: string, ...args: readonly string[]): Promise<unknown> {
  return isCached(await lint(cwd, "--cache", "--stats", ...args));
}

describe("the cache", () => {
  it("gives what a cold run gives, after any edits", async () => {
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(editsOf(200), async (edits) => {
        const cwd = temporaryFolder({ "more/notes.txt": "" });
        const edit = editor(cwd);
        for (const one of edits) {
          edit(one);
          const cold = await lint(cwd);
          expect(await lint(cwd, "--cache")).toEqual(cold);
          if ((await wasCached(cwd)) === true) hits += 1;
        }
      }),
      { numRuns: 1, interruptAfterTimeLimit: 60_000 },
    );
    expect(hits).toBeGreaterThan(0);
  });

  it("keeps a report as it is, with all that a program can ask of it", async () => {
    const files = Object.entries(tree).map(([path, text]) => ({ path, text }));
    const report = await analyze({ files, ...builtInTools });
    expect(report.findings).not.toEqual([]);
    expect(JSON.parse(JSON.stringify(report))).toStrictEqual(report);
  });

  it("is used where nothing has changed, also by turns", async () => {
    const cwd = temporaryFolder(tree);
    expect(await wasCached(cwd)).toBe(false);
    expect(await wasCached(cwd)).toBe(true);
    expect(await wasCached(cwd, "--world", "closed")).toBe(false);
    expect(await wasCached(cwd)).toBe(true);
    expect(await wasCached(cwd, "--world", "closed")).toBe(true);
  });

  it.each([
    ["--rule", "required-flow:warning"],
    ["--pack", "netobserv"],
    ["--platform", "openshift"],
    ["--apiserver", "10.0.0.1/32"],
    ["--kubernetes-version", "1.36"],
    ["--namespace", "shop"],
  ])("knows that %s %s makes another report", async (...args) => {
    const cwd = temporaryFolder(tree);
    await wasCached(cwd);
    expect(await wasCached(cwd, ...args)).toBe(false);
  });

  it("knows that an override makes another report", async () => {
    const override = (severity: string): string =>
      `overrides: [{ objects: shop/guard, rules: { required-flow: ${severity} }, reason: known }]`;
    const cwd = temporaryFolder({ ...tree, "netpolint.config.yaml": override("info") });
    await wasCached(cwd);
    expect(await wasCached(cwd)).toBe(true);
    writeFileSync(join(cwd, "netpolint.config.yaml"), override("warning"));
    expect(await wasCached(cwd)).toBe(false);
  });

  it("knows that another day is another report", async () => {
    const cwd = temporaryFolder(tree);
    const on = (today: string): Promise<Run> =>
      runCli([".", "--format", "json", "--cache", "--stats"], { cwd, today });
    await on("2026-11-21");
    expect(isCached(await on("2026-11-21"))).toBe(true);
    expect(isCached(await on("2026-11-22"))).toBe(false);
  });

  it("knows that another rule of the same name is another rule", async () => {
    const cwd = temporaryFolder(tree);
    const rule = { id: "new", summary: "New", severity: "error", category: "flow", precision: "high", messages: {} } as const;
    const withRule = (check: Tools["rules"][number]["check"]): Promise<Run> =>
      runCli([".", "--format", "json", "--cache", "--stats"], { cwd, tools: { packs: [], rules: [{ ...rule, check }] } });
    await withRule(() => []);
    expect(isCached(await withRule(() => []))).toBe(true);
    expect(isCached(await withRule((context) => (context.documents.length > 9 ? [] : [])))).toBe(false);
  });

  it("is no input, and what is damaged is made anew", async () => {
    const cwd = temporaryFolder(tree);
    const location = ["--cache-location", "kept.json"];
    const cold = await lint(cwd);
    expect(await lint(cwd, "--cache", ...location)).toEqual(cold);
    expect(await lint(cwd, "--cache", ...location)).toEqual(cold);
    const path = join(cwd, "kept.json");
    const text = readFileSync(path, "utf8");
    for (const damaged of [text.slice(0, -20), text.replaceAll("guard", "guest"), "null", "{}", ""]) {
      writeFileSync(path, damaged);
      expect(await lint(cwd, "--cache", ...location)).toEqual(cold);
      expect(readFileSync(path, "utf8")).toBe(text);
    }
  });

  it("that cannot be written does not fail a run", async () => {
    const cwd = temporaryFolder({ ...tree, file: "" });
    const run = await lint(cwd, "--cache", "--cache-location", "file/cache");
    expect(run.stderr).toMatch(/^netpolint: Nothing was kept for the next run: `.*cache` cannot be written: .*\.\n$/);
    expect(run).toEqual({ ...(await lint(cwd)), stderr: run.stderr });
  });

  it("does not keep what a rule that failed has left out", async () => {
    const cwd = temporaryFolder(tree);
    const rules = builtInTools.rules.map((rule) => ({
      ...rule,
      check: (): never => {
        throw new Error("no");
      },
    }));
    const broken = { ...builtInTools, rules };
    const run = (): Promise<Run> => runCli([".", "--cache", "--stats", "--format", "json"], { cwd, tools: broken });
    await run();
    expect(isCached(await run())).toBe(false);
  });
});

describe("--stats", () => {
  it("names the slowest rules, and all in JSON", async () => {
    const cwd = temporaryFolder(tree);
    let time = 0;
    const slow = (id: string, milliseconds: number): Tools["rules"][number] => ({
      id,
      summary: "Slow",
      severity: "error",
      category: "flow",
      precision: "high",
      messages: {},
      check: () => {
        time += milliseconds;
        return [];
      },
    });
    const clock = { now: () => time, every: () => () => undefined };
    const tools = { packs: [], rules: [slow("quick", 10), slow("slowest", 70.04), slow("middle", 20)] };
    const run = await runCli([".", "--stats", "--format", "json"], { cwd, tools, clock });
    expect(run.stderr).toBe(`Time: 100.0 ms
  reading          0.0 ms    0 %
  parsing          0.0 ms    0 %
  evaluating       0.0 ms    0 %
  3 rules        100.0 ms  100 %
  completing       0.0 ms    0 %
Slowest rules:
  slowest      70.0 ms   70 %
  middle       20.0 ms   20 %
  quick        10.0 ms   10 %
`);
    expect(JSON.parse(run.stdout)).toMatchObject({
      stats: {
        total: 100,
        checking: 100,
        completing: 0,
        rules: [
          { ruleId: "slowest", milliseconds: 70 },
          { ruleId: "middle", milliseconds: 20 },
          { ruleId: "quick", milliseconds: 10 },
        ],
      },
    });
  });
});
