/**
 * The judge: one verdict for one flow, as slowly and plainly as the reference reads.
 *
 * Section numbers (1.1 - 1.12) are those of the semantics reference, section 1. Rules R1 - R11 name the reading that
 * is agreed where the reference leaves room:
 *
 * - R1 unknown is compositional: labels of a namespace outside the input are unknown in an open world.
 * - R2 a direction allows when nothing selects the subject or a selecting policy matches, denies when none can match.
 * - R3 in one address family, one denying direction denies and two allowing ones allow.
 * - R4 an address that is not known may be any address of its family; every answer alike is the answer.
 * - R5 an ipBlock against a known pod address is literal.
 * - R6 a hostNetwork pod is not isolated, and undefined where only a selector could match it.
 * - R7 external hosts and nodes are matched by ipBlocks and empty peer lists (OpenShift: by a synthetic namespace too).
 * - R8 the API server may or may not be a pod of kube-system, whatever its labels.
 * - R9 a named port is looked up on the destination pod.
 * - R10 ports; R11 defaults of what is missing.
 *
 * The tiers around NetworkPolicy and their rules T1 - T8 are in naive-tiers.ts.
 *
 * Nothing here is shared with the engine. The cluster must be one that the API server accepts.
 */

import { atomsOf, blockHolds, families, parseAddress, parseCidr, wholeFamily } from "./naive-address.js";
import type { Address, AddressRange, Family } from "./naive-address.js";
import { tierRulesOf } from "./naive-cluster-policy.js";
import type {
  NaiveBlock,
  NaiveCluster,
  NaivePeer,
  NaivePod,
  NaivePolicy,
  NaivePort,
  NaiveSelector,
  Protocol,
} from "./naive-cluster.js";
import {
  declaredPorts,
  destinationOf,
  hostNetworkKey,
  isHostNetwork,
  namespaceLabels,
  podLabels,
} from "./naive-ends.js";
import type { Direction, End, NaiveFlow, NaiveSettings, ResolvedEnd, Side } from "./naive-ends.js";
import { every, isEmptySelector, isSatisfiable, requirementsOf, selectorAnswer, some } from "./naive-selector.js";
import type { Answer } from "./naive-selector.js";
import { tieredVerdict } from "./naive-tiers.js";
import type { SideVerdict } from "./naive-tiers.js";

export { declaredPorts, hostNetworkKey, isHostNetwork, metadataNameKey, namespaceLabels } from "./naive-ends.js";
export type { Direction, End, NaiveFlow, NaiveSettings, ResolvedEnd, Side } from "./naive-ends.js";

export type NaiveVerdict = "allow" | "deny" | "undefined" | "mixed";

/** A rule with the two spellings of its peer list made one. */
export interface PlainRule {
  readonly peers: readonly NaivePeer[] | null | undefined;
  readonly ports: readonly (NaivePort | null)[] | null | undefined;
}

/** 1.1 and 1.12: the verdict of a flow over every address family that its ends share. Throws on an unknown pod. */
export function naiveVerdict(cluster: NaiveCluster, flow: NaiveFlow, settings: NaiveSettings = {}): NaiveVerdict {
  const verdicts = askedFamilies(cluster, flow, settings).map((family) =>
    familyVerdict(cluster, flow, settings, family),
  );
  const distinct = new Set(verdicts);
  if (distinct.size === 1) return verdicts[0]!;
  return distinct.has("undefined") ? "undefined" : "mixed";
}

/** R4: the families that both ends have; when they share none, all that either has. */
export function askedFamilies(cluster: NaiveCluster, flow: NaiveFlow, settings: NaiveSettings = {}): readonly Family[] {
  const from = familiesOf(resolveEnd(cluster, flow.from), settings);
  const to = familiesOf(resolveEnd(cluster, flow.to), settings);
  const shared = from.filter((family) => to.includes(family));
  if (shared.length > 0) return shared;
  return families.filter((family) => from.includes(family) || to.includes(family));
}

export function familiesOf(end: ResolvedEnd, settings: NaiveSettings): readonly Family[] {
  const known = new Set(knownRanges(end, settings).map((range) => range.family));
  return known.size === 0 ? families : families.filter((family) => known.has(family));
}

/** R3. */
export function familyVerdict(
  cluster: NaiveCluster,
  flow: NaiveFlow,
  settings: NaiveSettings,
  family: Family,
): NaiveVerdict {
  if (isLoopback(flow)) return "allow";
  const directions = sidesOf(cluster, flow, settings).map((side) => directionVerdict(side, family));
  if (directions.includes("deny")) return "deny";
  if (directions.includes("undefined")) return "undefined";
  return directions.includes("mixed") ? "mixed" : "allow";
}

