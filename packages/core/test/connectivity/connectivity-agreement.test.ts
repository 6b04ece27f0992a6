import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  buildConnectivity,
  type ConnectionAnswer,
  type Connectivity,
  type Endpoint,
  evaluateFlow,
  openCluster,
  type OpenedCluster,
  portRange,
  type Protocol,
  type Workload,
} from "../../src/index.js";
import { portSetContains } from "../../src/sets/port-set.js";
import { type NaiveCluster, toManifests } from "../naive/naive-cluster.js";
import { naiveVerdict } from "../naive/naive-evaluate.js";
import { randomCluster } from "../naive/random-cluster.js";

/** Random clusters whose every pair is compared on each run. */
const clusters = process.env["NETPOLINT_LONG"] ? 3_000 : 300;

const ports = [79, 80, 81, 443] as const;
const protocols: readonly Protocol[] = ["TCP", "UDP", "SCTP"];
const families = [4, 6] as const;

async function open(cluster: NaiveCluster): Promise<OpenedCluster> {
  const files = [{ path: "cluster.json", text: toManifests(cluster) }];
  return await openCluster(files, { world: cluster.world, platform: "kubernetes" });
}

function verdictOf({ allowed, undecided }: ConnectionAnswer, protocol: Protocol, port: number): string {
  if (portSetContains(allowed[protocol], port)) return "allow";
  return portSetContains(undecided[protocol], port) ? "undefined" : "deny";
}

/** Every workload of a random cluster is one pod. */
function endpointOf(workload: Workload): Endpoint {
  return { type: "workload", workload };
}

function onOneNode(a: Workload, b: Workload): boolean {
  const [first, second] = [a.pods[0], b.pods[0]];
  return first?.hostNetwork === true && first.nodeName !== undefined && first.nodeName === second?.nodeName;
}

function sharedFamilies(a: Workload, b: Workload): readonly (4 | 6)[] {
  const has = (workload: Workload, family: 4 | 6): boolean => {
    const addresses = workload.pods[0]?.addresses ?? [];
    return addresses.length === 0 || addresses.some((address) => address.family === family);
  };
  return families.filter((family) => has(a, family) && has(b, family));
}

/**
 * A listing compares networks with a pod whose address is not known as a whole, a single question piece by piece: the
 * listing may leave undecided what the question decides.
 */
function isLeftOpen(to: Workload, { clusterPolicies }: NaiveCluster): boolean {
  return to.pods[0]?.addresses.length === 0 && JSON.stringify(clusterPolicies ?? []).includes('"networks"');
}

/** The answers of the listing, expanded to pairs of pods, addresses by the first address of their stretch. */
function expandListing(connectivity: Connectivity, family: 4 | 6): Map<string, number> {
  const names = new Map<number, readonly string[]>();
  const namesOf = (column: number): readonly string[] => {
    const known = names.get(column);
    if (known) return known;
    const members = connectivity.membersOf(column);
    const found =
      members.type === "pods"
        ? members.pods.map((pod) => `pod ${pod}`)
        : members.sets.map((set) => `address ${set.family} ${set.intervals[0]?.[0]}`);
    names.set(column, found);
    return found;
  };
  const answers = new Map<string, number>();
  const put = (source: number, destination: number, answer: number): void => {
    for (const from of namesOf(source)) for (const to of namesOf(destination)) answers.set(`${from} -> ${to}`, answer);
  };
  const pairs: [number, number, number][] = [];
  connectivity.visit(family, {
    block: (sources, destinations, answer) => {
      for (const source of sources) for (const destination of destinations) put(source, destination, answer);
    },
    pair: (source, destination, answer, inBlock) => {
      pairs.push([source, destination, answer]);
      for (const from of namesOf(source).slice(0, 1)) {
        for (const to of namesOf(destination).slice(0, 1)) expect(answers.get(`${from} -> ${to}`) ?? 0).toBe(inBlock);
      }
    },
  });
  for (const [source, destination, answer] of pairs) put(source, destination, answer);
  return answers;
}

