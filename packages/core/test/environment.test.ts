import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  buildConnectivity,
  type ClusterSettings,
  evaluateFlow,
  type Fact,
  formatIpAddress,
  type IpBlock,
  openAlike,
  ipSetOf,
  ipSetToCidrs,
  isNotUnderstood,
  openCluster,
  type OpenedCluster,
  parseAskedPort,
  parseCidr,
  parseEndpoint,
} from "../src/index.js";

interface RawObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

async function open(objects: readonly RawObject[], settings: Partial<ClusterSettings> = {}): Promise<OpenedCluster> {
  const text = JSON.stringify({ apiVersion: "v1", kind: "List", items: objects });
  return await openCluster([{ path: "all.json", text }], settings);
}

function blocks(...texts: readonly string[]): readonly IpBlock[] {
  return texts.flatMap((text) => parseCidr(text) ?? []);
}

function cidrsOf(found: readonly IpBlock[]): readonly string[] {
  return found.flatMap((block) => ipSetToCidrs(ipSetOf(block)));
}

function placesOf(facts: readonly Fact<unknown>[]): readonly string[] {
  return facts.map(({ meta, path }) => `${meta.kind}/${meta.name} ${path.join(".")}`);
}

function node(name: string, addresses: readonly string[], labels = {}, podCIDRs: readonly string[] = []): RawObject {
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels },
    spec: { podCIDRs },
    status: { addresses: [{ type: "Hostname", address: name }, ...addresses.map((address) => ({ type: "InternalIP", address }))] },
  };
}

function daemonSet(namespace: string, name: string, hostNetwork = true): RawObject {
  const spec = { template: { metadata: { labels: { app: name } }, spec: { hostNetwork, containers: [{ name: "agent" }] } } };
  return { apiVersion: "apps/v1", kind: "DaemonSet", metadata: { name, namespace }, spec };
}

function pod(name: string, fields: Readonly<Record<string, unknown>> = {}, ip?: string): RawObject {
  const status = ip === undefined ? {} : { podIPs: [{ ip }] };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "shop", labels: { app: name } },
    spec: { containers: [{ name: "main" }], ...fields },
    status,
  };
}

