import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  evaluateFlow,
  type JsonValue,
  openCluster,
  type OpenedCluster,
  policiesFor,
  workloadEndpoint,
  type Workload,
  parseEndpoint,
  isNotUnderstood,
  parseAskedPort,
} from "@netpolint/core";
import { applyPolicies, suggestPolicies, type Suggestion, type WantedFlow } from "@netpolint/generate";
import { allPacks } from "@netpolint/packs";
import { toManifests } from "../../core/test/naive/naive-cluster.js";
import { randomCluster } from "../../core/test/naive/random-cluster.js";

function pod(name: string, more: object = {}, namespace = "shop"): object {
  const containers = [{ name: "c", ports: [{ name: "sql", containerPort: 5432 }] }];
  const metadata = { name, namespace, labels: { app: name } };
  return { apiVersion: "v1", kind: "Pod", metadata, spec: { containers, ...more } };
}

function policy(app: string, spec: object): object {
  const podSelector = { matchLabels: { app } };
  const metadata = { name: app, namespace: "shop" };
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata, spec: { podSelector, ...spec } };
}

const from = (app: string): object => ({ podSelector: { matchLabels: { app } } });

async function open(...objects: readonly object[]): Promise<OpenedCluster> {
  const text = JSON.stringify({ apiVersion: "v1", kind: "List", items: objects });
  return await openCluster([{ path: "cluster.json", text }]);
}

const noPacks = { packs: [], named: [], parameters: new Map<string, string>() };

function suggest({ policies }: OpenedCluster, flows: readonly WantedFlow[] = []): Promise<Suggestion> {
  return suggestPolicies(policies, { packs: noPacks, flows });
}

/** By name, the spec of what is suggested. */
async function specsOf(suggestion: Promise<Suggestion>): Promise<Readonly<Record<string, JsonValue | undefined>>> {
  const { files } = await suggestion;
  return Object.fromEntries(files.map(({ name, manifest }) => [name, manifest["spec"]]));
}

function end(opened: OpenedCluster, text: string): WantedFlow["from"] {
  const found = parseEndpoint(opened.cluster, text);
  if (isNotUnderstood(found)) throw new Error(found.problem);
  return found;
}

