/** Every expected value here is worked out by hand from section 3 of the semantics reference. */

import { describe, expect, it } from "vitest";
import type {
  NaiveAdminPort,
  NaiveClusterPolicy,
  NaiveProtocol,
  NaiveTierPeer,
  NaiveTierRule,
  NaiveTierSubject,
  TierAction,
} from "./naive-cluster-policy.js";
import type {
  Labels,
  NaiveCluster,
  NaiveContainerPort,
  NaivePod,
  NaivePolicy,
  NaiveSelector,
  Protocol,
} from "./naive-cluster.js";
import { metadataNameKey, naiveVerdict } from "./naive-evaluate.js";
import type { End, NaiveFlow, NaiveSettings, NaiveVerdict } from "./naive-evaluate.js";

// The cluster of the vectors: namespace c is not in the input

function pod(id: string, ips: readonly string[], ports: readonly NaiveContainerPort[] = []): NaivePod {
  const [namespace, name] = id.split("/") as [string, string];
  return {
    metadata: { namespace, name, labels: { pod: name } },
    spec: { nodeName: "node-1", containers: [{ ports }] },
    status: { podIPs: ips.map((ip) => ({ ip })) },
  };
}

function hostPod(id: string, node: string, ips: readonly string[]): NaivePod {
  const plain = pod(id, ips);
  return { ...plain, spec: { ...plain.spec, hostNetwork: true, nodeName: node } };
}

const pods: readonly NaivePod[] = [
  pod("a/web", ["10.0.1.1"], [
    { name: "web", containerPort: 80 },
    { name: "dns", containerPort: 53, protocol: "UDP" },
    { name: "sig", containerPort: 9003, protocol: "SCTP" },
  ]),
  pod("a/db", ["10.0.1.2"], [{ name: "web", containerPort: 8080 }]),
  pod("a/dual", ["10.0.1.9", "fd00::19"]),
  hostPod("a/host", "node-1", ["192.168.0.1"]),
  pod("b/web", ["10.0.2.1"], [{ name: "web", containerPort: 8080 }]),
  pod("b/db", ["10.0.2.2"]),
  pod("b/dual", ["10.0.2.9", "fd00::29"]),
  pod("b/new", []),
  hostPod("b/host", "node-2", ["192.168.0.2"]),
  hostPod("b/ghost", "node-2", []),
  pod("c/web", ["10.0.3.1"]),
];

const namespaces = [
  { metadata: { name: "a", labels: { team: "blue" } } },
  { metadata: { name: "b", labels: { team: "green" } } },
];

// Short spellings

const labelled = (matchLabels: Labels): NaiveSelector => ({ matchLabels });
const named = (...values: readonly string[]): NaiveSelector => ({
  matchExpressions: [{ key: metadataNameKey, operator: "In", values }],
});
const blue = labelled({ team: "blue" });
const green = labelled({ team: "green" });
const everyone: NaiveTierPeer = { namespaces: {} };
const fromGreen: NaiveTierPeer = { namespaces: green };
const fromB: NaiveTierPeer = { namespaces: named("b") };
const networks = (...cidrs: readonly string[]): NaiveTierPeer => ({ networks: cidrs });
const everywhere = networks("0.0.0.0/0", "::/0");
const domains: NaiveTierPeer = { domainNames: ["*.example.org"] };
const notUnderstood: NaiveTierPeer = { serviceAccounts: {} };
const impossible: NaiveSelector = {
  matchExpressions: [
    { key: "team", operator: "Exists" },
    { key: "team", operator: "DoesNotExist" },
  ],
};

const inA: NaiveTierSubject = { namespaces: blue };

interface PlainRule {
  readonly action: TierAction;
  readonly peers: readonly NaiveTierPeer[];
  readonly ports: readonly NaiveProtocol[] | undefined;
}

type Peers = NaiveTierPeer | readonly NaiveTierPeer[];

function ruleOf(action: TierAction) {
  return (peers: Peers, ...ports: readonly NaiveProtocol[]): PlainRule => ({
    action,
    peers: [peers].flat(),
    ports: ports.length > 0 ? ports : undefined,
  });
}

const accept = ruleOf("Accept");
const deny = ruleOf("Deny");
const pass = ruleOf("Pass");

const tcp = (number: number): NaiveProtocol => ({ tcp: { destinationPort: { number } } });
const udp = (number: number): NaiveProtocol => ({ udp: { destinationPort: { number } } });
const sctp = (number: number): NaiveProtocol => ({ sctp: { destinationPort: { number } } });
const tcpRange = (start: number, end: number): NaiveProtocol => ({
  tcp: { destinationPort: { range: { start, end } } },
});
const portName = (destinationNamedPort: string): NaiveProtocol => ({ destinationNamedPort });

type Field = "ingress" | "egress";

function currentRules(field: Field, rules: readonly PlainRule[]): readonly NaiveTierRule<TierAction>[] {
  return rules.map(({ action, peers, ports }) => ({
    action,
    [field === "ingress" ? "from" : "to"]: peers,
    ...(ports === undefined ? {} : { protocols: ports }),
  }));
}

let count = 0;

function current(tier: "Admin" | "Baseline", field: Field) {
  return (priority: number, rules: readonly PlainRule[], subject: NaiveTierSubject = inA): NaiveClusterPolicy => {
    count += 1;
    return {
      apiVersion: "policy.networking.k8s.io/v1alpha2",
      kind: "ClusterNetworkPolicy",
      metadata: { name: `policy-${count}` },
      spec: { tier, priority, subject, [field]: currentRules(field, rules) },
    };
  };
}