describe("the environment that objects tell of", () => {
  test.each([
    ["kube-system", "calico-node", "calico"],
    ["calico-system", "calico-node", "calico"],
    ["kube-system", "canal", "calico"],
    ["kube-system", "cilium", "cilium"],
    ["kube-system", "anetd", "cilium"],
    ["openshift-ovn-kubernetes", "ovnkube-node", "ovn-kubernetes"],
    ["ovn-kubernetes", "ovnkube-node", "ovn-kubernetes"],
    ["kube-system", "antrea-agent", "antrea"],
    ["kube-system", "kindnet", "kindnet"],
    ["kube-system", "aws-node", "aws-vpc-cni"],
    ["kube-system", "azure-npm", "azure-npm"],
    ["kube-system", "kube-router", "kube-router"],
    ["kube-flannel", "kube-flannel-ds", "flannel"],
  ])("DaemonSet %s/%s: %s", async (namespace, name, cni) => {
    const { cluster } = await open([daemonSet(namespace, name)]);
    expect(cluster.settings.cni).toBe(cni);
    expect(placesOf(cluster.environment.cni.facts)).toEqual([`DaemonSet/${name} metadata.name`]);
  });

  test.each([
    ["another namespace", daemonSet("shop", "cilium")],
    ["a pod network of its own", daemonSet("kube-system", "cilium", false)],
    ["another kind", { ...daemonSet("kube-system", "cilium"), kind: "Deployment" }],
  ])("no plugin: %s", async (_name, object) => {
    expect((await open([object])).cluster.settings.cni).toBe(undefined);
  });

  test("a pod of the agent is enough, by its owner", async () => {
    const agent = pod("cilium-x7k2p", { hostNetwork: true });
    const metadata = { ...agent.metadata, namespace: "kube-system", ownerReferences: [{ kind: "DaemonSet", name: "cilium", controller: true }] };
    expect((await open([{ ...agent, metadata }])).cluster.settings.cni).toBe("cilium");
  });

  test("the plugin that applies policies counts beside one that only connects pods; two of them are none", async () => {
    const both = await open([daemonSet("kube-system", "aws-node"), daemonSet("kube-system", "calico-node")]);
    expect(both.cluster.settings.cni).toBe("calico");
    const two = await open([daemonSet("kube-system", "cilium"), daemonSet("kube-system", "calico-node")]);
    expect(two.cluster.settings.cni).toBe(undefined);
    expect(two.cluster.environment.cni.unused).toBe("they name several network plugins");
  });

  test("OVN-Kubernetes by what it writes on nodes", async () => {
    const marked = node("a", ["10.0.0.1"]);
    const metadata = { ...marked.metadata, annotations: { "k8s.ovn.org/host-cidrs": "[]" } };
    expect((await open([{ ...marked, metadata }])).cluster.settings.cni).toBe("ovn-kubernetes");
  });

  test("OpenShift's network configuration: what is in force, and its places", async () => {
    const network = {
      apiVersion: "config.openshift.io/v1",
      kind: "Network",
      metadata: { name: "cluster" },
      spec: { clusterNetwork: [{ cidr: "10.0.0.0/8" }], serviceNetwork: ["172.31.0.0/16"], networkType: "OpenShiftSDN" },
      status: { clusterNetwork: [{ cidr: "10.128.0.0/14", hostPrefix: 23 }], serviceNetwork: ["172.30.0.0/16"], networkType: "OVNKubernetes" },
    };
    const { settings, environment } = (await open([network])).cluster;
    expect(settings.platform).toBe("openshift");
    expect(settings.cni).toBe("ovn-kubernetes");
    expect(cidrsOf(settings.podRanges)).toEqual(["10.128.0.0/14"]);
    expect(cidrsOf(settings.serviceRanges)).toEqual(["172.30.0.0/16"]);
    expect(placesOf(environment.podRanges.facts)).toEqual(["Network/cluster status.clusterNetwork.0.cidr"]);
  });

  test("ServiceCIDRs", async () => {
    const object = { apiVersion: "networking.k8s.io/v1", kind: "ServiceCIDR", metadata: { name: "kubernetes" }, spec: { cidrs: ["10.96.0.0/16", "fd01::/108"] } };
    const { settings } = (await open([object])).cluster;
    expect(cidrsOf(settings.serviceRanges)).toEqual(["10.96.0.0/16", "fd01::/108"]);
  });

  test("settings win", async () => {
    const { settings } = (await open([daemonSet("kube-system", "cilium")], { cni: "calico", platform: "kubernetes" })).cluster;
    expect([settings.cni, settings.platform]).toEqual(["calico", "kubernetes"]);
  });

  test.each(["openshift-apiserver", "openshift-kube-apiserver"])("OpenShift by Namespace %s", async (name) => {
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
    expect((await open([namespace])).cluster.settings.platform).toBe("openshift");
  });

  test("a namespace that other clusters have as well is no sign of OpenShift", async () => {
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "openshift-gitops" } };
    expect((await open([namespace])).cluster.settings.platform).toBe(undefined);
  });

  test("the API server's endpoints, from the slice where both are there; other slices are not read", async () => {
    const slice = {
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      metadata: { name: "kubernetes", namespace: "default", labels: { "kubernetes.io/service-name": "kubernetes" } },
      endpoints: [{ addresses: ["10.0.0.1"] }, { addresses: ["10.0.0.2"] }],
    };
    const other = { ...slice, metadata: { ...slice.metadata, namespace: "shop" } };
    const endpoints = { apiVersion: "v1", kind: "Endpoints", metadata: { name: "kubernetes", namespace: "default" }, subsets: [{ addresses: [{ ip: "10.0.0.1" }] }] };
    const opened = await open([other, endpoints, slice]);
    const { facts } = opened.cluster.environment.apiServer;
    expect(facts.map(({ value }) => formatIpAddress(value))).toEqual(["10.0.0.1", "10.0.0.2"]);
    expect(placesOf(facts)).toEqual(["EndpointSlice/kubernetes endpoints.0.addresses.0", "EndpointSlice/kubernetes endpoints.1.addresses.0"]);
    expect([...opened.sources.skipped]).toEqual([["discovery.k8s.io/v1 EndpointSlice", 1]]);
    const service = { apiVersion: "v1", kind: "Service", metadata: { name: "kubernetes", namespace: "default" }, spec: { clusterIP: "10.96.0.1", ports: [{ port: 443 }] } };
    const { apiServer, apiServerService } = (await open([service])).cluster.environment;
    expect(apiServer.facts).toEqual([]);
    expect(placesOf(apiServerService.facts)).toEqual(["Service/kubernetes spec.clusterIP"]);
    const alone = (await open([endpoints])).cluster.environment.apiServer.facts;
    expect(placesOf(alone)).toEqual(["Endpoints/kubernetes subsets.0.addresses.0.ip"]);
  });
});

