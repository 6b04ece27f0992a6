/**
 * What a random case exercises, by name: the check that the generator reaches everything it is meant to.
 *
 * A feature counts only where it takes part in the decision: in a policy that isolates an end of the flow, in a rule
 * whose other half does not rule it out already.
 */

import { blockHolds, parseCidr, rangeHolds, wholeFamily } from "./naive-address.js";
import type { Address, Family } from "./naive-address.js";
import type { NaiveBlock, NaiveCluster, NaivePeer, NaivePod, NaivePolicy, NaivePort } from "./naive-cluster.js";
import type { NaiveRequirement, NaiveSelector, Protocol } from "./naive-cluster.js";
import {
  addressesOf,
  apiServerNamespaces,
  askedFamilies,
  declaredPorts,
  directionVerdict,
  familiesOf,
  familyVerdict,
  hostNetworkKey,
  isFromOwnNode,
  isHostNetwork,
  isLoopback,
  isolatingPolicies,
  metadataNameKey,
  naiveVerdict,
  namespaceLabels,
  peerAnswer,
  peersAnswer,
  policyAnswer,
  policyTypesOf,
  portMatches,
  portsAnswer,
  resolveEnd,
  rulesOf,
  sidesOf,
} from "./naive-evaluate.js";
import type { NaiveFlow, NaiveSettings, NaiveVerdict, PlainRule, ResolvedEnd, Side } from "./naive-evaluate.js";
import { isEmptySelector, isSatisfiable, requirementAnswer, requirementsOf, toLabelMap } from "./naive-selector.js";
import type { KnownLabels } from "./naive-selector.js";

type Table<Context> = Record<string, (context: Context) => boolean>;

// The flow as a whole

interface FlowContext {
  readonly cluster: NaiveCluster;
  readonly flow: NaiveFlow;
  readonly settings: NaiveSettings;
  readonly from: ResolvedEnd;
  readonly to: ResolvedEnd;
  readonly families: readonly Family[];
  readonly verdict: NaiveVerdict;
  readonly sides: readonly Side[];
  readonly isolated: readonly Side[];
}

const flowFeatures = {
  "world-open": ({ cluster }) => cluster.world === "open",
  "world-closed": ({ cluster }) => cluster.world === "closed",
  "verdict-allow": ({ verdict }) => verdict === "allow",
  "verdict-deny": ({ verdict }) => verdict === "deny",
  "verdict-undefined": ({ verdict }) => verdict === "undefined",
  "verdict-mixed": ({ verdict }) => verdict === "mixed",
  "isolated-nowhere": ({ isolated }) => isolated.length === 0,
  "isolated-egress-only": ({ isolated }) => isolated.length === 1 && isolated[0]?.direction === "Egress",
  "isolated-ingress-only": ({ isolated }) => isolated.length === 1 && isolated[0]?.direction === "Ingress",
  "isolated-both": ({ isolated }) => isolated.length === 2,
  "ends-disagree": ({ sides, families }) => {
    const [egress, ingress] = sides.map((side) => directionVerdict(side, families[0]!));
    return new Set([egress, ingress]).size === 2 && [egress, ingress].includes("deny");
  },
  loopback: ({ flow }) => isLoopback(flow),
  "loopback-isolated": ({ flow, isolated }) => isLoopback(flow) && isolated.length > 0,
  "same-namespace": ({ from, to }) => namespaceOf(from) !== undefined && namespaceOf(from) === namespaceOf(to),
  "other-namespace": ({ from, to }) => bothPods(from, to) && namespaceOf(from) !== namespaceOf(to),
  "flow-tcp": isolatedFlowOf("TCP"),
  "flow-udp": isolatedFlowOf("UDP"),
  "flow-sctp": isolatedFlowOf("SCTP"),
  "families-two-asked": ({ families, isolated }) => families.length === 2 && isolated.length > 0,
  "families-one-asked": ({ families, isolated }) => families.length === 1 && isolated.length > 0,
  "families-disjoint": ({ from, to, settings, isolated }) =>
    isolated.length > 0 && disjoint(familiesOf(from, settings), familiesOf(to, settings)),
  "families-differ": (context) =>
    new Set(context.families.map((family) => familyVerdict(context.cluster, context.flow, context.settings, family)))
      .size > 1,
  "hostnetwork-subject-selected": ({ cluster, from, to }) =>
    [from, to].some((end) => isHostNetwork(end) && end.kind === "pod" && isSelectedByAnything(cluster, end.pod)),
} satisfies Table<FlowContext>;

