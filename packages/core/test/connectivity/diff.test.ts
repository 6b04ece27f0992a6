import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ConnectionPorts,
  type ConnectivityDiff,
  diffConnectivity,
  type DiffConnection,
  type DiffEnd,
  type Endpoint,
  evaluateFlow,
  type IpAddress,
  ipSetOf,
  ipSetToCidrs,
  openCluster,
  type OpenedCluster,
  parseCidr,
  perProtocol,
  type Protocol,
  type UndecidedChange,
  usedFamilies,
  type Workload,
  workloadName,
} from "../../src/index.js";
import { diffConnections } from "../../src/connectivity/diff.js";
import type { DiffSide } from "../../src/connectivity/diff-side.js";
import { replacePolicies } from "../../src/policy/replace-policies.js";
import { type IpSet, unionIpSets } from "../../src/sets/ip-set.js";
import {
  emptyPortSet,
  fullPortSet,
  intersectPortSets,
  type PortSet,
  subtractPortSets,
  unionPortSets,
} from "../../src/sets/port-set.js";
import { type NaiveCluster, toManifests } from "../naive/naive-cluster.js";
import { randomCluster } from "../naive/random-cluster.js";

const runs = process.env["NETPOLINT_LONG"] ? 2_000 : 200;
const protocols: readonly Protocol[] = ["TCP", "UDP", "SCTP"];
const families = [4, 6] as const;
type Family = (typeof families)[number];

async function open(naive: NaiveCluster, world: NaiveCluster["world"] = naive.world): Promise<OpenedCluster> {
  return await openCluster([{ path: "cluster.json", text: toManifests(naive) }], { world, platform: "kubernetes" });
}

/** Two clusters that have something in common, as two revisions do. */
const twoClusters = fc
  .record({
    base: randomCluster({ protoKey: false }),
    other: randomCluster({ protoKey: false }),
    take: fc.constantFrom("all", "policies", "one policy", "no first policy", "namespaces", "first pod"),
  })
  .map(({ base, other, take }) => ({ base, head: mixed(base, other, take) }));

function mixed(base: NaiveCluster, other: NaiveCluster, take: string): NaiveCluster {
  if (take === "all") return { ...other, world: base.world };
  if (take === "policies") return { ...base, policies: other.policies };
  if (take === "one policy") return { ...base, policies: [...base.policies.slice(1), ...other.policies.slice(0, 1)] };
  if (take === "no first policy") return { ...base, policies: base.policies.slice(1) };
  if (take === "namespaces") return { ...base, namespaces: other.namespaces };
  return { ...base, pods: [...other.pods.slice(0, 1), ...base.pods.slice(1)] };
}

interface Opened {
  readonly base: OpenedCluster;
  readonly head: OpenedCluster;
  readonly diff: ConnectivityDiff;
}

async function openBoth({ base, head }: { base: NaiveCluster; head: NaiveCluster }): Promise<Opened> {
  const sides = { base: await open(base), head: await open(head, base.world) };
  return { ...sides, diff: diffConnectivity(sides.base, sides.head) };
}

interface Ports {
  readonly allowed: ConnectionPorts;
  readonly undecided: ConnectionPorts;
}

const none = perProtocol(() => emptyPortSet());

type PortWork = (a: PortSet, b: PortSet) => PortSet;

function eachProtocol(a: ConnectionPorts, b: ConnectionPorts, work: PortWork): ConnectionPorts {
  return perProtocol((protocol) => work(a[protocol], b[protocol]));
}

const union = (a: ConnectionPorts, b: ConnectionPorts): ConnectionPorts => eachProtocol(a, b, unionPortSets);
const subtract = (a: ConnectionPorts, b: ConnectionPorts): ConnectionPorts => eachProtocol(a, b, subtractPortSets);
const intersect = (a: ConnectionPorts, b: ConnectionPorts): ConnectionPorts => eachProtocol(a, b, intersectPortSets);

/** The judge: the point evaluator on all ports, which compiles the policies without the cuts of the other side. */
function judged({ policies }: OpenedCluster, from: Endpoint, to: Endpoint, family: Family): Ports {
  const ports = { type: "numbers", ports: fullPortSet() } as const;
  const { parts } = evaluateFlow(policies, { from, to, protocols, ports, families: [family] });
  const found = { allow: none, undefined: none, deny: none };
  for (const part of parts) {
    found[part.verdict] = union(found[part.verdict], { ...none, [part.protocol]: part.ports });
  }
  return { allowed: found.allow, undecided: found.undefined };
}

