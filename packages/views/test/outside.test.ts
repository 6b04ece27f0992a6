import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  buildConnectivity,
  type Connectivity,
  emptyPortSet,
  fullPortSet,
  isEmptyConnection,
  mapConnections,
  openCluster,
  perProtocol,
  workloadName,
} from "@netpolint/core";
import { toManifests } from "../../core/test/naive/naive-cluster.js";
import { randomCluster } from "../../core/test/naive/random-cluster.js";
import { outsideOfWorkloads } from "../src/answers/outside.js";
import { answer, answerContext } from "../src/index.js";

const pod = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: {}
---
`;

async function rowOf(text: string) {
  const { policies } = await openCluster([{ path: "cluster.yaml", text: pod + text }]);
  const context = answerContext(policies, () => undefined);
  return answer(context, "workloads", null)[0];
}

test("an address that is denied where all others are allowed is no longer everything", async () => {
  const denied = `apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: { name: inner }
spec:
  priority: 10
  subject: { namespaces: {} }
  egress:
    - action: Deny
      to: [{ networks: [10.0.0.0/8] }]
`;
  expect((await rowOf(""))?.toOutside).toBe("all");
  expect((await rowOf(denied))?.toOutside).toBe("some");
  expect((await rowOf(denied.replace("10.0.0.0/8", "0.0.0.0/0, ::/0")))?.toOutside).toBe("none");
});

test("what a rule opens to everybody and another one to some is counted once for each", async () => {
  const policy = (ingress: string): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: { podSelector: {}, ingress: ${ingress} }
`;
  const some = "{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }";
  expect(await rowOf(policy(`[{ ports: [{ port: 80 }] }, ${some}]`))).toMatchObject({ fromOutside: "some" });
  expect(await rowOf(policy(`[{}, ${some}]`))).toMatchObject({ fromOutside: "all", outsidePorts: "all ports" });
});

test("what a visitor is told of a pair takes the place of what it was told of the pair's block", async () => {
  const cut = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }
`;
  const { policies } = await openCluster([{ path: "cluster.yaml", text: pod + cut }]);
  const context = answerContext(policies, () => undefined);
  const connectivity = context.connectivity();
  const { count, families, podColumns } = connectivity.quotient();
  const [all, nothing] = [1, 2] as const;
  const everything = { allowed: perProtocol(fullPortSet), undecided: perProtocol(emptyPortSet) };
  const columns = Array.from({ length: count }, (_, column) => column);
  /** Every address to every pod, but for one address column of the family. */
  const visit: Connectivity["visit"] = (family, visitor) => {
    const addresses = columns.filter((column) => families[column] === family);
    const pods = columns.filter((column) => column < podColumns);
    visitor.block(Int32Array.from(addresses), Int32Array.from(pods), all);
    const [first = 0] = addresses;
    for (const column of pods) visitor.pair(first, column, nothing, all);
  };
  const answerOf: Connectivity["answerOf"] = (id) =>
    id === all ? everything : { allowed: everything.undecided, undecided: everything.undecided };
  const told = { ...context, connectivity: () => ({ ...connectivity, visit, answerOf }) };
  expect(outsideOfWorkloads(told)[0]?.from.reach).toBe("some");
});

test("what reaches a workload from outside is what the map of its pods says", async () => {
  await fc.assert(
    fc.asyncProperty(randomCluster(), async (naive) => {
      const { cluster, policies } = await openCluster([{ path: "cluster.json", text: toManifests(naive) }]);
      const rows = answer(
        answerContext(policies, () => undefined),
        "workloads",
        null,
      );
      const map = mapConnections({ cluster, connectivity: buildConnectivity(policies) }, { by: "workload" });
      const addresses = new Set(map.endpoints.filter(({ cidrs }) => cidrs !== null).map(({ name }) => name));
      cluster.workloads.forEach((workload, index) => {
        const name = workloadName(workload);
        const incoming = map.connections.filter(({ from, to }) => to === name && addresses.has(from));
        const isSure = incoming.some(
          ({ allowed, partly }) => !isEmptyConnection(allowed) || !isEmptyConnection(partly),
        );
        const isOpen = incoming.some(({ undecided }) => !isEmptyConnection(undecided));
        const reach = rows[index]?.fromOutside;
        expect([name, reach === "all" || reach === "some"]).toEqual([name, isSure]);
        if (!isSure) expect([name, reach]).toEqual([name, isOpen ? "undecided" : "none"]);
      });
    }),
    { numRuns: process.env["NETPOLINT_LONG"] ? 500 : 60 },
  );
});