function isolatedFlowOf(protocol: Protocol) {
  return ({ flow, isolated }: FlowContext): boolean => flow.protocol === protocol && isolated.length > 0;
}

function namespaceOf(end: ResolvedEnd): string | undefined {
  return end.kind === "pod" ? end.pod.metadata.namespace : undefined;
}

function bothPods(from: ResolvedEnd, to: ResolvedEnd): boolean {
  return from.kind === "pod" && to.kind === "pod";
}

function disjoint(left: readonly Family[], right: readonly Family[]): boolean {
  return !left.some((family) => right.includes(family));
}

/** As if the pod were on the pod network: would a policy isolate it? */
function isSelectedByAnything(cluster: NaiveCluster, pod: NaivePod): boolean {
  const subject: ResolvedEnd = { kind: "pod", pod: { ...pod, spec: { ...pod.spec, hostNetwork: false } } };
  const rest = { cluster, settings: {}, subject, peer: { kind: "node" }, protocol: "TCP", port: 80 } as const;
  return (["Ingress", "Egress"] as const).some((direction) => isolatingPolicies({ ...rest, direction }).length > 0);
}

// A direction in which the subject is isolated

interface SideContext {
  readonly side: Side;
  readonly families: readonly Family[];
  readonly policies: readonly NaivePolicy[];
  readonly addresses: readonly (Address | undefined)[];
}

const sideFeatures = {
  "one-policy": ({ policies }) => policies.length === 1,
  "several-policies": ({ policies }) => policies.length > 1,
  "union-of-policies": ({ side, policies, addresses }) => {
    const answers = policies.map((policy) => policyAnswer(side, policy, addresses[0]));
    return answers.includes("yes") && answers.includes("no");
  },
  "peer-pod": ({ side }) => side.peer.kind === "pod" && !isHostNetwork(side.peer),
  "peer-hostnetwork-pod": ({ side }) => isHostNetwork(side.peer),
  "peer-own-node": ({ side }) => isFromOwnNode(side),
  "source-external": ({ side }) => side.direction === "Ingress" && side.peer.kind === "external",
  "destination-external": ({ side }) => side.direction === "Egress" && side.peer.kind === "external",
  "source-node": ({ side }) => side.direction === "Ingress" && side.peer.kind === "node",
  "destination-node": ({ side }) => side.direction === "Egress" && side.peer.kind === "node",
  "source-apiserver": ({ side }) => side.direction === "Ingress" && side.peer.kind === "apiserver",
  "destination-apiserver": ({ side }) => side.direction === "Egress" && side.peer.kind === "apiserver",
  "apiserver-with-setting": ({ side }) => side.peer.kind === "apiserver" && hasSetting(side),
  "apiserver-without-setting": ({ side }) => side.peer.kind === "apiserver" && !hasSetting(side),
  "apiserver-addresses-differ": ({ side, families }) =>
    side.peer.kind === "apiserver" && families.some((family) => directionVerdict(side, family) === "mixed"),
  openshift: ({ side }) => side.settings.platform === "openshift",
  "peer-address-none": ({ side }) => side.peer.kind === "pod" && familiesOfPod(side.peer.pod).length === 0,
  "peer-address-ipv4": ({ side }) => side.peer.kind === "pod" && familiesOfPod(side.peer.pod).join() === "IPv4",
  "peer-address-ipv6": ({ side }) => side.peer.kind === "pod" && familiesOfPod(side.peer.pod).join() === "IPv6",
  "peer-address-dual": ({ side }) => side.peer.kind === "pod" && familiesOfPod(side.peer.pod).length === 2,
  "peer-without-asked-family": ({ addresses }) => addresses.includes(undefined),
  "undefined-by-address": ({ side, families }) =>
    families.some(
      (family) =>
        directionVerdict(side, family) === "undefined" &&
        addressesOf(side.peer, side.cluster, side.settings, family).addresses.length > 1,
    ),
  "family-covered-in-pieces": ({ side, families, policies }) =>
    families.some((family) => directionVerdict(side, family) === "allow" && coversInPieces(side, policies, family)),
  "except-hole-refilled": ({ side, policies, addresses }) => {
    const blocks = policies.flatMap((policy) => reachedBlocks(side, policy));
    return addresses.some((address) => blocks.some(inHole(address)) && blocks.some((b) => blockHolds(b, address)));
  },
} satisfies Table<SideContext>;