describe("what is suggested", () => {
  test("isolates whom nothing isolates, in the directions in which nothing does, and leaves the others alone", async () => {
    const closed = policy("db", { policyTypes: ["Ingress", "Egress"] });
    const opened = await open(pod("db"), pod("web"), closed, policy("web", { policyTypes: ["Ingress"] }), pod("tool"));
    expect(await specsOf(suggest(opened))).toEqual({
      "pod-web": { podSelector: { matchLabels: { app: "web" } }, policyTypes: ["Egress"] },
      "pod-tool": { podSelector: { matchLabels: { app: "tool" } }, policyTypes: ["Ingress", "Egress"] },
    });
  });

  test("keeps what a policy names at the other end open, by number where that has a name", async () => {
    const opened = await open(
      pod("db"),
      pod("web"),
      policy("db", { policyTypes: ["Ingress", "Egress"], ingress: [{ from: [from("web")], ports: [{ port: "sql" }] }] }),
    );
    expect(await specsOf(suggest(opened))).toEqual({
      "pod-web": {
        podSelector: { matchLabels: { app: "web" } },
        policyTypes: ["Ingress", "Egress"],
        egress: [{ to: [{ podSelector: { matchLabels: { app: "db" } } }], ports: [{ protocol: "TCP", port: 5432 }] }],
      },
    });
  });

  test("takes nobody for named by a rule for everybody", async () => {
    const rules = [{ from: [{ namespaceSelector: {} }] }, { ports: [{ port: 80 }] }];
    const opened = await open(pod("db"), pod("web"), policy("db", { policyTypes: ["Ingress", "Egress"], ingress: rules }));
    const { "pod-web": web } = await specsOf(suggest(opened));
    expect(web).toEqual({ podSelector: { matchLabels: { app: "web" } }, policyTypes: ["Ingress", "Egress"] });
  });

  test("leaves out a rule that names more than 5,000 pairs", async () => {
    const many = (count: number): readonly object[] => Array.from({ length: count }, (_, index) => pod(`p${index}`));
    const within = { policyTypes: ["Ingress"], ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }] };
    const rules = async (count: number): Promise<number> => {
      const { files } = await suggest(await open(...many(count), policy("all", { ...within, podSelector: {} })));
      return files.filter(({ yaml }) => yaml.includes("port: 80")).length;
    };
    // Pods times pods are 4,900 and 5,041.
    expect([await rules(70), await rules(71)]).toEqual([70, 0]);
  });

  test("adds what is required and left out where somebody is isolated already", async () => {
    const opened = await open(
      pod("db"),
      pod("web"),
      policy("db", { policyTypes: ["Ingress", "Egress"], ingress: [{ from: [from("web")], ports: [{ port: 5432 }] }] }),
      policy("web", { policyTypes: ["Ingress", "Egress"], egress: [{ to: [from("db")], ports: [{ port: 5432 }] }] }),
    );
    const wanted = (port: number): WantedFlow => {
      const ends = { from: end(opened, "shop/web"), to: end(opened, "shop/db") };
      return { ...ends, protocol: "TCP", port, because: [`wanted ${port}`] };
    };
    expect(await specsOf(suggest(opened, [wanted(5432)]))).toEqual({});
    const { "pod-db": db, "pod-web": web } = await specsOf(suggest(opened, [wanted(9090)]));
    expect(db).toEqual({
      podSelector: { matchLabels: { app: "db" } },
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ podSelector: { matchLabels: { app: "web" } } }], ports: [{ protocol: "TCP", port: 9090 }] }],
    });
    expect(web).toMatchObject({ policyTypes: ["Egress"] });
  });

  test("takes no name of a policy that is there, also not of one that was generated before", async () => {
    const opened = await open(pod("web"));
    const written = (await suggest(opened)).files.map(({ manifest }) => manifest);
    const again = await open(pod("web"), ...written);
    const flow = { from: end(again, "shop/web"), to: end(again, "10.0.0.7"), protocol: "TCP", port: 80 } as const;
    const { files } = await suggest(again, [{ ...flow, because: ["wanted"] }]);
    expect(files.map(({ name, manifest }) => [name, manifest["spec"]])).toMatchObject([
      ["pod-web-more", { policyTypes: ["Egress"], egress: [{ to: [{ ipBlock: { cidr: "10.0.0.7/32" } }] }] }],
    ]);
  });

  test("counts a policy that the API server refuses for nothing", async () => {
    const opened = await open(pod("web"), policy("web", { policyTypes: ["Ingress", "Egress"], ingress: [{ ports: [{ port: 0 }] }] }));
    expect((await specsOf(suggest(opened)))["pod-web"]).toMatchObject({ policyTypes: ["Ingress", "Egress"] });
  });

  test("says for whom there is none", async () => {
    const opened = await open(pod("agent", { hostNetwork: true }));
    const { files, remarks } = await suggest(opened);
    expect(files).toEqual([]);
    expect(remarks.get("shop/Pod/agent")).toEqual([
      "It gets no policy: its pods are in the host network, where most network plugins apply no policy.",
    ]);
  });

  test("has names over UDP and TCP, with the packs", async () => {
    const opened = await open(pod("web"));
    const packs = { packs: allPacks, named: [], parameters: new Map<string, string>() };
    const { files } = await suggestPolicies(opened.policies, { packs });
    const { policies } = opened;
    const beside = (await applyPolicies(policies.cluster, files)).beside;
    const dns = parseEndpoint(beside.cluster, "kube-system[k8s-app=kube-dns]");
    const asked = ["53/udp", "53/tcp", "54/tcp"].map((text) => {
      const port = parseAskedPort(text);
      if (isNotUnderstood(port) || isNotUnderstood(dns)) throw new Error("not understood");
      return evaluateFlow(beside, { from: end(opened, "shop/web"), to: dns, ...port }).egress.verdict;
    });
    expect(asked).toEqual(["allow", "allow", "deny"]);
  });
});

describe("with what is suggested added to any cluster", () => {
  const isolated = ({ policies }: Pick<OpenedCluster, "policies">, { pods }: Workload): boolean =>
    pods.every((one) =>
      (["ingress", "egress"] as const).every((direction) =>
        policiesFor(policies, one, direction).some(({ compiled, selects }) => selects === "yes" && !compiled.refused),
      ),
    );

  test("every workload is isolated in both directions, or it is said why not", async () => {
    await fc.assert(
      fc.asyncProperty(randomCluster({ protoKey: false }), async (naive) => {
        const opened = await openCluster([{ path: "cluster.json", text: toManifests(naive) }]);
        const { files, remarks } = await suggest(opened);
        const { beside } = await applyPolicies(opened.cluster, files);
        for (const workload of beside.cluster.workloads) {
          const name = `${workload.namespace}/${workload.kind}/${workload.name.split("@", 1)[0]}`;
          expect([name, isolated({ policies: beside }, workload) || remarks.has(name)]).toEqual([name, true]);
        }
      }),
      { numRuns: process.env["NETPOLINT_LONG"] ? 500 : 60 },
    );
  });

  test("nothing connects between workloads that could not before", async () => {
    await fc.assert(
      fc.asyncProperty(randomCluster({ protoKey: false }), async (naive) => {
        const opened = await openCluster([{ path: "cluster.json", text: toManifests(naive) }]);
        const { files } = await suggest(opened);
        const { beside } = await applyPolicies(opened.cluster, files);
        const ends = opened.cluster.workloads.slice(0, 6).map(workloadEndpoint);
        const port = parseAskedPort("80");
        if (isNotUnderstood(port)) throw new Error(port.problem);
        for (const one of ends) {
          for (const other of ends) {
            const verdicts = [opened.policies, beside].map((own) => evaluateFlow(own, { from: one, to: other, ...port }).verdict);
            if (verdicts[0] === "deny") expect(verdicts[1]).toBe("deny");
          }
        }
      }),
      { numRuns: process.env["NETPOLINT_LONG"] ? 500 : 40 },
    );
  });
});
