import { describe, expect, it } from "vitest";
import { type Run, runCli } from "./run-cli.js";
import { type Reply, standIns } from "./stand-in.js";
import { temporaryFolder } from "./temporary-folder.js";

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: web }] }
`;
const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: closed
spec:
  podSelector: {}
  policyTypes: [Ingress]
`;
const tree = {
  "base/kustomization.yaml": "resources:\n- deployment.yaml\n- policy.yaml\n",
  "base/deployment.yaml": deployment,
  "base/policy.yaml": policy,
  "overlays/prod/kustomization.yaml": "namespace: shop\nbases:\n- ../../base\n",
};
const dev = { "overlays/dev/kustomization.yaml": "namespace: dev\nbases:\n- ../../base\n" };

/** What `kubectl kustomize` prints for the overlay, with a policy that the API server refuses. */
const rendered = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: closed
  namespace: shop
spec:
  podSelector: {}
  policyTypes:
  - Inbound
`;

function answering(stdout: string): { readonly kubectl: readonly Reply[] } {
  return { kubectl: [{ args: ["kustomize"], stdout }] };
}

interface Asked extends Run {
  readonly calls: readonly (readonly string[])[];
}

async function run(
  files: Readonly<Record<string, string>>,
  programs: Readonly<Record<string, readonly Reply[]>>,
  ...args: readonly string[]
): Promise<Asked & { readonly cwd: string }> {
  const cwd = temporaryFolder(files);
  const { env, calls } = standIns(programs);
  const answer = await runCli(args, { cwd, env });
  return { ...answer, cwd, calls: calls().map((call) => call.map((word) => word.replace(cwd, "."))) };
}

function problemsOf({ stdout }: Run): readonly { file: string; code: string; message: string }[] {
  return (JSON.parse(stdout) as { inputProblems: readonly { file: string; code: string; message: string }[] })
    .inputProblems;
}

describe("a folder with kustomization.yaml", () => {
  it("is rendered, and findings are in the rendered text", async () => {
    const asked = await run(tree, answering(rendered), "overlays/prod", "--format", "pretty");
    expect(asked).toMatchObject({ exitCode: 1, stderr: "", calls: [["kubectl", "kustomize", "./overlays/prod"]] });
    expect(asked.stdout).toContain("overlays/prod (kubectl kustomize):23:5  error");
    expect(asked.stdout).toContain("  23 |   - Inbound\n     |     ^^^^^^^\n");
    expect(asked.stdout).toContain("1 error");
    expect(asked.stdout).not.toContain("names no namespace");
  });

  it.each(["kustomization.yml", "Kustomization"])("may call it %s", async (name) => {
    const files = { [`x/${name}`]: "resources: [a.yaml]\n", "x/a.yaml": policy };
    const asked = await run(files, answering(rendered), "x");
    expect(asked.calls).toEqual([["kubectl", "kustomize", "./x"]]);
  });

  it("is found below a folder: nothing that it is made of is read a second time, and that is said", async () => {
    const files = { ...tree, "plain.yaml": policy, "overlays/prod/left-over.yaml": policy };
    const asked = await run(files, answering(rendered), "--format", "json");
    expect(asked.calls).toEqual([["kubectl", "kustomize", "./overlays/prod"]]);
    expect(asked.stderr).toBe(
      "Rendered by kustomize: `overlays/prod`.\n" +
        "Not read, since the kustomization of the folder does not use it: `overlays/prod/left-over.yaml`.\n",
    );
    expect(JSON.parse(asked.stdout)).toMatchObject({ summary: { files: 2, objects: 3, networkPolicies: 2 } });
  });

  it("names the files of findings where kustomize was asked to say them", async () => {
    const annotated = rendered.replace(
      "  name: closed\n",
      "  annotations:\n    config.kubernetes.io/origin: |\n      path: ../../base/policy.yaml\n  name: closed\n",
    );
    const asked = await run(tree, answering(annotated), "overlays/prod", "--format", "pretty");
    expect(asked.stdout).toContain("base/policy.yaml (rendered):13:5  error");
    expect(asked.stdout).toContain("  13 |   - Inbound\n");
  });

  it("does not take the path of a file in another repository for one of here", async () => {
    const annotated = rendered.replace(
      "  name: closed\n",
      "  annotations:\n    config.kubernetes.io/origin: |\n      path: policy.yaml\n      repo: https://x.example/y\n" +
        "  name: closed\n",
    );
    const asked = await run(tree, answering(annotated), "overlays/prod");
    expect(asked.stdout).toContain("overlays/prod (kubectl kustomize)\n");
  });

  it("is rendered by kustomize where kubectl is missing, or too old", async () => {
    const kustomize = [{ args: ["build"], stdout: rendered }];
    const alone = await run(tree, { kustomize }, "overlays/prod");
    expect(alone.stdout).toContain("overlays/prod (kustomize build)\n");
    expect(alone.calls).toEqual([["kustomize", "build", "./overlays/prod"]]);
    const old = [{ args: ["kustomize"], stderr: 'Error: json: unknown field "replacements"\n', exitCode: 1 }];
    const both = await run(tree, { kubectl: old, kustomize }, "overlays/prod");
    expect(both.stdout).toContain("overlays/prod (kustomize build)\n");
    expect(both.stdout).not.toContain("unread");
  });

  it("cannot be read where neither is installed", async () => {
    const asked = await run(tree, {}, "overlays/prod", "--format", "json");
    expect(asked).toMatchObject({ exitCode: 2, stderr: "Nothing to analyse: no file could be read.\n" });
    expect(problemsOf(asked)).toMatchObject([
      {
        file: "overlays/prod",
        code: "render-failed",
        message:
          "This folder is a kustomization, and neither kubectl nor kustomize is installed, or in the PATH, to render " +
          "it. Install one of them, or render it elsewhere and give netpolint the result.",
      },
    ]);
  });

  it("cannot be read where rendering fails: what the renderer says is passed on, made harmless", async () => {
    const stderr = "# Warning: 'bases' is deprecated.\nError: no matches for \u001b[31mId\n  in overlay.\n";
    const failing = { kubectl: [{ args: ["kustomize"], stderr, exitCode: 1 }] };
    const asked = await run({ ...tree, "plain.yaml": policy }, failing, ".");
    expect(asked.exitCode).toBe(2);
    expect(asked.stdout).toContain(
      "overlays/prod\n  1:1  unread  `kubectl kustomize` cannot render this: " +
        "no matches for \\u{1b}[31mId in overlay  render-failed\n",
    );
    // The rest is still analysed, and no part of the kustomization stands in for it.
    expect(asked.stdout).toContain("names no namespace");
    expect(asked.stdout).not.toContain("base/policy.yaml");
  });

  it("cannot be read where nothing comes out", async () => {
    const asked = await run(tree, answering("# nothing\n---\n"), "overlays/prod", "--format", "json");
    expect(problemsOf(asked).map(({ message }) => message)).toEqual([
      "`kubectl kustomize` renders nothing from this kustomization.",
    ]);
    expect(asked.exitCode).toBe(2);
  });

  it("may belong to Flux, which has a kind of the same name", async () => {
    const flux = "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: a }\n";
    const asked = await run({ "kustomization.yaml": flux, "a.yaml": policy }, answering(rendered), "--namespace", "x");
    expect(asked).toMatchObject({ exitCode: 0, calls: [] });
  });

  it("may be broken, or lead in a circle: the renderer says so", async () => {
    const files = {
      "a/kustomization.yaml": "resources: [../b]\n",
      "b/kustomization.yaml": "resources: [../a]\n",
      "c/kustomization.yaml": "resources: [\n",
    };
    const failing = { kubectl: [{ args: ["kustomize"], stderr: "error: cycle detected\n", exitCode: 1 }] };
    const asked = await run(files, failing, ".", "--format", "json");
    expect(problemsOf(asked).map(({ file }) => file)).toEqual(["a", "c"]);
    expect(asked.exitCode).toBe(2);
  });
});

describe("overlays", () => {
  const message =
    "`overlays/dev` and `overlays/prod` both start from `base`, so they are not one cluster, and neither is read. " +
    "Give one of them, such as `overlays/dev`.";

  it.each([["."], ["overlays/dev", "overlays/prod"], ["base", "overlays"], ["overlays/**"]])(
    "of one base are not one cluster: %s %s",
    async (...paths) => {
      const files = { ...tree, ...dev, "plain.yaml": policy };
      const asked = await run(files, answering(rendered), ...paths, "--format=json");
      expect(problemsOf(asked)).toMatchObject([
        { file: "overlays/dev/kustomization.yaml", code: "several-overlays", message },
      ]);
      expect(asked).toMatchObject({ exitCode: 2, calls: [] });
    },
  );

  it("are read one at a time", async () => {
    const asked = await run({ ...tree, ...dev }, answering(rendered), "overlays/prod");
    expect(asked.calls).toEqual([["kubectl", "kustomize", "./overlays/prod"]]);
  });

  it("contain their base, which is not read beside them", async () => {
    const asked = await run(tree, answering(rendered), "base", "overlays/prod");
    expect(asked.calls).toEqual([["kubectl", "kustomize", "./overlays/prod"]]);
    expect(asked.stderr).toBe(
      "`base` is a part of `overlays/prod` and not a cluster beside it, so it is not read by itself; " +
        "give `base` alone to have it read.\n",
    );
  });

  it("that share a component only are one cluster", async () => {
    const files = {
      "parts/labels/kustomization.yaml": "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n",
      "web/kustomization.yaml": "components: [../parts/labels]\nresources: [a.yaml]\n",
      "web/a.yaml": policy,
      "db/kustomization.yaml": "components: [../parts/labels]\nresources: [a.yaml]\n",
      "db/a.yaml": policy,
    };
    const asked = await run(files, answering(rendered), ".");
    expect(asked.calls).toEqual([
      ["kubectl", "kustomize", "./db"],
      ["kubectl", "kustomize", "./web"],
    ]);
    expect(asked.stderr).toBe("Rendered by kustomize: `db` and `web`.\n");
  });
});

describe("a file of a kustomization that is named", () => {
  const files = {
    "prod/kustomization.yaml": "namespace: shop\nresources: [policy.yaml]\n",
    "prod/policy.yaml": policy,
  };
  const note =
    "`prod/policy.yaml` is read as it is written, without what the kustomization of `prod` does to it; " +
    "give the folder to have it rendered.\n";

  it("has the namespace of the kustomization", async () => {
    const asked = await run(files, {}, "prod/policy.yaml", "--format", "json");
    expect(asked).toMatchObject({ exitCode: 0, stderr: note, calls: [] });
    expect(JSON.parse(asked.stdout)).toMatchObject({ findings: [] });
    const why = await runCli(["why", "10.0.0.1", "shop[app=web]", "80", "--in", "prod/policy.yaml"], {
      cwd: asked.cwd,
      env: {},
    });
    expect(why.stdout).toContain("shop/closed");
  });

  it("has the namespace that is given before that", async () => {
    const asked = await run(files, {}, "map", "prod/policy.yaml", "--namespace", "other", "--format", "json");
    expect(asked.stdout).not.toContain("shop");
  });
});
