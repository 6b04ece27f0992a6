import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  buildConnectivity,
  type ConnectionMap,
  evaluateFlow,
  type MapBy,
  mapConnections,
  mentionedFamilies,
  openCluster,
  type OpenedCluster,
  portRange,
  type Protocol,
  type SourceFile,
  type Verdict,
  type Workload,
  workloadName,
} from "../../src/index.js";
import type { Endpoint } from "../../src/index.js";
import { type IpFamily, parseCidr } from "../../src/sets/ip-address.js";
import { lastAddress } from "../../src/sets/ip-set.js";
import { portSetContains } from "../../src/sets/port-set.js";
import { type NaiveCluster, type NaivePolicy, toManifests } from "../naive/naive-cluster.js";
import { randomCluster } from "../naive/random-cluster.js";

const clusters = process.env["NETPOLINT_LONG"] ? 1_000 : 100;

const probes = [
  ["TCP", 79],
  ["TCP", 80],
  ["TCP", 443],
  ["UDP", 80],
  ["SCTP", 443],
] as const;

async function open(cluster: NaiveCluster): Promise<OpenedCluster> {
  return await openCluster([{ path: "cluster.json", text: toManifests(cluster) }], { world: cluster.world, platform: "kubernetes" });
}

function mapOf({ cluster, policies }: OpenedCluster, by: MapBy): ConnectionMap {
  return mapConnections({ cluster, connectivity: buildConnectivity(policies) }, { by });
}

type Combined = "allowed" | "partly" | "undecided" | "denied";

/** What the map says of one port. */
function listedAnswers(map: ConnectionMap): (from: string, to: string, protocol: Protocol, port: number) => Combined {
  const connections = new Map(map.connections.map((one) => [`${one.from} -> ${one.to}`, one]));
  return (from, to, protocol, port) => {
    const found = connections.get(`${from} -> ${to}`);
    if (!found) return "denied";
    const kinds = (["allowed", "partly", "undecided"] as const).filter((kind) =>
      portSetContains(found[kind][protocol], port),
    );
    expect(kinds.length).toBeLessThan(2);
    return kinds[0] ?? "denied";
  };
}

/** What the map has to say of several flows that it puts together. */
function combine(verdicts: readonly string[]): Combined {
  if (verdicts.length > 0 && verdicts.every((verdict) => verdict === "allow")) return "allowed";
  if (verdicts.includes("allow")) return "partly";
  return verdicts.includes("undefined") ? "undecided" : "denied";
}

function familiesOf(workload: Workload): readonly IpFamily[] {
  const addresses = workload.pods[0]?.addresses ?? [];
  return addresses.length === 0 ? [4, 6] : addresses.map(({ family }) => family);
}

/** The verdict of each family in which two pods are asked about. */
function verdictsOf(opened: OpenedCluster, a: Workload, b: Workload, protocol: Protocol, port: number): Verdict[] {
  const shared = familiesOf(a).filter((family) => familiesOf(b).includes(family));
  const asked = shared.length > 0 ? shared : ([4, 6] as const);
  const mentioned = mentionedFamilies(opened.cluster);
  return asked
    .filter((family) => mentioned.includes(family))
    .map((family) => {
      const ends = { from: { type: "workload", workload: a }, to: { type: "workload", workload: b } } as const;
      return verdictFor(opened, ends, family, protocol, port);
    });
}

function verdictFor(
  { policies }: OpenedCluster,
  ends: { readonly from: Endpoint; readonly to: Endpoint },
  family: IpFamily,
  protocol: Protocol,
  port: number,
): Verdict {
  const ports = { type: "numbers", ports: portRange(port, port) } as const;
  return evaluateFlow(policies, { ...ends, protocols: [protocol], ports, families: [family] }).verdict as Verdict;
}

