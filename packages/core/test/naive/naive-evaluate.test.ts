/** Every expected value here is worked out by hand from section 1 of the semantics reference. */

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atomsOf, parseAddress, parseCidr } from "./naive-address.js";
import { toManifests } from "./naive-cluster.js";
import type {
  Labels,
  NaiveCluster,
  NaiveContainerPort,
  NaiveNamespace,
  NaivePeer,
  NaivePod,
  NaivePolicy,
  NaivePolicySpec,
  NaivePort,
  NaiveSelector,
  Protocol,
} from "./naive-cluster.js";
import { hostNetworkKey, metadataNameKey, naiveVerdict } from "./naive-evaluate.js";
import type { End, NaiveFlow, NaiveSettings, NaiveVerdict } from "./naive-evaluate.js";
import { allFeatures, featuresOf, randomCase } from "./random-cluster.js";

// The cluster of the vectors

interface PodFields {
  readonly labels?: Labels;
  readonly ips?: readonly string[];
  readonly node?: string;
  readonly hostNetwork?: boolean;
  readonly ports?: readonly NaiveContainerPort[];
  readonly spec?: Partial<NaivePod["spec"]>;
}

function pod(id: string, { labels, ips, node, hostNetwork, ports, spec }: PodFields): NaivePod {
  const [namespace, name] = id.split("/") as [string, string];
  return {
    metadata: { namespace, name, labels: { pod: name, ...labels } },
    spec: {
      ...(hostNetwork === undefined ? {} : { hostNetwork }),
      ...(node === undefined ? {} : { nodeName: node }),
      containers: [{ ports: ports ?? [] }],
      ...spec,
    },
    ...(ips === undefined ? {} : { status: { podIPs: ips.map((ip) => ({ ip })) } }),
  };
}

const pods: readonly NaivePod[] = [
  pod("x/a", {
    ips: ["10.0.1.1"],
    node: "node-1",
    ports: [
      { name: "web", containerPort: 80 },
      { name: "metrics", containerPort: 9090, protocol: "UDP" },
    ],
  }),
  pod("x/b", { ips: ["10.0.1.2"], node: "node-2", ports: [{ name: "web", containerPort: 8080, protocol: "TCP" }] }),
  pod("x/new", {}),
  pod("x/dual", { ips: ["10.0.1.9", "fd00::9"] }),
  pod("x/host", { ips: ["192.168.0.1"], node: "node-1", hostNetwork: true }),
  pod("x/floating", { ips: ["10.0.1.7"] }),
  pod("x/sidecars", {
    ips: ["10.0.1.8"],
    spec: {
      containers: [
        { ports: [{ name: "web", containerPort: 81 }] },
        { ports: [{ name: "web", containerPort: 82 }] },
        {},
      ],
      initContainers: [
        { ports: [{ name: "web", containerPort: 83 }], restartPolicy: "Always" },
        { ports: [{ name: "web", containerPort: 84 }] },
      ],
    },
  }),
  pod("y/a", { ips: ["10.0.2.1"], node: "node-1" }),
  pod("y/b", { ips: ["10.0.2.2"], labels: { tier: "", ["__proto__"]: "web" } }),
  pod("y/new", {}),
  pod("y/six", { ips: ["fd00::26"] }),
  pod("y/dual", { ips: ["10.0.2.9", "fd00::29"] }),
  pod("y/host", { ips: ["192.168.0.2"], node: "node-2", hostNetwork: true }),
  pod("y/ghost", { hostNetwork: true }),
  pod("z/a", { ips: ["10.0.3.1"] }),
  pod("kube-system/dns", { ips: ["10.0.4.1"] }),
];

const namespaces: readonly NaiveNamespace[] = [
  { metadata: { name: "x", labels: { team: "a" } } },
  // A forged name label: the control plane puts the true one in its place.
  { metadata: { name: "y", labels: { team: "b", [metadataNameKey]: "x" } } },
];

// Short spellings

interface Vector {
  readonly name: string;
  readonly flow: string;
  readonly policies: readonly NaivePolicy[];
  readonly expected: NaiveVerdict;
  readonly world: "open" | "closed";
  readonly settings: NaiveSettings;
}

type Options = NaiveSettings & { readonly world?: "open" | "closed" };

function vector(
  name: string,
  flow: string,
  policies: readonly NaivePolicy[],
  expected: NaiveVerdict,
  { world = "open", ...settings }: Options = {},
): Vector {
  return { name, flow, policies, expected, world, settings };
}

let policyCount = 0;

function policy(spec?: NaivePolicySpec | null, namespace = "x"): NaivePolicy {
  policyCount += 1;
  const metadata = { namespace, name: `policy-${policyCount}` };
  return spec === undefined ? { metadata } : { metadata, spec };
}

type Ports = readonly (NaivePort | null)[];

function ingress(from: readonly NaivePeer[], ports: Ports = [], namespace = "x"): NaivePolicy {
  return policy({ podSelector: {}, policyTypes: ["Ingress"], ingress: [{ from, ports }] }, namespace);
}

function egress(to: readonly NaivePeer[], ports: Ports = [], namespace = "x"): NaivePolicy {
  return policy({ podSelector: {}, policyTypes: ["Egress"], egress: [{ to, ports }] }, namespace);
}

const labelled = (matchLabels: Labels): NaiveSelector => ({ matchLabels });
const podPeer = (podSelector: NaiveSelector): NaivePeer => ({ podSelector });
const namespacePeer = (namespaceSelector: NaiveSelector): NaivePeer => ({ namespaceSelector });
const block = (cidr: string, ...except: readonly string[]): NaivePeer => ({ ipBlock: { cidr, except } });
const named = (...values: readonly string[]): NaiveSelector => ({
  matchExpressions: [{ key: metadataNameKey, operator: "In", values }],
});
const impossible: NaiveSelector = {
  matchExpressions: [
    { key: "tier", operator: "Exists" },
    { key: "tier", operator: "DoesNotExist" },
  ],
};

const noIngress = policy({ policyTypes: ["Ingress"] });
const noEgress = policy({ policyTypes: ["Egress"] });
const noEgressOfY = policy({ policyTypes: ["Egress"] }, "y");

function endOf(text: string): End {
  if (text === "@node" || text === "@apiserver") return text;
  return text.includes("/") ? { pod: text } : { address: text };
}

/** "from > to PROTOCOL/port" */
function flowOf(text: string): NaiveFlow {
  const [from, , to, service] = text.split(" ") as [string, string, string, string];
  const [protocol, port] = service.split("/") as [Protocol, string];
  return { from: endOf(from), to: endOf(to), protocol, port: Number(port) };
}

const clusterOf = (policies: readonly NaivePolicy[], world: "open" | "closed" = "open"): NaiveCluster => ({
  world,
  namespaces,
  pods,
  policies,
});

// The vectors

