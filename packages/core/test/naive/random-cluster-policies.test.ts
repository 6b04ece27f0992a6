import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tierOf } from "./naive-cluster-policy.js";
import type { NaiveTierPeer } from "./naive-cluster-policy.js";
import { toManifests } from "./naive-cluster.js";
import type { Labels } from "./naive-cluster.js";
import { naiveVerdict } from "./naive-evaluate.js";
import { allTierFeatures, randomCase, tierFeaturesOf } from "./random-cluster.js";

const sampleSize = 5000;
const leastPerFeature = 10;

describe("randomCase with cluster-scoped policies", () => {
  const sample = fc.sample(randomCase({ clusterPolicies: true }), { numRuns: sampleSize, seed: 20240229 });

  it(`reaches every feature at least ${leastPerFeature} times in ${sampleSize} cases`, { timeout: 120_000 }, () => {
    const counts = new Map(allTierFeatures.map((feature) => [feature, 0]));
    for (const { cluster, flow, settings } of sample) {
      for (const feature of tierFeaturesOf(cluster, flow, settings)) {
        counts.set(feature, (counts.get(feature) ?? 0) + 1);
      }
    }
    expect(new Set(allTierFeatures).size).toBe(allTierFeatures.length);
    expect([...counts.keys()]).toEqual(allTierFeatures);
    expect([...counts].filter(([, found]) => found < leastPerFeature)).toEqual([]);
  });

  it("makes none unless asked to", () => {
    const plain = fc.sample(randomCase(), { numRuns: 100, seed: 1 });
    expect(plain.filter(({ cluster }) => cluster.clusterPolicies !== undefined)).toEqual([]);
  });

  const policiesOf = sample.map(({ cluster }) => cluster.clusterPolicies ?? []);

  it("makes at most four, of names that differ, and no BaselineAdminNetworkPolicy beside a current one", () => {
    for (const policies of policiesOf) {
      expect(policies.length).toBeLessThanOrEqual(4);
      expect(new Set(policies.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).size).toBe(policies.length);
      const old = policies.filter(({ kind }) => kind === "BaselineAdminNetworkPolicy").length;
      expect(old).toBeLessThanOrEqual(1);
      if (old === 1) expect(policies.filter((each) => tierOf(each) === "Baseline")).toHaveLength(1);
    }
  });

  it("makes no field that the API refuses", () => {
    for (const policy of policiesOf.flat()) {
      expect(JSON.stringify(policy)).not.toContain("null");
      const { ingress = [], egress = [] } = policy.spec;
      const portField = policy.kind === "ClusterNetworkPolicy" ? "protocols" : "ports";
      for (const rule of [...ingress, ...egress]) {
        expect(["name", "action", "from", "to", portField]).toEqual(expect.arrayContaining(Object.keys(rule)));
        for (const peer of rule.from ?? rule.to ?? []) expect(Object.keys(peer)).toHaveLength(1);
      }
    }
  });

  const addressFields = ["networks", "nodes", "domainNames"];
  const hasAddresses = (peer: NaiveTierPeer): boolean => addressFields.some((field) => Object.hasOwn(peer, field));

  it("has addresses for egress only, and no named port beside them", () => {
    for (const { kind, spec } of policiesOf.flat()) {
      expect((spec.ingress ?? []).flatMap(({ from }) => from ?? []).filter(hasAddresses)).toEqual([]);
      for (const { to = [], ports, protocols } of spec.egress ?? []) {
        if (to.some(hasAddresses)) expect(JSON.stringify([ports, protocols])).not.toContain("amedPort");
        if (kind === "BaselineAdminNetworkPolicy") expect(JSON.stringify(to)).not.toContain("domainNames");
      }
    }
  });

  it("is written as manifests without loss", () => {
    for (const { cluster } of sample.slice(0, 200)) {
      const { items } = JSON.parse(toManifests(cluster)) as { items: { apiVersion: string }[] };
      const written = items.filter(({ apiVersion }) => apiVersion.startsWith("policy.networking.k8s.io/"));
      expect(written).toEqual(JSON.parse(JSON.stringify(cluster.clusterPolicies)));
    }
  });
});

describe("the tiers on random clusters", () => {
  it("do not depend on the order of the objects", () => {
    fc.assert(
      fc.property(randomCase({ clusterPolicies: true }), ({ cluster, flow, settings }) => {
        const turned = { ...cluster, clusterPolicies: (cluster.clusterPolicies ?? []).toReversed() };
        expect(naiveVerdict(turned, flow, settings)).toBe(naiveVerdict(cluster, flow, settings));
      }),
      { numRuns: 1000 },
    );
  });

  it("change nothing where there are none", () => {
    fc.assert(
      fc.property(randomCase(), ({ cluster, flow, settings }) => {
        const none = { ...cluster, clusterPolicies: [] };
        expect(naiveVerdict(none, flow, settings)).toBe(naiveVerdict(cluster, flow, settings));
      }),
      { numRuns: 500 },
    );
  });

  /** What is decided in the open world must hold for whatever the labels of missing namespaces turn out to be. */
  it("never let a decided verdict depend on unknown namespace labels", () => {
    const value = fc.constantFrom(undefined, "", "web", "db", "other");
    const completion = fc.record({ app: value, tier: value, constructor: value });
    fc.assert(
      fc.property(randomCase({ clusterPolicies: true }), completion, ({ cluster, flow, settings }, picked) => {
        const verdict = naiveVerdict(cluster, flow, settings);
        // Pieces of a mixed answer may be undecided themselves.
        if (verdict === "undefined" || verdict === "mixed" || cluster.world === "closed") return;
        const labels: Labels = Object.fromEntries(
          Object.entries(picked).flatMap(([key, text]) => (text === undefined ? [] : [[key, text] as const])),
        );
        const known = new Set(cluster.namespaces.map(({ metadata }) => metadata.name));
        const missing = ["shop", "constructor", "kube-system", "openshift-kube-apiserver", "openshift-apiserver"]
          .filter((name) => !known.has(name))
          .map((name) => ({ metadata: { name, labels } }));
        const complete = { ...cluster, namespaces: [...cluster.namespaces, ...missing] };
        expect(naiveVerdict(complete, flow, settings)).toBe(verdict);
      }),
      { numRuns: 2000 },
    );
  });
});
