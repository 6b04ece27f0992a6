import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commit, environment, git, gitIsMissing, repository, write } from "./git-repository.js";
import { type Run, runCli } from "./run-cli.js";
import { standIns } from "./stand-in.js";
import { temporaryFolder } from "./temporary-folder.js";

const title = gitIsMissing ? "diff with git revisions (left out: git is not installed)" : "diff with git revisions";

const shop = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [] }
---
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db } }
spec: { containers: [] }
`;

function policy(port: number): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  ingress:
    - from: [{ podSelector: { matchLabels: { app: web } } }]
      ports: [{ port: ${port} }]
`;
}

function diff(cwd: string, ...args: readonly string[]): Promise<Run> {
  return runCli(["diff", ...args], { cwd, env: environment(cwd) });
}

const noChange = { stdout: "No connection changed.\n", stderr: "", exitCode: 0 };

const changed = `+ shop/Pod/web -> shop/Pod/db TCP 5433   allowed by spec.ingress[0] of shop/db (k8s/policy.yaml:7)

- shop/Pod/web -> shop/Pod/db TCP 5432   was allowed by spec.ingress[0] of shop/db (git:HEAD:k8s/policy.yaml:7)

1 connection gained, 1 lost.
`;

describe.skipIf(gitIsMissing)(title, () => {
  it("compares a revision with the work tree, which it leaves as it is", async () => {
    const folder = repository({ "k8s/shop.yaml": shop, "k8s/policy.yaml": policy(5432) });
    write(folder, { "k8s/policy.yaml": policy(5433), "k8s/new.txt": "not added" });
    const before = [git(folder, "status", "--porcelain"), readFileSync(join(folder, ".git/index")).toString("hex")];
    expect(await diff(folder, "git:HEAD:k8s", "k8s")).toEqual({ stdout: changed, stderr: "", exitCode: 0 });
    const after = [git(folder, "status", "--porcelain"), readFileSync(join(folder, ".git/index")).toString("hex")];
    expect(after).toEqual(before);
    expect(readFileSync(join(folder, "k8s/policy.yaml"), "utf8")).toBe(policy(5433));
  });

  it("compares two revisions, by commit, branch or tag", async () => {
    const folder = repository({ "shop.yaml": shop, "policy.yaml": policy(1) });
    git(folder, "tag", "-a", "v1", "-m", "first");
    git(folder, "branch", "feature/one");
    commit(folder, { "policy.yaml": policy(2) });
    for (const base of ["git:HEAD~1", "git:v1", "git:feature/one", `git:${git(folder, "rev-parse", "v1").trim()}`]) {
      const run = await diff(folder, base, "git:main", "--fail-on-change", "lost");
      expect(run.stdout).toContain("- shop/Pod/web -> shop/Pod/db TCP 1   was allowed");
      expect(run.stdout).toContain("(git:main:policy.yaml:7)");
      expect(run.exitCode).toBe(1);
    }
  });

  it("reads the current folder where no path is given, paths from the root, and ./ from there", async () => {
    const [a, b] = [
      { "a/shop.yaml": shop, "a/policy.yaml": policy(1) },
      { "b/shop.yaml": shop, "b/policy.yaml": policy(2) },
    ];
    const folder = repository({ ...a, ...b });
    const inA = (...args: readonly string[]): Promise<Run> =>
      runCli(["diff", ...args], { cwd: join(folder, "a"), env: environment(folder) });
    expect(await inA("git:HEAD", "git:HEAD:a")).toEqual(noChange);
    expect(await inA("git:HEAD:./", "git:HEAD:a/")).toEqual(noChange);
    expect(await inA("git:HEAD:../b", "git:HEAD:b")).toEqual(noChange);
    expect((await inA("git:HEAD", "git:HEAD:b")).stdout).toContain("1 connection gained, 1 lost.");
    expect((await inA("git:HEAD:", "git:HEAD:")).stderr).toBe("");
  });

  it("reads one file whatever its name, and names with any characters", async () => {
    const name = 'odd "name"\n\u{e9} \u{1f40b}';
    const folder = repository({ [`${name}/all`]: `${shop}---\n${policy(1)}`, [`${name}/x.yaml`]: shop });
    const run = await diff(folder, `git:HEAD:${name}/all`, `git:HEAD:${name}`);
    expect(run.stderr).toBe("");
    expect(run.stdout).toContain('(git:HEAD:odd "name"\\u{a}\u{e9} \u{1f40b}/all:15)');
    expect(run.stdout).toContain("gained");
  });

  it("compares only the paths of --in, files, folders and globs, on both sides", async () => {
    const other = policy(1).replace("name: db", "name: other");
    const folder = repository({
      "k8s/shop.yaml": shop,
      "k8s/net/policy.yaml": policy(1),
      "k8s/net/all": "a: [",
      "k8s/other/policy.yaml": other,
    });
    commit(folder, { "k8s/net/policy.yaml": policy(2), "k8s/other/policy.yaml": other.replace("port: 1", "port: 3") });
    const run = (...args: readonly string[]): Promise<Run> =>
      runCli(["diff", ...args], { cwd: join(folder, "k8s"), env: environment(folder) });
    const pods = ["--in", "shop.yaml"];
    const netOnly = `+ shop/Pod/web -> shop/Pod/db TCP 2   allowed by spec.ingress[0] of shop/db (net/policy.yaml:7)

- shop/Pod/web -> shop/Pod/db TCP 1   was allowed by spec.ingress[0] of shop/db (git:HEAD~1:k8s/net/policy.yaml:7)

1 connection gained, 1 lost.
`;
    for (const net of ["net", "net/", "./net", "n*/*.yaml", "net/*", "*et"]) {
      const one = await run("git:HEAD~1", ".", ...pods, "--in", net);
      expect(one, net).toEqual({ stdout: netOnly, stderr: "", exitCode: 0 });
    }
    expect(await run("git:HEAD~1:", "git:HEAD:k8s", "--in", "k8s/shop.yaml")).toMatchObject({ exitCode: 2 });
    expect(await run("git:HEAD:k8s/", "git:HEAD:", "--in", "shop.yaml")).toMatchObject({ exitCode: 2 });
    const overlapping = await run("git:HEAD~1:", "git:HEAD:", "--in", "k8s", "--in", "k8s/shop.yaml");
    expect(overlapping.stderr).toBe("");
    expect(overlapping.stdout).toContain("1 connection gained, 1 lost.\n");
  });

  it("takes --in for folders and revisions only", async () => {
    const folder = repository({ "shop.yaml": shop });
    expect(await diff(folder, "git:HEAD", "-", "--in", "shop.yaml")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("`--in` is a path in a folder or a revision, and `-` is neither.") as string,
    });
  });

  it("leaves out what it leaves out on the disk", async () => {
    const files = { "shop.yaml": shop, "policy.yaml": policy(1), "README.md": "# shop" };
    const folder = repository({
      ...files,
      ".github/x.yaml": policy(2),
      "node_modules/m/x.yaml": policy(2),
      "deep/.hidden/x.json": "{",
      "chart/Chart.yaml": "apiVersion: v2\nname: shop\n",
      "chart/templates/x.yaml": "{{ broken",
    });
    expect(await diff(folder, "git:HEAD", ".")).toEqual(noChange);
  });

  it("leaves out what the configuration ignores, in a revision as on the disk", async () => {
    const old = shop.replaceAll("namespace: shop", "namespace: old");
    const files = { "k8s/shop.yaml": shop, "k8s/policy.yaml": policy(1), "k8s/old/shop.yaml": old, "k8s/netpolint.config.yaml": "ignores: [old]\n" };
    const folder = repository(files);
    const run = (...args: readonly string[]): Promise<Run> =>
      runCli(["diff", ...args], { cwd: join(folder, "k8s"), env: environment(folder) });
    expect(await run("git:HEAD:k8s", ".")).toEqual(noChange);
    expect((await run("git:HEAD:k8s", "shop.yaml", "--no-config")).stdout).toContain("old/Pod/web");
    expect((await run("git:HEAD:k8s", "shop.yaml")).stdout).not.toContain("old/Pod/web");
    expect(await run("git:HEAD:k8s/old/shop.yaml", "old/shop.yaml")).toEqual(noChange);
  });

  it("follows links within the revision, and says where one leads out of it", async () => {
    const folder = repository({ "base/shop.yaml": shop, "base/policy.yaml": policy(1) });
    mkdirSync(join(folder, "overlay"));
    symlinkSync("../base", join(folder, "overlay/shared"));
    symlinkSync("../overlay", join(folder, "overlay/circle"));
    commit(folder, {});
    expect(await diff(folder, "git:HEAD:overlay", "git:HEAD:base")).toEqual(noChange);
    symlinkSync("/etc/hostname", join(folder, "base/outside.yaml"));
    commit(folder, {});
    const run = await diff(folder, "git:HEAD:base", "git:HEAD~1:base");
    expect(run.stderr).toBe("git:HEAD:base/outside.yaml:1:1: This is a link to what is not in this revision.\n");
    expect(run.exitCode).toBe(2);
  });

  it("says that a submodule is not read", async () => {
    const folder = repository({ "shop.yaml": shop });
    git(folder, "update-index", "--add", "--cacheinfo", `160000,${git(folder, "rev-parse", "HEAD").trim()},vendor`);
    git(folder, "commit", "-q", "-m", "vendor", "--no-gpg-sign");
    const run = await diff(folder, "git:HEAD", "git:HEAD");
    expect(run.stderr).toContain("git:HEAD:vendor:1:1: This is a submodule");
    expect(run.exitCode).toBe(2);
  });

  it("reports what is wrong with a file of a revision under its name there", async () => {
    const folder = repository({ "shop.yaml": shop, "bad.yaml": "a: [" });
    const run = await diff(folder, "git:HEAD", "shop.yaml", "--format", "json");
    expect(run.stderr).toMatch(/^git:HEAD:bad\.yaml:\d+:\d+: /);
    const inputProblems = [{ file: "git:HEAD:bad.yaml" }];
    expect(JSON.parse(run.stdout)).toMatchObject({ gained: [], lost: [], inputProblems });
    expect(run.exitCode).toBe(2);
  });

  it.each([
    ["git:gone", "git:gone:1:1: The repository has no revision `gone`."],
    ["git:HEAD:gone", "git:HEAD:gone:1:1: There is no such file or folder in this revision."],
    ["git:HEAD:shop", "git:HEAD:shop:1:1: There is no such file or folder in this revision."],
    ["git:HEAD:docs", "git:HEAD:docs:1:1: The folder holds no .yaml, .yml, .json, .jsonl or .ndjson file."],
    ["git:HEAD:../x", "git:HEAD:../x:1:1: The path leads out of the repository; it begins at the repository's root."],
    ["git:HEAD:/etc", "git:HEAD:/etc:1:1: The path leads out of the repository; it begins at the repository's root."],
    ["git:", "git::1:1: Write `git:<revision>` or `git:<revision>:<path>`; a revision does not begin with `-`."],
    ["git:--output=made", "git:--output=made:1:1: Write `git:<revision>`"],
    ["git:HEAD\nx", "git:HEAD\\u{a}x:1:1: Write `git:<revision>`"],
    ["git:HEAD^{tree} --output=made", "git:HEAD^{tree} --output=made:1:1: The repository has no revision"],
    ["git:HEAD..HEAD", "git:HEAD..HEAD:1:1: The repository has no revision `HEAD..HEAD`."],
    ["git:^HEAD", "git:^HEAD:1:1: The repository has no revision `^HEAD`."],
  ])("%s is an error", async (side, message) => {
    const folder = repository({ "shop.yaml": shop, "docs/a.txt": "text" });
    const names = readdirSync(folder);
    const run = await diff(folder, side, ".");
    expect(run.stderr).toContain(message);
    expect(run.stdout).toBe("");
    expect(run.exitCode).toBe(2);
    expect(readdirSync(folder)).toEqual(names);
  });

  it("says where it is in no repository", async () => {
    const folder = temporaryFolder({ "shop.yaml": shop });
    const run = await diff(folder, "git:HEAD", ".");
    expect(run.stderr).toContain("git:HEAD:1:1: The current folder is in no git repository.\n");
    expect(run.exitCode).toBe(2);
  });

  it("says that a shallow clone may lack a revision", async () => {
    const folder = repository({ "shop.yaml": shop });
    commit(folder, { "policy.yaml": policy(1) });
    git(folder, "clone", "-q", "--depth", "1", `file://${folder}`, "copy");
    const clone = join(folder, "copy");
    const run = await runCli(["diff", "git:HEAD~1", "."], { cwd: clone, env: environment(folder) });
    const hint = "The clone is shallow: `git fetch --unshallow` gets all.";
    expect(run.stderr).toContain(`The repository has no revision \`HEAD~1\`. ${hint}\n`);
  });

  it("says that a file's content is missing from the repository", async () => {
    const folder = repository({ "shop.yaml": shop, "policy.yaml": policy(1) });
    const id = git(folder, "rev-parse", "HEAD:policy.yaml").trim();
    rmSync(join(folder, ".git/objects", id.slice(0, 2), id.slice(2)));
    const run = await diff(folder, "git:HEAD", ".");
    expect(run.stderr).toBe("git:HEAD:policy.yaml:1:1: The repository does not have what this file holds.\n");
    expect(run.exitCode).toBe(2);
  });

  it("is a path where it begins with ./", async () => {
    const folder = temporaryFolder({ "git:HEAD/shop.yaml": shop });
    expect(existsSync(join(folder, "git:HEAD"))).toBe(true);
    expect(await diff(folder, "./git:HEAD", "./git:HEAD")).toEqual(noChange);
  });

  it("leaves out what ignore files name, on both sides alike", async () => {
    const folder = repository({
      "k8s/shop.yaml": shop,
      "k8s/policy.yaml": policy(5432),
      "k8s/app/policy.yaml": policy(1),
      "k8s/.netpolintignore": "work\n",
    });
    expect(await diff(folder, "git:HEAD", ".")).toEqual(noChange);
    expect(await diff(folder, "git:HEAD:k8s", "k8s")).toEqual(noChange);
    // A folder that is named is read, though it is ignored.
    expect(await diff(folder, "git:HEAD:k8s/app", "k8s/app")).toEqual(noChange);
  });

  it("never writes outside of its temporary folder, nor reads there, where it has to check out a revision", async () => {
    const folder = repository({ "k/kustomization.yaml": "resources: [shop.yaml]\n", "k/shop.yaml": shop });
    const outside = temporaryFolder({ "a.yaml": policy(1) });
    symlinkSync(outside, join(folder, "k/link"));
    symlinkSync("/etc/passwd", join(folder, "k/file.yaml"));
    commit(folder, { "more.yaml": policy(5432) });
    const { env } = standIns({ kubectl: [{ args: ["kustomize"], stdout: shop }] });
    const withGit = { ...environment(folder), PATH: `${env["PATH"] ?? ""}:${process.env["PATH"] ?? ""}` };
    const run = await runCli(["diff", "git:HEAD", "git:HEAD"], { cwd: folder, env: withGit });
    const lost = "git:HEAD:k/file.yaml:1:1: This cannot be read: it does not exist, or is a link to what does not exist.\n";
    expect(run).toEqual({
      stdout: "No connection changed.\n",
      stderr: `${"git:HEAD: Rendered by kustomize: `k`.\n".repeat(2)}${lost}`,
      exitCode: 2,
    });
  });
});

it("diff says that git is not installed", async () => {
  const folder = temporaryFolder({ "shop.yaml": shop });
  const run = await runCli(["diff", "git:HEAD", "."], { cwd: folder, env: { PATH: join(folder, "nowhere") } });
  expect(run.stderr).toContain("git:HEAD:1:1: git is not installed, or not in the PATH.\n");
  expect(run.exitCode).toBe(2);
});