const connection: readonly Vector[] = [
  vector("1.1 no policy", "y/a > x/a TCP/80", [], "allow"),
  vector("1.1 isolated for ingress", "y/a > x/a TCP/80", [noIngress], "deny"),
  vector("1.1 isolated for egress", "y/a > x/a TCP/80", [noEgressOfY], "deny"),
  vector("1.1 each end looks at its own namespace", "y/a > x/a TCP/80", [policy({}, "y")], "allow"),
  vector("1.1 both ends must agree", "y/a > x/a TCP/80", [ingress([]), noEgressOfY], "deny"),
  vector("1.1 both ends agree", "y/a > x/a TCP/80", [ingress([]), egress([], [], "y")], "allow"),
  vector("1.1 isolation is per direction", "y/a > x/a TCP/80", [noEgress], "allow"),
  vector("1.1 union of policies", "y/a > x/a TCP/80", [noIngress, ingress([namespacePeer({})])], "allow"),
  vector("1.1 order does not matter", "y/a > x/a TCP/80", [ingress([namespacePeer({})]), noIngress], "allow"),
  vector("1.1 replies need no egress rule", "y/a > x/a TCP/80", [ingress([]), noEgress], "allow"),
  vector("1.1 external hosts are not isolated", "x/a > 203.0.113.5 TCP/80", [noIngress], "allow"),
  vector("1.1 egress to an external host is checked", "x/a > 203.0.113.5 TCP/80", [noEgress], "deny"),
];

const selection: readonly Vector[] = [
  vector("1.2 podSelector {}", "y/a > x/a TCP/80", [policy({ podSelector: {} })], "deny"),
  vector("1.2 podSelector missing", "y/a > x/a TCP/80", [policy({ ingress: [] })], "deny"),
  vector("1.2 podSelector null", "y/a > x/a TCP/80", [policy({ podSelector: null })], "deny"),
  vector("1.2 no spec isolates for ingress", "y/a > x/a TCP/80", [policy()], "deny"),
  vector("1.2 spec null isolates for ingress", "y/a > x/a TCP/80", [policy(null)], "deny"),
  vector("1.2 no spec leaves egress open", "x/a > y/a TCP/80", [policy()], "allow"),
  vector("1.2 selected by label", "y/a > x/a TCP/80", [policy({ podSelector: labelled({ pod: "a" }) })], "deny"),
  vector("1.2 not selected by label", "y/a > x/b TCP/80", [policy({ podSelector: labelled({ pod: "a" }) })], "allow"),
  vector("1.2 pods of the own namespace only", "x/a > y/a TCP/80", [policy({ podSelector: {} })], "allow"),
  vector(
    "1.2 a later object of the same name replaces the earlier",
    "y/a > x/a TCP/80",
    [{ ...ingress([]), metadata: noIngress.metadata }, noIngress],
    "deny",
  ),
];

const types: readonly Vector[] = [
  vector("1.3 types missing, egress []: ingress isolated", "y/a > x/a TCP/80", [policy({ egress: [] })], "deny"),
  vector("1.3 types missing, egress []: egress open", "x/a > y/a TCP/80", [policy({ egress: [] })], "allow"),
  vector("1.3 types missing, egress null: egress open", "x/a > y/a TCP/80", [policy({ egress: null })], "allow"),
  vector("1.3 egress rules without types isolate ingress", "y/a > x/a TCP/80", [policy({ egress: [{}] })], "deny"),
  vector(
    "1.3 egress rules without types are in force",
    "x/a > y/a TCP/80",
    [policy({ egress: [{ to: [podPeer({})] }] })],
    "deny",
  ),
  vector(
    "1.3 types [] are as missing",
    "x/a > y/a TCP/80",
    [policy({ policyTypes: [], egress: [{ to: [podPeer({})] }] })],
    "deny",
  ),
  vector("1.3 types null are as missing", "y/a > x/a TCP/80", [policy({ policyTypes: null, egress: [{}] })], "deny"),
  vector(
    "1.3 [Egress] leaves ingress rules dead",
    "y/a > x/a TCP/80",
    [policy({ policyTypes: ["Egress"], ingress: [{ from: [podPeer({})] }] })],
    "allow",
  ),
  vector(
    "1.3 [Ingress] leaves egress rules dead",
    "x/a > y/a TCP/80",
    [policy({ policyTypes: ["Ingress"], egress: [{ to: [podPeer({})] }] })],
    "allow",
  ),
  vector("1.3 [Ingress, Ingress]", "y/a > x/a TCP/80", [policy({ policyTypes: ["Ingress", "Ingress"] })], "deny"),
  vector(
    "1.3 [Ingress, Ingress] is not egress",
    "x/a > y/a TCP/80",
    [policy({ policyTypes: ["Ingress", "Ingress"] })],
    "allow",
  ),
  vector(
    "1.3 [Egress, Ingress] is both: egress",
    "x/a > y/a TCP/80",
    [policy({ policyTypes: ["Egress", "Ingress"] })],
    "deny",
  ),
  vector(
    "1.3 [Egress, Ingress] is both: ingress",
    "y/a > x/a TCP/80",
    [policy({ policyTypes: ["Egress", "Ingress"] })],
    "deny",
  ),
];

