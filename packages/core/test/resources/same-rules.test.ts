import { describe, expect, it } from "vitest";
import { openCluster } from "../../src/analyze.js";
import type { ClusterPolicy } from "../../src/resources/cluster-policy.js";
import { haveSameRules } from "../../src/resources/same-rules.js";

async function policyOf(ingress: string, { tier = "Admin", subject = "{ namespaces: {} }" } = {}): Promise<ClusterPolicy> {
  const head = "apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: { name: a }\n";
  const text = `${head}spec: { tier: ${tier}, priority: 1, subject: ${subject}, ingress: [${ingress}] }\n`;
  const { cluster } = await openCluster([{ path: "input.yaml", text }]);
  const [policy] = cluster.clusterPolicies;
  expect(policy?.refusals).toEqual([]);
  return policy!;
}

const peer = (app: string): string => `{ pods: { podSelector: { matchLabels: { app: ${app} } } } }`;
const port = (number: number): string => `{ tcp: { destinationPort: { number: ${number} } } }`;
const deny = (app: string, more = ""): string => `{ action: Deny, from: [${peer(app)}]${more} }`;
const pass = (app: string): string => `{ action: Pass, from: [${peer(app)}] }`;

async function areSame(a: string, b: string): Promise<boolean> {
  return haveSameRules(await policyOf(a), await policyOf(b));
}

describe("haveSameRules", () => {
  it("says so of rules of one action that are written as several, in any order", async () => {
    expect(await areSame(`{ action: Deny, from: [${peer("a")}, ${peer("b")}] }`, `${deny("b")}, ${deny("a")}`)).toBe(true);
    const ports = `, protocols: [${port(1)}, ${port(2)}]`;
    const [first, second] = [`, protocols: [${port(1)}]`, `, protocols: [${port(2)}]`];
    expect(await areSame(deny("a", ports), `${deny("a", first)}, ${deny("a", second)}`)).toBe(true);
  });

  it("tells rules of two actions in another order apart", async () => {
    expect(await areSame(`${deny("a")}, ${pass("b")}`, `${pass("b")}, ${deny("a")}`)).toBe(false);
    expect(await areSame(`${deny("a")}, ${pass("b")}, ${deny("c")}`, `${deny("a")}, ${deny("c")}, ${pass("b")}`)).toBe(false);
  });

  it("tells peers, ports, actions, tiers and subjects apart", async () => {
    expect(await areSame(deny("a"), deny("b"))).toBe(false);
    expect(await areSame(deny("a"), deny("a", `, protocols: [${port(1)}]`))).toBe(false);
    expect(await areSame(deny("a"), pass("a"))).toBe(false);
    expect(await areSame(deny("a"), `${deny("a")}, ${deny("b")}`)).toBe(false);
    const one = await policyOf(deny("a"));
    expect(haveSameRules(one, await policyOf(deny("a"), { tier: "Baseline" }))).toBe(false);
    expect(haveSameRules(one, await policyOf(deny("a"), { subject: peer("a") }))).toBe(false);
  });
});