function renamed(policy: NaiveClusterPolicy, name: string): NaiveClusterPolicy {
  return { ...policy, metadata: { name } } as NaiveClusterPolicy;
}

const adminIn = current("Admin", "ingress");
const adminOut = current("Admin", "egress");
const baseIn = current("Baseline", "ingress");
const baseOut = current("Baseline", "egress");

type OldRules<Action> = { readonly [K in Field]?: readonly NaiveTierRule<Action>[] };

function oldAdmin(priority: number, rules: OldRules<"Allow" | "Deny" | "Pass">): NaiveClusterPolicy {
  count += 1;
  return {
    apiVersion: "policy.networking.k8s.io/v1alpha1",
    kind: "AdminNetworkPolicy",
    metadata: { name: `policy-${count}` },
    spec: { priority, subject: inA, ...rules },
  };
}

function oldBaseline(rules: OldRules<"Allow" | "Deny">): NaiveClusterPolicy {
  return {
    apiVersion: "policy.networking.k8s.io/v1alpha1",
    kind: "BaselineAdminNetworkPolicy",
    metadata: { name: "default" },
    spec: { subject: inA, ...rules },
  };
}

const oldPorts = (...ports: readonly NaiveAdminPort[]): NaiveClusterPolicy =>
  oldAdmin(5, { ingress: [{ action: "Deny", from: [everyone], ports }] });

function networkPolicy(direction: "Ingress" | "Egress", rules: readonly object[], namespace = "a"): NaivePolicy {
  count += 1;
  return {
    metadata: { namespace, name: `policy-${count}` },
    spec: { podSelector: {}, policyTypes: [direction], [direction.toLowerCase()]: rules },
  };
}

const npDenyIn = networkPolicy("Ingress", []);
const npAllowIn = networkPolicy("Ingress", [{}]);
const npDenyOut = networkPolicy("Egress", []);
const npGreenIn = networkPolicy("Ingress", [{ from: [{ namespaceSelector: green }] }]);
const npDenyInB = networkPolicy("Ingress", [], "b");

interface Vector {
  readonly name: string;
  readonly flow: string;
  readonly objects: readonly (NaiveClusterPolicy | NaivePolicy)[];
  readonly expected: NaiveVerdict;
  readonly world: "open" | "closed";
  readonly settings: NaiveSettings;
}

function vector(
  name: string,
  flow: string,
  objects: Vector["objects"],
  expected: NaiveVerdict,
  { world = "open", ...settings }: NaiveSettings & { readonly world?: "open" | "closed" } = {},
): Vector {
  return { name, flow, objects, expected, world, settings };
}

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

function clusterOf({ objects, world }: Pick<Vector, "objects" | "world">): NaiveCluster {
  return {
    world,
    namespaces,
    pods,
    policies: objects.flatMap((each) => ("kind" in each ? [] : [each])),
    clusterPolicies: objects.flatMap((each) => ("kind" in each ? [each] : [])),
  };
}

// The vectors

const bToA = "b/web > a/web TCP/80";
const cToA = "c/web > a/web TCP/80";
const aToB = "a/web > b/web TCP/8080";

const rules: readonly Vector[] = [
  vector("T1 the first rule decides: Accept", bToA, [adminIn(5, [accept(fromB), deny(everyone)])], "allow"),
  vector("T1 the first rule decides: Deny", bToA, [adminIn(5, [deny(everyone), accept(fromB)])], "deny"),
  vector("T1 the first rule decides: Pass", bToA, [adminIn(5, [pass(fromB), deny(everyone)])], "allow"),
  vector(
    "T1 a rule that does not match is passed over",
    bToA,
    [adminIn(5, [accept({ namespaces: blue }), deny(fromB)])],
    "deny",
  ),
  vector("T1 no rule matches", bToA, [adminIn(5, [deny({ namespaces: blue })])], "allow"),
  vector("T1 only Accept rules isolate nothing", "a/db > a/web TCP/80", [adminIn(5, [accept(fromB)])], "allow"),
  vector("T1 egress rules say nothing of ingress", bToA, [adminOut(5, [deny(everyone)])], "allow"),
  vector("T1 ingress rules say nothing of egress", aToB, [adminIn(5, [deny(everyone)])], "allow"),
  vector("T1 no rules at all", bToA, [adminIn(5, [])], "allow"),
  vector("T1 a Deny that may match", cToA, [adminIn(5, [deny(fromGreen)])], "undefined"),
  vector("T1 a Deny that may match, closed world", cToA, [adminIn(5, [deny(fromGreen)])], "allow", { world: "closed" }),
  vector("T1 a Deny that may match, then one that does", cToA, [adminIn(5, [deny(fromGreen), deny(everyone)])], "deny"),
  vector(
    "T1 an Accept that may match, then a Deny",
    cToA,
    [adminIn(5, [accept(fromGreen), deny(everyone)])],
    "undefined",
  ),
  vector("T1 an Accept that may match alone", cToA, [adminIn(5, [accept(fromGreen)])], "allow"),
  vector(
    "T1 what comes after a sure match does not count",
    cToA,
    [adminIn(5, [accept(everyone), deny(fromGreen)])],
    "allow",
  ),
  vector("T1 peers are alternatives", bToA, [adminIn(5, [deny([{ namespaces: blue }, fromB])])], "deny"),
  vector("T1 peers and ports: the port differs", bToA, [adminIn(5, [deny(fromB, tcp(81)), accept(fromB)])], "allow"),
  vector("T1 peers and ports: the peer differs", bToA, [adminIn(5, [deny({ namespaces: blue }, tcp(80))])], "allow"),
  vector("T1 a peer that may match, the port does not", cToA, [adminIn(5, [deny(fromGreen, tcp(81))])], "allow"),
];

