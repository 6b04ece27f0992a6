import { type Cluster, openCluster } from "@netpolint/core";
import { allPacks } from "@netpolint/packs";
import { describe, expect, it } from "vitest";
import { laterPacks } from "../src/later-packs.js";

/** Objects of built-in kinds alone, with names and labels that packs look for elsewhere. */
async function clusterWithoutPods(): Promise<Cluster> {
  const labels = laterPacks.flatMap(({ id }) => [`app.kubernetes.io/name: ${id}`]);
  const documents = laterPacks.flatMap(({ id }, at) => [
    `{ apiVersion: v1, kind: Namespace, metadata: { name: ${id}, labels: { ${labels[at]} } } }`,
    `{ apiVersion: v1, kind: Service, metadata: { name: ${id}-active, namespace: ${id} }, spec: { ports: [{ port: 443 }] } }`,
    `{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: ${id}, namespace: ${id} }, spec: { podSelector: { matchLabels: { ${labels[at]} } } } }`,
  ]);
  const packs = laterPacks.map(({ pack }) => pack());
  const files = [{ path: "all.yaml", text: documents.join("\n---\n") }];
  return (await openCluster(files, {}, undefined, { packs, parameters: new Map() })).cluster;
}

describe.each(laterPacks.map((later) => [later.id, later] as const))("what is said of pack %s before it is read", (id, later) => {
  const pack = later.pack();

  it("is what it says itself", () => {
    expect(pack.id).toBe(id);
    const kinds = new Map((pack.kinds ?? []).map((kind) => [JSON.stringify(kind), kind]));
    expect(later.kinds ?? []).toEqual([...kinds.values()]);
    const made = [pack.assumePolicies, pack.operatorPolicies].map((one) => one !== undefined);
    expect(made).toEqual([later.hasOperator ?? false, later.hasOperator ?? false]);
    // Nobody passes it on.
    expect(pack.assumeLabels).toBeUndefined();
    expect(pack.declaredAt).toBeUndefined();
  });

  it("is that it does not occur where there are neither pods nor custom resources", async () => {
    const cluster = await clusterWithoutPods();
    expect(cluster.workloads).toEqual([]);
    expect(pack.occurs({ ...cluster, customResources: [] })).toBe(false);
  });

  it("is passed on", async () => {
    const all = allPacks.find((one) => one.id === id);
    const { title, link, parameters } = pack;
    expect(all).toMatchObject({ title, link, parameters });
    const cluster = await clusterWithoutPods();
    const context = { cluster, parameters: new Map<string, string>() };
    expect(all?.operatorPolicies?.(context)).toEqual(pack.operatorPolicies?.(context));
  });
});
