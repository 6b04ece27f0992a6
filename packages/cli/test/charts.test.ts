import { describe, expect, it } from "vitest";
import { type Run, runCli } from "./run-cli.js";
import { type Reply, standIns } from "./stand-in.js";
import { temporaryFolder } from "./temporary-folder.js";

const chart = {
  "deploy/shop/Chart.yaml": "apiVersion: v2\nname: storefront\nversion: 1.0.0\n",
  "deploy/shop/templates/policies.yaml": "{{ template }}",
  "prod.yaml": "replicas: 3\n",
};

/** As Helm prints it: the chart by its name, not by its folder; several documents of one template; a subchart. */
const rendered = `---
# Source: storefront/crds/all.yaml
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: a.example.com
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: b.example.com
---
# Source: storefront/templates/policies.yaml
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: one
  namespace: shop
spec:
  podSelector: {}
  policyTypes: [Inbound]
---
# Source: storefront/charts/cache/templates/pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: cache
spec:
  containers: []
---
# Source: storefront/templates/policies.yaml
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: two
  namespace: shop
spec:
  podSelector: {}
  policyTypes: [Outbound]
`;

interface Asked extends Run {
  readonly calls: readonly (readonly string[])[];
}

async function run(replies: readonly Reply[] | undefined, ...args: readonly string[]): Promise<Asked> {
  const cwd = temporaryFolder(chart);
  const { env, calls } = standIns(replies ? { helm: replies } : {});
  const answer = await runCli(args, { cwd, env });
  return { ...answer, calls: calls().map((call) => call.map((word) => word.replace(cwd, "."))) };
}

const works: readonly Reply[] = [{ args: ["template"], stdout: rendered }];

describe("a chart", () => {
  it("is rendered, and findings name the template, with the lines of what it renders to", async () => {
    const asked = await run(works, "--helm", "deploy/shop", "--format", "pretty");
    expect(asked.calls).toEqual([["helm", "template", "release-name", "./deploy/shop", "--include-crds"]]);
    expect(asked).toMatchObject({ exitCode: 1, stderr: "" });
    // Lines as `helm template --show-only templates/policies.yaml` has them.
    expect(asked.stdout).toContain("deploy/shop/templates/policies.yaml (rendered):10:17  error");
    expect(asked.stdout).toContain("  10 |   policyTypes: [Inbound]\n     |                 ^^^^^^^\n");
    expect(asked.stdout).toContain("deploy/shop/templates/policies.yaml (rendered):20:17  error");
    expect(asked.stdout).toContain("  20 |   policyTypes: [Outbound]\n     |                 ^^^^^^^^\n");
    expect(asked.stdout).toContain("deploy/shop/charts/cache/templates/pod.yaml (rendered):5:1  warning");
  });

  it("keeps documents without a source at the source before, as CRDs are printed", async () => {
    const asked = await run(works, "--helm", "deploy/shop", "--format", "json");
    expect(JSON.parse(asked.stdout)).toMatchObject({ summary: { files: 3, networkPolicies: 2 } });
  });

  it("is rendered with values, settings, release and namespace", async () => {
    const args = ["--values", "prod.yaml", "--values=more.yaml", "--set", "a.b=c", "--set=d=--e"];
    const asked = await run(works, "map", "--helm", "deploy/shop", ...args, "--release", "web", "--namespace", "shop");
    const set = ["--set", "a.b=c", "--set", "d=--e"];
    expect(asked.calls).toEqual([
      ["helm", "template", "web", "./deploy/shop", "--include-crds", "--namespace", "shop"].concat(
        ["--values", "./prod.yaml", "--values", "./more.yaml"],
        set,
      ),
    ]);
    expect(asked.stdout).toContain("shop/Pod/cache");
  });

  it("is read with the paths that are given, and without the current folder where none is", async () => {
    const alone = await run(works, "--helm", "deploy/shop", "--format", "json");
    const both = await run(works, "--helm", "deploy/shop", "prod.yaml", "--format", "json");
    expect(JSON.parse(alone.stdout)).toMatchObject({ summary: { files: 3 } });
    expect(JSON.parse(both.stdout)).toMatchObject({ summary: { files: 4 } });
  });

  it("answers `why`, and is a side of `diff`", async () => {
    const why = await run(works, "why", "default/cache", "10.0.0.1", "--helm", "deploy/shop");
    expect(why.stdout).toMatch(/^allow: default\/Pod\/cache -> 10\.0\.0\.1/);
    const diff = await run(works, "diff", "helm:deploy/shop", "helm:deploy/shop", "--values", "prod.yaml");
    expect(diff).toMatchObject({ stdout: "No connection changed.\n", exitCode: 0 });
    expect(diff.calls.map((call) => call.slice(-2))).toEqual([
      ["--values", "./prod.yaml"],
      ["--values", "./prod.yaml"],
    ]);
  });

  it("may be several", async () => {
    const asked = await run(works, "--helm", "deploy/shop", "--helm", "deploy/shop/", "--format", "json");
    expect(asked.calls).toHaveLength(2);
  });
});

describe("a chart that cannot be rendered", () => {
  const line = (asked: Run): string | undefined => asked.stdout.split("\n")[1];

  it("for want of Helm", async () => {
    const asked = await run(undefined, "--helm", "deploy/shop");
    expect(line(asked)).toBe(
      "  1:1  unread  Helm is not installed, or not in the PATH, to render this chart. Install it, or give netpolint " +
        "the output of `helm template` from elsewhere  render-failed",
    );
    expect(asked).toMatchObject({ exitCode: 2, stderr: "Nothing to analyse: no file could be read.\n" });
  });

  it("for what Helm says", async () => {
    const stderr = "Error: execution error at (storefront/templates/x.yaml:3:4): \u001b[31mtoken is required\n\n";
    const asked = await run([{ args: ["template"], stderr, exitCode: 1 }], "--helm", "deploy/shop");
    expect(line(asked)).toBe(
      "  1:1  unread  `helm template` fails: execution error at (storefront/templates/x.yaml:3:4): " +
        "\\u{1b}[31mtoken is required  render-failed",
    );
    expect(asked.exitCode).toBe(2);
  });

  it("for nothing that comes out", async () => {
    const asked = await run([{ args: ["template"], stdout: "\n" }], "--helm", "deploy/shop");
    expect(line(asked)).toContain("`helm template` renders nothing from this chart");
  });

  it.each(["bitnami/redis", "oci://example.com/chart", "prod.yaml", "missing.tgz", "--help"])(
    "for there is none, and none is fetched: %s",
    async (name) => {
      const asked = await run(works, `--helm=${name}`);
      expect(asked.stdout).toContain("netpolint fetches none  render-failed");
      expect(asked).toMatchObject({ exitCode: 2, calls: [] });
    },
  );
});

describe("the options of charts", () => {
  it.each([
    [["--values", "a.yaml"], "`--values` goes with `--helm <chart>`."],
    [["--set", "a=b"], "`--set` goes with `--helm <chart>`."],
    [
      ["--helm", "x", "--release", "Web!"],
      "`--release` takes the name of a Helm release (lower-case letters, digits, `-` and `.`, at most 53), not `Web!`.",
    ],
    [["--cluster", "--helm", "x"], "`--cluster` reads the whole cluster; charts are not read with it."],
  ])("%j", async (args, message) => {
    const asked = await run(works, ...args);
    expect(asked).toMatchObject({
      stdout: "",
      stderr: `netpolint: ${message}\nTry \`netpolint lint --help\`.\n`,
      exitCode: 2,
      calls: [],
    });
  });
});