const emptiness: readonly Vector[] = [
  vector("1.4 ingress missing", "y/a > x/a TCP/80", [policy({ policyTypes: ["Ingress"] })], "deny"),
  vector("1.4 ingress null", "y/a > x/a TCP/80", [policy({ policyTypes: ["Ingress"], ingress: null })], "deny"),
  vector("1.4 ingress []", "y/a > x/a TCP/80", [policy({ policyTypes: ["Ingress"], ingress: [] })], "deny"),
  vector("1.4 egress []", "x/a > y/a TCP/80", [policy({ policyTypes: ["Egress"], egress: [] })], "deny"),
  vector("1.4 ingress [{}]", "203.0.113.5 > x/a UDP/53", [policy({ ingress: [{}] })], "allow"),
  vector("1.4 ingress [null]", "203.0.113.5 > x/a UDP/53", [policy({ ingress: [null] })], "allow"),
  vector("1.4 egress [null]", "x/a > 203.0.113.5 UDP/53", [policy({ egress: [null] })], "allow"),
  vector("1.4 from missing", "203.0.113.5 > x/a TCP/80", [policy({ ingress: [{ ports: [{}] }] })], "allow"),
  vector("1.4 from null", "@node > x/a TCP/80", [policy({ ingress: [{ from: null }] })], "allow"),
  vector("1.4 from []", "y/a > x/a TCP/80", [policy({ ingress: [{ from: [] }] })], "allow"),
  vector("1.4 ports missing", "y/a > x/a SCTP/7", [policy({ ingress: [{ from: [namespacePeer({})] }] })], "allow"),
  vector("1.4 ports null", "y/a > x/a UDP/7", [policy({ ingress: [{ ports: null }] })], "allow"),
  vector("1.4 ports []", "y/a > x/a UDP/7", [policy({ ingress: [{ ports: [] }] })], "allow"),
  vector("1.4 ports [{}] is any TCP port", "y/a > x/a TCP/7", [ingress([], [{}])], "allow"),
  vector("1.4 ports [{}] is no UDP port", "y/a > x/a UDP/7", [ingress([], [{}])], "deny"),
  vector("1.4 ports [null] is any TCP port", "y/a > x/a TCP/7", [ingress([], [null])], "allow"),
  vector("1.4 ports [null] is no UDP port", "y/a > x/a UDP/7", [ingress([], [null])], "deny"),
  vector("1.4 podSelector {} is the own namespace", "x/b > x/a TCP/80", [ingress([podPeer({})])], "allow"),
  vector("1.4 podSelector {} is no other namespace", "y/a > x/a TCP/80", [ingress([podPeer({})])], "deny"),
  vector("1.4 namespaceSelector {} is every pod", "y/a > x/a TCP/80", [ingress([namespacePeer({})])], "allow"),
  vector(
    "1.4 namespaceSelector {} holds unknown namespaces",
    "z/a > x/a TCP/80",
    [ingress([namespacePeer({})])],
    "allow",
  ),
  vector(
    "1.4 namespaceSelector {} is no external host",
    "203.0.113.5 > x/a TCP/80",
    [ingress([namespacePeer({})])],
    "deny",
  ),
  vector("1.4 namespaceSelector {} is no node", "@node > x/a TCP/80", [ingress([namespacePeer({})])], "deny"),
  vector("1.4 both selectors {}", "z/a > x/a TCP/80", [ingress([{ podSelector: {}, namespaceSelector: {} }])], "allow"),
  vector(
    "1.4 except []",
    "203.0.113.5 > x/a TCP/80",
    [ingress([{ ipBlock: { cidr: "203.0.113.0/24", except: [] } }])],
    "allow",
  ),
  vector(
    "1.4 except null",
    "203.0.113.5 > x/a TCP/80",
    [ingress([{ ipBlock: { cidr: "203.0.113.0/24", except: null } }])],
    "allow",
  ),
  vector(
    "1.4 a null field of a peer is not set",
    "x/b > x/a TCP/80",
    [ingress([{ podSelector: {}, namespaceSelector: null, ipBlock: null }])],
    "allow",
  ),
];

const twoRules = policy({ ingress: [{ from: [podPeer(labelled({ pod: "b" }))] }, { ports: [{ port: 80 }] }] });
const podAndSpace: NaivePeer = { podSelector: labelled({ pod: "a" }), namespaceSelector: labelled({ team: "b" }) };
const teamA = ingress([namespacePeer(labelled({ team: "a" }))]);
const notTeamA = ingress([namespacePeer({ matchExpressions: [{ key: "team", operator: "NotIn", values: ["a"] }] })]);

const peers: readonly Vector[] = [
  vector("1.5 rules do not combine: the peer on any port", "x/b > x/a UDP/53", [twoRules], "allow"),
  vector("1.5 rules do not combine: anyone on the port", "y/a > x/a TCP/80", [twoRules], "allow"),
  vector("1.5 rules do not combine: neither", "y/a > x/a TCP/81", [twoRules], "deny"),
  vector("1.5 peers AND ports: wrong port", "x/b > x/a TCP/81", [ingress([podPeer({})], [{ port: 80 }])], "deny"),
  vector("1.5 peers AND ports: wrong peer", "y/a > x/a TCP/80", [ingress([podPeer({})], [{ port: 80 }])], "deny"),
  vector("1.5 one item with both selectors", "y/a > x/a TCP/80", [ingress([podAndSpace])], "allow"),
  vector("1.5 one item with both selectors: wrong pod", "y/b > x/a TCP/80", [ingress([podAndSpace])], "deny"),
  vector(
    "1.5 two items",
    "y/b > x/a TCP/80",
    [ingress([podPeer(labelled({ pod: "a" })), namespacePeer(labelled({ team: "b" }))])],
    "allow",
  ),
  vector(
    "1.5 podSelector alone stays in the policy's namespace",
    "y/a > x/a TCP/80",
    [ingress([podPeer(labelled({ pod: "a" }))])],
    "deny",
  ),
  vector(
    "1.5 namespaceSelector alone",
    "y/b > x/a TCP/80",
    [ingress([namespacePeer(labelled({ team: "b" }))])],
    "allow",
  ),
  vector(
    "1.5 namespaceSelector alone: other labels",
    "x/b > x/a TCP/80",
    [ingress([namespacePeer(labelled({ team: "b" }))])],
    "deny",
  ),
  vector("1.5 selectors in egress", "x/a > y/a TCP/80", [egress([podAndSpace])], "allow"),
  vector("1.5 the name label is injected", "y/a > x/a TCP/80", [ingress([namespacePeer(named("y"))])], "allow"),
  vector(
    "1.5 the name label is injected outside the input",
    "z/a > x/a TCP/80",
    [ingress([namespacePeer(named("z"))])],
    "allow",
  ),
  vector("1.5 the name label cannot be forged", "y/a > x/a TCP/80", [ingress([namespacePeer(named("x"))])], "deny"),
  vector("1.5 labels outside the input, open world", "z/a > x/a TCP/80", [teamA], "undefined"),
  vector("1.5 labels outside the input, open world, NotIn", "z/a > x/a TCP/80", [notTeamA], "undefined"),
  vector("1.5 labels outside the input, closed world", "z/a > x/a TCP/80", [teamA], "deny", { world: "closed" }),
  vector("1.5 labels outside the input, closed world, NotIn", "z/a > x/a TCP/80", [notTeamA], "allow", {
    world: "closed",
  }),
  vector(
    "1.5 unknown labels and a pod that does not match",
    "z/a > x/a TCP/80",
    [ingress([{ namespaceSelector: labelled({ team: "a" }), podSelector: labelled({ pod: "b" }) }])],
    "deny",
  ),
  vector(
    "1.5 unknown labels and a name that does not match",
    "z/a > x/a TCP/80",
    [ingress([namespacePeer({ ...named("x"), matchLabels: { team: "a" } })])],
    "deny",
  ),
  vector(
    "1.5 unknown labels and a port that does not match",
    "z/a > x/a TCP/81",
    [ingress([namespacePeer(labelled({ team: "a" }))], [{ port: 80 }])],
    "deny",
  ),
  vector(
    "1.5 unknown labels beside a match",
    "z/a > x/a TCP/80",
    [teamA, ingress([namespacePeer(named("z"))])],
    "allow",
  ),
  vector(
    "1.5 unknown labels, denied by the other direction",
    "z/a > x/a TCP/80",
    [teamA, policy({ policyTypes: ["Egress"] }, "z")],
    "deny",
  ),
  vector("1.5 unknown labels, nothing satisfies", "z/a > x/a TCP/80", [ingress([namespacePeer(impossible)])], "deny"),
  vector(
    "1.5 unknown labels, two values for one key",
    "z/a > x/a TCP/80",
    [
      ingress([
        namespacePeer({
          matchLabels: { team: "a" },
          matchExpressions: [{ key: "team", operator: "In", values: ["b"] }],
        }),
      ]),
    ],
    "deny",
  ),
  vector(
    "1.5 unknown labels, NotIn leaves a value",
    "z/a > x/a TCP/80",
    [
      ingress([
        namespacePeer({
          matchExpressions: [
            { key: "team", operator: "NotIn", values: ["a", ""] },
            { key: "team", operator: "Exists" },
          ],
        }),
      ]),
    ],
    "undefined",
  ),
];