describe("connectivity", () => {
  test(
    `agrees with the point evaluator and the naive one on every pair of ${clusters} random clusters`,
    async () => {
      const property = fc.asyncProperty(randomCluster({ protoKey: false }), async (naive) => {
        const { cluster, policies } = await open(naive);
        const connectivity = buildConnectivity(policies);
        for (const [source, from] of cluster.workloads.entries()) {
          for (const [destination, to] of cluster.workloads.entries()) {
            if (source === destination || onOneNode(from, to)) continue;
            const shared = sharedFamilies(from, to);
            for (const protocol of protocols) {
              for (const port of ports) {
                const verdicts = shared.map((family) => {
                  const answer = connectivity.answerOf(connectivity.ask(source, destination, family));
                  const found = verdictOf(answer, protocol, port);
                  const question = {
                    from: endpointOf(from),
                    to: endpointOf(to),
                    protocols: [protocol],
                    ports: { type: "numbers", ports: portRange(port, port) },
                    families: [family],
                  } as const;
                  expect(found).toBe(evaluateFlow(policies, question).verdict);
                  return found;
                });
                if (shared.length === 0) continue;
                const name = (workload: Workload): string => `${workload.namespace}/${workload.name}`;
                const flow = { from: { pod: name(from) }, to: { pod: name(to) }, protocol, port };
                const expected = naiveVerdict(naive, flow);
                const same = verdicts.every((verdict) => verdict === verdicts[0]);
                const combined = same ? verdicts[0] : verdicts.includes("undefined") ? "undefined" : "mixed";
                expect(combined).toBe(expected);
              }
            }
          }
        }
      });
      await fc.assert(property, { numRuns: clusters });
    },
    600_000,
  );

  test(
    `agrees with the point evaluator on every pair of ${clusters} random clusters with tiers`,
    async () => {
      const property = fc.asyncProperty(randomCluster({ protoKey: false, clusterPolicies: true }), async (naive) => {
        const { cluster, policies } = await open(naive);
        const connectivity = buildConnectivity(policies);
        for (const [source, from] of cluster.workloads.entries()) {
          for (const [destination, to] of cluster.workloads.entries()) {
            if (source === destination || onOneNode(from, to)) continue;
            for (const family of sharedFamilies(from, to)) {
              for (const protocol of protocols) {
                for (const port of ports) {
                  const ports = { type: "numbers", ports: portRange(port, port) } as const;
                  const question = { from: endpointOf(from), to: endpointOf(to), protocols: [protocol], ports, families: [family] };
                  const { verdict } = evaluateFlow(policies, question);
                  const found = verdictOf(connectivity.answerOf(connectivity.ask(source, destination, family)), protocol, port);
                  if (isLeftOpen(to, naive) && found === "undefined") continue;
                  expect(found).toBe(verdict);
                }
              }
            }
          }
        }
      });
      await fc.assert(property, { numRuns: clusters });
    },
    600_000,
  );

  test.each([false, true])("lists what it answers for single pairs, with tiers: %s", async (clusterPolicies) => {
    const property = fc.asyncProperty(randomCluster({ protoKey: false, clusterPolicies }), async (naive) => {
      const { cluster, policies } = await open(naive);
      const connectivity = buildConnectivity(policies);
      for (const family of families) {
        const listed = expandListing(connectivity, family);
        for (const source of cluster.workloads.keys()) {
          for (const destination of cluster.workloads.keys()) {
            const answer = connectivity.ask(source, destination, family);
            expect(listed.get(`pod ${source} -> pod ${destination}`) ?? 0).toBe(answer);
          }
        }
      }
    });
    await fc.assert(property, { numRuns: clusters });
  });

  test.each([false, true])("lists for addresses what the point evaluator answers, with tiers: %s", async (clusterPolicies) => {
    const property = fc.asyncProperty(randomCluster({ protoKey: false, clusterPolicies }), async (naive) => {
      const { cluster, policies } = await open(naive);
      const connectivity = buildConnectivity(policies);
      for (const family of families) {
        const listed = expandListing(connectivity, family);
        for (const first of policies.addressCuts[family]) {
          const set = { family, intervals: [[first, first]] } as const;
          const outside: Endpoint = { type: "addresses", sets: [set], name: "outside" };
          for (const [index, workload] of cluster.workloads.entries()) {
            for (const [from, to, key] of [
              [outside, endpointOf(workload), `address ${family} ${first} -> pod ${index}`],
              [endpointOf(workload), outside, `pod ${index} -> address ${family} ${first}`],
            ] as const) {
              const own = workload.pods[0]?.addresses ?? [];
              if (own.length > 0 && !own.some((address) => address.family === family)) continue;
              const answer = connectivity.answerOf(listed.get(key) ?? 0);
              const question = { from, to, protocols: ["TCP"], ports: { type: "numbers", ports: portRange(80, 80) } } as const;
              expect(verdictOf(answer, "TCP", 80)).toBe(evaluateFlow(policies, question).verdict);
            }
          }
        }
      }
    });
    await fc.assert(property, { numRuns: 100 });
  });
});
