import { expect, test } from "vitest";
import { evaluateFlow, isNotUnderstood, openCluster, parseAskedPort, parseEndpoint } from "../src/index.js";

/** `Inn` is no operator: nobody knows which pods were meant. */
const text = `
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: { name: guard }
spec:
  priority: 1
  subject: { namespaces: { matchExpressions: [{ key: team, operator: Inn, values: [a] }] } }
  ingress: [{ action: Deny, from: [{ namespaces: {} }] }]
---
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
---
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop }
`;

test("a cluster policy whose subject is refused may be about any pod", async () => {
  const { cluster, policies } = await openCluster([{ path: "all.yaml", text }]);
  const [from, to] = [parseEndpoint(cluster, "shop/web"), parseEndpoint(cluster, "shop/db")];
  const asked = parseAskedPort("80");
  if (isNotUnderstood(from) || isNotUnderstood(to) || isNotUnderstood(asked)) throw new Error("not understood");
  expect(evaluateFlow(policies, { from, to, ...asked }).verdict).toBe("undefined");
});
