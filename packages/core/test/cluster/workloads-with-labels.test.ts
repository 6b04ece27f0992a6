import { matchesLabels, openCluster, workloadsSelectedBy } from "@netpolint/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { toManifests } from "../naive/naive-cluster.js";
import { randomCluster } from "../naive/random-cluster.js";

const keys = fc.constantFrom("app", "tier", "__proto__", "absent");
const values = fc.constantFrom("web", "db", "a", "");
const requirement = fc.oneof(
  fc.record({ key: keys, operator: fc.constantFrom("In", "NotIn"), values: fc.array(values, { minLength: 1, maxLength: 3 }) }),
  fc.record({ key: keys, operator: fc.constantFrom("Exists", "DoesNotExist"), values: fc.constant([]) }),
);
const selectors = fc.record({ requirements: fc.array(requirement, { maxLength: 3 }) });

it("selects what looking at every pod selects", async () => {
  let selected = 0;
  const property = fc.asyncProperty(randomCluster(), selectors, async (naive, selector) => {
    const { cluster } = await openCluster([{ path: "in.yaml", text: toManifests(naive) }]);
    for (const namespace of [undefined, ...new Set(cluster.workloads.map((one) => one.namespace)), "nowhere"]) {
      const expected = cluster.workloads.filter(
        (one) =>
          (namespace === undefined || one.namespace === namespace) &&
          one.pods.some(({ labels }) => matchesLabels(selector, labels) !== "no"),
      );
      expect(workloadsSelectedBy(cluster, namespace, selector)).toEqual(expected);
      selected += expected.length;
    }
  });
  await fc.assert(property, { numRuns: process.env["NETPOLINT_LONG"] === undefined ? 100 : 2_000 });
  expect(selected).toBeGreaterThan(10);
});