const priorities: readonly Vector[] = [
  vector("T2 the lower number first", bToA, [adminIn(2, [deny(fromB)]), adminIn(1, [accept(fromB)])], "allow"),
  vector("T2 numbers, not texts", bToA, [adminIn(10, [accept(fromB)]), adminIn(9, [deny(fromB)])], "deny"),
  vector("T2 0 to 1000", bToA, [adminIn(1000, [accept(fromB)]), adminIn(0, [deny(fromB)])], "deny"),
  vector(
    "T2 no match goes to the next priority",
    bToA,
    [adminIn(1, [accept({ namespaces: blue })]), adminIn(2, [deny(fromB)])],
    "deny",
  ),
  vector("T2 Pass ends the tier", bToA, [adminIn(1, [pass(fromB)]), adminIn(2, [deny(fromB)])], "allow"),
  vector(
    "T2 may pass over to the next priority",
    cToA,
    [adminIn(1, [deny(fromGreen)]), adminIn(2, [deny(everyone)])],
    "deny",
  ),
  vector(
    "T2 may decide before the next priority",
    cToA,
    [adminIn(1, [accept(fromGreen)]), adminIn(2, [deny(everyone)])],
    "undefined",
  ),
  vector("T2 tie: Accept and Deny", bToA, [adminIn(5, [accept(fromB)]), adminIn(5, [deny(fromB)])], "undefined"),
  vector("T2 tie: Deny and Accept", bToA, [adminIn(5, [deny(fromB)]), adminIn(5, [accept(fromB)])], "undefined"),
  vector("T2 tie: Deny and Deny", bToA, [adminIn(5, [deny(fromB)]), adminIn(5, [deny(everyone)])], "deny"),
  vector(
    "T2 tie: only one matches",
    bToA,
    [adminIn(5, [deny(fromB)]), adminIn(5, [accept({ namespaces: blue })])],
    "deny",
  ),
  vector(
    "T2 tie: on different ports",
    bToA,
    [adminIn(5, [deny(fromB, tcp(80))]), adminIn(5, [accept(fromB, tcp(81))])],
    "deny",
  ),
  vector("T2 tie: Pass and Deny", bToA, [adminIn(5, [pass(fromB)]), adminIn(5, [deny(fromB)])], "undefined"),
  vector(
    "T2 tie: Pass and Deny, denied below too",
    bToA,
    [adminIn(5, [pass(fromB)]), adminIn(5, [deny(fromB)]), npDenyIn],
    "deny",
  ),
  vector(
    "T2 tie: Pass and Accept, allowed below",
    bToA,
    [adminIn(5, [pass(fromB)]), adminIn(5, [accept(fromB)])],
    "allow",
  ),
  vector(
    "T2 tie: Pass and Accept, denied below",
    bToA,
    [adminIn(5, [pass(fromB)]), adminIn(5, [accept(fromB)]), baseIn(5, [deny(fromB)])],
    "undefined",
  ),
  vector(
    "T2 tie: one surely, one perhaps with another action",
    cToA,
    [adminIn(5, [deny(everyone)]), adminIn(5, [accept(fromGreen)])],
    "undefined",
  ),
  vector(
    "T2 tie: one surely, one perhaps, nothing is left to what is below",
    cToA,
    [adminIn(5, [accept(everyone)]), adminIn(5, [accept(fromGreen)]), adminIn(6, [deny(everyone)])],
    "allow",
  ),
  vector(
    "T2 tie: both perhaps, the next priority may decide",
    cToA,
    [adminIn(5, [accept(fromGreen)]), adminIn(5, [accept(fromGreen)]), adminIn(6, [deny(everyone)])],
    "undefined",
  ),
  vector(
    "T2 tie: decided at a lower number",
    bToA,
    [adminIn(4, [deny(fromB)]), adminIn(5, [accept(fromB)]), adminIn(5, [deny(fromB)])],
    "deny",
  ),
  vector(
    "T2 tie across versions",
    bToA,
    [adminIn(5, [accept(fromB)]), oldAdmin(5, { ingress: [{ action: "Deny", from: [fromB] }] })],
    "undefined",
  ),
  vector(
    "T2 one number in two tiers is no tie",
    bToA,
    [adminIn(5, [accept(fromB)]), baseIn(5, [deny(fromB)])],
    "allow",
  ),
  vector("T2 tie in the Baseline tier", bToA, [baseIn(5, [accept(fromB)]), baseIn(5, [deny(fromB)])], "undefined"),
  vector(
    "T2 other subjects are no tie",
    bToA,
    [adminIn(5, [deny(fromB)]), adminIn(5, [accept(fromB)], { namespaces: green })],
    "deny",
  ),
  vector(
    "T2 objects of two kinds may share a name",
    bToA,
    [
      renamed(adminIn(1, [deny(fromB)]), "same"),
      renamed(oldAdmin(2, { ingress: [{ action: "Allow", from: [fromB] }] }), "same"),
    ],
    "deny",
  ),
  vector(
    "T2 a BaselineAdminNetworkPolicy counts as 0",
    bToA,
    [oldBaseline({ ingress: [{ action: "Deny", from: [fromB] }] }), baseIn(1, [accept(fromB)])],
    "deny",
  ),
  vector(
    "T2 the later of two objects of one kind and name counts",
    bToA,
    [renamed(adminIn(1, [deny(fromB)]), "same"), renamed(adminIn(1, [accept(fromB)]), "same")],
    "allow",
  ),
];