/** 1.10: a pod can always talk to itself. */
export function isLoopback(flow: NaiveFlow): boolean {
  return isPodEnd(flow.from) && isPodEnd(flow.to) && flow.from.pod === flow.to.pod;
}

function isPodEnd(end: End): end is { readonly pod: string } {
  return typeof end === "object" && "pod" in end;
}

/** 1.1: egress is asked of the source, ingress of the destination. */
export function sidesOf(cluster: NaiveCluster, flow: NaiveFlow, settings: NaiveSettings): readonly Side[] {
  const from = resolveEnd(cluster, flow.from);
  const to = resolveEnd(cluster, flow.to);
  const common = { cluster, settings, protocol: flow.protocol, port: flow.port };
  return [
    { ...common, direction: "Egress", subject: from, peer: to },
    { ...common, direction: "Ingress", subject: to, peer: from },
  ];
}

export function resolveEnd(cluster: NaiveCluster, end: End): ResolvedEnd {
  if (end === "@apiserver") return { kind: "apiserver" };
  if (end === "@node") return { kind: "node" };
  if ("address" in end) return { kind: "external", address: parseAddress(end.address) };
  // 1.2: of two objects with one name the later one counts.
  const pod = cluster.pods.findLast(({ metadata }) => `${metadata.namespace}/${metadata.name}` === end.pod);
  if (pod === undefined) throw new Error(`no such pod: ${end.pod}`);
  return { kind: "pod", pod };
}

/** Every address that the peer may have in this family, then R4. 1.9, R6: hostNetwork pods are nobody's subjects. */
export function directionVerdict(side: Side, family: Family): NaiveVerdict {
  if (side.subject.kind !== "pod" || isHostNetwork(side.subject)) return "allow";
  if (isFromOwnNode(side)) return "allow";
  const policies = isolatingPolicies(side);
  const { addresses, meaning } = addressesOf(side.peer, side.cluster, side.settings, family);
  const verdicts = addresses.map((address) => addressVerdict(side, policies, address));
  const distinct = new Set(verdicts);
  if (distinct.size === 1) return verdicts[0]!;
  return meaning === "one-of" ? "undefined" : "mixed";
}

/** 3.2: the Admin tier, then the NetworkPolicies where one isolates the subject, otherwise the Baseline tier. */
function addressVerdict(side: Side, policies: readonly NaivePolicy[], address: Address | undefined): SideVerdict {
  const isolated = policies.length > 0;
  return tieredVerdict(side, address, isolated ? isolatedVerdict(side, policies, address) : undefined);
}

/** R2 for a subject that is isolated by these policies, and a peer with this address. */
export function isolatedVerdict(
  side: Side,
  policies: readonly NaivePolicy[],
  address: Address | undefined,
): SideVerdict {
  const answer = some(policies.map((policy) => policyAnswer(side, policy, address)));
  if (answer === "yes") return "allow";
  return answer === "no" ? "deny" : "undefined";
}

/** The policies of this direction that select the subject. 1.9, R6: only a pod on the pod network can be isolated. */
export function isolatingPolicies(side: Side): readonly NaivePolicy[] {
  if (side.subject.kind !== "pod" || isHostNetwork(side.subject)) return [];
  const { pod } = side.subject;
  return livePolicies(side.cluster).filter(
    (policy) => selectsPod(policy, pod) && policyTypesOf(policy).includes(side.direction),
  );
}

/** 1.2: of two objects with one namespace and name the later one counts. */
function livePolicies(cluster: NaiveCluster): readonly NaivePolicy[] {
  const identity = ({ metadata }: NaivePolicy): string => `${metadata.namespace}/${metadata.name}`;
  return [...new Map(cluster.policies.map((policy) => [identity(policy), policy])).values()];
}

/** 1.2: the own namespace only; a podSelector that is missing or null is `{}`. */
function selectsPod(policy: NaivePolicy, pod: NaivePod): boolean {
  if (policy.metadata.namespace !== pod.metadata.namespace) return false;
  return selectorAnswer(policy.spec?.podSelector ?? {}, podLabels(pod)) === "yes";
}

/** 1.3: the defaulting of policyTypes. */
export function policyTypesOf(policy: NaivePolicy): readonly Direction[] {
  const written = policy.spec?.policyTypes ?? [];
  if (written.length > 0) return written;
  return (policy.spec?.egress ?? []).length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}

/** 1.1, 1.11, R6: ingress from the node that the pod runs on is always allowed. */
export function isFromOwnNode(side: Side): boolean {
  if (side.direction !== "Ingress") return false;
  if (side.subject.kind !== "pod" || side.peer.kind !== "pod" || !isHostNetwork(side.peer)) return false;
  const node = side.peer.pod.spec.nodeName;
  return node !== undefined && node === side.subject.pod.spec.nodeName;
}