function expression(key: string, operator: "In" | "NotIn" | "Exists" | "DoesNotExist", values?: readonly string[]) {
  return ingress([
    { namespaceSelector: {}, podSelector: { matchExpressions: [{ key, operator, ...(values && { values }) }] } },
  ]);
}
const anywhere = (podSelector: NaiveSelector): NaivePolicy => ingress([{ namespaceSelector: {}, podSelector }]);

const selectors: readonly Vector[] = [
  vector("1.6 matchLabels", "y/b > x/a TCP/80", [anywhere(labelled({ pod: "b" }))], "allow"),
  vector("1.6 matchLabels, other value", "y/b > x/a TCP/80", [anywhere(labelled({ pod: "a" }))], "deny"),
  vector("1.6 matchLabels is case-sensitive", "y/b > x/a TCP/80", [anywhere(labelled({ pod: "B" }))], "deny"),
  vector('1.6 matchLabels "", key present', "y/b > x/a TCP/80", [anywhere(labelled({ tier: "" }))], "allow"),
  vector('1.6 matchLabels "", key absent', "y/a > x/a TCP/80", [anywhere(labelled({ tier: "" }))], "deny"),
  vector("1.6 In", "y/b > x/a TCP/80", [expression("pod", "In", ["a", "b"])], "allow"),
  vector("1.6 In, key absent", "y/a > x/a TCP/80", [expression("tier", "In", ["", "web"])], "deny"),
  vector("1.6 NotIn, key absent", "y/a > x/a TCP/80", [expression("tier", "NotIn", [""])], "allow"),
  vector("1.6 NotIn, value listed", "y/b > x/a TCP/80", [expression("tier", "NotIn", [""])], "deny"),
  vector("1.6 NotIn, other value", "y/b > x/a TCP/80", [expression("tier", "NotIn", ["web"])], "allow"),
  vector("1.6 Exists, empty value", "y/b > x/a TCP/80", [expression("tier", "Exists")], "allow"),
  vector("1.6 Exists, key absent", "y/a > x/a TCP/80", [expression("tier", "Exists")], "deny"),
  vector("1.6 DoesNotExist, key absent", "y/a > x/a TCP/80", [expression("tier", "DoesNotExist")], "allow"),
  vector("1.6 DoesNotExist, empty value", "y/b > x/a TCP/80", [expression("tier", "DoesNotExist")], "deny"),
  vector("1.6 constructor is an absent key", "y/a > x/a TCP/80", [expression("constructor", "Exists")], "deny"),
  vector("1.6 __proto__ is an absent key", "y/a > x/a TCP/80", [expression("__proto__", "DoesNotExist")], "allow"),
  vector("1.6 __proto__ is a present key", "y/b > x/a TCP/80", [anywhere(labelled({ ["__proto__"]: "web" }))], "allow"),
  vector(
    "1.6 matchLabels AND matchExpressions",
    "y/a > x/a TCP/80",
    [anywhere({ matchLabels: { pod: "a" }, matchExpressions: [{ key: "tier", operator: "Exists" }] })],
    "deny",
  ),
];

const halves = [block("0.0.0.0/1"), block("128.0.0.0/1")];
const refilled = [block("0.0.0.0/0", "10.0.0.0/8"), block("10.0.0.0/8")];

const addressBlocks: readonly Vector[] = [
  vector(
    "1.7 an external address in a block",
    "203.0.113.5 > x/a TCP/80",
    [ingress([block("203.0.113.0/24")])],
    "allow",
  ),
  vector(
    "1.7 an external address outside the block",
    "203.0.114.0 > x/a TCP/80",
    [ingress([block("203.0.113.0/24")])],
    "deny",
  ),
  vector("1.7 the last address of a block", "203.0.113.7 > x/a TCP/80", [ingress([block("203.0.113.4/30")])], "allow"),
  vector("1.7 the address after a block", "203.0.113.8 > x/a TCP/80", [ingress([block("203.0.113.4/30")])], "deny"),
  vector("1.7 the address before a block", "203.0.113.3 > x/a TCP/80", [ingress([block("203.0.113.4/30")])], "deny"),
  vector(
    "1.7 an address in an except",
    "203.0.113.5 > x/a TCP/80",
    [ingress([block("203.0.113.0/24", "203.0.113.4/30")])],
    "deny",
  ),
  vector(
    "1.7 an address beside an except",
    "203.0.113.9 > x/a TCP/80",
    [ingress([block("203.0.113.0/24", "203.0.113.4/30")])],
    "allow",
  ),
  vector(
    "1.7 except is not a deny: another peer",
    "203.0.113.5 > x/a TCP/80",
    [ingress([block("203.0.113.0/24", "203.0.113.4/30"), block("203.0.113.5/32")])],
    "allow",
  ),
  vector(
    "1.7 except is not a deny: another policy",
    "x/a > x/b TCP/80",
    [egress([block("10.0.1.0/24", "10.0.1.2/32")]), egress([block("10.0.1.2/32")])],
    "allow",
  ),
  vector("1.7 a known pod address is literal", "y/a > x/a TCP/80", [ingress([block("10.0.2.0/24")])], "allow"),
  vector(
    "1.7 a known pod address is literal, egress",
    "x/a > y/b TCP/80",
    [egress([block("10.0.2.0/24", "10.0.2.2/32")])],
    "deny",
  ),
  vector(
    "1.7 an IPv4 block and an IPv6 address",
    "2001:db8::5 > x/dual TCP/80",
    [ingress([block("0.0.0.0/0")])],
    "deny",
  ),
  vector("1.7 an IPv6 block and an IPv4 address", "203.0.113.5 > x/dual TCP/80", [ingress([block("::/0")])], "deny"),
  vector("1.7 an IPv6 block", "2001:db8::5 > x/dual TCP/80", [ingress([block("2001:db8::/64")])], "allow"),
  vector("1.7 after an IPv6 block", "2001:db8:0:1:: > x/dual TCP/80", [ingress([block("2001:db8::/64")])], "deny"),
  vector(
    "1.7 an unknown pod address and a small block",
    "y/new > x/a TCP/80",
    [ingress([block("10.0.0.0/8")])],
    "undefined",
  ),
  vector(
    "1.7 an unknown pod address and every address",
    "y/new > x/a TCP/80",
    [ingress([block("0.0.0.0/0")])],
    "allow",
  ),
  vector(
    "1.7 an unknown pod address and an except",
    "y/new > x/a TCP/80",
    [ingress([block("0.0.0.0/0", "10.0.0.0/8")])],
    "undefined",
  ),
  vector("1.7 an unknown pod address and both halves", "y/new > x/a TCP/80", [ingress(halves)], "allow"),
  vector(
    "1.7 an unknown pod address and one half",
    "y/new > x/a TCP/80",
    [ingress([block("128.0.0.0/1")])],
    "undefined",
  ),
  vector("1.7 an unknown pod address and a refilled except", "y/new > x/a TCP/80", [ingress(refilled)], "allow"),
  vector(
    "1.7 an unknown pod address and excepts that leave nothing",
    "y/new > x/a TCP/80",
    [ingress([block("10.0.0.0/8", "10.0.0.0/9", "10.128.0.0/9")])],
    "deny",
  ),
  vector(
    "1.7 an unknown pod address, matched by a selector too",
    "y/new > x/a TCP/80",
    [ingress([block("10.0.0.0/8"), namespacePeer({})])],
    "allow",
  ),
  vector(
    "1.7 an unknown pod address, denied by ports",
    "y/new > x/a UDP/80",
    [ingress([block("10.0.0.0/8")], [{}])],
    "deny",
  ),
  vector("1.7 an unknown destination", "x/a > y/new TCP/80", [egress([block("10.0.0.0/8")])], "undefined"),
];