function endpoint(workload: Workload): Endpoint {
  return { type: "workload", workload };
}

function mayHave({ pods }: Workload, family: Family): boolean {
  return pods.every(({ addresses }) => addresses.length === 0 || addresses.some((one) => one.family === family));
}

interface Common {
  readonly name: string;
  readonly base: Workload;
  readonly head: Workload;
}

function commonWorkloads({ base, head }: Opened): readonly Common[] {
  return base.cluster.workloads.flatMap((workload) => {
    const name = workloadName(workload);
    const other = head.cluster.workloads.find((one) => workloadName(one) === name);
    return other ? [{ name, base: workload, head: other }] : [];
  });
}

function commonFamilies(ends: readonly Common[]): readonly Family[] {
  return families.filter((family) => ends.every(({ base, head }) => mayHave(base, family) && mayHave(head, family)));
}

type IsEnd = (end: DiffEnd) => boolean;

const isNamed = (name: string): IsEnd => ({ name: own }) => own === name;

function holds({ family, value }: IpAddress): IsEnd {
  return ({ cidrs }) =>
    cidrs !== null &&
    cidrs.some((text) => {
      const block = parseCidr(text);
      return block?.family === family && block.first <= value && value <= block.last;
    });
}

function portsBetween(list: readonly DiffConnection[], from: IsEnd, to: IsEnd, family: Family): ConnectionPorts {
  const own = list.filter((one) => from(one.from) && to(one.to) && (one.family === null || one.family === family));
  const all = own.map(({ ports }) => ports).reduce(union, none);
  const disjoint = own.flatMap(({ ports }) => protocols.flatMap((protocol) => ports[protocol].intervals));
  // No port is listed twice: the numbers of ports add up.
  const count = (intervals: readonly (readonly [number, number])[]): number =>
    intervals.reduce((total, [first, last]) => total + last - first + 1, 0);
  expect(count(disjoint)).toBe(count(protocols.flatMap((protocol) => all[protocol].intervals)));
  return all;
}

function applied(diff: ConnectivityDiff, before: Ports, from: IsEnd, to: IsEnd, family: Family): Ports {
  const between = (list: readonly DiffConnection[]): ConnectionPorts => portsBetween(list, from, to, family);
  const undecided = (isWanted: (one: UndecidedChange) => boolean): ConnectionPorts =>
    between(diff.undecidedChanges.filter(isWanted));
  const [gained, lost] = [between(diff.gained), between(diff.lost)];
  expect(intersect(gained, union(before.allowed, before.undecided))).toEqual(none);
  expect(subtract(lost, before.allowed)).toEqual(none);
  const left = subtract(subtract(before.allowed, lost), undecided(({ base }) => base === "allowed"));
  const unsure = subtract(before.undecided, undecided(({ base }) => base === "undecided"));
  return {
    allowed: union(union(left, gained), undecided(({ head }) => head === "allowed")),
    undecided: union(unsure, undecided(({ head }) => head === "undecided")),
  };
}

function isEmpty(diff: ConnectivityDiff): boolean {
  const { gained, lost, changed, undecidedChanges, onlyInBase, onlyInHead } = diff;
  return [gained, lost, changed, undecidedChanges, onlyInBase, onlyInHead].every((list) => list.length === 0);
}

function addressSamples({ base, head }: Opened, family: Family): readonly IpAddress[] {
  const cuts = new Set([...base.policies.addressCuts[family], ...head.policies.addressCuts[family]]);
  return [...cuts].map((value) => ({ family, value }));
}

function outside({ family, value }: IpAddress): Endpoint {
  return { type: "addresses", sets: [ipSetOf({ family, first: value, last: value })], name: "outside" };
}