const tiers: readonly Vector[] = [
  vector("T3 Accept over a NetworkPolicy", bToA, [adminIn(5, [accept(fromB)]), npDenyIn], "allow"),
  vector("T3 Deny over a NetworkPolicy", bToA, [adminIn(5, [deny(fromB)]), npAllowIn], "deny"),
  vector("T3 Pass to a NetworkPolicy that allows", bToA, [adminIn(5, [pass(fromB)]), npAllowIn], "allow"),
  vector("T3 Pass to a NetworkPolicy that denies", bToA, [adminIn(5, [pass(fromB)]), npDenyIn], "deny"),
  vector(
    "T3 no match to a NetworkPolicy that denies",
    bToA,
    [adminIn(5, [accept({ namespaces: blue })]), npDenyIn],
    "deny",
  ),
  vector("T3 a NetworkPolicy that allows is final", bToA, [npAllowIn, baseIn(5, [deny(everyone)])], "allow"),
  vector("T3 a NetworkPolicy that denies is final", bToA, [npDenyIn, baseIn(5, [accept(everyone)])], "deny"),
  vector("T3 Pass to the Baseline tier", bToA, [adminIn(5, [pass(fromB)]), baseIn(5, [deny(fromB)])], "deny"),
  vector("T3 the Baseline tier alone: Deny", bToA, [baseIn(5, [deny(fromB)])], "deny"),
  vector("T3 the Baseline tier alone: Accept first", bToA, [baseIn(5, [accept(fromB), deny(everyone)])], "allow"),
  vector("T3 the Baseline tier by priority", bToA, [baseIn(6, [accept(fromB)]), baseIn(5, [deny(fromB)])], "deny"),
  vector("T3 Pass in the Baseline tier", bToA, [baseIn(5, [pass(fromB)]), baseIn(6, [deny(fromB)])], "allow"),
  vector("T3 the Baseline tier for egress", aToB, [baseOut(5, [deny(fromB)])], "deny"),
  vector(
    "T3 a NetworkPolicy for egress leaves ingress to the Baseline tier",
    bToA,
    [npDenyOut, baseIn(5, [deny(fromB)])],
    "deny",
  ),
  vector(
    "T3 a NetworkPolicy for ingress leaves egress to the Baseline tier",
    aToB,
    [npAllowIn, baseOut(5, [deny(fromB)])],
    "deny",
  ),
  vector("T3 Accept on egress does not bypass ingress", aToB, [adminOut(5, [accept(everyone)]), npDenyInB], "deny"),
  vector(
    "T3 BaselineAdminNetworkPolicy: Deny",
    bToA,
    [oldBaseline({ ingress: [{ action: "Deny", from: [fromB] }] })],
    "deny",
  ),
  vector(
    "T3 BaselineAdminNetworkPolicy: Allow first",
    bToA,
    [oldBaseline({ ingress: [{ action: "Allow", from: [fromB] }, { action: "Deny", from: [everyone] }] })],
    "allow",
  ),
  vector(
    "T3 BaselineAdminNetworkPolicy below a NetworkPolicy",
    bToA,
    [oldBaseline({ ingress: [{ action: "Deny", from: [fromB] }] }), npAllowIn],
    "allow",
  ),
  vector(
    "T3 AdminNetworkPolicy: Allow over a NetworkPolicy",
    bToA,
    [oldAdmin(5, { ingress: [{ action: "Allow", from: [fromB] }] }), npDenyIn],
    "allow",
  ),
];

const verdicts: readonly Vector[] = [
  vector("T4 an undefined NetworkPolicy", cToA, [adminIn(5, [pass(everyone)]), npGreenIn], "undefined"),
  vector("T4 Deny over an undefined NetworkPolicy", cToA, [adminIn(5, [deny(everyone)]), npGreenIn], "deny"),
  vector("T4 Accept over an undefined NetworkPolicy", cToA, [adminIn(5, [accept(everyone)]), npGreenIn], "allow"),
  vector("T4 several outcomes, one verdict: deny", cToA, [adminIn(5, [deny(fromGreen)]), npDenyIn], "deny"),
  vector("T4 several outcomes, one verdict: allow", cToA, [adminIn(5, [accept(fromGreen)]), npAllowIn], "allow"),
  vector(
    "T4 one side undefined, the other denies",
    "c/web > a/web TCP/80",
    [adminIn(5, [deny(fromGreen)]), adminOut(5, [deny(everyone)], { namespaces: named("c") })],
    "deny",
  ),
  vector("T4 the families differ", "a/dual > b/dual TCP/80", [adminOut(5, [deny(networks("::/0"))])], "mixed"),
];

const greenSubject: NaiveTierSubject = { namespaces: green };