describe("the map", () => {
  test("by pods says what single questions are answered", async () => {
    const property = fc.asyncProperty(randomCluster({ protoKey: false }), async (naive) => {
      const opened = await open(naive);
      const listed = listedAnswers(mapOf(opened, "pod"));
      for (const a of opened.cluster.workloads) {
        for (const b of opened.cluster.workloads) {
          for (const [protocol, port] of probes) {
            const found = listed(workloadName(a), workloadName(b), protocol, port);
            const expected = a === b ? "denied" : combine(verdictsOf(opened, a, b, protocol, port));
            expect(`${workloadName(a)} ${workloadName(b)} ${protocol} ${port} ${found}`).toBe(
              `${workloadName(a)} ${workloadName(b)} ${protocol} ${port} ${expected}`,
            );
          }
        }
      }
    });
    await fc.assert(property, { numRuns: clusters });
  }, 600_000);

  test("by namespaces says what all pairs of their pods have, and what some have", async () => {
    const property = fc.asyncProperty(randomCluster({ protoKey: false }), async (naive) => {
      const opened = await open(naive);
      const { workloads } = opened.cluster;
      const listed = listedAnswers(mapOf(opened, "namespace"));
      const namespaces = [...new Set(workloads.map(({ namespace }) => namespace))];
      for (const from of namespaces) {
        for (const to of namespaces) {
          for (const [protocol, port] of probes) {
            const verdicts = workloads.flatMap((a) =>
              workloads.flatMap((b) => {
                if (a === b || a.namespace !== from || b.namespace !== to) return [];
                return verdictsOf(opened, a, b, protocol, port);
              }),
            );
            expect(`${from} ${to} ${protocol} ${port} ${listed(from, to, protocol, port)}`).toBe(
              `${from} ${to} ${protocol} ${port} ${combine(verdicts)}`,
            );
          }
        }
      }
    });
    await fc.assert(property, { numRuns: clusters });
  }, 600_000);

  test("has for every address what single questions are answered, in one range", async () => {
    const property = fc.asyncProperty(randomCluster({ protoKey: false }), async (naive) => {
      const opened = await open(naive);
      const map = mapOf(opened, "pod");
      const listed = listedAnswers(map);
      for (const family of mentionedFamilies(opened.cluster)) {
        for (const value of borders(opened, family)) {
          const set = { family, intervals: [[value, value]] } as const;
          const outside: Endpoint = { type: "addresses", sets: [set], name: "outside" };
          const ranges = map.endpoints.filter(({ cidrs }) => cidrs?.some((cidr) => holds(cidr, family, value)));
          expect(ranges.length).toBeLessThan(2);
          const range = ranges[0]?.name ?? "";
          for (const workload of opened.cluster.workloads) {
            if (!familiesOf(workload).includes(family)) continue;
            const pod: Endpoint = { type: "workload", workload };
            for (const [protocol, port] of probes) {
              const out = combine([verdictFor(opened, { from: pod, to: outside }, family, protocol, port)]);
              const into = combine([verdictFor(opened, { from: outside, to: pod }, family, protocol, port)]);
              expect(listed(workloadName(workload), range, protocol, port)).toBe(out);
              expect(listed(range, workloadName(workload), protocol, port)).toBe(into);
            }
          }
        }
      }
    });
    await fc.assert(property, { numRuns: clusters });
  }, 600_000);

  test("is the same whatever the order of documents, policies, rules, peers and ports", async () => {
    const property = fc.asyncProperty(
      randomCluster({ protoKey: false }),
      fc.array(fc.nat(1_000), { minLength: 97, maxLength: 97 }),
      async (naive, numbers) => {
        const opened = await open(naive);
        const turned = await openCluster(shuffledFiles(naive, drawFrom(numbers)), { world: naive.world, platform: "kubernetes" });
        for (const by of ["workload", "pod", "namespace"] as const) {
          expect(mapOf(turned, by)).toEqual(mapOf(opened, by));
        }
      },
    );
    await fc.assert(property, { numRuns: clusters });
  }, 600_000);
});

/** The first and the last address of every stretch that policies tell apart. */
function borders({ policies }: OpenedCluster, family: IpFamily): readonly bigint[] {
  const cuts = policies.addressCuts[family];
  return [...cuts, ...cuts.slice(1).map((cut) => cut - 1n), lastAddress(family)];
}

function holds(cidr: string, family: IpFamily, value: bigint): boolean {
  const block = parseCidr(cidr);
  return block !== undefined && block.family === family && block.first <= value && value <= block.last;
}

type Shuffle = <T>(list: readonly T[]) => T[];

/** Fisher and Yates with numbers that fast-check chose; taken round and round. */
function drawFrom(numbers: readonly number[]): Shuffle {
  let next = 0;
  return <T>(list: readonly T[]): T[] => {
    const result = [...list];
    for (let at = result.length - 1; at > 0; at -= 1) {
      const other = (numbers[next++ % numbers.length] ?? 0) % (at + 1);
      [result[at], result[other]] = [result[other] as T, result[at] as T];
    }
    return result;
  };
}

/** Every object in a file of its own, the files in another order, and every list in them as well. */
function shuffledFiles(naive: NaiveCluster, shuffle: Shuffle): readonly SourceFile[] {
  const none = { ...naive, namespaces: [], pods: [], policies: [] };
  const alone = [
    ...naive.namespaces.map((one) => ({ ...none, namespaces: [one] })),
    ...naive.pods.map((one) => ({ ...none, pods: [one] })),
    ...naive.policies.map((one) => ({ ...none, policies: [shuffledPolicy(one, shuffle)] })),
  ];
  return shuffle(alone).map((one, index) => ({ path: `${index}.json`, text: toManifests(one) }));
}

function shuffledPolicy(policy: NaivePolicy, shuffle: Shuffle): NaivePolicy {
  const lists = new Set(["ingress", "egress", "from", "to", "ports", "policyTypes", "except"]);
  const text = JSON.stringify(policy, (key, value: unknown) => {
    return lists.has(key) && Array.isArray(value) ? shuffle(value as readonly unknown[]) : value;
  });
  return JSON.parse(text) as NaivePolicy;
}

test("in a map by namespaces, workloads that are apart are listed by themselves, and no more with their namespace", async () => {
  const text = ["web", "db", "api"]
    .map((name) => `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }\nspec: {}\n`)
    .concat(
      "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: db, namespace: shop }\nspec: { podSelector: { matchLabels: { app: db } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }] }] }\n",
    )
    .join("---\n");
  const { cluster, policies } = await openCluster([{ path: "a.yaml", text }]);
  const source = { cluster, connectivity: buildConnectivity(policies) };
  const map = mapConnections(source, { by: "namespace", isApart: ({ name }) => name === "db" });
  expect(map.endpoints.filter(({ cidrs }) => cidrs === null).map(({ name, type }) => [name, type])).toEqual([
    ["shop", "namespace"],
    ["shop/Pod/db", "pod"],
  ]);
  const all = { TCP: { intervals: [[1, 65535]] }, UDP: { intervals: [[1, 65535]] }, SCTP: { intervals: [[1, 65535]] } };
  const found = new Map(map.connections.map((one) => [`${one.from} ${one.to}`, one]));
  // Web is let in, api is not.
  expect(found.get("shop shop/Pod/db")?.partly).toEqual(all);
  expect(found.get("shop/Pod/db shop")?.allowed).toEqual(all);
});
