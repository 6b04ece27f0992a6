import type { JsonValue } from "../src/source/json-value.js";
import { createRandom, type Random } from "./random.js";
import {
  clusterPolicyObject,
  expressionSelector,
  ipBlockPeer,
  labelsSelector,
  namespaceObject,
  namespaceSelector,
  podAddress,
  podObject,
  policyObject,
  serviceObject,
  type RawObject,
  type RawRule,
  tcpPort,
} from "./raw-objects.js";

/** One generated cluster: what it is called in the table, and how its objects are made. */
export interface Shape {
  readonly name: string;
  readonly pods: number;
  readonly policies: number;
  /** The same objects on every call. */
  generate(): readonly RawObject[];
}

const replicas = 4;
const appsPerNamespace = 10;
const tiers = ["front", "middle", "back"] as const;
const seed = 20_240_229;

interface App {
  readonly namespace: string;
  readonly name: string;
}

/** Pods of an app: `size` replicas of one ReplicaSet with the labels that a Deployment's pods have. */
function podsOfApp({ namespace, name }: App, tier: string, size: number, firstAddress: number): RawObject[] {
  const owner = `${name}-7c9d5f`;
  const labels = { app: name, tier, "pod-template-hash": "7c9d5f" };
  return Array.from({ length: size }, (_, index) =>
    podObject({ namespace, name: `${owner}-${index}`, labels, owner, address: podAddress(firstAddress + index) }),
  );
}

function tierOf(index: number): string {
  return tiers[index % tiers.length] as string;
}

interface Landscape {
  readonly objects: RawObject[];
  readonly apps: readonly App[];
}

function landscape(pods: number, namespaces: number, tenants = 0): Landscape {
  const apps = Array.from({ length: Math.ceil(pods / replicas) }, (_, index) => ({
    namespace: `ns-${index % namespaces}`,
    name: `app-${Math.floor(index / namespaces)}`,
  }));
  const objects = Array.from({ length: namespaces }, (_, index) =>
    namespaceObject(`ns-${index}`, tenants === 0 ? {} : { tenant: `tenant-${index % tenants}` }),
  );
  apps.forEach((app, index) => objects.push(...podsOfApp(app, tierOf(index), replicas, index * replicas)));
  return { objects, apps };
}

function somePorts(random: Random): JsonValue[] {
  if (random.chance(0.2)) return [];
  const ports = [tcpPort(random.pick([80, 443, 5432, 6379, 8080, 9090]))];
  if (random.chance(0.2)) ports.push(tcpPort(9000, 9100));
  return ports;
}

/** Mostly an app next door; one in five in another namespace, one in twenty a block outside the cluster. */
function somePeer(random: Random, appsOf: number, namespaces: number): JsonValue {
  if (random.chance(0.05)) return ipBlockPeer(`203.0.${random.below(256)}.0/24`);
  const podSelector = random.chance(0.1)
    ? labelsSelector({ tier: random.pick(tiers) })
    : labelsSelector({ app: `app-${random.below(appsOf)}` });
  if (random.chance(0.8)) return { podSelector };
  return { namespaceSelector: namespaceSelector(`ns-${random.below(namespaces)}`), podSelector };
}

function someRules(random: Random, appsOf: number, namespaces: number): RawRule[] {
  return Array.from({ length: 1 + random.below(2) }, () => ({
    peers: Array.from({ length: 1 + random.below(2) }, () => somePeer(random, appsOf, namespaces)),
    ports: somePorts(random),
  }));
}

/** Policies for the apps in turn, all for ingress and half of them for egress too. */
function addAppPolicies(objects: RawObject[], apps: readonly App[], policies: number, namespaces: number): void {
  const random = createRandom(seed);
  const appsOf = Math.ceil(apps.length / namespaces);
  for (let index = 0; index < policies; index += 1) {
    const { namespace, name } = apps[index % apps.length] as App;
    objects.push(
      policyObject({
        namespace,
        name: `policy-${index}`,
        podSelector: labelsSelector({ app: name }),
        ingress: someRules(random, appsOf, namespaces),
        egress: random.chance(0.5) ? someRules(random, appsOf, namespaces) : undefined,
      }),
    );
  }
}

/**
 * Namespaces of 10 apps with 4 replicas each, policies per app. Counts as asked for; 100k pods is two thirds of the
 * 150k that the Kubernetes scalability thresholds name, 50k policies lies between what users report (14k) and the 75k
 * of Antrea's synthetic test.
 */
export function realistic(pods: number, policies: number): Shape {
  const namespaces = Math.max(1, Math.round(pods / replicas / appsPerNamespace));
  return {
    name: `realistic ${short(pods)} x ${short(policies)}`,
    pods,
    policies,
    generate: () => {
      const { objects, apps } = landscape(pods, namespaces);
      addAppPolicies(objects, apps, policies, namespaces);
      return objects;
    },
  };
}