describe("diff of random clusters", () => {
  test("a cluster does not differ from itself", async () => {
    await fc.assert(
      fc.asyncProperty(randomCluster({ protoKey: false }), async (naive) => {
        const { diff } = await openBoth({ base: naive, head: naive });
        expect(isEmpty(diff)).toBe(true);
        expect(diff.policies).toEqual({ onlyInBase: [], onlyInHead: [], changed: [] });
      }),
      { numRuns: runs },
    );
  });

  test("applied to base it gives head, for every pair of workloads and every port", async () => {
    let changes = 0;
    await fc.assert(
      fc.asyncProperty(twoClusters, async (naive) => {
        const opened = await openBoth(naive);
        const { base, head, diff } = opened;
        changes += diff.gained.length + diff.lost.length;
        const common = commonWorkloads(opened);
        for (const from of common) {
          for (const to of common) {
            if (from === to) continue;
            const used = [...usedFamilies(base.cluster), ...usedFamilies(head.cluster)];
            for (const family of commonFamilies([from, to]).filter((one) => used.includes(one))) {
              const before = judged(base, endpoint(from.base), endpoint(to.base), family);
              const after = judged(head, endpoint(from.head), endpoint(to.head), family);
              expect(applied(diff, before, isNamed(from.name), isNamed(to.name), family)).toEqual(after);
            }
          }
        }
      }),
      { numRuns: runs },
    );
    expect(changes).toBeGreaterThan(runs);
  });

  test("applied to base it gives head, for every workload and every range of addresses", async () => {
    await fc.assert(
      fc.asyncProperty(twoClusters, async (naive) => {
        const opened = await openBoth(naive);
        const { base, head, diff } = opened;
        for (const one of commonWorkloads(opened)) {
          for (const family of commonFamilies([one]).filter((family) => diff.families.includes(family))) {
            for (const address of addressSamples(opened, family)) {
              const [pod, other] = [isNamed(one.name), holds(address)];
              const [out, back] = [endpoint(one.base), endpoint(one.head)];
              const to = applied(diff, judged(base, out, outside(address), family), pod, other, family);
              expect(to).toEqual(judged(head, back, outside(address), family));
              const from = applied(diff, judged(base, outside(address), out, family), other, pod, family);
              expect(from).toEqual(judged(head, outside(address), back, family));
            }
          }
        }
      }),
      // Each is asked about dozens of addresses.
      { numRuns: runs / 4 },
    );
  });

  test("turned round it swaps gained and lost, and what is undecided", async () => {
    await fc.assert(
      fc.asyncProperty(twoClusters, async (naive) => {
        const opened = await openBoth(naive);
        const { diff } = opened;
        const reversed = diffConnectivity(opened.head, opened.base);
        const flat = (list: readonly DiffConnection[]): unknown => expanded(opened, list);
        expect(flat(reversed.gained)).toEqual(flat(diff.lost));
        expect(flat(reversed.lost)).toEqual(flat(diff.gained));
        const turned = diff.undecidedChanges.map((one) => ({ ...one, base: one.head, head: one.base }));
        expect(flat(reversed.undecidedChanges)).toEqual(flat(turned));
        expect(reversed.onlyInBase).toEqual(diff.onlyInHead);
        expect(reversed.onlyInHead).toEqual(diff.onlyInBase);
      }),
      { numRuns: runs },
    );
  });

  test("every change has a reason in a file of its side, and ranges are the shortest lists", async () => {
    await fc.assert(
      fc.asyncProperty(twoClusters, async (naive) => {
        const { diff } = await openBoth(naive);
        for (const { from, to, reasons } of [...diff.gained, ...diff.lost, ...diff.undecidedChanges]) {
          expect(reasons.length).toBeGreaterThan(0);
          for (const { kind, policy, place } of reasons) {
            if (kind !== "pods") expect(policy).not.toBe(null);
            expect(place?.file).toBe("cluster.json");
          }
          for (const { cidrs } of [from, to]) if (cidrs) expect(shortest(cidrs)).toEqual(cidrs);
        }
      }),
      { numRuns: runs },
    );
  });

  test("endpoints of one side are in no other list", async () => {
    await fc.assert(
      fc.asyncProperty(twoClusters, async (naive) => {
        const { base, head, diff } = await openBoth(naive);
        const [inBase, inHead] = [base, head].map(({ cluster }) => cluster.workloads.map(workloadName));
        const names = (list: readonly { readonly name: string }[]): readonly string[] => list.map(({ name }) => name);
        expect(names(diff.onlyInBase)).toEqual(inBase?.filter((name) => !inHead?.includes(name)));
        expect(names(diff.onlyInHead)).toEqual(inHead?.filter((name) => !inBase?.includes(name)));
        const apart = new Set([...names(diff.onlyInBase), ...names(diff.onlyInHead)]);
        const connections = [...diff.gained, ...diff.lost, ...diff.undecidedChanges];
        expect(connections.filter(({ from, to }) => apart.has(from.name) || apart.has(to.name))).toEqual([]);
      }),
      { numRuns: runs },
    );
  });
});

