import * as fc from "fast-check";
import { expect, test } from "vitest";
import { buildConnectivity, isEmptyConnection, mapConnections, openCluster, workloadName } from "@netpolint/core";
import { toManifests } from "../../core/test/naive/naive-cluster.js";
import { randomCluster } from "../../core/test/naive/random-cluster.js";
import { answer, answerContext } from "../src/index.js";

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
