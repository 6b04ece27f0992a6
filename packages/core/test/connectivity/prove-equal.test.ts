import { describe, expect, it } from "vitest";
import { openCluster } from "../../src/analyze.js";
import type { Cluster } from "../../src/cluster/cluster.js";
import { proveEqual } from "../../src/connectivity/prove-equal.js";
import { portRange } from "../../src/sets/port-set.js";

function pod(name: string, ip: string | undefined): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }
status: { podIPs: [${ip === undefined ? "" : `{ ip: ${ip} }`}] }
---
`;
}

function policy(spec: string): string {
  return `apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: a }
spec:
  tier: Admin
  priority: 1
  subject: { namespaces: {} }
  ${spec}
`;
}

async function clusterWith(spec: string, ...ips: readonly string[]): Promise<Cluster> {
  const text = pod("web", ips[0]) + pod("db", ips[1]) + policy(spec);
  return (await openCluster([{ path: "input.yaml", text }])).cluster;
}

const denyWeb = `ingress: [{ action: Deny, from: [{ pods: { podSelector: { matchLabels: { app: web } } } }], protocols: [{ tcp: { destinationPort: { number: 80 } } }] }]`;

describe("proveEqual", () => {
  it("finds nothing between a cluster and itself", async () => {
    expect(proveEqual(await clusterWith(denyWeb), await clusterWith(denyWeb))).toBeUndefined();
  });

  it("finds a rule that is missing between two pods, with its ports", async () => {
    expect(proveEqual(await clusterWith(denyWeb), await clusterWith("ingress: []"))).toEqual({
      from: "shop/Pod/web",
      to: "shop/Pod/db",
      protocol: "TCP",
      ports: portRange(80, 80),
      before: "deny",
      after: "allow",
    });
  });

  it("finds a network that is missing, outside of all pods", async () => {
    const deny = `egress: [{ action: Deny, to: [{ networks: ["192.0.2.128/25"] }] }]`;
    const half = `egress: [{ action: Deny, to: [{ networks: ["192.0.2.128/26"] }] }]`;
    expect(proveEqual(await clusterWith(deny, "10.0.0.1", "10.0.0.2"), await clusterWith(half, "10.0.0.1", "10.0.0.2"))).toMatchObject({
      to: "192.0.2.192/26",
      before: "deny",
      after: "allow",
    });
  });

  it("finds a family, a domain and nodes of which only one side speaks", async () => {
    const rule = (action: string, peer: string): string => `egress: [{ action: ${action}, to: [${peer}] }]`;
    const pods = ["fc00::1", "fc00::2"];
    const none = await clusterWith("egress: []", ...pods);
    const network = await clusterWith(rule("Deny", '{ networks: ["fd00::/8"] }'), ...pods);
    expect(proveEqual(network, none)).toMatchObject({ to: "fd00::/8", before: "deny", after: "allow" });
    const nodes = await clusterWith(rule("Deny", "{ nodes: {} }"), ...pods);
    expect(proveEqual(nodes, none)).toMatchObject({ to: "@node", before: "deny", after: "allow" });
    const last = `{ action: Deny, to: [{ networks: ["0.0.0.0/0", "::/0"] }] }`;
    const domain = (name: string): string =>
      `egress: [{ action: Accept, to: [{ domainNames: ["${name}"] }] }, ${last}]`;
    expect(proveEqual(await clusterWith(domain("*.example.com")), await clusterWith(domain("example.com")))).toMatchObject({
      to: "example.com",
      before: "deny",
      after: "allow",
    });
  });
});