describe("two sides of a comparison", () => {
  test("are of one cluster: what one of them tells goes for both", async () => {
    const base = await open([pod("web")]);
    const head = await open([pod("web"), daemonSet("kube-system", "kindnet"), { apiVersion: "config.openshift.io/v1", kind: "Infrastructure", metadata: { name: "cluster" } }]);
    const alike = openAlike([base, head]);
    expect(alike.map(({ cluster }) => [cluster.settings.platform, cluster.settings.cni])).toEqual([
      ["openshift", "kindnet"],
      ["openshift", "kindnet"],
    ]);
    expect(openAlike([head, base], { platform: "kubernetes" }).map(({ cluster }) => cluster.settings.platform)).toEqual(["kubernetes", "kubernetes"]);
    expect(openAlike([head, head])).toEqual([head, head]);
  });
});

describe("the pod ranges of nodes", () => {
  const nodes = [node("a", ["192.168.0.1"], {}, ["10.244.0.0/24"]), node("b", ["192.168.0.2"], {}, ["10.244.1.0/24"])];
  const kindnet = daemonSet("kube-system", "kindnet");

  test.each([
    ["a plugin that uses them, in the closed world", [...nodes, kindnet], "closed", undefined],
    ["the open world", [...nodes, kindnet], "open", "other nodes may exist"],
    ["no plugin known", nodes, "closed", "it is not known whether the network plugin uses the ranges of the nodes"],
    ["Calico", [...nodes, daemonSet("kube-system", "calico-node")], "closed", "calico may give pods other addresses than those of their nodes"],
    ["a pod elsewhere", [...nodes, kindnet, pod("x", {}, "10.0.0.9")], "closed", "pod `shop/x` has address 10.0.0.9, which is in none of them"],
    ["a pod in the host network", [...nodes, kindnet, pod("x", { hostNetwork: true }, "192.168.0.1")], "closed", undefined],
    ["a node without", [...nodes, node("c", []), kindnet], "closed", "some nodes have no range yet"],
  ] as const)("%s", async (_name, objects, world, unused) => {
    const { settings, environment } = (await open(objects, { world })).cluster;
    expect(environment.podRanges.unused).toBe(unused);
    expect(cidrsOf(settings.podRanges)).toEqual(unused === undefined ? ["10.244.0.0/24", "10.244.1.0/24"] : []);
  });
});

/** A pod `web` that may connect to these peers, or from them, and to or from nothing else. */
function policy(direction: "ingress" | "egress", peers: readonly unknown[]): RawObject {
  const side = direction === "egress" ? { policyTypes: ["Egress"], egress: [{ to: peers }] } : { policyTypes: ["Ingress"], ingress: [{ from: peers }] };
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "web", namespace: "shop" },
    spec: { podSelector: { matchLabels: { app: "web" } }, ...side },
  };
}

