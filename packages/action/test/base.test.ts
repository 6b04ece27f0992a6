import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commit, environment, git, gitIsMissing, repository } from "../../cli/test/git-repository.js";
import { temporaryFolder } from "../../cli/test/temporary-folder.js";
import { type Base, findBase } from "../src/base.js";
import type { Event } from "../src/event.js";
import { bundle, runBundle } from "./run-bundle.js";
import { baseFiles, headFiles, pullRequestEvent, type ShopRepository, shopRepository } from "./shop.js";

const { file } = bundle();
const zero = "0".repeat(40);
const unknown = "1".repeat(40);

function find(folder: string, event: Partial<Event>, wanted = ""): Promise<Base> {
  const whole: Event = { name: "push", head: null, base: null, pullRequest: null, ...event };
  return findBase({ cwd: folder, env: environment(folder) }, whole, wanted);
}

const found = (commitId: string, note: string | null = null): Base => ({ type: "found", commit: commitId, note });

/** What actions/checkout makes: one commit and nothing before it. */
function shallowClone(origin: string, revision: string): string {
  const folder = join(temporaryFolder(), "clone");
  git(origin, "init", "-q", folder);
  git(folder, "remote", "add", "origin", `file://${origin}`);
  git(folder, "fetch", "-q", "--depth=1", "origin", revision);
  git(folder, "checkout", "-q", "--detach", revision);
  return folder;
}

function pullRequest({ base, head }: Pick<ShopRepository, "base" | "head">): Partial<Event> {
  return { name: "pull_request", base, head, pullRequest: 7 };
}

describe.skipIf(gitIsMissing)("the base of a pull request", () => {
  it("is what it was merged into for the run, though the event names an older commit", async () => {
    const shop = shopRepository();
    git(shop.folder, "checkout", "-q", "main");
    const newer = commit(shop.folder, { "k8s/new.yaml": "" });
    git(shop.folder, "checkout", "-q", "--detach", "main");
    git(shop.folder, "merge", "-q", "--no-ff", "--no-gpg-sign", "-m", "merge", "change");
    expect(await find(shop.folder, pullRequest(shop))).toEqual(found(newer));
  });

  it("is where it began, where it is checked out itself, whatever the base branch has gained since", async () => {
    const shop = shopRepository();
    git(shop.folder, "checkout", "-q", "main");
    const newer = commit(shop.folder, { "k8s/new.yaml": "" });
    git(shop.folder, "checkout", "-q", "change");
    expect(await find(shop.folder, pullRequest({ base: newer, head: shop.head }))).toEqual(found(shop.base));
  });

  it("is the base branch with a word of warning, where the clone does not show where it began", async () => {
    const shop = shopRepository();
    git(shop.folder, "checkout", "-q", "main");
    const newer = commit(shop.folder, { "k8s/new.yaml": "" });
    const clone = shallowClone(shop.folder, shop.head);
    const base = await find(clone, pullRequest({ base: newer, head: shop.head }));
    expect(base).toMatchObject({ type: "found", commit: newer });
    expect(base.type === "found" && base.note).toContain("that branch has gained meanwhile counts as lost.");
  });

  it("is not looked for where the base is what is checked out", async () => {
    const shop = shopRepository();
    git(shop.folder, "checkout", "-q", "main");
    const why = "The base is what is checked out, so nothing is compared.";
    const event = { ...pullRequest(shop), name: "pull_request_target" };
    expect(await find(shop.folder, event)).toEqual({ type: "none", why });
  });

  it("is fetched into a shallow clone, which stays one", async () => {
    const shop = shopRepository();
    const clone = shallowClone(shop.folder, shop.merge);
    const status = git(clone, "status", "--porcelain");
    const run = await runBundle(file, {
      workspace: clone,
      inputs: { paths: "k8s" },
      eventName: "pull_request",
      event: pullRequestEvent(shop),
      sha: shop.merge,
    });
    expect(run.outputs).toMatchObject({ base: shop.base, "connections-gained": "1", "connections-lost": "3" });
    expect(run.stderr).toBe("");
    expect(git(clone, "rev-list", "--count", "HEAD").trim()).toBe("1");
    expect(git(clone, "status", "--porcelain")).toBe(status);
  });

  it("is missed aloud where it cannot be fetched, and everything else is as ever", async () => {
    const shop = shopRepository();
    const clone = shallowClone(shop.folder, shop.merge);
    renameSync(join(shop.folder, ".git"), join(shop.folder, "gone"));
    const run = await runBundle(file, {
      workspace: clone,
      inputs: { paths: "k8s", "only-changed": "true" },
      eventName: "pull_request",
      event: pullRequestEvent(shop),
      sha: shop.merge,
    });
    const missing = `The base \`${shop.base.slice(0, 12)}\` is not in the clone and could not be fetched: git says: `;
    expect(run.log).toContain(missing);
    expect(run.summary.replaceAll("\\", "")).toContain(missing);
    expect(run.log).toContain("All findings are shown, though `only-changed` is set");
    expect(run.outputs).toMatchObject({ base: "", "connections-gained": "", errors: "1", warnings: "1", infos: "1" });
    expect(run.annotations).toHaveLength(3);
  });
});