const subjects: readonly Vector[] = [
  vector("T5 namespaces", bToA, [adminIn(5, [deny(everyone)])], "deny"),
  vector("T5 other namespaces", aToB, [adminIn(5, [deny(everyone)])], "allow"),
  vector("T5 namespaces {}", cToA, [adminIn(5, [deny(everyone)], { namespaces: {} })], "deny"),
  vector(
    "T5 namespace labels unknown",
    "a/web > c/web TCP/80",
    [adminIn(5, [deny(everyone)], greenSubject)],
    "undefined",
  ),
  vector(
    "T5 namespace labels unknown, closed world",
    "a/web > c/web TCP/80",
    [adminIn(5, [deny(everyone)], greenSubject)],
    "allow",
    { world: "closed" },
  ),
  vector(
    "T5 unknown, and denied below too",
    "a/web > c/web TCP/80",
    [adminIn(5, [deny(everyone)], greenSubject), baseIn(5, [deny(everyone)], { namespaces: {} })],
    "deny",
  ),
  vector(
    "T5 unknown Accept over a Deny of the next priority",
    "a/web > c/web TCP/80",
    [adminIn(5, [accept(everyone)], greenSubject), adminIn(6, [deny(everyone)], { namespaces: {} })],
    "undefined",
  ),
  vector(
    "T5 the injected name is known",
    "a/web > c/web TCP/80",
    [adminIn(5, [deny(everyone)], { namespaces: named("c") })],
    "deny",
  ),
  vector(
    "T5 a subject that nothing satisfies",
    cToA,
    [adminIn(5, [deny(everyone)], { namespaces: impossible })],
    "allow",
  ),
  vector(
    "T5 pods by both selectors",
    bToA,
    [adminIn(5, [deny(everyone)], { pods: { namespaceSelector: blue, podSelector: labelled({ pod: "web" }) } })],
    "deny",
  ),
  vector(
    "T5 pods: the pod differs",
    "b/web > a/db TCP/80",
    [adminIn(5, [deny(everyone)], { pods: { namespaceSelector: blue, podSelector: labelled({ pod: "web" }) } })],
    "allow",
  ),
  vector(
    "T5 pods: the namespace differs",
    "a/web > b/web TCP/80",
    [adminIn(5, [deny(everyone)], { pods: { namespaceSelector: blue, podSelector: labelled({ pod: "web" }) } })],
    "allow",
  ),
  vector(
    "T5 pods without namespaceSelector",
    "a/db > b/web TCP/80",
    [adminIn(5, [deny(everyone)], { pods: { podSelector: labelled({ pod: "web" }) } })],
    "deny",
  ),
  vector(
    "T5 pods: namespace unknown, pod differs",
    "a/web > c/web TCP/80",
    [adminIn(5, [deny(everyone)], { pods: { namespaceSelector: green, podSelector: labelled({ pod: "db" }) } })],
    "allow",
  ),
  vector(
    "T5 a hostNetwork pod is no subject: ingress",
    "b/web > a/host TCP/80",
    [adminIn(5, [deny(everyone)], { namespaces: {} })],
    "allow",
  ),
  vector(
    "T5 a hostNetwork pod is no subject: egress",
    "a/host > 203.0.113.5 TCP/80",
    [adminOut(5, [deny(everywhere)], { namespaces: {} })],
    "allow",
  ),
  vector(
    "T5 a hostNetwork pod is no subject: Baseline",
    "b/web > a/host TCP/80",
    [baseIn(5, [deny(everyone)], { namespaces: {} })],
    "allow",
  ),
  vector(
    "T5 external hosts are no subjects",
    "203.0.113.5 > 203.0.113.6 TCP/80",
    [adminOut(5, [deny(everywhere)], { namespaces: {} })],
    "allow",
  ),
  vector(
    "T5 nodes are no subjects",
    "@node > b/db TCP/80",
    [adminOut(5, [deny(everyone)], { namespaces: {} })],
    "allow",
  ),
];

const cidrs = { apiServerCidrs: ["172.16.0.0/30"] };

