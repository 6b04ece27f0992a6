/**
 * Random test clusters with a flow to ask about.
 *
 * The alphabets are small on purpose: labels, blocks, ports and names must collide for a rule to decide anything.
 * Everything made here is something the API server accepts, except the label key `__proto__`, which no label may
 * have; leave it out with `protoKey: false` where refused policies are judged too.
 */

import fc from "fast-check";
import { parseCidr } from "./naive-address.js";
import type {
  Labels,
  NaiveBlock,
  NaiveCluster,
  NaiveContainerPort,
  NaiveNamespace,
  NaivePeer,
  NaivePod,
  NaivePolicy,
  NaivePolicySpec,
  NaivePort,
} from "./naive-cluster.js";
import type { End, NaiveFlow, NaiveSettings } from "./naive-evaluate.js";
import { randomClusterPolicies } from "./random-cluster-policies.js";
import {
  blocks,
  maybe,
  namespaceNames,
  namespaceSelectors,
  outsideNamespaceNames,
  podSelectors,
  portNames,
  portNumbers,
  protocols,
  randomLabels,
  written,
} from "./random-parts.js";

export { allFeatures, featuresOf } from "./case-features.js";
export type { Feature } from "./case-features.js";
export { allTierFeatures, tierFeaturesOf } from "./tier-features.js";
export type { TierFeature } from "./tier-features.js";

export interface RandomCase {
  readonly cluster: NaiveCluster;
  readonly flow: NaiveFlow;
  readonly settings: NaiveSettings;
}

export interface RandomCaseOptions {
  /** Whether `__proto__` is among the label keys. Default true. */
  readonly protoKey?: boolean;
  /** Whether there are cluster-scoped policies, with fewer NetworkPolicies for every tier to decide. Default false. */
  readonly clusterPolicies?: boolean;
}

const podNames = ["web", "constructor", "db", "api", "job"] as const;
const flowPorts = [80, 80, 443, 443, 79, 81, 82] as const;
const externalAddresses = ["203.0.113.5", "203.0.113.9", "8.8.8.8", "2001:db8::5", "2001:db8:1::9"] as const;

const apiServerSettings: readonly (readonly string[])[] = [
  ["172.16.0.1/32"],
  ["172.16.0.0/30"],
  ["172.16.0.0/30", "fd99::1/128"],
  ["20.0.0.1/32", "200.0.0.1/32"],
  ["20.0.0.0/8", "200.0.0.0/8"],
  ["172.16.0.1/32", "fd99::1/128"],
  ["fd99::/16"],
];

/** A cluster, a flow between two of its ends (at least one a pod), and the settings of the question. */
export function randomCase(options: RandomCaseOptions = {}): fc.Arbitrary<RandomCase> {
  return fc
    .record({
      cluster: randomCluster(options),
      picks: fc.record({ first: podIndex, second: podIndex, loopback: rarely, other: otherEnd, reverse: fc.boolean() }),
      protocol: fc.constantFrom(...protocols),
      port: fc.constantFrom(...flowPorts),
      aim: fc.constantFrom(undefined, undefined, undefined, 0, 0, 1, 2, 3),
      settings: randomSettings,
    })
    .map(({ cluster, picks, protocol, port, aim, settings }) => {
      const [from, to] = endsOf(cluster, picks);
      const aimed = aim === undefined ? undefined : containerPortOf(cluster, to, aim);
      const flow = { from, to, protocol: aimed?.protocol ?? protocol, port: aimed?.containerPort ?? port };
      return { cluster, flow, settings };
    });
}

/** Some port that the destination declares, also in an init container: named ports seldom meet a flow by chance. */
function containerPortOf(cluster: NaiveCluster, to: End, aim: number): NaiveContainerPort | undefined {
  const pod = cluster.pods.find(
    ({ metadata }) => typeof to === "object" && "pod" in to && to.pod === `${metadata.namespace}/${metadata.name}`,
  );
  if (pod === undefined) return undefined;
  const containers = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
  const ports = containers.flatMap((container) => container.ports ?? []);
  return ports[aim % Math.max(ports.length, 1)];
}

export function randomCluster(options: RandomCaseOptions = {}): fc.Arbitrary<NaiveCluster> {
  const keys = labelKeys(options);
  const objects = {
    world: fc.constantFrom("open" as const, "closed" as const),
    namespaces: randomNamespaces(keys),
    pods: randomPods(keys),
  };
  if (options.clusterPolicies !== true) {
    return fc.record({ ...objects, policies: randomPolicies(keys, usualPolicies) }).map(withPlacedPolicies);
  }
  return fc
    .record({
      ...objects,
      pods: fc.tuple(objects.pods, rarely).map(([pods, meet]) => (meet ? withOwnNode(pods) : pods)),
      policies: randomPolicies(keys, fewPolicies),
      clusterPolicies: randomClusterPolicies(keys),
    })
    .map(withPlacedPolicies);
}