/** Ports by pair of ends, with addresses one by one, so that lists that are put together otherwise are equal. */
function expanded(
  opened: Opened,
  list: readonly (DiffConnection & Partial<UndecidedChange>)[],
): Map<string, ConnectionPorts> {
  const found = new Map<string, ConnectionPorts>();
  const namesOf = (end: DiffEnd): readonly string[] => {
    if (end.cidrs === null) return [end.name];
    const samples = families.flatMap((family) => addressSamples(opened, family));
    return samples.filter((address) => holds(address)(end)).map(({ family, value }) => `${family} ${value}`);
  };
  for (const { from, to, family, somePods, ports, base, head } of list) {
    for (const source of namesOf(from)) {
      for (const destination of namesOf(to)) {
        for (const one of family === null ? families : [family]) {
          const key = JSON.stringify([source, destination, one, somePods, base, head]);
          found.set(key, union(found.get(key) ?? none, ports));
        }
      }
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function shortest(cidrs: readonly string[]): readonly string[] {
  const sets = cidrs.map((text) => ipSetOf(parseCidr(text) ?? { family: 4, first: 0n, last: 0n }));
  return families.flatMap((family) => {
    const own: readonly IpSet[] = sets.filter((set) => set.family === family);
    return own.length === 0 ? [] : ipSetToCidrs(own.reduce(unionIpSets));
  });
}

/** Pods of one ReplicaSet, and a policy that lets only one of their addresses in. */
function replicas(names: readonly string[], allowed: readonly string[]): string {
  const owner = { apiVersion: "apps/v1", kind: "ReplicaSet", name: "web", uid: "1", controller: true };
  const pods = names.map((name, index) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "shop", labels: { app: "web" }, ownerReferences: [owner] },
    spec: { containers: [] },
    status: { podIPs: [{ ip: `10.0.0.${index + 1}` }] },
  }));
  const db = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "db", namespace: "shop", labels: { app: "db" } },
    spec: { containers: [] },
    status: { podIPs: [{ ip: "10.0.0.100" }] },
  };
  const from = allowed.map((cidr) => ({ ipBlock: { cidr } }));
  const ports = [{ port: 80 }];
  const policy = {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "db", namespace: "shop" },
    spec: { podSelector: { matchLabels: { app: "db" } }, ingress: [{ from, ports }] },
  };
  return JSON.stringify({ apiVersion: "v1", kind: "List", items: [...pods, db, policy] });
}

async function diffOf(base: string, head: string): Promise<ConnectivityDiff> {
  const [one, other] = [base, head].map((text) => openCluster([{ path: "all.json", text }]));
  return diffConnectivity(await (one as Promise<OpenedCluster>), await (other as Promise<OpenedCluster>));
}

function podChanges(list: readonly DiffConnection[]): readonly unknown[] {
  return list
    .filter(({ from, to }) => from.cidrs === null && to.cidrs === null)
    .map(({ from, to, ports, somePods }) => [from.name, to.name, ports.TCP.intervals, somePods]);
}

const web = "shop/ReplicaSet/web";
const db = "shop/Pod/db";

describe("pods of one workload", () => {
  const names = ["web-a", "web-b"];

  test("are compared one by one where both sides have them", async () => {
    const moved = await diffOf(replicas(names, ["10.0.0.1/32"]), replicas(names, ["10.0.0.2/32"]));
    expect(podChanges(moved.gained)).toEqual([[web, db, [[80, 80]], true]]);
    expect(podChanges(moved.lost)).toEqual([[web, db, [[80, 80]], true]]);
    const widened = await diffOf(replicas(names, ["10.0.0.1/32"]), replicas(names, ["10.0.0.0/24"]));
    expect(podChanges(widened.gained)).toEqual([[web, db, [[80, 80]], true]]);
    expect(podChanges(widened.lost)).toEqual([]);
    const opened = await diffOf(replicas(names, ["10.9.0.0/24"]), replicas(names, ["10.0.0.0/24"]));
    expect(podChanges(opened.gained)).toEqual([[web, db, [[80, 80]], false]]);
  });

  test("of other names are compared as a whole, and what is so for some on both sides stays open", async () => {
    const others = ["web-x", "web-y"];
    const opened = await diffOf(replicas(names, ["10.9.0.0/24"]), replicas(others, ["10.0.0.1/32"]));
    expect(podChanges(opened.gained)).toEqual([[web, db, [[80, 80]], true]]);
    const same = await diffOf(replicas(names, ["10.0.0.0/24"]), replicas(others, ["10.0.0.0/24"]));
    expect(isEmpty(same)).toBe(true);
    const partly = await diffOf(replicas(names, ["10.0.0.1/32"]), replicas(others, ["10.0.0.2/32"]));
    expect(podChanges(partly.gained)).toEqual([]);
    expect(podChanges(partly.undecidedChanges)).toEqual([[web, db, [[80, 80]], false]]);
    expect(partly.undecidedChanges[0]).toMatchObject({ base: "partly", head: "partly" });
  });
});