function hasSetting(side: Side): boolean {
  return (side.settings.apiServerCidrs ?? []).length > 0;
}

function familiesOfPod(pod: NaivePod): readonly Family[] {
  const known = (pod.status?.podIPs ?? []).length > 0;
  return known ? familiesOf({ kind: "pod", pod }, {}) : [];
}

function reachedBlocks(side: Side, policy: NaivePolicy): readonly NaiveBlock[] {
  return rulesOf(policy, side.direction)
    .filter((rule) => portsAnswer(side, rule) !== "no")
    .flatMap((rule) => rule.peers ?? [])
    .flatMap((peer) => (peer.ipBlock == null ? [] : [peer.ipBlock]));
}

function inHole(address: Address | undefined) {
  return (block: NaiveBlock): boolean =>
    address !== undefined && (block.except ?? []).some((hole) => rangeHolds(parseCidr(hole), address));
}

/** Blocks hold every address of an unknown peer, though none of them alone is the whole family. */
function coversInPieces(side: Side, policies: readonly NaivePolicy[], family: Family): boolean {
  const { addresses, meaning } = addressesOf(side.peer, side.cluster, side.settings, family);
  if (meaning !== "one-of") return false;
  const blocks = policies.flatMap((policy) => reachedBlocks(side, policy));
  const whole = wholeFamily(family);
  const isWhole = (block: NaiveBlock): boolean =>
    addresses.every((address) => blockHolds(block, address)) && parseCidr(block.cidr).last === whole.last;
  return !blocks.some(isWhole) && addresses.every((address) => blocks.some((block) => blockHolds(block, address)));
}

// A policy that isolates the subject

interface PolicyContext {
  readonly side: Side;
  readonly policy: NaivePolicy;
}

const policyFeatures = {
  "spec-missing": ({ policy }) => policy.spec === undefined,
  "spec-null": ({ policy }) => policy.spec === null,
  "podselector-missing": ({ policy }) => policy.spec != null && policy.spec.podSelector === undefined,
  "podselector-null": ({ policy }) => policy.spec?.podSelector === null,
  "podselector-empty": ({ policy }) => policy.spec?.podSelector != null && isEmptySelector(policy.spec.podSelector),
  "podselector-labels": ({ policy }) => policy.spec?.podSelector != null && !isEmptySelector(policy.spec.podSelector),
  "policytypes-missing": ({ policy }) => policy.spec != null && policy.spec.policyTypes === undefined,
  "policytypes-null": ({ policy }) => policy.spec?.policyTypes === null,
  "policytypes-empty": ({ policy }) => policy.spec?.policyTypes?.length === 0,
  "policytypes-ingress": ({ policy }) => policy.spec?.policyTypes?.join() === "Ingress",
  "policytypes-egress": ({ policy }) => policy.spec?.policyTypes?.join() === "Egress",
  "policytypes-both": ({ policy }) => new Set(policy.spec?.policyTypes ?? []).size === 2,
  "policytypes-duplicate": ({ policy }) =>
    policy.spec?.policyTypes?.length === 2 && new Set(policy.spec.policyTypes).size === 1,
  "policytypes-default-egress": ({ side, policy }) =>
    side.direction === "Egress" && (policy.spec?.policyTypes ?? []).length === 0,
  "policytypes-default-ingress-of-egress-policy": ({ side, policy }) =>
    side.direction === "Ingress" &&
    (policy.spec?.policyTypes ?? []).length === 0 &&
    rulesOf(policy, "Ingress").length === 0 &&
    rulesOf(policy, "Egress").length > 0,
  "rules-of-other-direction-dead": ({ side, policy }) => {
    const other = side.direction === "Ingress" ? "Egress" : "Ingress";
    return !policyTypesOf(policy).includes(other) && rulesOf(policy, other).length > 0;
  },
  "rules-missing": (context) => writtenRules(context) === undefined && context.policy.spec != null,
  "rules-null": (context) => writtenRules(context) === null,
  "rules-empty": (context) => writtenRules(context)?.length === 0,
  "rules-several": (context) => (writtenRules(context) ?? []).length > 1,
  "rule-null-item": (context) => writtenRules(context)?.includes(null) === true,
} satisfies Table<PolicyContext>;