/** The second pod becomes one of the node that the first runs on. */
function withOwnNode([first, second, ...others]: readonly NaivePod[]): readonly NaivePod[] {
  const { containers } = second!.spec;
  return [
    { ...first!, spec: { ...first!.spec, nodeName: "node-1" } },
    { metadata: second!.metadata, spec: { hostNetwork: true, nodeName: "node-1", containers } },
    ...others,
  ];
}

interface UnplacedCluster extends Omit<NaiveCluster, "policies"> {
  readonly policies: readonly PolicyPicks[];
}

function withPlacedPolicies({ policies, ...rest }: UnplacedCluster): NaiveCluster {
  return { ...rest, policies: policies.map(policyOver(rest.pods)) };
}

function labelKeys({ protoKey = true }: RandomCaseOptions): readonly string[] {
  return ["app", "tier", "constructor", ...(protoKey ? ["__proto__"] : [])];
}

/** Mostly the value, sometimes null, sometimes missing. */
function mostly<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> {
  return fc.oneof(
    { weight: 16, arbitrary: value },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

const rarely = fc.nat(11).map((number) => number === 11);

// Ends of the flow

/** The first two pods are the usual ends, so that policies can be made for them. */
const podIndex = fc.constantFrom(0, 0, 0, 1, 1, 1, 2, 3, 4);

interface EndPicks {
  readonly first: number;
  readonly second: number;
  readonly loopback: boolean;
  readonly other: Exclude<End, { readonly pod: string }> | "pod";
  readonly reverse: boolean;
}

const otherEnd: fc.Arbitrary<EndPicks["other"]> = fc.oneof(
  { weight: 9, arbitrary: fc.constant("pod" as const) },
  { weight: 3, arbitrary: fc.constantFrom(...externalAddresses).map((address) => ({ address })) },
  { weight: 2, arbitrary: fc.constant("@node" as const) },
  { weight: 4, arbitrary: fc.constant("@apiserver" as const) },
);

function endsOf({ pods }: NaiveCluster, { first, second, loopback, other, reverse }: EndPicks): readonly [End, End] {
  const podAt = (index: number): End => {
    const { namespace, name } = pods[index % pods.length]!.metadata;
    return { pod: `${namespace}/${name}` };
  };
  const meet = first % pods.length === second % pods.length;
  const next = meet ? first + 1 : second;
  const one = podAt(first);
  const two = other === "pod" ? podAt(loopback ? first : next) : other;
  return reverse ? [two, one] : [one, two];
}

const randomSettings: fc.Arbitrary<NaiveSettings> = fc
  .record({
    apiServerCidrs: fc.oneof(fc.constant(undefined), fc.constantFrom(...apiServerSettings)),
    platform: fc.constantFrom(undefined, "openshift" as const),
  })
  .map(written);

// Namespaces and pods

function randomNamespaces(keys: readonly string[]): fc.Arbitrary<readonly NaiveNamespace[]> {
  const labels = fc.oneof(
    { weight: 4, arbitrary: randomLabels(keys) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
  return fc
    .subarray([...namespaceNames, ...outsideNamespaceNames])
    .chain((names) => fc.tuple(...names.map((name) => labels.map((value) => ({ name, labels: value })))))
    .map((all) => all.map((metadata) => ({ metadata: { name: metadata.name, ...written(metadata) } })));
}

const randomContainerPort: fc.Arbitrary<NaiveContainerPort> = fc
  .record({
    name: fc.constantFrom(undefined, ...portNames, ...portNames),
    containerPort: fc.constantFrom(...portNumbers),
    protocol: fc.constantFrom(undefined, ...protocols),
  })
  .map((fields) => ({ ...written(fields), containerPort: fields.containerPort }));

/** Within one container the API wants port names to differ; across containers they may repeat. */
const randomContainerPorts = fc.uniqueArray(randomContainerPort, {
  maxLength: 3,
  size: "max",
  selector: (port) => port.name ?? `unnamed ${port.containerPort}/${port.protocol ?? "TCP"}`,
});

const randomContainer = fc.record({ ports: fc.option(randomContainerPorts, { nil: undefined, freq: 5 }) }).map(written);

const randomInitContainer = fc
  .record({
    ports: randomContainerPorts,
    restartPolicy: fc.constantFrom(undefined, "Always" as const, "Always" as const),
  })
  .map(written);

interface PodPicks {
  readonly namespace: string;
  readonly labels: Labels | undefined;
  readonly network: "pod" | "host";
  readonly node: number;
  readonly families: readonly ("IPv4" | "IPv6")[] | undefined;
  readonly containers: NaivePod["spec"]["containers"];
  readonly initContainers: NaivePod["spec"]["initContainers"];
}

function randomPods(keys: readonly string[]): fc.Arbitrary<readonly NaivePod[]> {
  const picks: fc.Arbitrary<PodPicks> = fc.record({
    namespace: fc.constantFrom("shop", "shop", "shop", "constructor", "kube-system", "kube-system"),
    labels: fc.option(randomLabels(keys), { nil: undefined, freq: 9 }),
    network: fc.constantFrom("pod", "pod", "pod", "pod", "pod", "pod", "host"),
    node: fc.nat(2),
    families: fc.constantFrom(
      undefined,
      [],
      ["IPv4"] as const,
      ["IPv4"] as const,
      ["IPv6"] as const,
      ["IPv4", "IPv6"] as const,
      ["IPv6", "IPv4"] as const,
    ),
    containers: fc.array(randomContainer, { minLength: 1, maxLength: 2 }),
    initContainers: fc.option(fc.array(randomInitContainer, { maxLength: 2 }), { nil: undefined, freq: 2 }),
  });
  return fc.array(picks, { minLength: 2, maxLength: podNames.length, size: "max" }).map((all) => all.map(podAt));
}

function podAt(picks: PodPicks, index: number): NaivePod {
  const { namespace, labels, network, node, families, containers, initContainers } = picks;
  const addresses = families?.map((family) => ({ ip: podAddress(family, network, node, index) }));
  return {
    metadata: { namespace, name: podNames[index]!, ...written({ labels }) },
    spec: {
      ...(network === "host" ? { hostNetwork: true } : {}),
      ...(node === 0 ? {} : { nodeName: `node-${node}` }),
      containers,
      ...written({ initContainers }),
    },
    ...(addresses === undefined ? {} : { status: { podIPs: addresses } }),
  };
}

/** A hostNetwork pod has the address of its node. */
function podAddress(family: "IPv4" | "IPv6", network: "pod" | "host", node: number, index: number): string {
  if (network === "host") return family === "IPv4" ? `192.168.0.${node + 1}` : `fd01::${node + 1}`;
  return family === "IPv4" ? `10.0.1.${index + 1}` : `fd00::${index + 1}`;
}

// Policies

interface PolicyPicks {
  /** The namespace of the pod with this index, or a name. */
  readonly namespace: number | string;
  readonly spec: NaivePolicySpec | null | undefined;
}

interface PolicyAmount {
  readonly weightOfNone: number;
  readonly weightOfSome: number;
  readonly most: number;
}

const usualPolicies: PolicyAmount = { weightOfNone: 1, weightOfSome: 15, most: 6 };
const fewPolicies: PolicyAmount = { weightOfNone: 2, weightOfSome: 3, most: 3 };

function randomPolicies(keys: readonly string[], amount: PolicyAmount): fc.Arbitrary<readonly PolicyPicks[]> {
  const policy = fc.record({
    namespace: fc.constantFrom(0, 0, 0, 0, 1, 1, 1, 1, ...namespaceNames),
    spec: fc.oneof(
      { weight: 30, arbitrary: randomSpec(keys) },
      { weight: 1, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
  });
  return fc.oneof(
    { weight: amount.weightOfNone, arbitrary: fc.constant([]) },
    {
      weight: amount.weightOfSome,
      arbitrary: fc.array(policy, { minLength: 1, maxLength: amount.most, size: "max" }),
    },
  );
}

function policyOver(pods: readonly NaivePod[]) {
  return ({ namespace, spec }: PolicyPicks, index: number): NaivePolicy => ({
    metadata: {
      namespace: typeof namespace === "string" ? namespace : pods[namespace]!.metadata.namespace,
      name: index === 0 ? "constructor" : `policy-${index}`,
    },
    ...written({ spec }),
  });
}

function randomSpec(keys: readonly string[]): fc.Arbitrary<NaivePolicySpec> {
  return fc
    .record({
      podSelector: fc.oneof(
        { weight: 2, arbitrary: fc.constantFrom(undefined, null, {}, {}) },
        { weight: 1, arbitrary: podSelectors(keys) },
      ),
      policyTypes: randomPolicyTypes,
      ingress: mostly(randomRules(keys, "from")),
      egress: mostly(randomRules(keys, "to")),
    })
    .map(written);
}

type PolicyTypes = NaivePolicySpec["policyTypes"];

const randomPolicyTypes: fc.Arbitrary<PolicyTypes> = fc.constantFrom<PolicyTypes>(
  undefined,
  undefined,
  null,
  [],
  ["Ingress"],
  ["Egress"],
  ["Ingress", "Ingress"],
  ["Egress", "Egress"],
  ["Ingress", "Egress"],
  ["Egress", "Ingress"],
);

type RandomRule = { readonly [K in "from" | "to"]?: readonly NaivePeer[] | null } & {
  readonly ports?: readonly (NaivePort | null)[] | null;
};

function randomRules(keys: readonly string[], side: "from" | "to"): fc.Arbitrary<readonly (RandomRule | null)[]> {
  const peers = mostly(randomPeers(keys));
  const ports = mostly(fc.array(randomPort, { maxLength: 3 }));
  const rule = fc.record({ peers, ports }).map((fields) => written({ [side]: fields.peers, ports: fields.ports }));
  const item = fc.oneof(
    { weight: 24, arbitrary: rule },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constant({}) },
  );
  return fc.oneof(
    { weight: 12, arbitrary: fc.array(item, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant([]) },
  );
}

function randomPeers(keys: readonly string[]): fc.Arbitrary<readonly NaivePeer[]> {
  const plain = fc.array(fc.oneof(selectorPeer(keys), blockPeer), { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 12, arbitrary: plain },
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: blockPeersThatMeet },
  );
}

function selectorPeer(keys: readonly string[]): fc.Arbitrary<NaivePeer> {
  const podSelector = podSelectors(keys);
  const namespaceSelector = namespaceSelectors(keys);
  const notSet = fc.constantFrom(undefined, undefined, null);
  const fields = fc.oneof(
    fc.record({ podSelector, namespaceSelector: notSet, ipBlock: notSet }),
    fc.record({ podSelector: notSet, namespaceSelector, ipBlock: notSet }),
    fc.record({ podSelector, namespaceSelector, ipBlock: notSet }),
  );
  return fields.map((peer) => written<NaivePeer>(peer as NaivePeer));
}

function strictSubsets(cidr: string): readonly string[] {
  const outer = parseCidr(cidr);
  return blocks.filter((text) => {
    const inner = parseCidr(text);
    if (inner.family !== outer.family || text === cidr) return false;
    return outer.first <= inner.first && inner.last <= outer.last;
  });
}

const randomBlock: fc.Arbitrary<NaiveBlock> = fc.constantFrom(...blocks).chain((cidr) => {
  const holes = strictSubsets(cidr);
  const except = fc.subarray([...holes], { maxLength: Math.min(holes.length, 3) });
  return maybe(except).map((value) => ({ cidr, ...written({ except: value }) }));
});

const blockPeer: fc.Arbitrary<NaivePeer> = fc
  .record({ ipBlock: randomBlock, podSelector: fc.constantFrom(undefined, undefined, null) })
  .map((peer) => ({ ...written(peer), ipBlock: peer.ipBlock }));

/** Blocks that only together cover something: both halves of a family, a block and the hole of another. */
const blockPeersThatMeet: fc.Arbitrary<readonly NaivePeer[]> = fc.oneof(
  fc.constantFrom<readonly NaivePeer[]>(
    [{ ipBlock: { cidr: "0.0.0.0/1" } }, { ipBlock: { cidr: "128.0.0.0/1" } }],
    [{ ipBlock: { cidr: "8000::/1" } }, { ipBlock: { cidr: "::/1", except: null } }],
    ["0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1"].map((cidr) => ({ ipBlock: { cidr } })),
    [{ ipBlock: { cidr: "172.16.0.0/31" } }, { ipBlock: { cidr: "128.0.0.0/1" } }],
    [{ ipBlock: { cidr: "0.0.0.0/0", except: ["0.0.0.0/1", "172.16.0.2/31"] } }],
    [{ ipBlock: { cidr: "0.0.0.0/0", except: ["0.0.0.0/1", "128.0.0.0/1"] } }],
  ),
  fc
    .constantFrom(...blocks)
    .filter((cidr) => strictSubsets(cidr).length > 0)
    .chain((cidr) =>
      fc
        .constantFrom(...strictSubsets(cidr))
        .map((hole) => [{ ipBlock: { cidr, except: [hole] } }, { ipBlock: { cidr: hole } }]),
    ),
);

const randomPort: fc.Arbitrary<NaivePort | null> = fc
  .record({
    protocol: maybe(fc.constantFrom(...protocols)),
    number: fc.constantFrom(...portNumbers),
    name: fc.constantFrom(...portNames),
    form: fc.constantFrom(
      "number",
      "number",
      "number",
      "range",
      "range",
      "name",
      "name",
      "name",
      "no port",
      "null item",
    ),
    reach: fc.constantFrom(0, 1, 2, 363),
    notSet: fc.constantFrom(undefined, undefined, null),
  })
  .map(({ protocol, number, name, form, reach, notSet }) => {
    if (form === "null item") return null;
    if (form === "no port") return written({ protocol, port: notSet });
    if (form === "name") return written({ protocol, port: name, endPort: notSet });
    return written({ protocol, port: number, endPort: form === "range" ? number + reach : notSet });
  });
