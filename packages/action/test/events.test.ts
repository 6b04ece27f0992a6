import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { git, gitIsMissing } from "../../cli/test/git-repository.js";
import { type ActionCall, type ActionRun, bundle, runBundle } from "./run-bundle.js";
import { pullRequestEvent, type ShopRepository, shopRepository } from "./shop.js";

const { file } = bundle();
const folder = fileURLToPath(new URL("expected/", import.meta.url));

/** What a reader of the step sees, in files beside the tests. With NETPOLINT_UPDATE=1 they are written again. */
function expectFiles(name: string, run: ActionRun, repository: ShopRepository): void {
  const own = (text: string): string =>
    text
      .replaceAll(repository.merge, "<merge>")
      .replaceAll(repository.base, "<base>")
      .replaceAll(repository.base.slice(0, 12), "<base>")
      .replaceAll(repository.head, "<head>")
      .replaceAll(repository.folder, "<workspace>")
      .replaceAll(run.temp, "<temp>")
      .replaceAll(/netpolint-\w{6}\//g, "netpolint-.../");
  const outputs = Object.entries(run.outputs).map(([key, value]) => `${key}=${value}\n`).join("");
  const annotations = run.annotations.map(({ level, properties, message }) => {
    const where = Object.entries(properties).map(([key, value]) => `${key}=${value}`).join(" ");
    return `${level} ${where}\n${message.replace(/^/gm, "  ")}\n`;
  });
  const files = { "annotations.txt": annotations.join(""), "outputs.txt": outputs, "summary.md": run.summary };
  for (const [end, text] of Object.entries(files)) {
    const path = join(folder, name, end);
    if (process.env["NETPOLINT_UPDATE"] !== undefined) {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(path, own(text));
    }
    expect(own(text), `${name}/${end}`).toBe(existsSync(path) ? readFileSync(path, "utf8") : "");
  }
}

const inputs = { paths: "k8s" };

async function run(call: ActionCall): Promise<ActionRun> {
  const ran = await runBundle(file, call);
  expect(ran.stderr).toBe("");
  expect(ran.otherCommands).toEqual([]);
  expect(ran.dropped).toEqual([]);
  expect(ran.isStopped).toBe(false);
  return ran;
}

describe.skipIf(gitIsMissing)("the action", () => {
  it("shows a pull request what it breaks, and what it changes", async () => {
    const repository = shopRepository();
    const { folder: workspace, merge } = repository;
    const event = pullRequestEvent(repository);
    const ran = await run({ workspace, inputs, eventName: "pull_request", event, sha: merge });
    expect(ran.status).toBe(1);
    expectFiles("pull-request", ran, repository);
  });

  it("compares a push with what was there before", async () => {
    const repository = shopRepository();
    const { folder: workspace, base, merge } = repository;
    const event = { before: base, after: merge };
    const withSarif = { ...inputs, "sarif-file": "out/netpolint.sarif" };
    const ran = await run({ workspace, inputs: withSarif, eventName: "push", event, sha: merge });
    expect(ran.status).toBe(1);
    expectFiles("push", ran, repository);
    const written = readFileSync(ran.outputs["sarif-file"] ?? "", "utf8");
    const sarif = JSON.parse(written) as { runs: { results: object[] }[] };
    expect(sarif.runs[0]?.results).toHaveLength(3);
  });

  it("compares a merge group with its base", async () => {
    const repository = shopRepository();
    const { folder: workspace, base, merge } = repository;
    const event = { merge_group: { base_sha: base, head_sha: merge } };
    const never = { ...inputs, "fail-on": "never" };
    const ran = await run({ workspace, inputs: never, eventName: "merge_group", event, sha: merge });
    expect(ran.status).toBe(0);
    expectFiles("merge-group", ran, repository);
  });

  it("compares with nothing where it was started by hand, unless it is told to", async () => {
    const repository = shopRepository();
    const { folder: workspace, merge } = repository;
    const call: ActionCall = { workspace, inputs, eventName: "workflow_dispatch", event: { inputs: {} }, sha: merge };
    expectFiles("workflow-dispatch", await run(call), repository);
    for (const base of ["main", repository.base, repository.base.slice(0, 10), "HEAD^"]) {
      const told = await run({ ...call, inputs: { ...inputs, base } });
      expect(told.outputs).toMatchObject({ base: repository.base, "connections-gained": "1", "connections-lost": "3" });
    }
  });

  it("with only-changed leaves out what the base has too", async () => {
    const repository = shopRepository();
    const { folder: workspace, merge } = repository;
    const status = git(workspace, "status", "--porcelain");
    const ran = await run({
      workspace,
      inputs: { ...inputs, "only-changed": "true" },
      eventName: "pull_request",
      event: pullRequestEvent(repository),
      sha: merge,
    });
    expectFiles("only-changed", ran, repository);
    expect(git(workspace, "status", "--porcelain")).toBe(status);
  });
});