const ports: readonly Vector[] = [
  vector("1.8 protocol without port", "y/a > x/a UDP/7", [ingress([], [{ protocol: "UDP" }])], "allow"),
  vector("1.8 protocol without port, other protocol", "y/a > x/a TCP/7", [ingress([], [{ protocol: "UDP" }])], "deny"),
  vector("1.8 number", "y/a > x/a TCP/80", [ingress([], [{ port: 80 }])], "allow"),
  vector("1.8 another number", "y/a > x/a TCP/81", [ingress([], [{ port: 80 }])], "deny"),
  vector("1.8 protocol defaults to TCP", "y/a > x/a UDP/80", [ingress([], [{ port: 80, protocol: null }])], "deny"),
  vector("1.8 a number need not be declared", "y/a > x/a TCP/9999", [ingress([], [{ port: 9999 }])], "allow"),
  vector("1.8 range, first port", "y/a > x/a TCP/80", [ingress([], [{ port: 80, endPort: 82 }])], "allow"),
  vector("1.8 range, last port", "y/a > x/a TCP/82", [ingress([], [{ port: 80, endPort: 82 }])], "allow"),
  vector("1.8 range, before", "y/a > x/a TCP/79", [ingress([], [{ port: 80, endPort: 82 }])], "deny"),
  vector("1.8 range, after", "y/a > x/a TCP/83", [ingress([], [{ port: 80, endPort: 82 }])], "deny"),
  vector("1.8 endPort null", "y/a > x/a TCP/81", [ingress([], [{ port: 80, endPort: null }])], "deny"),
  vector("1.8 OR of ports", "y/a > x/a UDP/53", [ingress([], [{ port: 80 }, { port: 53, protocol: "UDP" }])], "allow"),
  vector("1.8 named port, ingress: the subject's", "x/b > x/a TCP/80", [ingress([], [{ port: "web" }])], "allow"),
  vector("1.8 named port, ingress: not the peer's", "x/b > x/a TCP/8080", [ingress([], [{ port: "web" }])], "deny"),
  vector("1.8 named port differs per pod", "x/a > x/b TCP/8080", [ingress([], [{ port: "web" }])], "allow"),
  vector("1.8 named port, egress: the peer's", "y/a > x/b TCP/8080", [egress([], [{ port: "web" }], "y")], "allow"),
  vector("1.8 named port, egress: not the subject's", "x/a > x/b TCP/80", [egress([], [{ port: "web" }])], "deny"),
  vector("1.8 named port that the pod does not declare", "x/a > y/a TCP/80", [egress([], [{ port: "web" }])], "deny"),
  vector(
    "1.8 named port with another protocol",
    "y/a > x/a UDP/80",
    [ingress([], [{ port: "web", protocol: "UDP" }])],
    "deny",
  ),
  vector("1.8 named UDP port", "y/a > x/a UDP/9090", [ingress([], [{ port: "metrics", protocol: "UDP" }])], "allow"),
  vector("1.8 named UDP port without protocol", "y/a > x/a UDP/9090", [ingress([], [{ port: "metrics" }])], "deny"),
  vector(
    "1.8 named UDP port without protocol, TCP",
    "y/a > x/a TCP/9090",
    [ingress([], [{ port: "metrics" }])],
    "deny",
  ),
  vector("1.8 named constructor", "y/a > x/a TCP/80", [ingress([], [{ port: "constructor" }])], "deny"),
  vector(
    "1.8 two containers declare the name: first",
    "y/a > x/sidecars TCP/81",
    [ingress([], [{ port: "web" }])],
    "allow",
  ),
  vector(
    "1.8 two containers declare the name: second",
    "y/a > x/sidecars TCP/82",
    [ingress([], [{ port: "web" }])],
    "allow",
  ),
  vector("1.8 a sidecar's name counts", "y/a > x/sidecars TCP/83", [ingress([], [{ port: "web" }])], "allow"),
  vector(
    "1.8 a plain init container's name does not",
    "y/a > x/sidecars TCP/84",
    [ingress([], [{ port: "web" }])],
    "deny",
  ),
  vector("1.8 named port to an external address", "x/a > 203.0.113.5 TCP/80", [egress([], [{ port: "web" }])], "deny"),
  vector("1.8 named port to a node", "x/a > @node TCP/80", [egress([], [{ port: "web" }])], "deny"),
  vector(
    "1.8 named port from an external address",
    "203.0.113.5 > x/a TCP/80",
    [ingress([], [{ port: "web" }])],
    "allow",
  ),
  vector(
    "1.8 a rule for SCTP isolates TCP",
    "y/a > x/a TCP/80",
    [ingress([], [{ port: 80, protocol: "SCTP" }])],
    "deny",
  ),
  vector("1.8 a rule for SCTP", "y/a > x/a SCTP/80", [ingress([], [{ port: 80, protocol: "SCTP" }])], "allow"),
];

const everyHost = podPeer(labelled({ pod: "host" }));

