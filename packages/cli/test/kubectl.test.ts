import { execFileSync } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Run, runCli } from "./run-cli.js";
import { temporaryFolder } from "./temporary-folder.js";

// These run the installed kubectl; `npm test` installs it where it can, and says so where it cannot. The files keep to
// fields that kubectl 1.20 knows, which Debian 12 has.

const tree = {
  "base/kustomization.yaml": `resources:
- deployments.yaml
- policy.yaml
`,
  "base/deployments.yaml": `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: web }] }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: db
spec:
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: db }] }
`,
  "base/policy.yaml": `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: db
spec:
  podSelector: { matchLabels: { app: db } }
  ingress:
  - from: [{ podSelector: { matchLabels: { app: web } } }]
    ports: [{ port: 5432 }]
`,
  "overlays/prod/kustomization.yaml": `namespace: shop
namePrefix: prod-
bases:
- ../../base
patchesStrategicMerge:
- port.yaml
`,
  "overlays/prod/port.yaml": `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: db
spec:
  ingress:
  - from: [{ podSelector: { matchLabels: { app: web } } }]
    ports: [{ port: 5433 }]
`,
};

function run(cwd: string, ...args: readonly string[]): Promise<Run> {
  return runCli(args, { cwd, env: { PATH: process.env["PATH"], HOME: cwd } });
}

const ask = ["why", "shop/prod-web", "shop/prod-db"];

describe("kubectl kustomize", () => {
  it("renders an overlay: namespace, names and patches are those of the overlay", async () => {
    const cwd = temporaryFolder(tree);
    const patched = await run(cwd, ...ask, "5433", "--in", "overlays/prod");
    expect(patched).toMatchObject({ stderr: "", exitCode: 0 });
    expect(patched.stdout).toContain("overlays/prod (kubectl kustomize):");
    expect(await run(cwd, ...ask, "5432", "--in", "overlays/prod")).toMatchObject({ exitCode: 1 });
  });

  it("is asked also where the overlay is found below a folder, and the base is not read beside it", async () => {
    const cwd = temporaryFolder(tree);
    const map = await run(cwd, "map", "--format", "csv");
    expect(map.stderr).toBe("Rendered by kustomize: `overlays/prod`.\n");
    expect(map.stdout).toContain("shop/Deployment/prod-web");
    expect(map.stdout).not.toContain("default/");
  });

  it("renders the base by itself, whose objects name no namespace", async () => {
    const cwd = temporaryFolder(tree);
    const base = await run(cwd, "base");
    expect(base.stdout).toMatch(/^base \(kubectl kustomize\)\n.*`default` was assumed/);
    const given = await run(cwd, "why", "shop/web", "shop/db", "5432", "--in", "base", "--namespace", "shop");
    expect(given).toMatchObject({ exitCode: 0 });
  });

  it("says why it cannot render", async () => {
    const cwd = temporaryFolder({ ...tree, "broken/kustomization.yaml": "resources:\n- gone.yaml\n" });
    const broken = await run(cwd, "broken");
    expect(broken.exitCode).toBe(2);
    expect(broken.stdout).toMatch(/^broken\n  1:1  unread  `kubectl kustomize` cannot render this: .*gone\.yaml/);
    const mistaken = temporaryFolder({ "kustomization.yaml": "resource:\n- a.yaml\n", "a.yaml": "" });
    expect((await run(mistaken, ".")).stdout).toMatch(/cannot render this: .*unknown field/);
  });

  it("renders a folder that is reached by a link", async () => {
    const cwd = temporaryFolder(tree);
    symlinkSync("overlays/prod", join(cwd, "current"));
    expect(await run(cwd, ...ask, "5433", "--in", "current")).toMatchObject({ exitCode: 0 });
  });

  it("tells an overlay from its base in `diff`", async () => {
    const next = "namespace: shop\nnamePrefix: prod-\nbases: [../../base]\n";
    const files = { ...tree, "overlays/next/kustomization.yaml": next };
    const diff = await run(temporaryFolder(files), "diff", "overlays/next", "overlays/prod");
    expect(diff).toMatchObject({ stderr: "", exitCode: 0 });
    expect(diff.stdout).toContain("+ shop/Deployment/prod-web -> shop/Deployment/prod-db TCP 5433");
    expect(diff.stdout).toContain("- shop/Deployment/prod-web -> shop/Deployment/prod-db TCP 5432");
  });

  it("renders an overlay of a git revision, with the base of that revision", async () => {
    const cwd = temporaryFolder(tree);
    const git = (...args: readonly string[]): void => {
      const config = ["-c", "user.name=tester", "-c", "user.email=tester@example.com", "-c", "commit.gpgsign=false"];
      execFileSync("git", [...config, ...args], { cwd, stdio: "pipe" });
    };
    git("init", "-q");
    git("add", "-A");
    git("commit", "-q", "-m", "first");
    writeFileSync(join(cwd, "overlays/prod/port.yaml"), tree["overlays/prod/port.yaml"].replace("5433", "5434"));
    const diff = await run(cwd, "diff", "git:HEAD:overlays/prod", "overlays/prod");
    expect(diff).toMatchObject({ stderr: "", exitCode: 0 });
    expect(diff.stdout).toContain("prod-web -> shop/Deployment/prod-db TCP 5434");
    expect(diff.stdout).toMatch(/^- .*TCP 5433 .*\(git:HEAD:overlays\/prod \(kubectl kustomize\):\d+\)$/m);
    writeFileSync(join(cwd, "overlays/prod/kustomization.yaml"), "resources: [gone.yaml]\n");
    git("commit", "-q", "-a", "-m", "second");
    const failing = await run(cwd, "diff", "git:HEAD:overlays/prod", "git:HEAD~:overlays/prod");
    expect(failing.exitCode).toBe(2);
    expect(failing.stderr).toMatch(/^git:HEAD:overlays\/prod:1:1: `kubectl kustomize` cannot render this: .*gone\.yaml/m);
    expect(failing.stderr).not.toContain("netpolint-");
  });
});