/**
 * What a linter has little to say about: each namespace denies all, lets its pods ask for names, and each further
 * connection of two of its apps has a policy at both ends and a port of its own.
 */
export function wellKept(pods: number, policies: number): Shape {
  const namespaces = Math.max(1, Math.round(pods / replicas / appsPerNamespace));
  return {
    name: `well kept ${short(pods)} x ${short(policies)}`,
    pods,
    policies,
    generate: () => {
      const { objects } = landscape(pods, namespaces);
      objects.push(...nameService(pods));
      for (let index = 0; index < policies; index += 1) {
        objects.push(keptPolicy(`ns-${index % namespaces}`, Math.floor(index / namespaces)));
      }
      return objects;
    },
  };
}

const namePorts = [53, 53].map((port, index) => ({ protocol: ["UDP", "TCP"][index] as string, port }));

function nameService(firstAddress: number): readonly RawObject[] {
  const labels = { "k8s-app": "kube-dns" };
  const owner = "coredns-7c9d5f";
  const pod = podObject({ namespace: "kube-system", name: `${owner}-0`, labels, owner, address: podAddress(firstAddress) });
  return [namespaceObject("kube-system"), pod, serviceObject("kube-system", "kube-dns", labels, namePorts)];
}

function keptPolicy(namespace: string, index: number): RawObject {
  const common = { namespace, name: `policy-${index}`, podSelector: {}, ingress: undefined, egress: undefined };
  if (index === 0) return policyObject({ ...common, ingress: [], egress: [] });
  const names = { namespaceSelector: namespaceSelector("kube-system"), podSelector: labelsSelector({ "k8s-app": "kube-dns" }) };
  if (index === 1) return policyObject({ ...common, egress: [{ peers: [names], ports: namePorts }] });
  const connection = Math.floor((index - 2) / 2);
  const client = connection % appsPerNamespace;
  const server = (client + 1 + Math.floor(connection / appsPerNamespace)) % appsPerNamespace;
  const [own, other] = index % 2 === 0 ? [client, server] : [server, client];
  const rules = [{ peers: [{ podSelector: labelsSelector({ app: `app-${other}` }) }], ports: [tcpPort(8_000 + connection)] }];
  const podSelector = labelsSelector({ app: `app-${own}` });
  return policyObject({ ...common, podSelector, ...(index % 2 === 0 ? { egress: rules } : { ingress: rules }) });
}

/** The same pods and policies in one namespace, where an index by namespace is of no use. */
export function singleNamespace(pods: number, policies: number): Shape {
  return {
    name: `one namespace ${short(pods)} x ${short(policies)}`,
    pods,
    policies,
    generate: () => {
      const { objects, apps } = landscape(pods, 1);
      addAppPolicies(objects, apps, policies, 1);
      return objects;
    },
  };
}

/** One namespace, every pod with a label of its own and a policy of its own, as in Antrea's "NP per pod" test. */
export function policyPerPod(pods: number): Shape {
  return {
    name: `policy per pod ${short(pods)}`,
    pods,
    policies: pods,
    generate: () => {
      const objects: RawObject[] = [namespaceObject("ns-0")];
      for (let index = 0; index < pods; index += 1) {
        objects.push(...podsOfApp({ namespace: "ns-0", name: `app-${index}` }, tierOf(index), 1, index));
      }
      for (let index = 0; index < pods; index += 1) {
        const rule = (peer: number): RawRule => ({
          peers: [{ podSelector: labelsSelector({ app: `app-${peer % pods}` }) }],
          ports: [tcpPort(8080)],
        });
        const podSelector = labelsSelector({ app: `app-${index}` });
        const [ingress, egress] = [[rule(index + pods - 1)], [rule(index + 1)]];
        objects.push(policyObject({ namespace: "ns-0", name: `policy-${index}`, podSelector, ingress, egress }));
      }
      return objects;
    },
  };
}

/**
 * Five address blocks per policy, as in Red Hat's scale test of OpenShift 4.16 (5 CIDRs, 5 ports per policy): /16 to
 * /28 all over the address space, one in four with an except.
 */
export function manyBlocks(pods: number, policies: number): Shape {
  const namespaces = Math.max(1, Math.round(pods / replicas / appsPerNamespace));
  return {
    name: `many CIDRs ${short(pods)} x ${short(policies)}`,
    pods,
    policies,
    generate: () => {
      const random = createRandom(seed);
      const { objects, apps } = landscape(pods, namespaces);
      for (let index = 0; index < policies; index += 1) {
        const { namespace, name } = apps[index % apps.length] as App;
        const peers = Array.from({ length: 5 }, () => someBlock(random));
        const ports = Array.from({ length: 5 }, (_, at) => tcpPort(8000 + at));
        const podSelector = labelsSelector({ app: name });
        const ingress = [{ peers, ports }];
        objects.push(policyObject({ namespace, name: `policy-${index}`, podSelector, ingress, egress: undefined }));
      }
      return objects;
    },
  };
}