function writtenRules({ side, policy }: PolicyContext) {
  return side.direction === "Ingress" ? policy.spec?.ingress : policy.spec?.egress;
}

// A rule of such a policy

interface RuleContext extends PolicyContext {
  readonly rule: PlainRule;
  readonly addresses: readonly (Address | undefined)[];
}

const ruleFeatures = {
  "rule-empty": ({ rule }) => rule.peers === undefined && rule.ports === undefined,
  "peers-missing": (context) => portsReach(context) && context.rule.peers === undefined,
  "peers-null": (context) => portsReach(context) && context.rule.peers === null,
  "peers-empty": (context) => portsReach(context) && context.rule.peers?.length === 0,
  "peers-several": (context) => portsReach(context) && (context.rule.peers ?? []).length > 1,
  "ports-missing": (context) => peersReach(context) && context.rule.ports === undefined,
  "ports-null": (context) => peersReach(context) && context.rule.ports === null,
  "ports-empty": (context) => peersReach(context) && context.rule.ports?.length === 0,
  "ports-several": (context) => peersReach(context) && (context.rule.ports ?? []).length > 1,
  "peers-match-ports-do-not": (context) => peersReach(context) && !portsReach(context),
  "ports-match-peers-do-not": (context) => portsReach(context) && !peersReach(context),
} satisfies Table<RuleContext>;

function portsReach({ side, rule }: RuleContext): boolean {
  return portsAnswer(side, rule) !== "no";
}

function peersReach({ side, policy, rule, addresses }: RuleContext): boolean {
  return addresses.some((address) => peersAnswer(side, policy, rule, address) !== "no");
}

// A peer of a rule whose ports match

interface PeerContext {
  readonly side: Side;
  readonly policy: NaivePolicy;
  readonly peer: NaivePeer;
  readonly addresses: readonly (Address | undefined)[];
}