/** 1.5: a policy is the OR of its rules. */
export function policyAnswer(side: Side, policy: NaivePolicy, address: Address | undefined): Answer {
  return some(rulesOf(policy, side.direction).map((rule) => ruleAnswer(side, policy, rule, address)));
}

/** 1.4: missing, null and `[]` are no rules at all; a null item is the rule `{}`. */
export function rulesOf(policy: NaivePolicy, direction: Direction): readonly PlainRule[] {
  if (direction === "Ingress") {
    return (policy.spec?.ingress ?? []).map((rule) => ({ peers: rule?.from, ports: rule?.ports }));
  }
  return (policy.spec?.egress ?? []).map((rule) => ({ peers: rule?.to, ports: rule?.ports }));
}

/** 1.5: (OR of the peers) AND (OR of the ports). */
function ruleAnswer(side: Side, policy: NaivePolicy, rule: PlainRule, address: Address | undefined): Answer {
  return every([peersAnswer(side, policy, rule, address), portsAnswer(side, rule)]);
}

/** 1.4: peers missing, null or `[]` are anyone. */
export function peersAnswer(side: Side, policy: NaivePolicy, rule: PlainRule, address: Address | undefined): Answer {
  const peers = rule.peers ?? [];
  if (peers.length === 0) return "yes";
  return some(peers.map((peer) => peerAnswer(side, policy, peer, address)));
}

/** 1.4: ports missing, null or `[]` are any port of any protocol. */
export function portsAnswer(side: Side, rule: PlainRule): Answer {
  const ports = rule.ports ?? [];
  if (ports.length === 0) return "yes";
  return ports.some((item) => portMatches(side, item ?? {})) ? "yes" : "no";
}

/** 1.5, 1.7, 1.9. Throws on a peer that the API refuses. */
export function peerAnswer(side: Side, policy: NaivePolicy, peer: NaivePeer, address: Address | undefined): Answer {
  const podSelector = peer.podSelector ?? undefined;
  const namespaceSelector = peer.namespaceSelector ?? undefined;
  if (peer.ipBlock != null) {
    if (podSelector ?? namespaceSelector) throw new Error("an ipBlock beside a selector is refused by the API");
    return blockHolds(peer.ipBlock, address) ? "yes" : "no";
  }
  if ((podSelector ?? namespaceSelector) === undefined) throw new Error("a peer without a field is refused by the API");
  const selectors: PeerSelectors = { podSelector, namespaceSelector, policyNamespace: policy.metadata.namespace };
  return selectorPeerAnswer(side, selectors);
}

interface PeerSelectors {
  readonly podSelector: NaiveSelector | undefined;
  readonly namespaceSelector: NaiveSelector | undefined;
  readonly policyNamespace: string;
}

/** 1.5, 1.9: selectors match pods; what they say of other ends is R6 - R8. */
function selectorPeerAnswer(side: Side, selectors: PeerSelectors): Answer {
  switch (side.peer.kind) {
    case "external":
      return "no";
    case "node":
      return hostNetworkNamespaceAnswer(side, selectors);
    case "apiserver":
      return some([hostNetworkNamespaceAnswer(side, selectors), apiServerAnswer(side, selectors)]);
    case "pod": {
      const answer = podPeerAnswer(side.cluster, side.peer.pod, selectors);
      if (!isHostNetwork(side.peer)) return answer;
      return some([answer === "yes" ? "unknown" : answer, hostNetworkNamespaceAnswer(side, selectors)]);
    }
  }
}

/** 1.5: a podSelector alone stays in the namespace of the policy. */
function podPeerAnswer(cluster: NaiveCluster, pod: NaivePod, selectors: PeerSelectors): Answer {
  const { podSelector, namespaceSelector, policyNamespace } = selectors;
  const { namespace } = pod.metadata;
  const sameNamespace: Answer = namespace === policyNamespace ? "yes" : "no";
  return every([
    namespaceSelector === undefined
      ? sameNamespace
      : selectorAnswer(namespaceSelector, namespaceLabels(cluster, namespace)),
    podSelector === undefined ? "yes" : selectorAnswer(podSelector, podLabels(pod)),
  ]);
}