function someBlock(random: Random): JsonValue {
  const [first, second, third] = [11 + random.below(200), random.below(256), random.below(256)];
  if (random.chance(0.25)) return ipBlockPeer(`${first}.${second}.0.0/16`, [`${first}.${second}.${third}.0/24`]);
  const fourth = random.below(16) * 16;
  const inside = `${first}.${second}.${third}`;
  return ipBlockPeer(random.chance(0.5) ? `${inside}.0/24` : `${inside}.${fourth}/28`);
}

/** Every pod of its own kind, and every policy opens to the pods of all namespaces but a few: nearly all pairs. */
export function adversarial(pods: number, policies: number): Shape {
  const namespaces = 100;
  const kinds = Math.ceil(pods / namespaces);
  return {
    name: `adversarial NotIn ${short(pods)} x ${short(policies)}`,
    pods,
    policies,
    generate: () => {
      const random = createRandom(seed);
      const objects: RawObject[] = Array.from({ length: namespaces }, (_, index) => namespaceObject(`ns-${index}`));
      for (let index = 0; index < pods; index += 1) {
        const app = { namespace: `ns-${index % namespaces}`, name: `app-${Math.floor(index / namespaces)}` };
        objects.push(...podsOfApp(app, tierOf(index), 1, index));
      }
      const some = (count: number): string[] => Array.from({ length: count }, () => `app-${random.below(kinds)}`);
      const rule = (): RawRule => ({
        peers: [{ namespaceSelector: {}, podSelector: expressionSelector("app", "NotIn", some(3)) }],
        ports: [tcpPort(random.pick([80, 443, 5432, 6379, 8080, 9090]))],
      });
      for (let index = 0; index < policies; index += 1) {
        const podSelector = expressionSelector("app", random.chance(0.5) ? "NotIn" : "In", some(5));
        const namespace = `ns-${index % namespaces}`;
        const [ingress, egress] = [[rule()], [rule()]];
        objects.push(policyObject({ namespace, name: `policy-${index}`, podSelector, ingress, egress }));
      }
      return objects;
    },
  };
}

const published = {
  pods: 5_413,
  namespaces: 604,
  policies: 13_678,
  peers: 15_423,
  empty: 3_559,
  denyOnly: 495,
  widePeers: 70,
};

/**
 * The counts that npinaeva/k8s-netpol-scale published of a real cluster (yaml-analysis/README.md): pods, namespaces and
 * policies; 3,559 policies that select nobody, as we read "empty"; 495 with no rule; 15,423 peers, 60 % of them pod
 * selectors and 40 % address blocks (mostly one, up to 21 in a policy); 70 peers that select most pods; policies select
 * 13 pods in the mean, 6 in the median, 154 at most. The manifests are not published; sizes of namespaces are skewed so
 * that these come near. What is made has 3,853 policies that select nobody, 15,335 peers, and 11, 5 and 172 pods.
 */
export function publishedCluster(): Shape {
  const { pods, policies } = published;
  return { name: "published real cluster", pods, policies, generate: generatePublished };
}

function generatePublished(): readonly RawObject[] {
  const random = createRandom(seed);
  const sizes = skewedSizes(published.pods, published.namespaces);
  const objects: RawObject[] = sizes.map((_, index) => namespaceObject(`ns-${index}`));
  const appsOf: number[] = [];
  let address = 0;
  sizes.forEach((size, namespace) => {
    let app = 0;
    for (let left = size; left > 0; app += 1) {
      const count = Math.min(left, 4 + random.below(7));
      objects.push(...podsOfApp({ namespace: `ns-${namespace}`, name: `app-${app}` }, tierOf(app), count, address));
      address += count;
      left -= count;
    }
    appsOf.push(app);
  });
  const ofPod = sizes.flatMap((size, namespace) => Array.from({ length: size }, () => namespace));
  let peersLeft = published.peers;
  for (let index = 0; index < published.policies; index += 1) {
    // Half of the policies are spread evenly over namespaces, half follow the pods.
    const namespace = random.chance(0.5) ? random.below(published.namespaces) : random.pick(ofPod);
    const apps = appsOf[namespace] as number;
    const withRules = published.policies - published.denyOnly;
    const peers = index < withRules ? Math.min(peersLeft, peerCount(random)) : 0;
    peersLeft -= peers;
    objects.push(publishedPolicy(random, index, namespace, apps, peers, index >= withRules));
  }
  return objects;
}

function peerCount(random: Random): number {
  if (random.chance(0.91)) return 1;
  return random.chance(0.02) ? 21 : 2 + random.below(2);
}