const peerFeatures = {
  "peer-podselector": ({ peer }) => peer.podSelector != null && peer.namespaceSelector == null,
  "peer-namespaceselector": ({ peer }) => peer.podSelector == null && peer.namespaceSelector != null,
  "peer-both-selectors": ({ peer }) => peer.podSelector != null && peer.namespaceSelector != null,
  "peer-podselector-empty": ({ peer }) => peer.podSelector != null && isEmptySelector(peer.podSelector),
  "peer-namespaceselector-empty": ({ peer }) =>
    peer.namespaceSelector != null && isEmptySelector(peer.namespaceSelector),
  "peer-null-field": ({ peer }) => Object.values(peer).includes(null),
  "peer-podselector-other-namespace": ({ side, policy, peer }) =>
    peer.podSelector != null &&
    peer.namespaceSelector == null &&
    side.peer.kind === "pod" &&
    side.peer.pod.metadata.namespace !== policy.metadata.namespace,
  "selector-peer-matches": (context) => isSelectorPeer(context.peer) && someAnswer(context, "yes"),
  "selector-peer-unknown": (context) =>
    isSelectorPeer(context.peer) && context.side.peer.kind === "pod" && someAnswer(context, "unknown"),
  "hostnetwork-peer-selected": (context) =>
    isSelectorPeer(context.peer) && isHostNetwork(context.side.peer) && someAnswer(context, "unknown"),
  "hostnetwork-peer-in-block": (context) =>
    context.peer.ipBlock != null && isHostNetwork(context.side.peer) && someAnswer(context, "yes"),
  "selector-against-external": ({ side, peer }) => isSelectorPeer(peer) && side.peer.kind === "external",
  "selector-against-node": ({ side, peer }) => isSelectorPeer(peer) && side.peer.kind === "node",
  "openshift-host-network-matches": (context) =>
    isSelectorPeer(context.peer) && context.side.peer.kind !== "pod" && someAnswer(context, "yes"),
  "openshift-host-network-podselector": ({ side, peer }) =>
    side.settings.platform === "openshift" &&
    side.direction === "Ingress" &&
    side.peer.kind !== "pod" &&
    peer.namespaceSelector != null &&
    peer.podSelector != null &&
    !isEmptySelector(peer.podSelector),
  "openshift-host-network-key": ({ side, peer }) =>
    side.settings.platform === "openshift" &&
    side.peer.kind !== "pod" &&
    requirementsOf(peer.namespaceSelector ?? {}).some((requirement) => requirement.key === hostNetworkKey),
  "apiserver-namespaceselector-unknown": (context) =>
    context.side.peer.kind === "apiserver" && context.peer.namespaceSelector != null && someAnswer(context, "unknown"),
  "apiserver-namespaceselector-no": (context) =>
    context.side.peer.kind === "apiserver" && context.peer.namespaceSelector != null && someAnswer(context, "no"),
  "apiserver-podselector-unknown": (context) => isApiServerPodSelector(context) && someAnswer(context, "unknown"),
  "apiserver-podselector-no": (context) =>
    isApiServerPodSelector(context) && isSatisfiable(context.peer.podSelector ?? {}) && someAnswer(context, "no"),
  "apiserver-podselector-unsatisfiable": ({ side, peer }) =>
    side.peer.kind === "apiserver" && peer.podSelector != null && !isSatisfiable(peer.podSelector),
  "ipblock-ipv4": ({ peer }) => familyOfBlock(peer) === "IPv4",
  "ipblock-ipv6": ({ peer }) => familyOfBlock(peer) === "IPv6",
  "ipblock-other-family": ({ peer, addresses }) =>
    peer.ipBlock != null && addresses.some((address) => address?.family !== familyOfBlock(peer)),
  "ipblock-holds": (context) => context.peer.ipBlock != null && someAnswer(context, "yes"),
  "ipblock-known-pod": (context) =>
    context.peer.ipBlock != null &&
    context.side.peer.kind === "pod" &&
    familiesOfPod(context.side.peer.pod).length > 0 &&
    someAnswer(context, "yes"),
  "ipblock-unknown-pod": ({ side, peer }) =>
    peer.ipBlock != null && side.peer.kind === "pod" && familiesOfPod(side.peer.pod).length === 0,
  except: ({ peer }) => (peer.ipBlock?.except ?? []).length > 0,
  "except-null": ({ peer }) => peer.ipBlock?.except === null,
  "except-empty": ({ peer }) => peer.ipBlock?.except?.length === 0,
  "except-several": ({ peer }) => (peer.ipBlock?.except ?? []).length > 1,
  "except-hit": ({ peer, addresses }) => peer.ipBlock != null && addresses.some((a) => inHole(a)(peer.ipBlock!)),
  "except-covers-block": (context) =>
    (context.peer.ipBlock?.except ?? []).length > 1 &&
    context.addresses.length > 1 &&
    context.addresses.some((address) => inHole(address)(context.peer.ipBlock!)) &&
    !someAnswer(context, "yes"),
} satisfies Table<PeerContext>;

function isSelectorPeer(peer: NaivePeer): boolean {
  return peer.ipBlock == null;
}

function isApiServerPodSelector({ side, peer }: PeerContext): boolean {
  return side.peer.kind === "apiserver" && peer.podSelector != null && peer.namespaceSelector == null;
}

function someAnswer({ side, policy, peer, addresses }: PeerContext, answer: "yes" | "no" | "unknown"): boolean {
  return addresses.some((address) => peerAnswer(side, policy, peer, address) === answer);
}

function familyOfBlock(peer: NaivePeer): Family | undefined {
  return peer.ipBlock == null ? undefined : parseCidr(peer.ipBlock.cidr).family;
}

// A selector against the labels it is asked of

interface SelectorContext {
  readonly selector: NaiveSelector;
  readonly known: KnownLabels;
}