const peers: readonly Vector[] = [
  vector(
    "T6 namespaces never match a hostNetwork pod: Deny",
    "b/host > a/web TCP/80",
    [adminIn(5, [deny(everyone)])],
    "allow",
  ),
  vector(
    "T6 namespaces never match a hostNetwork pod: Accept",
    "b/host > a/web TCP/80",
    [adminIn(5, [accept(everyone)]), npDenyIn],
    "deny",
  ),
  vector(
    "T6 pods never match a hostNetwork pod",
    "a/web > b/host TCP/80",
    [adminOut(5, [deny({ pods: { podSelector: {} } })])],
    "allow",
  ),
  vector("T6 namespaces are no external host", "203.0.113.5 > a/web TCP/80", [adminIn(5, [deny(everyone)])], "allow"),
  vector("T6 namespaces are no node", "@node > a/web TCP/80", [adminIn(5, [deny(everyone)])], "allow"),
  vector(
    "T6 namespaces are not the API server",
    "@apiserver > a/web TCP/80",
    [adminIn(5, [deny({ namespaces: named("kube-system") })])],
    "allow",
  ),
  vector(
    "T6 namespaces are not the API server: egress",
    "a/web > @apiserver TCP/443",
    [adminOut(5, [deny(everyone)])],
    "allow",
  ),
  vector(
    "T6 namespaces are no node: OpenShift",
    "@node > a/web TCP/80",
    [adminIn(5, [deny({ namespaces: labelled({ "policy-group.network.openshift.io/host-network": "" }) })])],
    "allow",
    { platform: "openshift" },
  ),
  vector(
    "T6 pods by both selectors",
    bToA,
    [adminIn(5, [deny({ pods: { namespaceSelector: green, podSelector: labelled({ pod: "web" }) } })])],
    "deny",
  ),
  vector(
    "T6 pods: the pod differs",
    "b/db > a/web TCP/80",
    [adminIn(5, [deny({ pods: { namespaceSelector: green, podSelector: labelled({ pod: "web" }) } })])],
    "allow",
  ),
  vector(
    "T6 pods without namespaceSelector",
    cToA,
    [adminIn(5, [deny({ pods: { podSelector: labelled({ pod: "web" }) } })])],
    "deny",
  ),
  vector(
    "T6 pods: namespace unknown",
    cToA,
    [adminIn(5, [deny({ pods: { namespaceSelector: green, podSelector: {} } })])],
    "undefined",
  ),
  vector(
    "T6 pods: namespace unknown, pod differs",
    cToA,
    [adminIn(5, [deny({ pods: { namespaceSelector: green, podSelector: labelled({ pod: "db" }) } })])],
    "allow",
  ),
  vector("T6 networks: the address of a pod", aToB, [adminOut(5, [deny(networks("10.0.2.1/32"))])], "deny"),
  vector(
    "T6 networks: the address of another pod",
    "a/web > b/db TCP/80",
    [adminOut(5, [deny(networks("10.0.2.1/32"))])],
    "allow",
  ),
  vector("T6 networks: 0.0.0.0/0 blocks pods", aToB, [adminOut(5, [deny(networks("0.0.0.0/0"))])], "deny"),
  vector(
    "T6 networks: the cure is an earlier Pass",
    aToB,
    [adminOut(5, [pass(everyone), deny(networks("0.0.0.0/0"))])],
    "allow",
  ),
  vector(
    "T6 networks: the Pass does not open external hosts",
    "a/web > 203.0.113.5 TCP/80",
    [adminOut(5, [pass(everyone), deny(networks("0.0.0.0/0"))])],
    "deny",
  ),
  vector(
    "T6 networks: an external host",
    "a/web > 203.0.113.5 TCP/80",
    [adminOut(5, [deny(networks("10.0.0.0/8", "203.0.113.0/24"))])],
    "deny",
  ),
  vector(
    "T6 networks: IPv4 is no IPv6",
    "a/dual > 2001:db8::5 TCP/80",
    [adminOut(5, [deny(networks("0.0.0.0/0"))])],
    "allow",
  ),
  vector(
    "T6 networks: a hostNetwork pod",
    "a/web > b/host TCP/80",
    [adminOut(5, [deny(networks("192.168.0.2/32"))])],
    "deny",
  ),
  vector(
    "T6 networks: a pod of unknown address",
    "a/web > b/new TCP/80",
    [adminOut(5, [deny(networks("10.0.0.0/8"))])],
    "undefined",
  ),
  vector(
    "T6 networks: a pod of unknown address, all addresses",
    "a/web > b/new TCP/80",
    [adminOut(5, [deny(networks("0.0.0.0/0"))])],
    "deny",
  ),
  vector(
    "T6 networks: all addresses in two halves",
    "a/web > b/new TCP/80",
    [adminOut(5, [deny(networks("0.0.0.0/1")), deny(networks("128.0.0.0/1"))])],
    "deny",
  ),
  vector(
    "T6 networks: all addresses over two priorities",
    "a/web > b/new TCP/80",
    [adminOut(5, [deny(networks("0.0.0.0/1"))]), adminOut(6, [deny(networks("128.0.0.0/1"))])],
    "deny",
  ),
  vector("T6 networks: a node", "a/web > @node TCP/80", [adminOut(5, [deny(networks("192.168.0.0/16"))])], "undefined"),
  vector(
    "T6 networks: the API server of unknown address",
    "a/web > @apiserver TCP/80",
    [adminOut(5, [deny(networks("172.16.0.0/16"))])],
    "undefined",
  ),
  vector(
    "T6 networks: the API server",
    "a/web > @apiserver TCP/80",
    [adminOut(5, [deny(networks("172.16.0.0/16"))])],
    "deny",
    cidrs,
  ),
  vector(
    "T6 networks: some addresses of the API server",
    "a/web > @apiserver TCP/80",
    [adminOut(5, [deny(networks("172.16.0.0/31"))])],
    "mixed",
    cidrs,
  ),
  vector("T6 nodes {}: a node", "a/web > @node TCP/80", [adminOut(5, [deny({ nodes: {} })])], "deny"),
  vector("T6 nodes {}: a hostNetwork pod", "a/web > b/host TCP/80", [adminOut(5, [deny({ nodes: {} })])], "deny"),
  vector(
    "T6 nodes {}: a hostNetwork pod without address",
    "a/web > b/ghost TCP/80",
    [adminOut(5, [deny({ nodes: {} })])],
    "deny",
  ),
  vector("T6 nodes {}: the API server", "a/web > @apiserver TCP/80", [adminOut(5, [deny({ nodes: {} })])], "undefined"),
  vector("T6 nodes {}: no ordinary pod", aToB, [adminOut(5, [deny({ nodes: {} })])], "allow"),
  vector("T6 nodes {}: no external host", "a/web > 203.0.113.5 TCP/80", [adminOut(5, [deny({ nodes: {} })])], "allow"),
  vector(
    "T6 nodes by label: a node",
    "a/web > @node TCP/80",
    [adminOut(5, [deny({ nodes: labelled({ role: "edge" }) })])],
    "undefined",
  ),
  vector(
    "T6 nodes by label: a hostNetwork pod",
    "a/web > b/host TCP/80",
    [adminOut(5, [deny({ nodes: labelled({ role: "edge" }) })])],
    "undefined",
  ),
  vector(
    "T6 nodes by label: no ordinary pod",
    aToB,
    [adminOut(5, [deny({ nodes: labelled({ role: "edge" }) })])],
    "allow",
  ),
  vector(
    "T6 domainNames: Accept, then Deny",
    "a/web > 203.0.113.5 TCP/443",
    [adminOut(5, [accept(domains), deny(everywhere)])],
    "undefined",
  ),
  vector(
    "T6 domainNames: Accept alone denies nothing",
    "a/web > 203.0.113.5 TCP/443",
    [adminOut(5, [accept(domains)])],
    "allow",
  ),
  vector("T6 domainNames: Accept, a pod", aToB, [adminOut(5, [accept(domains), deny(everywhere)])], "deny"),
  vector(
    "T6 domainNames: Accept, a node",
    "a/web > @node TCP/443",
    [adminOut(5, [accept(domains), deny(everywhere)])],
    "undefined",
  ),
  vector(
    "T6 domainNames: Accept, the API server",
    "a/web > @apiserver TCP/443",
    [adminOut(5, [accept(domains), deny(everywhere)])],
    "undefined",
    cidrs,
  ),
  vector(
    "T6 domainNames: the port does not match",
    "a/web > 203.0.113.5 TCP/80",
    [adminOut(5, [accept(domains, tcp(443)), deny(everywhere)])],
    "deny",
  ),
  vector(
    "T6 domainNames: Deny, an external host",
    "a/web > 203.0.113.5 TCP/443",
    [adminOut(5, [deny(domains)])],
    "undefined",
  ),
  vector("T6 domainNames: Deny, a pod", aToB, [adminOut(5, [deny(domains)])], "allow"),
  vector(
    "T6 domainNames: Pass, then Deny",
    "a/web > 203.0.113.5 TCP/443",
    [adminOut(5, [pass(domains), deny(everywhere)])],
    "undefined",
  ),
  vector(
    "T6 domainNames: Baseline",
    "a/web > 203.0.113.5 TCP/443",
    [baseOut(5, [accept(domains), deny(everywhere)])],
    "undefined",
  ),
];

