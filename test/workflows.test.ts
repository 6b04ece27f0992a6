import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { homepage } from "../packages/cli/src/homepage.js";
import { filesIn, foldersIn, read, root } from "./repository.js";

type Permissions = Readonly<Record<string, string>>;

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly permissions?: Permissions;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

const folder = ".github/workflows";

function parsed(name: string): Workflow {
  const require = createRequire(join(root, "packages/core/package.json"));
  const { parse } = require("yaml") as { readonly parse: (text: string) => unknown };
  return parse(read(`${folder}/${name}`)) as Workflow;
}

/** What a job may do beyond reading. */
const writes: Readonly<Record<string, Permissions>> = {
  "release.yml publish": { contents: "read", "id-token": "write" },
  "release.yml tag": { contents: "write" },
};

describe.each(filesIn(folder))("workflow %s", (name) => {
  const { on, permissions, jobs } = parsed(name);
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  it("reads only, unless a job needs more and is listed here", () => {
    expect(permissions).toEqual({ contents: "read" });
    for (const [id, job] of Object.entries(jobs)) expect(job.permissions, id).toEqual(writes[`${name} ${id}`]);
  });

  it("uses actions by their commit, with the version behind it, or our own", () => {
    const uses = [...read(`${folder}/${name}`).matchAll(/^ +- uses: (.*)$/gm)].map(([, action]) => action ?? "");
    expect(uses).toHaveLength(steps.filter((step) => step.uses !== undefined).length);
    for (const action of uses) expect(action).toMatch(/^(?:\.\/|[\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
  });

  it("leaves no token in the work tree", () => {
    for (const { uses = "", with: given } of steps) {
      if (uses.startsWith("actions/checkout@")) expect(given?.["persist-credentials"]).toBe(false);
    }
  });

  it("runs nothing that a pull request writes with rights of its own, and no text of an event as a program", () => {
    expect(Object.keys(on)).not.toContain("pull_request_target");
    for (const { run = "" } of steps) expect(run).not.toContain("${{");
  });

  it("ends at some time", () => {
    for (const job of Object.values(jobs)) expect(job["timeout-minutes"]).toBeGreaterThan(0);
  });
});

describe("packages that are published", () => {
  const [, names = ""] = /for name in ([a-z ]+);/.exec(read(`${folder}/release.yml`)) ?? [];
  const published = names.split(" ");

  it("are all but those that are private", () => {
    const isPrivate = (name: string): boolean => manifest(name).private === true;
    expect(published.toSorted()).toEqual(foldersIn("packages").filter((name) => !isPrivate(name)));
  });

  it.each(published)("%s says where it is made, without which npm takes no provenance", (name) => {
    const url = `git+${homepage}.git`;
    expect(manifest(name).repository).toEqual({ type: "git", url, directory: `packages/${name}` });
  });
});

interface Manifest {
  readonly private?: boolean;
  readonly repository?: object;
}

function manifest(name: string): Manifest {
  return JSON.parse(read(`packages/${name}/package.json`)) as Manifest;
}
