import { readKinds } from "@netpolint/core";
import { describe, expect, it } from "vitest";
import { resourceName } from "../src/input/read-cluster.js";
import { type Run, runCli } from "./run-cli.js";
import { type Reply, standIns } from "./stand-in.js";
import { temporaryFolder } from "./temporary-folder.js";

const kinds = `bindings
configmaps
namespaces
pods
secrets
services
deployments.apps
networkpolicies.networking.k8s.io
leases.coordination.k8s.io
adminnetworkpolicies.policy.networking.k8s.io
`;

function list(...items: readonly object[]): string {
  return `${JSON.stringify({ apiVersion: "v1", items, kind: "List", metadata: { resourceVersion: "" } }, null, 4)}\n`;
}

const web = { apiVersion: "v1", kind: "Pod", metadata: { name: "web", namespace: "shop" }, spec: { containers: [] } };
const closed = {
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "closed", namespace: "shop" },
  spec: { podSelector: {}, policyTypes: ["Inbound"] },
};
const shop = { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop", labels: { team: "a" } } };

const healthy: readonly Reply[] = [
  { args: ["api-resources"], stdout: kinds },
  { args: ["get", "pods"], stdout: list(web) },
  { args: ["get", "namespaces"], stdout: list(shop) },
  { args: ["get", "networkpolicies.networking.k8s.io"], stdout: list(closed) },
  { args: ["get"], stdout: list() },
];

interface Asked extends Run {
  readonly calls: readonly (readonly string[])[];
}

async function run(replies: readonly Reply[] | undefined, ...args: readonly string[]): Promise<Asked> {
  const { env, calls } = standIns(replies ? { kubectl: replies } : {});
  // Files of the current folder are not read with a cluster.
  const cwd = temporaryFolder({ "a.yaml": "apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: b }\n" });
  return { ...(await runCli(args, { cwd, env })), calls: calls() };
}

describe("a cluster", () => {
  it("is read with kubectl: every kind that netpolint reads and the cluster has, and no other", async () => {
    const asked = await run(healthy, "--cluster", "--format", "json");
    expect(asked.calls[0]).toEqual(["kubectl", "api-resources", "--verbs=list", "-o", "name"]);
    expect(asked.calls.slice(1).map(([, ...words]) => words.join(" ")).sort()).toEqual([
      "get adminnetworkpolicies.policy.networking.k8s.io --all-namespaces -o json",
      "get deployments.apps --all-namespaces -o json",
      "get namespaces --all-namespaces -o json",
      "get networkpolicies.networking.k8s.io --all-namespaces -o json",
      "get pods --all-namespaces -o json",
      "get services --all-namespaces -o json",
    ]);
    expect(JSON.parse(asked.stdout)).toMatchObject({ summary: { objects: 3, networkPolicies: 1, world: "closed" } });
  });

  it("is never asked for Secrets and ConfigMaps, whatever kinds are read one day", () => {
    const names = readKinds.map(({ group, kind }) => resourceName(group, kind));
    expect(names).toContain("ciliumclusterwidenetworkpolicies.cilium.io");
    expect(names).toContain("validatingwebhookconfigurations.admissionregistration.k8s.io");
    // Plurals as the API has them.
    expect(names).toEqual(
      expect.arrayContaining([
        "replicationcontrollers",
        "endpoints",
        "endpointslices.discovery.k8s.io",
        "ingresses.networking.k8s.io",
        "gatewayclasses.gateway.networking.k8s.io",
        "gateways.gateway.networking.k8s.io",
        "prometheuses.monitoring.coreos.com",
        "baselineadminnetworkpolicies.policy.networking.k8s.io",
      ]),
    );
    expect(names).not.toContain("secrets");
  });

  it("has findings in what kubectl prints, under the command that prints it", async () => {
    const asked = await run(healthy, "--cluster", "--format", "pretty");
    expect(asked.stdout).toContain("kubectl get networkpolicies.networking.k8s.io -A -o json:14:21  error");
    expect(asked.stdout).toContain('  14 |                     "Inbound"\n');
    expect(asked).toMatchObject({ stderr: "", exitCode: 1 });
  });

  it("is that of a context where one is given", async () => {
    const asked = await run(healthy, "map", "--cluster", "--context", "--prod");
    expect(asked).toMatchObject({ exitCode: 2 });
    const named = await run(healthy, "map", "--cluster", "--context", "prod");
    expect(named.calls.every((call) => call.at(-1) === "--context=prod")).toBe(true);
    expect(named.stdout).toContain("shop/Pod/web");
  });

  it("is all there is, unless that is denied", async () => {
    const open = await run(healthy, "--cluster", "--world", "open", "--format", "json");
    expect(JSON.parse(open.stdout)).toMatchObject({ summary: { world: "open" } });
  });

  it("may be both sides of `diff`, or one", async () => {
    const same = await run(healthy, "diff", "cluster:", "cluster:prod");
    expect(same).toMatchObject({ stdout: "No connection changed.\n", exitCode: 0 });
    const gone = await run(healthy, "diff", "cluster:prod", "a.yaml");
    expect(gone.stdout).toContain("shop/Pod/web: only in base");
  });
});

describe("a cluster that cannot be read", () => {
  const problems = ({ stdout }: Run): readonly { file: string; message: string }[] =>
    (JSON.parse(stdout) as { inputProblems: readonly { file: string; message: string }[] }).inputProblems;

  it("for want of kubectl", async () => {
    const asked = await run(undefined, "--cluster", "--format=json");
    expect(problems(asked)).toMatchObject([
      { file: "the cluster", message: "kubectl is not installed, or not in the PATH, to read the cluster with." },
    ]);
    expect(asked.exitCode).toBe(2);
  });

  it("for what kubectl says", async () => {
    const stderr =
      'E1121 05:56:47.768979   28811 memcache.go:265] "Unhandled Error" err="couldn\'t get the list"\n' +
      "The connection to the server localhost:8080 was refused.\n";
    const asked = await run([{ args: [], stderr, exitCode: 1 }], "--cluster", "--context=prod", "--format=json");
    expect(problems(asked)).toMatchObject([
      {
        file: "cluster prod",
        message: "The cluster cannot be asked for its kinds: The connection to the server localhost:8080 was refused.",
      },
    ]);
    expect(asked.exitCode).toBe(2);
  });

  it("in one kind only: the others are analysed, and the exit code is 2", async () => {
    const stderr = 'Error from server (Forbidden): pods is forbidden: User "x" cannot list resource "pods"\n';
    const forbidden = [{ args: ["get", "pods"], stderr, exitCode: 1 }, ...healthy];
    const asked = await run(forbidden, "--cluster", "--format=json");
    expect(problems(asked)).toMatchObject([
      {
        file: "kubectl get pods -A -o json",
        message:
          "`kubectl get pods` fails: Error from server (Forbidden): pods is forbidden: " +
          'User "x" cannot list resource "pods".',
      },
    ]);
    expect(JSON.parse(asked.stdout)).toMatchObject({ summary: { networkPolicies: 1 } });
    expect(asked.exitCode).toBe(2);
  });

  it("in a group of kinds that it does not list: only a group that is read is a problem", async () => {
    const failing = (group: string): readonly Reply[] => [
      {
        args: ["api-resources"],
        stdout: kinds,
        stderr: `error: unable to retrieve the complete list of server APIs: ${group}/v1: the server is down\n`,
        exitCode: 1,
      },
      ...healthy,
    ];
    expect(problems(await run(failing("metrics.k8s.io"), "--cluster", "--format=json"))).toEqual([]);
    const asked = await run(failing("projectcalico.org"), "--cluster", "--format=json");
    expect(problems(asked)).toHaveLength(1);
    expect(problems(asked)[0]?.message).toMatch(/^The kinds of projectcalico\.org cannot be listed: unable to retr/);
    expect(asked.exitCode).toBe(2);
  });
});

describe("the options of clusters", () => {
  it.each([
    [["--context", "x"], "lint", "`--context` is the context of `--cluster`."],
    [["--cluster", "."], "lint", "`--cluster` reads the whole cluster; paths are not read with it."],
    [
      ["why", "a/b", "c/d", "--in", ".", "--cluster"],
      "why",
      "`--cluster` reads the whole cluster; paths are not read with it.",
    ],
  ])("%j", async (args, command, message) => {
    const asked = await run(healthy, ...args);
    expect(asked).toMatchObject({
      stderr: `netpolint: ${message}\nTry \`netpolint ${command} --help\`.\n`,
      exitCode: 2,
      calls: [],
    });
  });
});
