import { expect, test } from "vitest";
import { analyze, openCluster } from "@netpolint/core";
import { answer, answerContext, type Overview, overviewOf, scoreOf } from "../src/index.js";

async function overview(text: string): Promise<Overview> {
  const files = [{ path: "a.yaml", text }];
  const { policies } = await openCluster(files);
  const report = await analyze({ files, rules: [], packs: [] });
  return overviewOf(
    answerContext(policies, () => undefined),
    report,
    files,
  );
}

function pod(namespace: string, name: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} } }\nspec: {}\n---\n`;
}

function policy(namespace: string, name: string, spec: string): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: ${spec}\n---\n`;
}

const cluster = [
  pod("shop", "web"),
  pod("shop", "db"),
  pod("shop", "api"),
  pod("lab", "free"),
  policy("shop", "closed", "{ podSelector: {}, policyTypes: [Ingress] }"),
  policy("shop", "web", "{ podSelector: { matchLabels: { app: web } }, ingress: [{ ports: [{ port: 443 }] }] }"),
  policy(
    "shop",
    "api",
    "{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }",
  ),
].join("");

test("isolation is counted by direction", async () => {
  const { isolated } = await overview(cluster);
  expect(isolated).toEqual({ ingress: { yes: 3, no: 1, unknown: 0 }, egress: { yes: 0, no: 4, unknown: 0 } });
});

test("reachable from outside: by everything, by some addresses or on some ports, and not", async () => {
  const { outside, reachable } = await overview(cluster);
  // free is open; web has one port for all, api all ports for some; db nothing.
  expect(outside).toEqual({ all: 1, some: 2, undecided: 0, none: 1 });
  expect(reachable.map(({ name, outsidePorts }) => `${name} ${outsidePorts}`)).toEqual([
    "lab/Pod/free all ports",
    "shop/Pod/api all ports",
    "shop/Pod/web TCP 443",
  ]);
});

test("what an administrator's policy takes away from everything is not everything any more", async () => {
  const text = `${pod("shop", "web")}apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: { name: not-there }
spec:
  priority: 5
  subject: { namespaces: {} }
  egress: [{ action: Deny, to: [{ networks: [10.0.0.0/8] }] }]
`;
  const { policies } = await openCluster([{ path: "a.yaml", text }]);
  const [row] = answer(
    answerContext(policies, () => undefined),
    "workloads",
    null,
  );
  expect(row).toMatchObject({ fromOutside: "all", toOutside: "some" });
});

test("a policy that the API server refuses leaves it undecided who is reachable", async () => {
  const text = pod("shop", "db") + policy("shop", "bad", "{ podSelector: {}, ingress: [{ ports: [{ port: 0 }] }] }");
  expect((await overview(text)).outside).toEqual({ all: 0, some: 0, undecided: 1, none: 0 });
});

test("the score is five times the mean of the shares, rounded down", async () => {
  const { score } = await overview(cluster);
  // free is isolated by nothing and open to all; lab reaches web, and shop reaches free, so no way is closed.
  expect(score?.criteria.map(({ id, good, all }) => `${id} ${good}/${all}`)).toEqual([
    "ingress-isolated 3/4",
    "egress-isolated 0/4",
    "closed-to-outside 3/4",
    "closed-namespaces 0/2",
    "without-errors 3/3",
  ]);
  expect(score?.value).toBe(2.5);
});

test("nothing that is not there counts, and five is for what is whole only", () => {
  expect(scoreOf([{ id: "ingress-isolated", good: 0, all: 0 }])).toBeUndefined();
  expect(
    scoreOf([
      { id: "ingress-isolated", good: 3, all: 3 },
      { id: "closed-namespaces", good: 0, all: 0 },
    ])?.value,
  ).toBe(5);
  expect(scoreOf([{ id: "ingress-isolated", good: 9999, all: 10000 }])?.value).toBe(4.9);
  expect(
    scoreOf([
      { id: "ingress-isolated", good: 1, all: 3 },
      { id: "egress-isolated", good: 2, all: 3 },
    ])?.value,
  ).toBe(2.5);
});

test("a cluster without workloads and policies has no score", async () => {
  expect((await overview("apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n")).score).toBeNull();
});
