import process from "node:process";
import { compilePolicies, openCluster } from "@netpolint/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { isSame, keyOf, without } from "../packages/core/test/connectivity/without-parts.js";
import { toManifests } from "../packages/core/test/naive/naive-cluster.js";
import { randomCluster } from "../packages/core/test/naive/random-cluster.js";
import { findSubsumedItems } from "../packages/rules/src/subsumed-items.js";

const numRuns = process.env["NETPOLINT_LONG"] === undefined ? 100 : 3_000;

it("what others cover by what is written can go in any cluster, one by one and all together", async () => {
  const units = new Set<string>();
  const property = fc.asyncProperty(randomCluster({ protoKey: false }), async (naive) => {
    const files = [{ path: "input.json", text: toManifests(naive) }];
    const { cluster } = await openCluster(files, { world: naive.world, platform: "kubernetes" });
    const items = findSubsumedItems(compilePolicies(cluster));
    for (const item of items) {
      units.add(item.unit);
      expect(isSame(cluster, without(cluster, [item])), keyOf(item)).toBe(true);
    }
    expect(isSame(cluster, without(cluster, items))).toBe(true);
  });
  await fc.assert(property, { numRuns, endOnFailure: true });
  expect([...units].toSorted((a, b) => (a < b ? -1 : 1))).toEqual(["peer", "policy", "port", "rule"]);
}, 1_800_000);