const failClosed: readonly Vector[] = [
  vector(
    "3.3 not understood: Accept matches nothing",
    bToA,
    [adminIn(5, [accept(notUnderstood), deny(everyone)])],
    "deny",
  ),
  vector("3.3 not understood: Accept alone changes nothing", bToA, [adminIn(5, [accept(notUnderstood)])], "allow"),
  vector(
    "3.3 not understood: Accept beside a peer that matches",
    bToA,
    [adminIn(5, [accept([fromB, notUnderstood]), deny(everyone)])],
    "deny",
  ),
  vector("3.3 not understood: Deny", bToA, [adminIn(5, [deny(notUnderstood)]), npAllowIn], "deny"),
  vector(
    "3.3 not understood: Deny, an external host",
    "203.0.113.5 > a/web TCP/80",
    [adminIn(5, [deny(notUnderstood)])],
    "deny",
  ),
  vector(
    "3.3 not understood: Deny, a hostNetwork pod",
    "b/host > a/web TCP/80",
    [adminIn(5, [deny(notUnderstood)])],
    "deny",
  ),
  vector("3.3 not understood: Deny on any port", bToA, [adminIn(5, [deny(notUnderstood, udp(53))])], "deny"),
  vector("3.3 not understood: Pass denies", bToA, [adminIn(5, [pass(notUnderstood)]), npAllowIn], "deny"),
  vector(
    "3.3 not understood: Pass, egress to a node",
    "a/web > @node TCP/80",
    [adminOut(5, [pass(notUnderstood)])],
    "deny",
  ),
  vector(
    "3.3 not understood: Deny beside a peer",
    "c/web > a/web TCP/80",
    [adminIn(5, [deny([fromB, notUnderstood])])],
    "deny",
  ),
  vector(
    "3.3 not understood: earlier rules still decide",
    bToA,
    [adminIn(5, [accept(fromB), deny(notUnderstood)])],
    "allow",
  ),
  vector(
    "3.3 not understood: Baseline below a NetworkPolicy",
    bToA,
    [baseIn(5, [deny(notUnderstood)]), npAllowIn],
    "allow",
  ),
];