describe.skipIf(gitIsMissing)("a base", () => {
  it("without manifests is nothing to compare with, which is said", async () => {
    const shop = shopRepository({ "README.md": "# shop" }, { ...baseFiles, ...headFiles });
    const run = await runBundle(file, {
      workspace: shop.folder,
      inputs: { paths: "k8s" },
      eventName: "pull_request",
      event: pullRequestEvent(shop),
      sha: shop.merge,
    });
    expect(run).toMatchObject({ status: 1, stderr: "" });
    expect(run.outputs).toMatchObject({ base: shop.base, "connections-gained": "" });
    const there = "k8s:1:1: There is no such file or folder in this revision.";
    const nothing = "base: Nothing to analyse: no file could be read.";
    expect(run.summary.replaceAll("\\", "")).toContain(`- Connections were not compared: ${there} ${nothing}\n`);
  });

  it("is read by the same paths, files, folders and globs, and no others", async () => {
    const other = { "other/shop.yaml": baseFiles["k8s/shop.yaml"].replaceAll("shop", "other") };
    const shop = shopRepository({ ...baseFiles, ...other }, { ...headFiles, "other/shop.yaml": "" });
    const run = await runBundle(file, {
      workspace: shop.folder,
      inputs: { paths: "k8s/shop.yaml\nk8s/p*.yaml" },
      eventName: "pull_request",
      event: pullRequestEvent(shop),
      sha: shop.merge,
    });
    expect(run.outputs).toMatchObject({ errors: "1", infos: "0", "connections-gained": "1", "connections-lost": "3" });
    expect(run.outputs).toMatchObject({ "endpoints-added": "0", "endpoints-removed": "0", "input-problems": "0" });
  });
});

describe.skipIf(gitIsMissing)("the base of a push", () => {
  it("is fetched into a whole clone, which stays whole", async () => {
    const shop = shopRepository();
    const clone = join(temporaryFolder(), "clone");
    git(shop.folder, "clone", "-q", "--single-branch", "--branch", "main", `file://${shop.folder}`, clone);
    expect(await find(clone, { base: shop.head })).toEqual(found(shop.head));
    expect(existsSync(join(clone, ".git/shallow"))).toBe(false);
  });

  it("is missing where the push has made the branch, or the commit is nowhere any more", async () => {
    const shop = shopRepository();
    const event = { before: zero, after: shop.merge };
    const inputs = { paths: "k8s" };
    const run = await runBundle(file, { workspace: shop.folder, inputs, eventName: "push", event, sha: shop.merge });
    expect(run.summary).toContain("The push has made the branch, so there is nothing before it to compare with");
    const base = await find(shallowClone(shop.folder, shop.merge), { base: unknown });
    const missing = "`111111111111` is not in the clone and could not be fetched: git says:";
    expect(base.type === "none" && base.why).toContain(missing);
  });
});

describe.skipIf(gitIsMissing)("the base that the input names", () => {
  const names = ["release", "refs/heads/release", "v1", "v2"];

  it.each(names)("may be a branch or a tag that only the origin has: %s", async (name) => {
    const shop = shopRepository();
    git(shop.folder, "branch", "release", shop.base);
    git(shop.folder, "tag", "v1", shop.base);
    git(shop.folder, "tag", "-a", "-m", "second", "v2", shop.base);
    const clone = shallowClone(shop.folder, shop.merge);
    const isWhole = name.startsWith("refs/");
    if (isWhole) git(clone, "fetch", "-q", "--depth=1", "origin", `${name}:${name}`);
    expect(await find(clone, {}, name)).toEqual(found(shop.base));
  });

  const strange = ["nowhere", unknown, "--upload-pack=touch pwned", "-x", "a\nb", ""];

  it.each(strange)("is no base where there is none such: %j", async (name) => {
    const shop = shopRepository();
    const clone = shallowClone(shop.folder, shop.merge);
    const base = await find(clone, {}, name);
    expect(base.type).toBe("none");
    expect(base.type === "none" && base.why).toBeTruthy();
    expect(existsSync(join(clone, "pwned"))).toBe(false);
  });

  it("is compared as it is, from a folder below the root too", async () => {
    const folder = repository({ ...baseFiles });
    const first = git(folder, "rev-parse", "HEAD").trim();
    const sha = commit(folder, { ...headFiles });
    const inputs = { base: first, "working-directory": "k8s" };
    const run = await runBundle(file, { workspace: folder, inputs, eventName: "schedule", event: {}, sha });
    expect(run.outputs).toMatchObject({ base: first, "connections-gained": "1" });
    expect(run.summary).toContain("## netpolint: k8s\n");
    const address = `https://github.example/octo/shop/blob/${first}/k8s/policies.yaml#L9`;
    expect(run.summary).toContain(`[k8s/policies.yaml:9](${address})`);
    expect(run.annotations[0]?.properties["file"]).toBe("k8s/policies.yaml");
  });
});

it("files are named from the workspace where a runner without git has only downloaded them", async () => {
  const folder = temporaryFolder({ ...baseFiles });
  const inputs = { "working-directory": "k8s", "sarif-file": "x.sarif" };
  const run = await runBundle(file, { workspace: folder, inputs, eventName: "push", event: {}, sha: unknown });
  expect(run.annotations.map(({ properties }) => properties["file"])).toEqual(["k8s/old.yaml"]);
  expect(readFileSync(join(folder, "k8s/x.sarif"), "utf8")).toContain('"uri": "k8s/old.yaml"');
});

it("there is none outside of a repository, and none is needed where the event has none", async () => {
  const folder = temporaryFolder({ "a.yaml": baseFiles["k8s/shop.yaml"] });
  const call = { workspace: folder, event: {}, sha: zero };
  const scheduled = await runBundle(file, { ...call, eventName: "schedule" });
  expect(scheduled).toMatchObject({ status: 0, stderr: "", annotations: [] });
  expect(scheduled.summary).not.toContain("compare");
  const pushed = await runBundle(file, { ...call, eventName: "push", event: { before: unknown } });
  expect(pushed).toMatchObject({ status: 0, stderr: "" });
  expect(pushed.summary).toContain("the working directory is in no git repository with a commit");
});