function publishedPolicy(
  random: Random,
  index: number,
  namespace: number,
  apps: number,
  peers: number,
  deny: boolean,
): RawObject {
  const empty = index % 4 === 0 && index / 4 < published.empty;
  const direction = random.chance(0.7) ? "ingress" : "egress";
  const list = Array.from({ length: peers }, () => publishedPeer(random, apps, index));
  const ports = random.chance(0.5) ? [] : [tcpPort(random.pick([80, 443, 8080, 9090]))];
  const rules = deny ? [] : [{ peers: list, ports }];
  return policyObject({
    namespace: `ns-${namespace}`,
    name: `policy-${index}`,
    podSelector: empty ? labelsSelector({ app: "nobody" }) : publishedSubjects(random, apps),
    ingress: direction === "ingress" ? rules : undefined,
    egress: direction === "egress" ? rules : undefined,
  });
}

function publishedSubjects(random: Random, apps: number): JsonValue {
  if (random.chance(0.3)) return {};
  if (random.chance(0.15)) return labelsSelector({ tier: random.pick(tiers) });
  return labelsSelector({ app: `app-${random.below(apps)}` });
}

function publishedPeer(random: Random, apps: number, index: number): JsonValue {
  if (index < published.widePeers) {
    return { namespaceSelector: {}, podSelector: expressionSelector("tier", "In", ["front", "middle"]) };
  }
  if (random.chance(0.4)) {
    const rest = [256, 256, 256].map((end) => random.below(end));
    return ipBlockPeer(`${[20 + random.below(40), ...rest].join(".")}/32`);
  }
  const podSelector = random.chance(0.3) ? {} : labelsSelector({ app: `app-${random.below(apps)}` });
  if (random.chance(0.6)) return { podSelector };
  return { namespaceSelector: namespaceSelector(`ns-${random.below(published.namespaces)}`), podSelector };
}

/** `total` split over `count` parts of at least 1, with a long tail: part i gets about 1 / (i + 6). */
function skewedSizes(total: number, count: number): number[] {
  const weights = Array.from({ length: count }, (_, index) => 1 / (index + 6));
  const sum = weights.reduce((a, b) => a + b, 0);
  const sizes = weights.map((weight) => 1 + Math.floor((weight / sum) * (total - count)));
  const missing = total - sizes.reduce((a, b) => a + b, 0);
  return sizes.map((size, index) => (index < missing ? size + 1 : size));
}

function short(count: number): string {
  return count >= 1000 && count % 100 === 0 ? `${count / 1000}k` : String(count);
}

/**
 * The realistic shape with namespaces of 50 tenants and administrators' policies over and under its NetworkPolicies:
 * each is for one tenant, lets some other tenants in, keeps the rest out, and says something about blocks of addresses.
 * Four in five are of the admin tier. Counts as the bar names them.
 */
export function withClusterPolicies(pods: number, policies: number, clusterPolicies: number): Shape {
  const namespaces = Math.max(1, Math.round(pods / replicas / appsPerNamespace));
  return {
    name: `realistic ${short(pods)} x ${short(policies)} with ${clusterPolicies} cluster policies`,
    pods,
    policies,
    generate: () => {
      const { objects, apps } = landscape(pods, namespaces, tenantCount);
      addAppPolicies(objects, apps, policies, namespaces);
      const random = createRandom(seed);
      for (let index = 0; index < clusterPolicies; index += 1) objects.push(tenantPolicy(random, index));
      return objects;
    },
  };
}

const tenantCount = 50;

function tenantSelector(tenants: readonly number[]): JsonValue {
  return expressionSelector("tenant", "In", tenants.map((tenant) => `tenant-${tenant}`));
}

function tenantPolicy(random: Random, index: number): RawObject {
  const tenant = index % tenantCount;
  const own = tenantSelector([tenant]);
  const others = tenantSelector([random.below(tenantCount), random.below(tenantCount)]);
  const subject = random.chance(0.5)
    ? { namespaces: own }
    : { pods: { namespaceSelector: own, podSelector: labelsSelector({ tier: random.pick(tiers) }) } };
  const port = { tcp: { destinationPort: { number: random.pick([80, 443, 8080]) } } };
  return clusterPolicyObject({
    name: `tenant-${tenant}-${index}`,
    tier: index % 5 === 0 ? "Baseline" : "Admin",
    priority: index,
    subject,
    ingress: [
      { action: random.pick(["Accept", "Pass"]), from: [{ namespaces: others }], protocols: [port] },
      { action: "Deny", from: [{ namespaces: tenantSelector([random.below(tenantCount)]) }] },
    ],
    egress: [
      { action: random.pick(["Accept", "Deny"]), to: [{ networks: [`203.0.${random.below(256)}.0/24`] }] },
    ],
  });
}