describe("the reason of a change", () => {
  const onNode = (nodeName: string | undefined): string =>
    JSON.stringify({
      apiVersion: "v1",
      kind: "List",
      items: [
        {
          apiVersion: "v1",
          kind: "Pod",
          metadata: { name: "agent", namespace: "shop" },
          spec: { hostNetwork: true, nodeName: "n1", containers: [] },
          status: { podIPs: [{ ip: "192.168.0.1" }] },
        },
        {
          apiVersion: "v1",
          kind: "Pod",
          metadata: { name: "db", namespace: "shop" },
          spec: { ...(nodeName === undefined ? {} : { nodeName }), containers: [] },
          status: { podIPs: [{ ip: "10.0.0.1" }] },
        },
        {
          apiVersion: "networking.k8s.io/v1",
          kind: "NetworkPolicy",
          metadata: { name: "closed", namespace: "shop" },
          spec: { podSelector: {}, policyTypes: ["Ingress"] },
        },
      ],
    });

  test("may be that a pod is on another node, which lets in what comes from it", async () => {
    const moved = await diffOf(onNode("n2"), onNode("n1"));
    expect(podChanges(moved.gained)).toEqual([["shop/Pod/agent", db, [[1, 65535]], false]]);
    const reasons = moved.gained.flatMap((one) => one.reasons);
    expect(reasons.map(({ kind, policy }) => [kind, policy])).toEqual([["pods", null]]);
    const back = await diffOf(onNode("n1"), onNode("n2"));
    expect(podChanges(back.lost)).toEqual([["shop/Pod/agent", db, [[1, 65535]], false]]);
  });
});

describe("a base that is compared with many heads", () => {
  const clusters = fc.record({
    base: randomCluster({ protoKey: false }),
    others: fc.array(randomCluster({ protoKey: false }), { minLength: 1, maxLength: 3 }),
  });

  /** The same cluster as one that nobody can tell to be the same. */
  const apart = ({ cluster, policies }: DiffSide): DiffSide => {
    const another = { ...cluster, workloads: [...cluster.workloads] };
    return { cluster: another, policies: { ...policies, cluster: another } };
  };

  /** The first policies say what those of another cluster say. */
  const edited = (base: OpenedCluster, other: OpenedCluster): DiffSide => {
    const foreign = other.cluster.networkPolicies;
    const pairs = base.cluster.networkPolicies.slice(0, 2).flatMap((policy, index) => {
      const said = foreign[index];
      return said ? [[policy, { ...said, meta: policy.meta }] as const] : [];
    });
    const policies = replacePolicies(base.policies, new Map(pairs));
    return { cluster: policies.cluster, policies };
  };

  test("is told apart by addresses once a head asks for them", async () => {
    const web = { namespace: "shop", name: "web" };
    const closed = { podSelector: {}, policyTypes: ["Egress"] };
    const manifest = (spec: object): string =>
      JSON.stringify({
        apiVersion: "v1",
        kind: "List",
        items: [
          { apiVersion: "v1", kind: "Pod", metadata: web, spec: { containers: [] }, status: { podIPs: [{ ip: "10.0.0.1" }] } },
          { apiVersion: "v1", kind: "Pod", metadata: { ...web, name: "db" }, spec: { containers: [] }, status: { podIPs: [{ ip: "fd00::1" }] } },
          { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { ...web, name: "closed" }, spec },
        ],
      });
    const opened = (spec: object): Promise<OpenedCluster> => openCluster([{ path: "list.json", text: manifest(spec) }]);
    const base = await opened(closed);
    const head = edited(base, await opened({ ...closed, egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] }));
    const found = diffConnections(base, head);
    expect(found.gained.map(({ from, to }) => [from.name, to.name])).toContainEqual(["shop/Pod/db", "shop/Pod/web"]);
    expect(found.gained.map(({ from, to }) => [from.name, to.name])).not.toContainEqual(["shop/Pod/web", "shop/Pod/db"]);
    expect(found).toEqual(diffConnections(apart(base), apart(head)));
  });

  test("differs from each as two clusters that are opened apart", async () => {
    const property = fc.asyncProperty(clusters, async ({ base: naive, others }) => {
      const base = await open(naive);
      for (const other of others) {
        const head = edited(base, await open(other, naive.world));
        expect(diffConnections(base, head)).toEqual(diffConnections(apart(base), apart(head)));
      }
    });
    await fc.assert(property, { numRuns: runs / 4 });
  });
});