/** R7: on OpenShift, host-network sources count as a namespace with one label, for ingress. */
function hostNetworkNamespaceAnswer(side: Side, { podSelector, namespaceSelector }: PeerSelectors): Answer {
  if (side.settings.platform !== "openshift" || side.direction !== "Ingress") return "no";
  if (namespaceSelector === undefined) return "no";
  if (podSelector !== undefined && !isEmptySelector(podSelector)) return "no";
  const answer = selectorAnswer(namespaceSelector, { labels: new Map([[hostNetworkKey, ""]]), complete: true });
  // Red Hat's documentation says that a namespaceSelector that is merely wide does not include hostNetwork sources,
  // while OVN-Kubernetes has a namespace object for them: both readings are permitted.
  return answer === "yes" && !asksForHostNetwork(namespaceSelector) ? "unknown" : answer;
}

function asksForHostNetwork(selector: NaiveSelector): boolean {
  const presence = requirementsOf(selector).filter(({ operator }) => operator === "In" || operator === "Exists");
  return presence.some(({ key }) => key === hostNetworkKey);
}

/** R8: a selector that could select a pod of the API server's namespace may select the API server. */
function apiServerAnswer(side: Side, { podSelector, namespaceSelector, policyNamespace }: PeerSelectors): Answer {
  const homes = apiServerNamespaces(side.settings);
  if (podSelector !== undefined && !isSatisfiable(podSelector)) return "no";
  if (namespaceSelector === undefined) return homes.includes(policyNamespace) ? "unknown" : "no";
  const answers = homes.map((home) => selectorAnswer(namespaceSelector, namespaceLabels(side.cluster, home)));
  return some(answers) === "no" ? "no" : "unknown";
}

export function apiServerNamespaces(settings: NaiveSettings): readonly string[] {
  if (settings.platform !== "openshift") return ["kube-system"];
  return ["kube-system", "openshift-kube-apiserver", "openshift-apiserver"];
}

/** 1.8, R10. Throws on an endPort that the API refuses. */
export function portMatches(side: Side, item: NaivePort): boolean {
  const protocol = item.protocol ?? "TCP";
  if (item.endPort != null && typeof item.port !== "number") throw new Error("endPort needs a numeric port");
  if (protocol !== side.protocol) return false;
  if (item.port == null) return true;
  if (typeof item.port === "string") return declaresPort(destinationOf(side), item.port, protocol, side.port);
  return item.port <= side.port && side.port <= (item.endPort ?? item.port);
}

/** 1.8, R9: only a pod declares ports. */
function declaresPort(destination: ResolvedEnd, name: string, protocol: Protocol, port: number): boolean {
  if (destination.kind !== "pod") return false;
  return declaredPorts(destination.pod).some(
    (declared) =>
      declared.name === name && (declared.protocol ?? "TCP") === protocol && declared.containerPort === port,
  );
}

interface PossibleAddresses {
  /** `undefined`: the end has no address in this family, so no ipBlock matches it. */
  readonly addresses: readonly (Address | undefined)[];
  /** One address that is not known better, or all of them at once. */
  readonly meaning: "one-of" | "all-of";
}

/** R4, R5: the addresses an end may have in a family, one for each atom that the ipBlocks can tell apart. */
export function addressesOf(
  end: ResolvedEnd,
  cluster: NaiveCluster,
  settings: NaiveSettings,
  family: Family,
): PossibleAddresses {
  const blocks = blocksOf(cluster);
  const known = knownRanges(end, settings);
  if (known.length === 0) return { addresses: atomsOf(wholeFamily(family), blocks), meaning: "one-of" };
  const inFamily = known.filter((range) => range.family === family);
  if (inFamily.length === 0) return { addresses: [undefined], meaning: "all-of" };
  return { addresses: inFamily.flatMap((range) => atomsOf(range, blocks)), meaning: "all-of" };
}

function knownRanges(end: ResolvedEnd, settings: NaiveSettings): readonly AddressRange[] {
  switch (end.kind) {
    case "external":
      return [{ family: end.address.family, first: end.address.value, last: end.address.value }];
    case "node":
      return [];
    case "apiserver":
      return (settings.apiServerCidrs ?? []).map(parseCidr);
    case "pod":
      return (end.pod.status?.podIPs ?? []).map(({ ip }) => {
        const { family, value } = parseAddress(ip);
        return { family, first: value, last: value };
      });
  }
}

function blocksOf(cluster: NaiveCluster): readonly NaiveBlock[] {
  const written = cluster.policies
    .flatMap((policy) => [...rulesOf(policy, "Ingress"), ...rulesOf(policy, "Egress")])
    .flatMap((rule) => rule.peers ?? [])
    .flatMap((peer) => (peer.ipBlock == null ? [] : [peer.ipBlock]));
  const networks = (cluster.clusterPolicies ?? [])
    .flatMap((policy) => tierRulesOf(policy, "Egress"))
    .flatMap((rule) => rule.peers)
    .flatMap((peer) => peer.networks ?? []);
  return [...written, ...networks.map((cidr) => ({ cidr }))];
}