const otherEnds: readonly Vector[] = [
  vector("1.9 external address, podSelector", "203.0.113.5 > x/a TCP/80", [ingress([podPeer({})])], "deny"),
  vector("1.9 external address, empty peer list", "x/a > 203.0.113.5 TCP/80", [egress([])], "allow"),
  vector("1.9 node, every address", "@node > x/a TCP/80", [ingress([block("0.0.0.0/0")])], "allow"),
  vector("1.9 node, some addresses", "@node > x/a TCP/80", [ingress([block("192.168.0.0/16")])], "undefined"),
  vector("1.9 node, podSelector", "@node > x/a TCP/80", [ingress([podPeer({})])], "deny"),
  vector("1.9 node as destination", "x/a > @node TCP/80", [egress([block("192.168.0.0/16")])], "undefined"),
  vector("1.9 node, two families, one block", "@node > x/dual TCP/80", [ingress([block("0.0.0.0/0")])], "mixed"),
  vector("1.9 hostNetwork subject, ingress", "y/a > x/host TCP/80", [noIngress], "allow"),
  vector("1.9 hostNetwork subject, egress", "x/host > y/a TCP/80", [noEgress], "allow"),
  vector("1.9 hostNetwork peer that a selector matches", "x/host > x/b TCP/80", [ingress([everyHost])], "undefined"),
  vector(
    "1.9 hostNetwork peer that no selector matches",
    "x/host > x/b TCP/80",
    [ingress([podPeer(labelled({ pod: "b" }))])],
    "deny",
  ),
  vector("1.9 hostNetwork peer of another namespace", "y/host > x/a TCP/80", [ingress([everyHost])], "deny"),
  vector("1.9 hostNetwork peer as destination", "x/b > x/host TCP/80", [egress([everyHost])], "undefined"),
  vector(
    "1.9 hostNetwork peer, known address in a block",
    "y/host > x/a TCP/80",
    [ingress([block("192.168.0.0/16")])],
    "allow",
  ),
  vector(
    "1.9 hostNetwork peer, known address outside",
    "y/host > x/a TCP/80",
    [ingress([block("10.0.0.0/8")])],
    "deny",
  ),
  vector(
    "1.9 hostNetwork peer, unknown address",
    "y/ghost > x/a TCP/80",
    [ingress([block("192.168.0.0/16")])],
    "undefined",
  ),
  vector("1.9 hostNetwork peer, empty peer list", "y/host > x/a TCP/80", [ingress([])], "allow"),
  vector(
    "1.9 hostNetwork peer, selected and in a block",
    "x/host > x/b TCP/80",
    [ingress([everyHost, block("192.168.0.1/32")])],
    "allow",
  ),
];

const loopback: readonly Vector[] = [
  vector("1.10 a pod to itself", "x/a > x/a TCP/80", [noIngress, noEgress], "allow"),
  vector("1.11 ingress from the own node", "x/host > x/a TCP/80", [noIngress], "allow"),
  vector("1.11 ingress from another node", "y/host > x/a TCP/80", [noIngress], "deny"),
  vector("1.11 a plain pod of the own node", "y/a > x/a TCP/80", [noIngress], "deny"),
  vector("1.11 egress to the own node", "x/a > x/host TCP/80", [noEgress], "deny"),
  vector("1.11 both nodes unknown are not one node", "y/ghost > x/floating TCP/80", [noIngress], "deny"),
];

const familyVectors: readonly Vector[] = [
  vector("1.12 two families, one block", "y/dual > x/dual TCP/80", [ingress([block("0.0.0.0/0")])], "mixed"),
  vector(
    "1.12 two families, both blocks",
    "y/dual > x/dual TCP/80",
    [ingress([block("0.0.0.0/0"), block("::/0")])],
    "allow",
  ),
  vector("1.12 two families, a selector", "y/dual > x/dual TCP/80", [ingress([namespacePeer({})])], "allow"),
  vector("1.12 one shared family", "y/dual > x/a TCP/80", [ingress([block("0.0.0.0/0")])], "allow"),
  vector(
    "1.12 unknown source, two families, one decided",
    "y/new > x/dual TCP/80",
    [ingress([block("0.0.0.0/0"), block("fd00::/8")])],
    "undefined",
  ),
  vector(
    "1.12 unknown source, both families decided",
    "y/new > x/dual TCP/80",
    [ingress([block("0.0.0.0/0")])],
    "mixed",
  ),
  vector("1.12 both ends unknown", "y/new > x/new TCP/80", [ingress([block("0.0.0.0/0"), block("::/0")])], "allow"),
  vector("1.12 no shared family, selector", "y/six > x/a TCP/80", [ingress([namespacePeer({})])], "allow"),
  vector(
    "1.12 no shared family, a block of the other family",
    "y/six > x/a TCP/80",
    [ingress([block("0.0.0.0/0")])],
    "deny",
  ),
  vector(
    "1.12 no shared family, a block of the source's family",
    "y/six > x/a TCP/80",
    [ingress([block("::/0")])],
    "mixed",
  ),
];

const both = { apiServerCidrs: ["172.16.0.1/32", "fd99::1/128"] };
const four = { apiServerCidrs: ["172.16.0.0/30"] };
const openshift = { platform: "openshift" } as const;
const hostNetworkPeer = namespacePeer(labelled({ [hostNetworkKey]: "" }));

