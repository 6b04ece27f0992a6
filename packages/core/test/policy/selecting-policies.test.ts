import { compilePolicies, type CompiledPolicies, openCluster, policiesFor } from "@netpolint/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { selectionInDoubt, typesInDoubt } from "../../src/policy/selecting-policies.js";
import { matchesLabels } from "../../src/sets/label-selector.js";
import { toManifests } from "../naive/naive-cluster.js";
import { randomCluster } from "../naive/random-cluster.js";

const numRuns = process.env["NETPOLINT_LONG"] === undefined ? 150 : 3_000;
const directions = ["ingress", "egress"] as const;

/** Asks every policy of the namespace, in its order. */
function askingAll({ byNamespace }: CompiledPolicies, pod: Parameters<typeof policiesFor>[1], direction: "ingress" | "egress") {
  if (pod.hostNetwork) return [];
  return (byNamespace.get(pod.namespace) ?? []).flatMap((compiled) => {
    if (!compiled[direction] && !typesInDoubt(compiled)) return [];
    const selects = selectionInDoubt(compiled) ? "unknown" : matchesLabels(compiled.policy.podSelector, pod.labels);
    return selects === "no" ? [] : [{ compiled, selects }];
  });
}

it("finds the policies of a pod that asking each of them finds, whatever is known of its labels", async () => {
  const seen = new Set<string>();
  const property = fc.asyncProperty(randomCluster(), fc.boolean(), async (naive, complete) => {
    const { cluster } = await openCluster([{ path: "input.json", text: toManifests(naive) }], { world: naive.world });
    const policies = compilePolicies(cluster);
    for (const pod of cluster.workloads.flatMap(({ pods }) => pods)) {
      const asked = { ...pod, labels: { ...pod.labels, complete } };
      for (const direction of directions) {
        const found = policiesFor(policies, asked, direction);
        expect(found).toEqual(askingAll(policies, asked, direction));
        // What is remembered is the same.
        expect(policiesFor(policies, asked, direction)).toBe(found);
        for (const { selects } of found) seen.add(`${complete} ${selects}`);
      }
    }
  });
  await fc.assert(property, { numRuns, endOnFailure: true });
  expect([...seen].toSorted((a, b) => (a < b ? -1 : 1))).toEqual(["false unknown", "false yes", "true unknown", "true yes"]);
}, 600_000);