const selectorFeatures = {
  matchlabels: ({ selector }) => Object.keys(selector.matchLabels ?? {}).length > 0,
  "matchlabels-null": ({ selector }) => selector.matchLabels === null,
  "matchlabels-empty": ({ selector }) => selector.matchLabels != null && Object.keys(selector.matchLabels).length === 0,
  "matchlabels-empty-value-present": (context) => emptyValue(context, true),
  "matchlabels-empty-value-absent": (context) => emptyValue(context, false),
  "matchexpressions-null": ({ selector }) => selector.matchExpressions === null,
  "matchexpressions-empty": ({ selector }) => selector.matchExpressions?.length === 0,
  "matchexpressions-values-null": ({ selector }) =>
    (selector.matchExpressions ?? []).some((requirement) => requirement.values === null),
  "both-halves": ({ selector }) =>
    Object.keys(selector.matchLabels ?? {}).length > 0 && (selector.matchExpressions ?? []).length > 0,
  in: (context) => expressions(context, "In").length > 0,
  "notin-present": (context) => expressions(context, "NotIn").some((requirement) => isPresent(context, requirement)),
  "notin-absent": (context) => expressions(context, "NotIn").some((requirement) => !isPresent(context, requirement)),
  exists: (context) => expressions(context, "Exists").length > 0,
  doesnotexist: (context) => expressions(context, "DoesNotExist").length > 0,
  "selector-unsatisfiable": ({ selector }) => !isSatisfiable(selector),
  "requirement-unknown": ({ selector, known }) =>
    requirementsOf(selector).some((requirement) => requirementAnswer(requirement, known) === "unknown"),
  "unsatisfiable-on-unknown-labels": ({ selector, known }) =>
    !isSatisfiable(selector) &&
    requirementsOf(selector).every((requirement) => requirementAnswer(requirement, known) === "unknown"),
  "no-beside-unknown": ({ selector, known }) => {
    const answers = requirementsOf(selector).map((requirement) => requirementAnswer(requirement, known));
    return answers.includes("no") && answers.includes("unknown");
  },
  "key-proto": ({ selector }) => requirementsOf(selector).some((requirement) => requirement.key === "__proto__"),
  "key-constructor": ({ selector }) => requirementsOf(selector).some(({ key }) => key === "constructor"),
  "key-metadata-name": ({ selector }) => requirementsOf(selector).some(({ key }) => key === metadataNameKey),
} satisfies Table<SelectorContext>;

function emptyValue({ selector, known }: SelectorContext, present: boolean): boolean {
  return Object.entries(selector.matchLabels ?? {}).some(
    ([key, value]) => value === "" && known.complete && (known.labels.get(key) !== undefined) === present,
  );
}

function expressions({ selector }: SelectorContext, operator: string): readonly NaiveRequirement[] {
  return (selector.matchExpressions ?? []).filter((requirement) => requirement.operator === operator);
}

function isPresent({ known }: SelectorContext, { key }: NaiveRequirement): boolean {
  return known.labels.has(key);
}

// The namespace whose labels a namespaceSelector is asked of

interface NamespaceContext {
  readonly cluster: NaiveCluster;
  readonly name: string;
}

const namespaceFeatures = {
  "namespace-in-input": ({ cluster, name }) => isInInput(cluster, name),
  "namespace-outside-open-world": ({ cluster, name }) => !isInInput(cluster, name) && cluster.world === "open",
  "namespace-outside-closed-world": ({ cluster, name }) => !isInInput(cluster, name) && cluster.world === "closed",
} satisfies Table<NamespaceContext>;

function isInInput(cluster: NaiveCluster, name: string): boolean {
  return cluster.namespaces.some((namespace) => namespace.metadata.name === name);
}

// A port item of a rule whose peers match

interface PortContext {
  readonly side: Side;
  readonly item: NaivePort | null;
}

