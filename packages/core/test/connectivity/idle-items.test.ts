import {
  buildConnectivity,
  type Cluster,
  compilePolicies,
  type CompiledPolicies,
  findIdleItems,
  type IdleItem,
  openCluster,
} from "@netpolint/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type NaiveCluster, toManifests } from "../naive/naive-cluster.js";
import { randomCluster } from "../naive/random-cluster.js";
import { isSame, keyOf, type Part, without } from "./without-parts.js";

const isLong = process.env["NETPOLINT_LONG"] !== undefined;

/** Pods with addresses of both families, outside the host network: of those everything is known. */
function withAddresses(naive: NaiveCluster): NaiveCluster {
  const pods = naive.pods.map(({ metadata, spec }, index) => ({
    metadata,
    spec: { ...spec, hostNetwork: false },
    status: { podIPs: [{ ip: `10.0.1.${index + 1}` }, { ip: `fd00::${index + 1}` }] },
  }));
  return { ...naive, pods };
}

/** Beside the random objects a pod of both families with a policy of its own, so that both are looked at. */
const beside: Pick<NaiveCluster, "pods" | "policies"> = {
  pods: [
    {
      metadata: { namespace: "both", name: "both" },
      spec: { containers: [{}] },
      status: { podIPs: [{ ip: "10.9.0.1" }, { ip: "fd09::1" }] },
    },
  ],
  policies: [],
};

async function open(naive: NaiveCluster): Promise<Cluster> {
  const whole = { ...naive, pods: [...naive.pods, ...beside.pods], policies: [...naive.policies, ...beside.policies] };
  const { cluster } = await openCluster([{ path: "input.json", text: toManifests(whole) }], { world: "closed", platform: "kubernetes" });
  return cluster;
}

/** What isolates each class of pods, which is more than who can connect to whom. */
function isolation(policies: CompiledPolicies): string {
  const { pods, classes, isolationOf } = buildConnectivity(policies);
  const directions = ["ingress", "egress"] as const;
  return JSON.stringify(pods.map((_, pod) => directions.map((one) => isolationOf(classes.classOfPod[pod]!, one))));
}

/** Every part that can be taken out alone. */
function partsOf({ networkPolicies }: Cluster): readonly Part[] {
  return networkPolicies.flatMap((policy) => [
    { policy, path: [] },
    ...(["ingress", "egress"] as const).flatMap((direction) =>
      policy.policyTypes[direction]
        ? policy[direction].flatMap(({ path, peers, ports }) => [
            { policy, path },
            ...(peers.length > 1 ? peers : []).map((peer) => ({ policy, path: peer.path })),
            ...(ports.length > 1 ? ports : []).map((port) => ({ policy, path: port.path })),
          ])
        : [],
    ),
  ]);
}

function idleIn(cluster: Cluster): readonly IdleItem[] {
  return findIdleItems(compilePolicies(cluster));
}

describe("idle items", () => {
  it("can be taken out, one by one and all together", async () => {
    const causes = new Set<string>();
    const property = fc.asyncProperty(randomCluster({ protoKey: false }), async (naive) => {
      const cluster = await open(naive);
      const idle = idleIn(cluster);
      for (const item of idle) {
        causes.add(item.cause);
        expect(isSame(cluster, without(cluster, [item])), `${keyOf(item)} ${item.cause}`).toBe(true);
      }
      expect(isSame(cluster, without(cluster, idle))).toBe(true);
    });
    await fc.assert(property, { numRuns: isLong ? 3_000 : 60, endOnFailure: true });
    expect([...causes]).toEqual(expect.arrayContaining(["covered", "no-peers"]));
  }, 1_800_000);

  it("leave nothing that could go as well", async () => {
    const property = fc.asyncProperty(randomCluster({ protoKey: false }), async (naive) => {
      const cluster = await open(withAddresses(naive));
      const rest = without(cluster, idleIn(cluster));
      for (const part of partsOf(rest)) {
        const after = without(rest, [part]);
        const lifts = isolation(compilePolicies(rest)) !== isolation(compilePolicies(after));
        expect(lifts || !isSame(rest, after), `${keyOf(part)} does nothing`).toBe(true);
      }
    });
    await fc.assert(property, { numRuns: isLong ? 2_000 : 20, endOnFailure: true });
  }, 1_800_000);
});

interface OpeningRule {
  /** The apps that it leaves out. */
  readonly but: readonly string[];
  readonly ports: readonly number[];
}

function withoutApp(app: string): { key: string; operator: "NotIn"; values: string[] } {
  return { key: "app", operator: "NotIn", values: [app] };
}

/** One pod for each app, each of its own kind, in one namespace, where all policies select all of them. */
function largeCluster(opening: Readonly<Record<string, readonly OpeningRule[]>>): NaiveCluster {
  const pods = Array.from({ length: 1_000 }, (_, index) => ({
    metadata: { namespace: "a", name: `pod-${index}`, labels: { app: `app-${index}` } },
    spec: { containers: [{}] },
    status: { podIPs: [{ ip: `10.1.${Math.floor(index / 250)}.${(index % 250) + 1}` }] },
  }));
  const policies = Object.entries(opening).map(([name, rules]) => ({
    metadata: { namespace: "a", name },
    spec: {
      podSelector: {},
      policyTypes: ["Ingress" as const],
      ingress: rules.map(({ but, ports }) => ({
        from: [{ podSelector: { matchExpressions: but.map(withoutApp) } }],
        ports: ports.map((port) => ({ port })),
      })),
    },
  }));
  return { world: "closed", namespaces: [], pods, policies };
}

async function idleKeys(cluster: NaiveCluster): Promise<readonly string[]> {
  return idleIn(await open(cluster)).map((item) => `${keyOf(item)} ${item.cause} ${item.because.map(keyOf).join(", ")}`);
}

/** A million pairs of pods, of which each rule opens nearly all. */
describe("idle items of a large cluster", () => {
  it("are found however many pairs of pods there are", async () => {
    const both = { first: [{ but: ["app-1"], ports: [80] }], second: [{ but: ["app-2"], ports: [80] }] };
    expect(await idleKeys(largeCluster(both))).toEqual([]);
    const all = { ...both, third: [{ but: [], ports: [80] }] };
    expect(await idleKeys(largeCluster(all))).toEqual(["a/third  covered a/first , a/second "]);
  });

  it("are found where several rules open the ports together", async () => {
    const parts = { first: [{ but: [], ports: [80] }], second: [{ but: ["app-1"], ports: [443] }] };
    const whole = { whole: [{ but: [], ports: [80, 443] }] };
    expect(await idleKeys(largeCluster({ ...parts, ...whole }))).toEqual([
      "a/first  covered a/whole ",
      "a/second  covered a/first , a/whole ",
    ]);
    const more = { third: [{ but: ["app-2"], ports: [443, 9090] }] };
    expect(await idleKeys(largeCluster({ ...parts, ...more, ...whole }))).toEqual([
      "a/whole  covered a/first , a/second , a/third ",
    ]);
  });
});
