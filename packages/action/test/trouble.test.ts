import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../cli/test/temporary-folder.js";
import { type ActionRun, bundle, runBundle } from "./run-bundle.js";
import { baseFiles, headFiles } from "./shop.js";

const { file } = bundle();
const sha = "1".repeat(40);

function run(
  files: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>>,
  more: { readonly summaryBefore?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<ActionRun> {
  const workspace = temporaryFolder(files);
  return runBundle(file, { workspace, inputs, eventName: "workflow_dispatch", event: {}, sha, ...more });
}

/** One error without a place, and a failure. */
function expectOneError(ran: ActionRun, message: string): void {
  expect(ran.annotations).toEqual([{ level: "error", properties: { title: "netpolint" }, message }]);
  expect(ran).toMatchObject({ status: 1, stderr: "", otherCommands: [], isStopped: false });
  expect(ran.outputs).toMatchObject({ conclusion: "failure", "exit-code": "2" });
}

describe("what keeps the action from working is said where it is seen", () => {
  it("an input that it does not take", async () => {
    const message = "The input `fail-on` is `error`, `warning` or `never`, not `::error::pwned`.";
    expectOneError(await run(baseFiles, { "fail-on": "::error::pwned" }), message);
  });

  it("a working directory that is not there, or is a file", async () => {
    for (const name of ["gone", "k8s/shop.yaml", "k8s/shop.yaml/x"]) {
      const message = `The input \`working-directory\` names no folder: \`${name}\`.`;
      expectOneError(await run(baseFiles, { "working-directory": name }), message);
    }
  });

  it("what the command line refuses", async () => {
    const ran = await run(baseFiles, { packs: "kubernets" });
    expect(ran.annotations).toHaveLength(1);
    expect(ran.annotations[0]?.message).toMatch(/^There is no pack `kubernets`; netpolint knows `argo-cd`, /);
    expect(ran.outputs).toMatchObject({ conclusion: "failure", "exit-code": "2" });
  });

  it("a mistake in the configuration, on its line", async () => {
    const ran = await run({ ...baseFiles, "netpolint.config.yaml": "rules:\n  no-such-rule: error\n" }, {});
    expect(ran.annotations).toHaveLength(1);
    expect(ran.annotations[0]?.properties).toMatchObject({ file: "netpolint.config.yaml", line: "2" });
    expect(ran.outputs).toMatchObject({ conclusion: "failure", "exit-code": "2", "input-problems": "1" });
  });

  it("that there is nothing to analyse, even where findings never fail", async () => {
    const ran = await run({ "a.txt": "" }, { "fail-on": "never" });
    expect(ran.outputs).toMatchObject({ conclusion: "failure", "exit-code": "2" });
    expect(ran.annotations.map(({ properties }) => properties["title"])).toContain("netpolint nothing-to-analyse");
    expect(ran.summary).toContain("Nothing to analyse");
  });

  it.each(["true", "false"])("a SARIF file that cannot be written, with annotations: %s", async (annotations) => {
    const files = { ...baseFiles, taken: "" };
    const ran = await run(files, { "sarif-file": "taken/x.sarif", annotations });
    expect(ran.annotations[0]?.message).toBe("`taken/x.sarif` cannot be written: a part of its path is a file.");
    expect(ran.outputs).toMatchObject({ conclusion: "failure", "exit-code": "2", "sarif-file": "", infos: "1" });
  });
});

describe("the summary", () => {
  const policies = Array.from({ length: 2500 }, (_, index) => {
    const { "k8s/old.yaml": old } = baseFiles;
    return old.replace("name: old", `name: old-${index}-\u20ac`);
  });
  const files = { ...baseFiles, ...headFiles, "k8s/old.yaml": policies.join("---\n") };

  it("is cut to what a runner takes of a step, by bytes, and says what it lacks", async () => {
    const summaryBefore = `${"x".repeat(99_999)}\n`;
    const ran = await run(files, { "fail-on": "never" }, { summaryBefore });
    const size = Buffer.byteLength(ran.summary);
    expect(size).toBeLessThanOrEqual(1024 * 1024);
    expect(size).toBeGreaterThan(1024 * 1024 - 2000);
    const rows = ran.summary.match(/^\| (?:error|warning|info|unread) /gm)?.length ?? 0;
    const { errors = "", warnings = "", infos = "" } = ran.outputs;
    const left = Number(errors) + Number(warnings) + Number(infos) - rows;
    expect(left).toBeGreaterThan(0);
    const log = "[the log of the step](https://github.example/octo/shop/actions/runs/42)";
    expect(ran.summary).toContain(`\n${left} more findings: see ${log}.\n`);
    expect(ran.summary.slice(-900)).toMatch(/^- Assumed: DNS/m);
  }, 60_000);

  it("is left out where it is not wanted, and where there is none", async () => {
    expect((await run(baseFiles, { summary: "false" })).summary).toBe("");
    const without = await run(baseFiles, {}, { env: { GITHUB_STEP_SUMMARY: "", GITHUB_OUTPUT: "" } });
    expect(without).toMatchObject({ status: 0, stderr: "", summary: "", outputs: {} });
  });
});

it("a configuration may be a program, and does not see the inputs", async () => {
  const program = `
    const seen = Object.keys(process.env).filter((name) => name.startsWith("INPUT_"));
    export default { rules: { "pod-not-isolated": seen.length === 0 ? "error" : "off" } };
  `;
  const ran = await run({ ...baseFiles, "netpolint.config.mjs": program }, { token: "secret-token" });
  expect(ran.annotations.map(({ properties }) => properties["title"])).toContain("netpolint pod-not-isolated");
  expect(ran.outputs).toMatchObject({ conclusion: "failure", "exit-code": "1" });
});

describe("annotations", () => {
  it("are left out where they are not wanted", async () => {
    const ran = await run(baseFiles, { annotations: "false" });
    expect(ran.annotations).toEqual([]);
    expect(ran.log).toContain("policy-selects-nothing");
  });
});

it("other programs do not see the inputs", async () => {
  const bin = temporaryFolder({ kubectl: '#!/bin/sh\nenv > "$(dirname "$0")/seen"\nexit 1\n' });
  chmodSync(join(bin, "kubectl"), 0o755);
  const files = { "k8s/kustomization.yaml": "resources: [shop.yaml]\n", ...baseFiles };
  const env = { PATH: `${bin}:${process.env["PATH"] ?? ""}` };
  await run(files, { token: "secret-token" }, { env });
  const seen = readFileSync(join(bin, "seen"), "utf8");
  expect(seen).toContain("GITHUB_RUN_ID=42");
  expect(seen).not.toContain("secret-token");
});
