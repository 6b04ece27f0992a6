import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  buildConnectivity,
  compilePolicies,
  evaluateFlow,
  mapConnections,
  openCluster,
  type OpenedCluster,
  parseAskedPort,
  isNotUnderstood,
  type Cluster,
} from "@netpolint/core";
import { policyTexts, readSnapshot, writeSnapshot } from "../src/index.js";
import { toManifests } from "../../core/test/naive/naive-cluster.js";
import { randomCluster } from "../../core/test/naive/random-cluster.js";

async function snapshotOf(
  text: string,
  path = "cluster.yaml",
): Promise<{ readonly opened: OpenedCluster; readonly snapshot: string }> {
  const files = [{ path, text }];
  const opened = await openCluster(files);
  const { networkPolicies, clusterPolicies, objects } = opened.cluster;
  const metas = [...networkPolicies, ...clusterPolicies].map(({ meta }) => meta);
  return { opened, snapshot: writeSnapshot(opened.cluster, await policyTexts(files, objects, metas)) };
}

function mapOf(cluster: Cluster): unknown {
  return mapConnections({ cluster, connectivity: buildConnectivity(compilePolicies(cluster)) }, { by: "pod" });
}

/** What `why` says of every pair of workloads, with the policies' names in the place of their objects. */
function answersOf(cluster: Cluster): unknown {
  const policies = compilePolicies(cluster);
  const port = parseAskedPort("80/tcp");
  if (isNotUnderstood(port)) throw new Error(port.problem);
  return cluster.workloads.slice(0, 5).flatMap((from) =>
    cluster.workloads.slice(0, 5).map((to) => {
      const ends = { from: { type: "workload", workload: from }, to: { type: "workload", workload: to } } as const;
      const { verdict, notes, egress, ingress } = evaluateFlow(policies, { ...ends, ...port });
      const reasons = [egress, ingress].map((side) =>
        side.reasons.map(({ policy, code, path, matched }) => [policy?.meta.name, code, path, matched]),
      );
      return { verdict, notes: notes.map(({ message }) => message), reasons };
    }),
  );
}

describe("a snapshot", () => {
  test("gives the same answers as the cluster that it was made of", async () => {
    await fc.assert(
      fc.asyncProperty(randomCluster(), async (naive) => {
        const { opened, snapshot } = await snapshotOf(toManifests(naive), "cluster.json");
        const { cluster } = readSnapshot(snapshot);
        expect(mapOf(cluster)).toEqual(mapOf(opened.cluster));
        expect(answersOf(cluster)).toEqual(answersOf(opened.cluster));
      }),
      { numRuns: process.env["NETPOLINT_LONG"] ? 300 : 40 },
    );
  });

  test("holds names that objects have by themselves, as keys and values of labels", async () => {
    const { opened, snapshot } = await snapshotOf(hostileLabels);
    const { cluster } = readSnapshot(snapshot);
    const [pod] = cluster.workloads[0]?.pods ?? [];
    expect([...(pod?.labels.entries ?? [])]).toEqual([
      ["__proto__", "constructor"],
      ["toString", "$map"],
    ]);
    expect(mapOf(cluster)).toEqual(mapOf(opened.cluster));
  });

  test("holds nodes and Services with their addresses", async () => {
    const { snapshot } = await snapshotOf(withAddresses);
    const { cluster } = readSnapshot(snapshot);
    expect(cluster.nodes.map(({ addresses }) => addresses.map(({ value }) => value.value))).toEqual([[0x0a000001n]]);
    expect([...cluster.services.values()].map(({ clusterIPs }) => clusterIPs)).toEqual([["10.96.0.10"]]);
  });

  test("holds nothing of Secrets, environments, annotations and arguments", async () => {
    const { snapshot } = await snapshotOf(withSecrets);
    expect(snapshot).toContain("shop");
    expect(snapshot).not.toMatch(/hunter2|s3cr3t|t0ken|p4ss/);
  });

  test("has the policy's own lines, and the lines of its parts", async () => {
    const { snapshot } = await snapshotOf(`${withSecrets}---\n${policy}`);
    const { cluster, textOf } = readSnapshot(snapshot);
    const [only] = cluster.networkPolicies;
    const text = only && textOf(only.meta);
    expect(text?.lines).toEqual(policy.trimEnd().split("\n"));
    expect(text?.firstLine).toBe(withSecrets.split("\n").length + 1);
    expect(only?.meta.origin.locate([]).start.line).toBe((text?.firstLine ?? 0) + 4);
  });
});

const hostileLabels = `
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  labels:
    __proto__: constructor
    toString: $map
spec: {}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p, namespace: shop }
spec:
  podSelector: { matchLabels: { __proto__: constructor } }
`;

const withAddresses = `apiVersion: v1
kind: Node
metadata: { name: one }
status: { addresses: [{ type: InternalIP, address: 10.0.0.1 }] }
---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec: { clusterIP: 10.96.0.10, selector: { app: db }, ports: [{ port: 80 }] }
`;

const withSecrets = `apiVersion: v1
kind: Secret
metadata: { name: db, namespace: shop }
stringData: { password: hunter2 }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
  annotations: { "kubectl.kubernetes.io/last-applied-configuration": "t0ken" }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          args: [--key=p4ss]
          env: [{ name: PASSWORD, value: s3cr3t }]
`;

const policy = `# Only the shop.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: web
  ingress:
    - from:
        - podSelector: {}
      ports:
        - port: 80
    - from:
        - ipBlock:
            cidr: 10.0.0.0/8
`;