function ipBlock(cidr: string): unknown {
  return { ipBlock: { cidr } };
}

function verdictIn({ cluster, policies }: OpenedCluster, from: string, to: string): string {
  const ends = [parseEndpoint(cluster, from), parseEndpoint(cluster, to)] as const;
  const asked = parseAskedPort("80");
  if (isNotUnderstood(ends[0]) || isNotUnderstood(ends[1]) || isNotUnderstood(asked)) throw new Error("not understood");
  return evaluateFlow(policies, { from: ends[0], to: ends[1], ...asked }).verdict;
}

async function verdict(
  objects: readonly RawObject[],
  from: string,
  to: string,
  settings: Partial<ClusterSettings> = {},
): Promise<string> {
  return verdictIn(await open(objects, settings), from, to);
}

const endpoints = {
  apiVersion: "v1",
  kind: "Endpoints",
  metadata: { name: "kubernetes", namespace: "default" },
  subsets: [{ addresses: [{ ip: "10.0.0.1" }, { ip: "10.0.0.2" }] }],
};

describe("what the environment decides", () => {
  test.each([
    // All endpoints of the API server are in use; the flow works for some of them only where one is left out.
    ["to all endpoints", policy("egress", [ipBlock("10.0.0.0/30")]), "shop/web", "@apiserver", "allow"],
    ["to one of two", policy("egress", [ipBlock("10.0.0.1/32")]), "shop/web", "@apiserver", "mixed"],
    ["to none", policy("egress", [ipBlock("10.1.0.0/16")]), "shop/web", "@apiserver", "deny"],
    // Where the API server calls from, its endpoints do not say.
    ["from all endpoints", policy("ingress", [ipBlock("10.0.0.0/30")]), "@apiserver", "shop/web", "undefined"],
    ["from everywhere", policy("ingress", [ipBlock("0.0.0.0/0")]), "@apiserver", "shop/web", "allow"],
  ])("the API server's endpoints: %s", async (_name, rules, from, to, expected) => {
    expect(await verdict([pod("web", {}, "10.9.0.1"), endpoints, rules], from, to)).toBe(expected);
  });

  test("addresses of the API server that were given count in both directions, and instead of endpoints", async () => {
    const objects = [pod("web", {}, "10.9.0.1"), endpoints, policy("ingress", [ipBlock("10.5.0.0/24")])];
    expect(await verdict(objects, "@apiserver", "shop/web", { apiServer: blocks("10.5.0.7/32") })).toBe("allow");
  });

  test.each([
    ["within the block", "10.244.0.0/16", "allow"],
    ["beside the block", "10.0.0.0/24", "deny"],
    ["partly in the block", "10.244.0.0/24", "undefined"],
  ])("a pod of unknown address in the pod ranges: %s", async (_name, cidr, expected) => {
    const objects = [pod("web", {}, "10.244.7.1"), pod("db"), policy("egress", [ipBlock(cidr)])];
    expect(await verdict(objects, "shop/web", "shop/db", { podRanges: blocks("10.244.0.0/16") })).toBe(expected);
    expect(await verdict(objects, "shop/web", "shop/db")).toBe("undefined");
  });

  test("a Service's address by the service ranges: what policies see is up to the plugin", async () => {
    const objects = [pod("web", {}, "10.244.7.1"), policy("egress", [ipBlock("10.96.0.0/16")])];
    expect(await verdict(objects, "shop/web", "10.96.0.7")).toBe("allow");
    expect(await verdict(objects, "shop/web", "10.96.0.7", { serviceRanges: blocks("10.96.0.0/16") })).toBe("undefined");
    expect(await verdict(objects, "shop/web", "10.97.0.7", { serviceRanges: blocks("10.96.0.0/16") })).toBe("deny");
  });

  test.each([
    ["open", {}, "undefined"],
    ["closed", { world: "closed" }, "allow"],
    ["given", { nodeRanges: blocks("192.168.0.0/24") }, "allow"],
    ["given, others", { nodeRanges: blocks("192.168.1.0/24") }, "deny"],
    ["given, more", { nodeRanges: blocks("192.168.0.0/23") }, "undefined"],
  ] as const)("@node as destination of an ipBlock of the nodes: %s", async (_name, settings, expected) => {
    const nodes = [node("a", ["192.168.0.1"]), node("b", ["192.168.0.2"])];
    const objects = [pod("web", {}, "10.9.0.1"), ...nodes, policy("egress", [ipBlock("192.168.0.0/24")])];
    expect(await verdict(objects, "shop/web", "@node", settings)).toBe(expected);
  });

  test("@node is every node but the pod's own", async () => {
    const nodes = [node("a", ["192.168.0.1"]), node("b", ["192.168.0.2"])];
    const rules = policy("egress", [ipBlock("192.168.0.2/32")]);
    const on = (nodeName: string): RawObject => pod("web", { nodeName }, "10.9.0.1");
    const closed = { world: "closed" } as const;
    expect(await verdict([on("a"), ...nodes, rules], "shop/web", "@node", closed)).toBe("allow");
    expect(await verdict([on("b"), ...nodes, rules], "shop/web", "@node", closed)).toBe("deny");
    expect(await verdict([pod("web", {}, "10.9.0.1"), ...nodes, rules], "shop/web", "@node", closed)).toBe("mixed");
  });

  test("connections from nodes may have addresses that their status does not list", async () => {
    const nodes = [node("a", ["192.168.0.1"]), node("b", ["192.168.0.2"])];
    const objects = [pod("web", {}, "10.9.0.1"), ...nodes, policy("ingress", [ipBlock("192.168.0.0/24")])];
    expect(await verdict(objects, "@node", "shop/web", { world: "closed" })).toBe("undefined");
  });
});