const apiServer: readonly Vector[] = [
  vector("R8 no policy", "@apiserver > x/a TCP/443", [], "allow"),
  vector(
    "R8 is never isolated",
    "x/a > @apiserver TCP/443",
    [policy({ policyTypes: ["Ingress"] }, "kube-system")],
    "allow",
  ),
  vector("R8 denied", "@apiserver > x/a TCP/443", [noIngress], "deny"),
  vector("R8 empty peer list", "@apiserver > x/a TCP/443", [ingress([])], "allow"),
  vector("R8 every namespace", "@apiserver > x/a TCP/443", [ingress([namespacePeer({})])], "undefined"),
  vector(
    "R8 unknown labels of kube-system",
    "x/a > @apiserver TCP/443",
    [egress([namespacePeer(labelled({ team: "a" }))])],
    "undefined",
  ),
  vector(
    "R8 known labels of kube-system",
    "x/a > @apiserver TCP/443",
    [egress([namespacePeer(labelled({ team: "a" }))])],
    "deny",
    { world: "closed" },
  ),
  vector(
    "R8 kube-system by name",
    "x/a > @apiserver TCP/443",
    [egress([namespacePeer(named("kube-system"))])],
    "undefined",
    { world: "closed" },
  ),
  vector(
    "R8 another namespace by name",
    "x/a > @apiserver TCP/443",
    [egress([namespacePeer(named("x", "openshift-apiserver"))])],
    "deny",
  ),
  vector(
    "R8 any podSelector beside",
    "x/a > @apiserver TCP/443",
    [egress([{ ...namespacePeer(named("kube-system")), podSelector: labelled({ app: "z" }) }])],
    "undefined",
  ),
  vector(
    "R8 an impossible podSelector beside",
    "x/a > @apiserver TCP/443",
    [egress([{ ...namespacePeer(named("kube-system")), podSelector: impossible }])],
    "deny",
  ),
  vector("R8 podSelector alone, other namespace", "@apiserver > x/a TCP/443", [ingress([podPeer({})])], "deny"),
  vector(
    "R8 podSelector alone, kube-system",
    "@apiserver > kube-system/dns TCP/53",
    [ingress([podPeer({})], [], "kube-system")],
    "undefined",
  ),
  vector(
    "R8 impossible podSelector alone",
    "@apiserver > kube-system/dns TCP/53",
    [ingress([podPeer(impossible)], [], "kube-system")],
    "deny",
  ),
  vector("R8 a block without the setting", "x/a > @apiserver TCP/443", [egress([block("172.16.0.0/12")])], "undefined"),
  vector("R8 every address without the setting", "x/a > @apiserver TCP/443", [egress(halves)], "allow"),
  vector("R8 named port", "x/a > @apiserver TCP/443", [egress([], [{ port: "web" }])], "deny"),
  vector("R4 setting inside the block", "x/a > @apiserver TCP/443", [egress([block("172.16.0.0/30")])], "allow", four),
  vector("R4 setting outside the block", "x/a > @apiserver TCP/443", [egress([block("172.16.0.4/30")])], "deny", four),
  vector("R4 setting half in the block", "x/a > @apiserver TCP/443", [egress([block("172.16.0.0/31")])], "mixed", four),
  vector(
    "R4 setting with a hole",
    "@apiserver > x/a TCP/443",
    [ingress([block("172.16.0.0/30", "172.16.0.3/32")])],
    "mixed",
    four,
  ),
  vector(
    "R4 setting of two families, one block",
    "x/dual > @apiserver TCP/443",
    [egress([block("172.16.0.1/32")])],
    "mixed",
    both,
  ),
  vector(
    "R4 setting of two families, both blocks",
    "x/dual > @apiserver TCP/443",
    [egress([block("172.16.0.1/32"), block("fd99::1/128")])],
    "allow",
    both,
  ),
  vector(
    "R4 setting of two families, one asked",
    "x/a > @apiserver TCP/443",
    [egress([block("172.16.0.1/32")])],
    "allow",
    both,
  ),
  vector(
    "R4 setting and a selector",
    "x/a > @apiserver TCP/443",
    [egress([namespacePeer(named("kube-system"))])],
    "undefined",
    four,
  ),
];

const openShift: readonly Vector[] = [
  vector("R7 node, host-network label", "@node > x/a TCP/80", [ingress([hostNetworkPeer])], "allow", openshift),
  vector("R7 node, host-network label elsewhere", "@node > x/a TCP/80", [ingress([hostNetworkPeer])], "deny"),
  vector("R7 node, every namespace", "@node > x/a TCP/80", [ingress([namespacePeer({})])], "undefined", openshift),
  vector(
    "R7 node, another label",
    "@node > x/a TCP/80",
    [ingress([namespacePeer(labelled({ team: "a" }))])],
    "deny",
    openshift,
  ),
  vector(
    "R7 node, no injected name",
    "@node > x/a TCP/80",
    [ingress([namespacePeer({ matchExpressions: [{ key: metadataNameKey, operator: "Exists" }] })])],
    "deny",
    openshift,
  ),
  vector(
    "R7 node, podSelector {} beside",
    "@node > x/a TCP/80",
    [ingress([{ ...hostNetworkPeer, podSelector: {} }])],
    "allow",
    openshift,
  ),
  vector(
    "R7 node, podSelector with labels beside",
    "@node > x/a TCP/80",
    [ingress([{ ...hostNetworkPeer, podSelector: labelled({ a: "b" }) }])],
    "deny",
    openshift,
  ),
  vector("R7 node, podSelector alone", "@node > x/a TCP/80", [ingress([podPeer({})])], "deny", openshift),
  vector("R7 egress to a node", "x/a > @node TCP/80", [egress([hostNetworkPeer])], "deny", openshift),
  vector("R7 external host", "203.0.113.5 > x/a TCP/80", [ingress([hostNetworkPeer])], "deny", openshift),
  vector(
    "R7 API server, host-network label",
    "@apiserver > x/a TCP/80",
    [ingress([hostNetworkPeer])],
    "allow",
    openshift,
  ),
  vector("R7 API server, egress, closed world", "x/a > @apiserver TCP/80", [egress([hostNetworkPeer])], "deny", {
    ...openshift,
    world: "closed",
  }),
  vector(
    "R8 API server in openshift-apiserver",
    "x/a > @apiserver TCP/80",
    [egress([namespacePeer(named("openshift-apiserver"))])],
    "undefined",
    openshift,
  ),
  vector(
    "R8 API server in openshift-kube-apiserver",
    "x/a > @apiserver TCP/80",
    [egress([namespacePeer(named("openshift-kube-apiserver"))])],
    "undefined",
    openshift,
  ),
];

const vectors = [
  connection,
  selection,
  types,
  emptiness,
  peers,
  selectors,
  addressBlocks,
  ports,
  otherEnds,
  loopback,
  familyVectors,
  apiServer,
  openShift,
].flat();

describe("naiveVerdict", () => {
  it.each(vectors)("$name: $flow is $expected", ({ flow, policies, expected, world, settings }) => {
    expect(naiveVerdict(clusterOf(policies, world), flowOf(flow), settings)).toBe(expected);
  });

  it("names every vector differently", () => {
    expect(new Set(vectors.map((each) => each.name)).size).toBe(vectors.length);
  });

  const refused: readonly (readonly [string, NaivePolicy])[] = [
    ["1.4 from [{}]", ingress([{}])],
    ["1.4 from [{podSelector: null}]", ingress([{ podSelector: null }])],
    ["1.5 ipBlock beside a selector", ingress([{ ...block("10.0.0.0/8"), podSelector: {} }])],
    ["1.6 an operator that is none", expression("pod", "Gt" as "In", ["1"])],
    ["1.7 a bare address", ingress([block("10.0.2.1")])],
    ["1.8 endPort with a name", ingress([], [{ port: "web", endPort: 90 }])],
  ];

  it.each(refused)("throws on what the API refuses: %s", (_name, each) => {
    expect(() => naiveVerdict(clusterOf([each]), flowOf("y/a > x/a TCP/80"))).toThrow();
  });

  it("throws on a pod that does not exist", () => {
    expect(() => naiveVerdict(clusterOf([]), flowOf("y/a > x/nobody TCP/80"))).toThrow("no such pod: x/nobody");
  });
});