const ports: readonly Vector[] = [
  vector("T7 none given: any protocol", "b/web > a/web SCTP/7", [adminIn(5, [deny(fromB)])], "deny"),
  vector("T7 a number", bToA, [adminIn(5, [deny(fromB, tcp(80))])], "deny"),
  vector("T7 another number", "b/web > a/web TCP/81", [adminIn(5, [deny(fromB, tcp(80))])], "allow"),
  vector("T7 another protocol", "b/web > a/web UDP/80", [adminIn(5, [deny(fromB, tcp(80))])], "allow"),
  vector("T7 UDP", "b/web > a/web UDP/53", [adminIn(5, [deny(fromB, udp(53))])], "deny"),
  vector("T7 SCTP", "b/web > a/web SCTP/9003", [adminIn(5, [deny(fromB, sctp(9003))])], "deny"),
  vector("T7 ports are alternatives", "b/web > a/web UDP/53", [adminIn(5, [deny(fromB, tcp(80), udp(53))])], "deny"),
  vector("T7 range: start", "b/web > a/web TCP/80", [adminIn(5, [deny(fromB, tcpRange(80, 90))])], "deny"),
  vector("T7 range: end", "b/web > a/web TCP/90", [adminIn(5, [deny(fromB, tcpRange(80, 90))])], "deny"),
  vector("T7 range: before", "b/web > a/web TCP/79", [adminIn(5, [deny(fromB, tcpRange(80, 90))])], "allow"),
  vector("T7 range: after", "b/web > a/web TCP/91", [adminIn(5, [deny(fromB, tcpRange(80, 90))])], "allow"),
  vector("T7 name: of the subject on ingress", bToA, [adminIn(5, [deny(fromB, portName("web"))])], "deny"),
  vector(
    "T7 name: another number on this pod",
    "b/web > a/web TCP/8080",
    [adminIn(5, [deny(fromB, portName("web"))])],
    "allow",
  ),
  vector(
    "T7 name: resolved on each pod",
    "b/web > a/db TCP/8080",
    [adminIn(5, [deny(fromB, portName("web"))])],
    "deny",
  ),
  vector("T7 name: of the peer on egress", aToB, [adminOut(5, [deny(fromB, portName("web"))])], "deny"),
  vector(
    "T7 name: the subject's own number does not count on egress",
    "a/web > b/web TCP/80",
    [adminOut(5, [deny(fromB, portName("web"))])],
    "allow",
  ),
  vector(
    "T7 name: any protocol it is declared for",
    "b/web > a/web UDP/53",
    [adminIn(5, [deny(fromB, portName("dns"))])],
    "deny",
  ),
  vector(
    "T7 name: no protocol it is not declared for",
    "b/web > a/web TCP/53",
    [adminIn(5, [deny(fromB, portName("dns"))])],
    "allow",
  ),
  vector("T7 name: SCTP", "b/web > a/web SCTP/9003", [adminIn(5, [deny(fromB, portName("sig"))])], "deny"),
  vector("T7 name: not declared", "a/web > b/db TCP/8080", [adminOut(5, [deny(fromB, portName("web"))])], "allow"),
  vector("T7 name: networks have none", aToB, [adminOut(5, [deny(networks("10.0.2.1/32"), portName("web"))])], "allow"),
  vector(
    "T7 name: nodes have none",
    "a/web > @node TCP/80",
    [adminOut(5, [deny({ nodes: {} }, portName("web"))])],
    "allow",
  ),
  vector(
    "T7 name beside networks: the namespaces keep it",
    aToB,
    [adminOut(5, [deny([networks("192.0.2.0/24"), fromB], portName("web"))])],
    "deny",
  ),
  vector("T7 v1alpha1: portNumber", bToA, [oldPorts({ portNumber: { protocol: "TCP", port: 80 } })], "deny"),
  vector(
    "T7 v1alpha1: the protocol is TCP when missing",
    "b/web > a/web UDP/80",
    [oldPorts({ portNumber: { port: 80 } })],
    "allow",
  ),
  vector(
    "T7 v1alpha1: portRange",
    "b/web > a/web UDP/90",
    [oldPorts({ portRange: { protocol: "UDP", start: 80, end: 90 } })],
    "deny",
  ),
  vector(
    "T7 v1alpha1: portRange is TCP when nothing is said",
    "b/web > a/web TCP/85",
    [oldPorts({ portRange: { start: 80, end: 90 } })],
    "deny",
  ),
  vector("T7 v1alpha1: namedPort of any protocol", "b/web > a/web UDP/53", [oldPorts({ namedPort: "dns" })], "deny"),
];

const everywhereAndEveryone = [deny(everyone), deny(everywhere)];

const hairpin: readonly Vector[] = [
  vector("T8 a pod reaches itself: Admin ingress", "a/web > a/web TCP/80", [adminIn(5, [deny(everyone)])], "allow"),
  vector(
    "T8 a pod reaches itself: Admin egress",
    "a/web > a/web TCP/80",
    [adminOut(5, everywhereAndEveryone)],
    "allow",
  ),
  vector(
    "T8 a pod reaches itself: Baseline",
    "a/web > a/web UDP/53",
    [baseIn(5, [deny(everyone)]), baseOut(5, everywhereAndEveryone)],
    "allow",
  ),
  vector("T8 a pod reaches itself: fail closed", "a/web > a/web TCP/80", [adminIn(5, [deny(notUnderstood)])], "allow"),
  vector("T8 another pod of the namespace does not", "a/db > a/web TCP/80", [adminIn(5, [deny(everyone)])], "deny"),
  vector("T8 the own node: fail closed", "a/host > a/web TCP/80", [adminIn(5, [deny(notUnderstood)])], "allow"),
  vector("T8 the own node: NetworkPolicy", "a/host > a/web TCP/80", [adminIn(5, [deny(everyone)]), npDenyIn], "allow"),
  vector("T8 the own node: Baseline", "a/host > a/web TCP/80", [baseIn(5, [deny(notUnderstood)])], "allow"),
  vector("T8 another node", "b/host > a/web TCP/80", [baseIn(5, [deny(notUnderstood)])], "deny"),
  vector("T8 egress to the own node is checked", "a/web > a/host TCP/80", [adminOut(5, [deny({ nodes: {} })])], "deny"),
];

const vectors = [rules, priorities, tiers, verdicts, subjects, peers, failClosed, ports, hairpin].flat();

describe("naiveVerdict with cluster-scoped policies", () => {
  it.each(vectors)("$name: $flow is $expected", (each) => {
    expect(naiveVerdict(clusterOf(each), flowOf(each.flow), each.settings)).toBe(each.expected);
  });

  it("names every vector differently", () => {
    expect(new Set(vectors.map((each) => each.name)).size).toBe(vectors.length);
  });

  const refused: readonly (readonly [string, NaiveClusterPolicy])[] = [
    ["a subject without a field", adminIn(5, [deny(everyone)], {})],
    ["a protocol without a field", adminIn(5, [deny(everyone, {})])],
    ["a destinationPort without a field", adminIn(5, [deny(everyone, { tcp: { destinationPort: {} } })])],
    ["a port without a field", oldPorts({})],
  ];

  it.each(refused)("throws on what the API refuses: %s", (_name, each) => {
    const cluster = clusterOf({ objects: [each], world: "open" });
    expect(() => naiveVerdict(cluster, flowOf(bToA))).toThrow("refused by the API");
  });
});