/** A cluster policy that denies these egress peers to every pod. */
function denies(peers: readonly unknown[]): RawObject {
  return {
    apiVersion: "policy.networking.k8s.io/v1alpha2",
    kind: "ClusterNetworkPolicy",
    metadata: { name: "deny" },
    spec: { tier: "Admin", priority: 1, subject: { namespaces: {} }, egress: [{ action: "Deny", to: peers }] },
  };
}

const workers = denies([{ nodes: { matchLabels: { role: "worker" } } }]);

describe("nodes peers", () => {
  const nodes = [node("a", ["192.168.0.1", "fd00::1"], { role: "worker" }), node("b", ["192.168.0.2"], { role: "control" })];
  const web = pod("web", {}, "10.9.0.1");
  const onHost = (name: string, nodeName: string): RawObject => pod(name, { hostNetwork: true, nodeName }, "192.168.0.1");

  test.each([
    ["the address of a selected node", "192.168.0.1", "deny"],
    ["the address of another node", "192.168.0.2", "allow"],
    ["an address of no node", "192.168.0.3", "allow"],
    ["all of them", "192.168.0.0/24", "mixed"],
    ["a pod in the network of a selected node", "shop/on-a", "deny"],
    ["a pod in the network of another node", "shop/on-b", "allow"],
    ["a pod in the network of a node that is not in the input", "shop/on-c", "undefined"],
  ])("%s", async (_name, to, expected) => {
    const objects = [web, onHost("on-a", "a"), onHost("on-b", "b"), onHost("on-c", "c"), ...nodes, workers];
    expect(await verdict(objects, "shop/web", to)).toBe(expected);
  });

  test.each([
    ["its endpoint is a selected node", "192.168.0.1", {}, "deny"],
    ["its endpoint is another node", "192.168.0.2", {}, "allow"],
    ["its endpoint is no node of the input", "192.168.0.3", {}, "undefined"],
    ["its endpoint is no node of all", "192.168.0.3", { world: "closed" }, "allow"],
  ] as const)("the API server: %s", async (_name, ip, settings, expected) => {
    const object = { ...endpoints, subsets: [{ addresses: [{ ip }] }] };
    expect(await verdict([web, object, ...nodes, workers], "shop/web", "@apiserver", settings)).toBe(expected);
  });

  test("@node in the closed world: each node by its labels", async () => {
    const closed = { world: "closed" } as const;
    expect(await verdict([web, ...nodes, workers], "shop/web", "@node", closed)).toBe("mixed");
    const all = denies([{ nodes: { matchExpressions: [{ key: "role", operator: "Exists" }] } }]);
    expect(await verdict([web, ...nodes, all], "shop/web", "@node", closed)).toBe("deny");
    expect(await verdict([web, ...nodes, workers], "shop/web", "@node")).toBe("undefined");
  });

  test("an address within given node ranges may be a node's", async () => {
    const settings = { nodeRanges: blocks("192.168.0.0/24") };
    expect(await verdict([web, ...nodes, workers], "shop/web", "192.168.0.3", settings)).toBe("undefined");
    expect(await verdict([web, ...nodes, workers], "shop/web", "192.168.0.2", settings)).toBe("allow");
    expect(await verdict([web, ...nodes, workers], "shop/web", "192.168.1.3", settings)).toBe("allow");
  });

  const label = fc.constantFrom("worker", "control", "constructor");
  const address = fc.integer({ min: 1, max: 8 }).map((last) => `192.168.0.${last}`);
  const someNodes = fc.uniqueArray(fc.tuple(address, label), { minLength: 1, maxLength: 5, selector: ([ip]) => ip });

  test("do to addresses what a networks peer with the addresses of the selected nodes does", async () => {
    const property = fc.asyncProperty(someNodes, label, fc.option(address), async (drawn, wanted, ranges) => {
      const objects = [web, ...drawn.map(([ip, role], index) => node(`node-${index}`, [ip], { role }))];
      const selected = drawn.filter(([, role]) => role === wanted).map(([ip]) => `${ip}/32`);
      const byLabels = denies([{ nodes: { matchLabels: { role: wanted } } }]);
      const byAddress = denies([{ networks: selected.length > 0 ? selected : ["203.0.113.7/32"] }]);
      const settings = ranges === null ? {} : { nodeRanges: blocks(`${ranges}/32`) };
      const [one, other] = [await open([...objects, byLabels], settings), await open([...objects, byAddress], settings)];
      for (let last = 0; last < 10; last += 1) {
        const to = `192.168.0.${last}`;
        const isUnknownNode = ranges === to && !drawn.some(([ip]) => ip === to);
        expect(verdictIn(one, "shop/web", to)).toBe(isUnknownNode ? "undefined" : verdictIn(other, "shop/web", to));
        expect(listedVerdict(one, to)).toBe(verdictIn(one, "shop/web", to));
      }
    });
    await fc.assert(property, { numRuns: 100 });
  });
});

/** What the listing says of a connection from the only pod to an IPv4 address on TCP 80. */
function listedVerdict({ policies }: OpenedCluster, to: string): string {
  const connectivity = buildConnectivity(policies);
  const wanted = parseCidr(`${to}/32`)?.first ?? 0n;
  const columns = Array.from({ length: connectivity.quotient().count }, (_, column) => column);
  const column = columns.find((id) => {
    const members = connectivity.membersOf(id);
    if (members.type !== "addresses" || members.family !== 4) return false;
    return members.sets.some(({ intervals }) => intervals.some(([first, last]) => first <= wanted && wanted <= last));
  });
  const source = columns.find((id) => connectivity.membersOf(id).type === "pods");
  let found = 0;
  connectivity.visit(4, {
    block: (sources, destinations, answer) => {
      if (sources.includes(source ?? -1) && destinations.includes(column ?? -1)) found = answer;
    },
    pair: (from, destination, answer) => {
      if (from === source && destination === column) found = answer;
    },
  });
  const { allowed, undecided } = connectivity.answerOf(found);
  if (allowed.TCP.intervals.length > 0) return "allow";
  return undecided.TCP.intervals.length > 0 ? "undefined" : "deny";
}