describe("addresses", () => {
  it("reads the ends of a block", () => {
    expect(parseCidr("10.0.1.7/30")).toEqual({ family: "IPv4", first: 0x0a000104n, last: 0x0a000107n });
    expect(parseCidr("0.0.0.0/0")).toEqual({ family: "IPv4", first: 0n, last: 0xffffffffn });
    expect(parseCidr("::/1").last).toBe(2n ** 127n - 1n);
  });

  it("reads IPv6 text", () => {
    expect(parseAddress("::").value).toBe(0n);
    expect(parseAddress("::1").value).toBe(1n);
    expect(parseAddress("fd00::").value).toBe(0xfd00n << 112n);
    expect(parseAddress("1:2:3:4:5:6:7:8").value).toBe(0x00010002000300040005000600070008n);
  });

  it.each(["10.0.0", "10.0.0.256", "10.0.0.01", "::1::", "1:2:3", "1:2:3:4:5:6:7:8:9", "fg00::", "::ffff:10:1"])(
    "refuses %s",
    (text) => {
      expect(() => parseAddress(text)).toThrow();
    },
  );

  it("cuts a range at both ends of every block", () => {
    const cut = atomsOf(parseCidr("10.0.0.0/29"), [
      { cidr: "10.0.0.2/31", except: ["10.0.0.3/32"] },
      { cidr: "fd00::/8" },
      { cidr: "10.0.0.0/8" },
    ]);
    expect(cut.map(({ value }) => Number(value & 0xffn)).sort((left, right) => left - right)).toEqual([0, 2, 3, 4]);
  });
});

// Conformance

interface ConformanceCase {
  readonly id: string;
  readonly namespaces: Readonly<Record<string, Labels>>;
  readonly pods: readonly {
    readonly namespace: string;
    readonly name: string;
    readonly labels: Labels;
    readonly ips: readonly string[];
    readonly ports: readonly { readonly name: string; readonly port: number; readonly protocol: Protocol }[];
  }[];
  readonly policies: readonly NaivePolicy[];
  readonly port: number;
  readonly protocol: Protocol;
  readonly expected: readonly (readonly [string, string, boolean])[];
}

function readConformance(): readonly ConformanceCase[] {
  const path = new URL("../../../../fixtures/conformance/k8s-e2e.json", import.meta.url);
  return JSON.parse(readFileSync(path, "utf8")) as readonly ConformanceCase[];
}

function conformanceCluster(each: ConformanceCase): NaiveCluster {
  return {
    world: "closed",
    namespaces: Object.entries(each.namespaces).map(([name, labels]) => ({ metadata: { name, labels } })),
    pods: each.pods.map(({ namespace, name, labels, ips, ports: declared }) => ({
      metadata: { namespace, name, labels },
      spec: {
        containers: [{ ports: declared.map(({ port, ...rest }) => ({ ...rest, containerPort: port })) }],
      },
      status: { podIPs: ips.map((ip) => ({ ip })) },
    })),
    policies: each.policies,
  };
}

describe("the end-to-end suite of Kubernetes", () => {
  const cases = readConformance();

  it("has its 138 cases and 5,498 pairs", () => {
    expect(cases).toHaveLength(138);
    expect(cases.flatMap((each) => each.expected)).toHaveLength(5498);
  });

  it.each(cases)("$id", (each) => {
    const cluster = conformanceCluster(each);
    const { protocol, port } = each;
    const answers = each.expected.map(([from, to]) => [
      from,
      to,
      naiveVerdict(cluster, { from: { pod: from }, to: { pod: to }, protocol, port }),
    ]);
    expect(answers).toEqual(each.expected.map(([from, to, allowed]) => [from, to, allowed ? "allow" : "deny"]));
  });
});

// Random clusters

const sampleSize = 5000;
const leastPerFeature = 10;

describe("randomCase", () => {
  const sample = fc.sample(randomCase(), { numRuns: sampleSize, seed: 20240229 });

  it(`reaches every feature at least ${leastPerFeature} times in ${sampleSize} cases`, { timeout: 60_000 }, () => {
    const counts = new Map(allFeatures.map((feature) => [feature, 0]));
    for (const { cluster, flow, settings } of sample) {
      for (const feature of featuresOf(cluster, flow, settings)) counts.set(feature, (counts.get(feature) ?? 0) + 1);
    }
    expect(new Set(allFeatures).size).toBe(allFeatures.length);
    expect([...counts.keys()]).toEqual(allFeatures);
    expect([...counts].filter(([, count]) => count < leastPerFeature)).toEqual([]);
  });

  it("asks of at least one pod, and never of an external address that a pod has", () => {
    for (const { cluster, flow } of sample) {
      const ends = [flow.from, flow.to].flatMap((end) => (typeof end === "string" ? [] : [end]));
      expect(ends.some((end) => "pod" in end)).toBe(true);
      const known = cluster.pods.flatMap((each) => each.status?.podIPs ?? []).map(({ ip }) => ip);
      expect(ends.filter((end) => "address" in end && known.includes(end.address))).toEqual([]);
    }
  });

  it("leaves __proto__ out when told to", () => {
    const plain = fc.sample(randomCase({ protoKey: false }), { numRuns: 500, seed: 1 });
    expect(plain.filter(({ cluster }) => JSON.stringify(cluster).includes("__proto__"))).toEqual([]);
  });

  it("is written as manifests without loss", () => {
    fc.assert(
      fc.property(randomCase(), ({ cluster }) => {
        const { items } = JSON.parse(toManifests(cluster)) as { items: { kind: string; [field: string]: unknown }[] };
        const ofKind = (kind: string): unknown[] => items.filter((item) => item.kind === kind);
        expect(ofKind("Namespace")).toMatchObject(cluster.namespaces);
        expect(ofKind("Pod").length).toBe(cluster.pods.length);
        const specs = ofKind("NetworkPolicy").map((item) => JSON.stringify((item as NaivePolicy).spec));
        expect(specs).toEqual(cluster.policies.map(({ spec }) => JSON.stringify(spec)));
      }),
      { numRuns: 200 },
    );
  });

  /** What is decided with unknown namespace labels must hold for whatever the labels turn out to be. */
  it("never lets a decided verdict depend on unknown namespace labels", () => {
    const value = fc.constantFrom(undefined, "", "web", "db", "other");
    const completion = fc.record({ app: value, tier: value, constructor: value, [hostNetworkKey]: value });
    fc.assert(
      fc.property(randomCase(), completion, ({ cluster, flow, settings }, picked) => {
        const verdict = naiveVerdict(cluster, flow, settings);
        // Pieces of a mixed answer may be undecided themselves.
        if (verdict === "undefined" || verdict === "mixed") return;
        const labels: Labels = Object.fromEntries(
          Object.entries(picked).flatMap(([key, text]) => (text === undefined ? [] : [[key, text] as const])),
        );
        const known = new Set(cluster.namespaces.map(({ metadata }) => metadata.name));
        const missing = ["shop", "constructor", "kube-system", "openshift-kube-apiserver", "openshift-apiserver"]
          .filter((name) => !known.has(name) && cluster.world === "open")
          .map((name) => ({ metadata: { name, labels } }));
        const complete = { ...cluster, namespaces: [...cluster.namespaces, ...missing] };
        expect(naiveVerdict(complete, flow, settings)).toBe(verdict);
      }),
      { numRuns: 2000 },
    );
  });
});