const portFeatures = {
  "port-item-null": ({ item }) => item === null,
  "port-item-empty": ({ item }) => item !== null && Object.keys(item).length === 0,
  "port-protocol-only": ({ item }) => item?.protocol != null && item.port == null,
  "port-null": ({ item }) => item?.port === null,
  "protocol-missing": ({ item }) => item !== null && item.protocol === undefined,
  "protocol-null": ({ item }) => item?.protocol === null,
  "protocol-default-refuses": ({ side, item }) => item?.protocol == null && side.protocol !== "TCP",
  "protocol-tcp": ({ item }) => item?.protocol === "TCP",
  "protocol-udp": ({ item }) => item?.protocol === "UDP",
  "protocol-sctp": ({ item }) => item?.protocol === "SCTP",
  "port-number": ({ item }) => typeof item?.port === "number" && item.endPort == null,
  "port-number-matches": ({ side, item }) =>
    typeof item?.port === "number" && item.endPort == null && portMatches(side, item),
  "endport-null": ({ item }) => item?.endPort === null,
  "endport-first": (context) => inRange(context) && context.item?.port === context.side.port,
  "endport-last": (context) => inRange(context) && context.item?.endPort === context.side.port,
  "endport-inside": (context) =>
    inRange(context) && context.item?.port !== context.side.port && context.item?.endPort !== context.side.port,
  "endport-outside": (context) => context.item?.endPort != null && !inRange(context),
  "named-port-matches-ingress": ({ side, item }) =>
    isNamed(item) && side.direction === "Ingress" && portMatches(side, item),
  "named-port-matches-egress": ({ side, item }) =>
    isNamed(item) && side.direction === "Egress" && portMatches(side, item),
  "named-port-undeclared": (context) => isNamed(context.item) && declaredAs(context)?.length === 0,
  "named-port-other-number": ({ side, item }) =>
    (declaredAs({ side, item }) ?? []).some((declared) => declared.containerPort !== side.port),
  "named-port-other-protocol": ({ side, item }) =>
    (declaredAs({ side, item }) ?? []).some((declared) => (declared.protocol ?? "TCP") !== (item?.protocol ?? "TCP")),
  "named-port-declared-twice": (context) => (declaredAs(context) ?? []).length > 1,
  "named-port-differs-per-pod": ({ side, item }) =>
    isNamed(item) && new Set(side.cluster.pods.flatMap((pod) => numbersOf(pod, item.port))).size > 1,
  "named-port-sidecar": ({ side, item }) => isNamed(item) && portMatches(side, item) && !matchesWithoutInit(side, item),
  "named-port-plain-init-only": ({ side, item }) =>
    isNamed(item) && !portMatches(side, item) && matchesWithAllInit(side, item),
  "named-port-not-a-pod": ({ side, item }) => isNamed(item) && destinationPod(side) === undefined,
} satisfies Table<PortContext>;

function inRange({ side, item }: PortContext): boolean {
  return item?.endPort != null && portMatches(side, item);
}

function isNamed(item: NaivePort | null): item is NaivePort & { readonly port: string } {
  return typeof item?.port === "string";
}

function destinationPod(side: Side): NaivePod | undefined {
  const destination = side.direction === "Ingress" ? side.subject : side.peer;
  return destination.kind === "pod" ? destination.pod : undefined;
}

function declaredAs({ side, item }: PortContext) {
  const pod = destinationPod(side);
  if (pod === undefined || !isNamed(item)) return undefined;
  return declaredPorts(pod).filter((declared) => declared.name === item.port);
}

function numbersOf(pod: NaivePod, name: string): readonly number[] {
  return declaredPorts(pod)
    .filter((declared) => declared.name === name)
    .map((declared) => declared.containerPort);
}

function matchesWithoutInit(side: Side, item: NaivePort): boolean {
  return matchesOnPod(side, item, (pod) => ({ ...pod, spec: { ...pod.spec, initContainers: [] } }));
}

function matchesWithAllInit(side: Side, item: NaivePort): boolean {
  return matchesOnPod(side, item, (pod) => ({
    ...pod,
    spec: { ...pod.spec, containers: [...pod.spec.containers, ...(pod.spec.initContainers ?? [])] },
  }));
}

function matchesOnPod(side: Side, item: NaivePort, change: (pod: NaivePod) => NaivePod): boolean {
  const pod = destinationPod(side);
  if (pod === undefined) return false;
  const end: ResolvedEnd = { kind: "pod", pod: change(pod) };
  return portMatches(side.direction === "Ingress" ? { ...side, subject: end } : { ...side, peer: end }, item);
}

// All together

const tables = [
  flowFeatures,
  sideFeatures,
  policyFeatures,
  ruleFeatures,
  peerFeatures,
  selectorFeatures,
  namespaceFeatures,
  portFeatures,
];

export type Feature =
  | keyof typeof flowFeatures
  | keyof typeof sideFeatures
  | keyof typeof policyFeatures
  | keyof typeof ruleFeatures
  | keyof typeof peerFeatures
  | keyof typeof selectorFeatures
  | keyof typeof namespaceFeatures
  | keyof typeof portFeatures;

/** The closed list of names that `featuresOf` can answer. */
export const allFeatures: readonly Feature[] = tables.flatMap((table) => Object.keys(table) as Feature[]);

export function featuresOf(cluster: NaiveCluster, flow: NaiveFlow, settings: NaiveSettings = {}): ReadonlySet<Feature> {
  const context = flowContext(cluster, flow, settings);
  const found = new Set<string>(namesThatHold(flowFeatures, context));
  if (isLoopback(flow)) return found as ReadonlySet<Feature>;
  for (const side of context.isolated) addSide(found, sideContext(side, context.families));
  return found as ReadonlySet<Feature>;
}

function namesThatHold<Context>(table: Table<Context>, context: Context): readonly string[] {
  return Object.entries(table).flatMap(([name, holds]) => (holds(context) ? [name] : []));
}

function add<Context>(found: Set<string>, table: Table<Context>, context: Context): void {
  for (const name of namesThatHold(table, context)) found.add(name);
}

function flowContext(cluster: NaiveCluster, flow: NaiveFlow, settings: NaiveSettings): FlowContext {
  const sides = sidesOf(cluster, flow, settings);
  return {
    cluster,
    flow,
    settings,
    from: resolveEnd(cluster, flow.from),
    to: resolveEnd(cluster, flow.to),
    families: askedFamilies(cluster, flow, settings),
    verdict: naiveVerdict(cluster, flow, settings),
    sides,
    isolated: sides.filter((side) => isolatingPolicies(side).length > 0),
  };
}

function sideContext(side: Side, families: readonly Family[]): SideContext {
  const addresses = families.flatMap((family) => addressesOf(side.peer, side.cluster, side.settings, family).addresses);
  return { side, families, policies: isolatingPolicies(side), addresses };
}

function addSide(found: Set<string>, context: SideContext): void {
  const { side, policies, addresses } = context;
  add(found, sideFeatures, context);
  if (isFromOwnNode(side)) return;
  for (const policy of policies) {
    add(found, policyFeatures, { side, policy });
    addSelector(found, policy.spec?.podSelector, side.subject);
    for (const rule of rulesOf(policy, side.direction)) addRule(found, { side, policy, rule, addresses });
  }
}

function addRule(found: Set<string>, context: RuleContext): void {
  const { side, policy, rule, addresses } = context;
  add(found, ruleFeatures, context);
  if (peersReach(context)) for (const item of rule.ports ?? []) add(found, portFeatures, { side, item });
  if (portsReach(context)) for (const peer of rule.peers ?? []) addPeer(found, { side, policy, peer, addresses });
}

function addPeer(found: Set<string>, context: PeerContext): void {
  const { side, peer } = context;
  add(found, peerFeatures, context);
  addSelector(found, peer.podSelector, side.peer);
  if (peer.namespaceSelector == null) return;
  for (const name of namespacesOf(side)) {
    add(found, namespaceFeatures, { cluster: side.cluster, name });
    add(found, selectorFeatures, { selector: peer.namespaceSelector, known: namespaceLabels(side.cluster, name) });
  }
}

function namespacesOf({ peer, settings }: Side): readonly string[] {
  if (peer.kind === "apiserver") return apiServerNamespaces(settings);
  return peer.kind === "pod" ? [peer.pod.metadata.namespace] : [];
}

function addSelector(found: Set<string>, selector: NaiveSelector | null | undefined, end: ResolvedEnd): void {
  if (selector == null || end.kind !== "pod") return;
  add(found, selectorFeatures, { selector, known: { labels: toLabelMap(end.pod.metadata.labels), complete: true } });
}
