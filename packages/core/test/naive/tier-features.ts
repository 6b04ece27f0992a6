/**
 * What a random case exercises of the tiers around NetworkPolicy, by name, as case-features.ts does for NetworkPolicy.
 *
 * A feature counts only where it takes part in the decision: in a policy that may select an end of the flow, in a rule
 * whose other half does not rule it out already.
 */

import { parseCidr } from "./naive-address.js";
import type { Address } from "./naive-address.js";
import { priorityOf, tierOf, tierRulesOf } from "./naive-cluster-policy.js";
import type {
  NaiveClusterPolicy,
  NaiveTierPeer,
  PlainTierPort,
  PlainTierRule,
  Tier,
  TierAction,
} from "./naive-cluster-policy.js";
import type { NaiveCluster } from "./naive-cluster.js";
import {
  addressesOf,
  askedFamilies,
  directionVerdict,
  familyVerdict,
  isFromOwnNode,
  isHostNetwork,
  isLoopback,
  isolatedVerdict,
  isolatingPolicies,
  naiveVerdict,
  sidesOf,
} from "./naive-evaluate.js";
import type { NaiveFlow, NaiveSettings, NaiveVerdict, ResolvedEnd, Side } from "./naive-evaluate.js";
import {
  finalVerdict,
  groupOutcomes,
  isNotUnderstood,
  policyOutcomes,
  priorityGroups,
  ruleEffect,
  subjectAnswer,
  tierOutcomes,
  tierPeerAnswer,
  tierPortMatches,
  tierPortsAnswer,
} from "./naive-tiers.js";
import type { Outcome, Outcomes, SideVerdict } from "./naive-tiers.js";

type Table<Context> = Record<string, (context: Context) => boolean>;

const tiers: readonly Tier[] = ["Admin", "Baseline"];

function isExactly(outcomes: Outcomes, ...expected: readonly Outcome[]): boolean {
  return outcomes.size === expected.length && expected.every((outcome) => outcomes.has(outcome));
}

// The flow as a whole

interface FlowContext {
  readonly cluster: NaiveCluster;
  readonly flow: NaiveFlow;
  readonly settings: NaiveSettings;
  readonly verdict: NaiveVerdict;
  readonly sides: readonly Side[];
  /** The decisions of the sides whose subject the tiers reach. */
  readonly decisions: readonly Decision[];
}

const flowFeatures = {
  "tiers-allow": (context) => context.verdict === "allow" && isDecidedByTiers(context),
  "tiers-deny": (context) => context.verdict === "deny" && isDecidedByTiers(context),
  "tiers-undefined": (context) => context.verdict === "undefined" && isDecidedByTiers(context),
  "tiers-mixed": (context) => context.verdict === "mixed" && isDecidedByTiers(context),
  "tiers-world-open": (context) => context.cluster.world === "open" && isDecidedByTiers(context),
  "tiers-world-closed": (context) => context.cluster.world === "closed" && isDecidedByTiers(context),
  "policies-none": ({ cluster }) => cluster.clusterPolicies?.length === 0,
  "loopback-denied-otherwise": ({ cluster, flow, settings, sides }) =>
    isLoopback(flow) &&
    askedFamilies(cluster, flow, settings).some((family) =>
      sides.some((side) => directionVerdict(side, family) === "deny"),
    ),
  "own-node-denied-otherwise": ({ sides }) =>
    sides.some((side) => isFromOwnNode(side) && isExactly(tierOutcomes(side, "Admin", undefined), "Deny")),
  "accept-leaves-other-side": ({ decisions, verdict }) =>
    verdict === "deny" && decisions.some(({ admin }) => isExactly(admin, "Accept")),
  "hostnetwork-subject": ({ cluster, sides }) =>
    sides.some((side) => (cluster.clusterPolicies ?? []).some((policy) => wouldSelectHost(side, policy))),
  "families-differ": ({ cluster, flow, settings }) =>
    new Set(askedFamilies(cluster, flow, settings).map((family) => familyVerdict(cluster, flow, settings, family)))
      .size > 1,
} satisfies Table<FlowContext>;

function isDecidedByTiers({ decisions }: FlowContext): boolean {
  return decisions.some(({ admin, baseline, isolated }) => {
    return !isExactly(admin, "NoMatch") || (!isolated && !isExactly(baseline, "NoMatch"));
  });
}

function wouldSelectHost(side: Side, policy: NaiveClusterPolicy): boolean {
  if (!isHostNetwork(side.subject)) return false;
  return subjectAnswer({ ...side, subject: onPodNetwork(side.subject) }, policy) === "yes";
}

function onPodNetwork(end: ResolvedEnd): ResolvedEnd {
  if (end.kind !== "pod") return end;
  return { kind: "pod", pod: { ...end.pod, spec: { ...end.pod.spec, hostNetwork: false } } };
}

// What decides one direction for one address of the peer

interface Decision {
  readonly side: Side;
  readonly address: Address | undefined;
  readonly isolated: boolean;
  readonly networkPolicies: SideVerdict | undefined;
  readonly admin: Outcomes;
  readonly baseline: Outcomes;
}

const decisionFeatures = {
  "admin-accept": ({ admin }) => isExactly(admin, "Accept"),
  "admin-deny": ({ admin }) => isExactly(admin, "Deny"),
  "admin-several-outcomes": ({ admin }) => admin.size > 1,
  "admin-accept-over-networkpolicy": ({ admin, networkPolicies }) =>
    isExactly(admin, "Accept") && networkPolicies === "deny",
  "admin-deny-over-networkpolicy": ({ admin, networkPolicies }) =>
    isExactly(admin, "Deny") && networkPolicies === "allow",
  "admin-over-undefined-networkpolicy": ({ admin, networkPolicies }) =>
    networkPolicies === "undefined" && (isExactly(admin, "Accept") || isExactly(admin, "Deny")),
  "admin-deny-over-baseline": (context) => isExactly(context.admin, "Deny") && isExactly(context.baseline, "Accept"),
  "several-outcomes-one-verdict": ({ admin, networkPolicies, baseline }) =>
    admin.size > 1 && finalVerdict(admin, networkPolicies ?? finalVerdict(baseline, "allow")) !== "undefined",
  "pass-to-networkpolicy-allow": ({ admin, networkPolicies }) =>
    isExactly(admin, "Pass") && networkPolicies === "allow",
  "pass-to-networkpolicy-deny": ({ admin, networkPolicies }) => isExactly(admin, "Pass") && networkPolicies === "deny",
  "pass-to-baseline": ({ admin, isolated, baseline }) =>
    isExactly(admin, "Pass") && !isolated && isExactly(baseline, "Deny"),
  "pass-to-default": ({ admin, isolated, baseline }) =>
    isExactly(admin, "Pass") && !isolated && isExactly(baseline, "NoMatch"),
  "pass-before-later-priority": ({ side, address, admin }) =>
    isExactly(admin, "Pass") && hasLaterDecision(side, address),
  "nomatch-to-networkpolicy": ({ admin, isolated }) => isExactly(admin, "NoMatch") && isolated,
  "nomatch-to-baseline": ({ admin, isolated, baseline }) =>
    isExactly(admin, "NoMatch") && !isolated && !baseline.has("NoMatch"),
  "baseline-accept": (context) => reachesBaseline(context) && isExactly(context.baseline, "Accept"),
  "baseline-deny": (context) => reachesBaseline(context) && isExactly(context.baseline, "Deny"),
  "baseline-pass": (context) => reachesBaseline(context) && isExactly(context.baseline, "Pass"),
  "baseline-several-outcomes": (context) => reachesBaseline(context) && context.baseline.size > 1,
  "networkpolicy-shadows-baseline": ({ admin, networkPolicies, baseline }) =>
    (isExactly(admin, "Pass") || isExactly(admin, "NoMatch")) &&
    networkPolicies === "allow" &&
    isExactly(baseline, "Deny"),
  "networkpolicy-of-other-direction": (context) =>
    reachesBaseline(context) && isExactly(context.baseline, "Deny") && isIsolatedTheOtherWay(context.side),
  "tiers-egress": ({ side, admin }) => side.direction === "Egress" && !isExactly(admin, "NoMatch"),
  "tiers-ingress": ({ side, admin }) => side.direction === "Ingress" && !isExactly(admin, "NoMatch"),
} satisfies Table<Decision>;

function reachesBaseline({ admin, isolated }: Decision): boolean {
  return !isolated && (admin.has("Pass") || admin.has("NoMatch"));
}

function isIsolatedTheOtherWay(side: Side): boolean {
  const direction = side.direction === "Ingress" ? "Egress" : "Ingress";
  return isolatingPolicies({ ...side, direction }).length > 0;
}

function hasLaterDecision(side: Side, address: Address | undefined): boolean {
  const groups = priorityGroups(side.cluster, "Admin").map((group) =>
    groupOutcomes(group.map((policy) => policyOutcomes(side, policy, address))),
  );
  const passes = groups.findIndex((outcomes) => isExactly(outcomes, "Pass"));
  return groups.slice(passes + 1).some((outcomes) => isExactly(outcomes, "Accept") || isExactly(outcomes, "Deny"));
}

// Policies of one tier against each other

interface GroupContext {
  readonly decision: Decision;
  readonly tier: Tier;
  /** The outcomes of each policy, the priorities in ascending order. */
  readonly groups: readonly (readonly { readonly policy: NaiveClusterPolicy; readonly outcomes: Outcomes }[])[];
}

const groupFeatures = {
  "tie-different-actions": (context) => ties(context, (all) => sureActions(all).size > 1),
  "tie-same-action": (context) => ties(context, (all) => sureActions(all).size === 1 && all.every(isSure)),
  "tie-one-matches": (context) =>
    ties(context, (all) => all.some(isSure) && all.some((outcomes) => isExactly(outcomes, "NoMatch"))),
  "tie-one-may-match": (context) =>
    ties(context, (all) => all.some(isSure) && all.some((outcomes) => outcomes.size > 1 && outcomes.has("NoMatch"))),
  "tie-all-may-match": (context) =>
    ties(context, (all) => all.every((outcomes) => outcomes.size > 1 && outcomes.has("NoMatch"))),
  "tie-pass-and-deny": (context) =>
    ties(context, (all) => sureActions(all).has("Pass") && sureActions(all).has("Deny")),
  "tie-of-three": ({ groups }) => groups.some((group) => group.filter(({ outcomes }) => isSure(outcomes)).length > 2),
  "tie-baseline": (context) => context.tier === "Baseline" && ties(context, (all) => sureActions(all).size > 1),
  "tie-across-versions": ({ groups }) =>
    groups.some((group) => {
      const matching = group.filter(({ outcomes }) => !isExactly(outcomes, "NoMatch"));
      return new Set(matching.map(({ policy }) => policy.kind)).size > 1;
    }),
  "tie-across-tiers-only": ({ decision, tier, groups }) =>
    tier === "Admin" &&
    groups.length === 1 &&
    groups[0]!.length === 1 &&
    (decision.side.cluster.clusterPolicies ?? []).some(
      (policy) => tierOf(policy) === "Baseline" && priorityOf(policy) === priorityOf(groups[0]![0]!.policy),
    ),
  "priority-decides": ({ groups }) => {
    const alone = groups.flatMap((group) => (group.length === 1 ? group : []));
    return sureActions(alone.map(({ outcomes }) => outcomes)).size > 1;
  },
  "priority-falls-through": ({ groups }) =>
    groups.length > 1 &&
    groups[0]!.every(({ outcomes }) => isExactly(outcomes, "NoMatch")) &&
    groups[1]!.some(({ outcomes }) => isSure(outcomes)),
} satisfies Table<GroupContext>;

/** Whether a priority of several policies is as asked. */
function ties({ groups }: GroupContext, asked: (all: readonly Outcomes[]) => boolean): boolean {
  return groups.some((group) => group.length > 1 && asked(group.map(({ outcomes }) => outcomes)));
}

function isSure(outcomes: Outcomes): boolean {
  return outcomes.size === 1 && !outcomes.has("NoMatch");
}

function sureActions(all: readonly Outcomes[]): ReadonlySet<Outcome> {
  return new Set(all.filter(isSure).flatMap((outcomes) => [...outcomes]));
}

// A policy against the subject

interface PolicyContext {
  readonly side: Side;
  readonly address: Address | undefined;
  readonly policy: NaiveClusterPolicy;
  readonly rules: readonly PlainTierRule[];
}

const policyFeatures = {
  "kind-adminnetworkpolicy": (context) => context.policy.kind === "AdminNetworkPolicy" && decides(context),
  "kind-baselineadminnetworkpolicy": (context) =>
    context.policy.kind === "BaselineAdminNetworkPolicy" && decides(context),
  "kind-clusternetworkpolicy-admin": (context) =>
    context.policy.kind === "ClusterNetworkPolicy" && tierOf(context.policy) === "Admin" && decides(context),
  "kind-clusternetworkpolicy-baseline": (context) =>
    context.policy.kind === "ClusterNetworkPolicy" && tierOf(context.policy) === "Baseline" && decides(context),
  "subject-namespaces-yes": (context) => hasSubject(context, "namespaces") && selects(context) === "yes",
  "subject-namespaces-no": (context) => hasSubject(context, "namespaces") && selects(context) === "no",
  "subject-namespaces-unknown": (context) => hasSubject(context, "namespaces") && selects(context) === "unknown",
  "subject-pods-yes": (context) => hasSubject(context, "pods") && selects(context) === "yes",
  "subject-pods-no": (context) => hasSubject(context, "pods") && selects(context) === "no",
  "subject-pods-unknown": (context) => hasSubject(context, "pods") && selects(context) === "unknown",
  "subject-pods-without-namespaceselector": (context) =>
    hasSubject(context, "pods") &&
    context.policy.spec.subject.pods?.namespaceSelector === undefined &&
    selects(context) === "yes",
  "subject-unknown-adds-nomatch": (context) =>
    selects(context) === "unknown" && effects(context).some(({ answer }) => answer === "yes"),
  "rule-order-decides": (context) => {
    const sure = effects(context).filter(({ answer }) => answer === "yes");
    return selects(context) === "yes" && sure.some(({ action }) => action !== sure[0]?.action);
  },
  "rule-unknown-before-sure": (context) => {
    const open = effects(context).filter(({ answer }) => answer !== "no");
    return open[0]?.answer === "unknown" && open.some(({ answer }) => answer === "yes");
  },
  "rule-unknown-alone": (context) => {
    const open = effects(context).filter(({ answer }) => answer !== "no");
    return open.length > 0 && open.every(({ answer }) => answer === "unknown");
  },
  "rules-missing": ({ side, policy }) => writtenRules(side, policy) === undefined,
  "rules-empty": ({ side, policy }) => writtenRules(side, policy)?.length === 0,
  "rules-none-matches": (context) =>
    context.rules.length > 0 && selects(context) === "yes" && effects(context).every(({ answer }) => answer === "no"),
} satisfies Table<PolicyContext>;

function decides({ side, policy, address }: PolicyContext): boolean {
  return isSure(policyOutcomes(side, policy, address));
}

function hasSubject({ policy }: PolicyContext, field: "namespaces" | "pods"): boolean {
  return policy.spec.subject[field] !== undefined;
}

function selects({ side, policy }: PolicyContext) {
  return subjectAnswer(side, policy);
}

function effects({ side, rules, address }: PolicyContext) {
  return rules.map((rule) => ruleEffect(side, rule, address));
}

function writtenRules(side: Side, { spec }: NaiveClusterPolicy) {
  return side.direction === "Ingress" ? spec.ingress : spec.egress;
}

// A rule of a policy that may select the subject

interface RuleContext extends PolicyContext {
  readonly rule: PlainTierRule;
}

const ruleFeatures = {
  "not-understood-on-accept": (context) => isClosedRule(context, "Accept"),
  "not-understood-on-deny": (context) => isClosedRule(context, "Deny"),
  "not-understood-on-pass": (context) => isClosedRule(context, "Pass"),
  "not-understood-beside-match": (context) => isClosedRule(context) && matchesOtherwise(context),
  "not-understood-ignores-ports": (context) => isClosedRule(context, "Deny") && !anyPortMatches(context),
  "not-understood-external": (context) => isClosedRule(context, "Deny") && context.side.peer.kind !== "pod",
  "peers-several": ({ rule }) => rule.peers.length > 1,
  "peers-match-ports-do-not": (context) => anyPeerMatches(context) && !anyPortMatches(context),
  "ports-match-peers-do-not": (context) => anyPortMatches(context) && !anyPeerMatches(context),
  "ports-none": (context) => context.rule.ports === undefined && anyPeerMatches(context),
  "ports-v1alpha1": (context) => isVersion(context, "v1alpha1") && portsDecide(context),
  "ports-v1alpha2": (context) => isVersion(context, "v1alpha2") && portsDecide(context),
} satisfies Table<RuleContext>;

function isClosedRule({ rule }: RuleContext, action?: TierAction): boolean {
  return rule.peers.some(isNotUnderstood) && (action === undefined || rule.action === action);
}

function matchesOtherwise({ side, rule, address }: RuleContext): boolean {
  const peers = rule.peers.filter((peer) => !isNotUnderstood(peer));
  return ruleEffect(side, { ...rule, peers }, address).answer === "yes";
}

function anyPeerMatches({ side, rule, address }: RuleContext): boolean {
  const known = rule.peers.filter((peer) => !isNotUnderstood(peer));
  return known.some((peer) => tierPeerAnswer(side, peer, address) !== "no");
}

function anyPortMatches({ side, rule }: RuleContext): boolean {
  return rule.ports === undefined || rule.ports.some((port) => tierPortMatches(side, port));
}

function isVersion({ policy }: PolicyContext, version: string): boolean {
  return policy.apiVersion.endsWith(version);
}

function portsDecide(context: RuleContext): boolean {
  return context.rule.ports !== undefined && anyPeerMatches(context) && anyPortMatches(context);
}

// A peer of a rule whose ports match

interface PeerContext {
  readonly side: Side;
  readonly address: Address | undefined;
  readonly action: TierAction;
  readonly peer: NaiveTierPeer;
}

const peerFeatures = {
  "namespaces-yes": (context) => context.peer.namespaces !== undefined && answer(context) === "yes",
  "namespaces-no": (context) =>
    context.peer.namespaces !== undefined && isPlainPod(context) && answer(context) === "no",
  "namespaces-unknown": (context) => context.peer.namespaces !== undefined && answer(context) === "unknown",
  "pods-yes": (context) => context.peer.pods !== undefined && answer(context) === "yes",
  "pods-no": (context) => context.peer.pods !== undefined && isPlainPod(context) && answer(context) === "no",
  "pods-unknown": (context) => context.peer.pods !== undefined && answer(context) === "unknown",
  "pods-without-namespaceselector": (context) =>
    context.peer.pods !== undefined &&
    context.peer.pods.namespaceSelector === undefined &&
    answer(context) === "yes",
  "selector-hostnetwork": (context) => isSelector(context) && wouldMatchHost(context),
  "selector-external": (context) => isSelector(context) && context.side.peer.kind === "external",
  "selector-node": (context) => isSelector(context) && context.side.peer.kind === "node",
  "selector-apiserver": (context) => isSelector(context) && context.side.peer.kind === "apiserver",
  "networks-pod": (context) => isNetworks(context) && isPlainPod(context) && answer(context) === "yes",
  "networks-hostnetwork": (context) =>
    isNetworks(context) && isHostNetwork(context.side.peer) && answer(context) === "yes",
  "networks-external": (context) => isNetworksOn(context, "external") && answer(context) === "yes",
  "networks-node": (context) => isNetworksOn(context, "node") && answer(context) === "yes",
  "networks-apiserver": (context) => isNetworksOn(context, "apiserver") && answer(context) === "yes",
  "networks-no": (context) => isNetworks(context) && answer(context) === "no",
  "networks-ipv4": (context) => isNetworks(context) && context.address?.family === "IPv4" && answer(context) === "yes",
  "networks-ipv6": (context) => isNetworks(context) && context.address?.family === "IPv6" && answer(context) === "yes",
  "networks-other-family": ({ peer, address }) =>
    address !== undefined && (peer.networks ?? []).some((cidr) => parseCidr(cidr).family !== address.family),
  "networks-no-address": ({ peer, address }) => peer.networks !== undefined && address === undefined,
  "networks-several": ({ peer }) => (peer.networks ?? []).length > 1,
  "nodes-node-yes": (context) => isNodesOn(context, "node") && answer(context) === "yes",
  "nodes-node-unknown": (context) => isNodesOn(context, "node") && answer(context) === "unknown",
  "nodes-hostnetwork-yes": (context) =>
    isNodesOn(context, "pod") && isHostNetwork(context.side.peer) && answer(context) === "yes",
  "nodes-hostnetwork-unknown": (context) =>
    isNodesOn(context, "pod") && isHostNetwork(context.side.peer) && answer(context) === "unknown",
  "nodes-apiserver": (context) => isNodesOn(context, "apiserver") && answer(context) === "unknown",
  "nodes-pod": (context) => isNodesOn(context, "pod") && isPlainPod(context),
  "nodes-external": (context) => isNodesOn(context, "external"),
  "domainnames-accept-external": (context) => isDomainsOn(context, "external") && context.action === "Accept",
  "domainnames-deny-external": (context) => isDomainsOn(context, "external") && context.action === "Deny",
  "domainnames-pass-external": (context) => isDomainsOn(context, "external") && context.action === "Pass",
  "domainnames-node": (context) => isDomainsOn(context, "node"),
  "domainnames-apiserver": (context) => isDomainsOn(context, "apiserver"),
  "domainnames-pod": (context) => isDomainsOn(context, "pod"),
} satisfies Table<PeerContext>;

function answer({ side, peer, address }: PeerContext) {
  return tierPeerAnswer(side, peer, address);
}

function isPlainPod({ side }: PeerContext): boolean {
  return side.peer.kind === "pod" && !isHostNetwork(side.peer);
}

function isSelector({ peer }: PeerContext): boolean {
  return peer.namespaces !== undefined || peer.pods !== undefined;
}

function wouldMatchHost({ side, peer, address }: PeerContext): boolean {
  if (!isHostNetwork(side.peer)) return false;
  return tierPeerAnswer({ ...side, peer: onPodNetwork(side.peer) }, peer, address) === "yes";
}

function isNetworks({ peer }: PeerContext): boolean {
  return peer.networks !== undefined;
}

function isNetworksOn({ side, peer }: PeerContext, kind: ResolvedEnd["kind"]): boolean {
  return peer.networks !== undefined && side.peer.kind === kind;
}

function isNodesOn({ side, peer }: PeerContext, kind: ResolvedEnd["kind"]): boolean {
  return peer.nodes !== undefined && side.peer.kind === kind;
}

function isDomainsOn({ side, peer }: PeerContext, kind: ResolvedEnd["kind"]): boolean {
  return peer.domainNames !== undefined && side.peer.kind === kind;
}

// A port item of a rule whose peers match

interface PortContext {
  readonly side: Side;
  readonly port: PlainTierPort;
}

const portFeatures = {
  "number-matches": ({ side, port }) => isNumber(port) && tierPortMatches(side, port),
  "number-other-protocol": ({ side, port }) =>
    isNumber(port) && port.first === side.port && port.protocol !== side.protocol,
  "number-udp": ({ side, port }) => isNumber(port) && port.protocol === "UDP" && tierPortMatches(side, port),
  "number-sctp": ({ side, port }) => isNumber(port) && port.protocol === "SCTP" && tierPortMatches(side, port),
  "range-first": (context) => isInRange(context, ({ first }, asked) => first === asked),
  "range-inside": (context) => isInRange(context, ({ first, last }, asked) => first < asked && asked < last),
  "range-last": (context) => isInRange(context, ({ last }, asked) => last === asked),
  "range-outside": ({ side, port }) => isRange(port) && !tierPortMatches(side, port),
  "name-ingress": ({ side, port }) => "name" in port && side.direction === "Ingress" && tierPortMatches(side, port),
  "name-egress": ({ side, port }) => "name" in port && side.direction === "Egress" && tierPortMatches(side, port),
  "name-udp": ({ side, port }) => "name" in port && side.protocol === "UDP" && tierPortMatches(side, port),
  "name-sctp": ({ side, port }) => "name" in port && side.protocol === "SCTP" && tierPortMatches(side, port),
  "name-no-match": ({ side, port }) => "name" in port && !tierPortMatches(side, port),
} satisfies Table<PortContext>;

type Numbers = Extract<PlainTierPort, { readonly first: number }>;

function isNumber(port: PlainTierPort): port is Numbers {
  return "first" in port && port.first === port.last;
}

function isRange(port: PlainTierPort): port is Numbers {
  return "first" in port && port.first !== port.last;
}

function isInRange({ side, port }: PortContext, where: (range: Numbers, asked: number) => boolean): boolean {
  return isRange(port) && tierPortMatches(side, port) && where(port, side.port);
}

// All together

const tables = {
  flow: flowFeatures,
  decision: decisionFeatures,
  group: groupFeatures,
  policy: policyFeatures,
  rule: ruleFeatures,
  peer: peerFeatures,
  port: portFeatures,
};

type Tables = typeof tables;
export type TierFeature = { [Name in keyof Tables]: `${Name}: ${Extract<keyof Tables[Name], string>}` }[keyof Tables];

/** The closed list of names that `tierFeaturesOf` can answer. */
export const allTierFeatures: readonly TierFeature[] = Object.entries(tables).flatMap(([name, table]) =>
  Object.keys(table).map((feature) => `${name}: ${feature}` as TierFeature),
);

export function tierFeaturesOf(
  cluster: NaiveCluster,
  flow: NaiveFlow,
  settings: NaiveSettings = {},
): ReadonlySet<TierFeature> {
  const found = new Set<string>();
  const sides = sidesOf(cluster, flow, settings);
  const decisions = isLoopback(flow) ? [] : sides.flatMap((side) => decisionsOf(side, flow));
  const verdict = naiveVerdict(cluster, flow, settings);
  add(found, "flow", flowFeatures, { cluster, flow, settings, verdict, sides, decisions });
  for (const decision of decisions) addDecision(found, decision);
  return found as ReadonlySet<TierFeature>;
}

function add<Context>(found: Set<string>, name: keyof Tables, table: Table<Context>, context: Context): void {
  for (const [feature, holds] of Object.entries(table)) if (holds(context)) found.add(`${name}: ${feature}`);
}

function decisionsOf(side: Side, flow: NaiveFlow): readonly Decision[] {
  if (side.subject.kind !== "pod" || isHostNetwork(side.subject) || isFromOwnNode(side)) return [];
  const { cluster, settings } = side;
  const addresses = askedFamilies(cluster, flow, settings).flatMap(
    (family) => addressesOf(side.peer, cluster, settings, family).addresses,
  );
  const policies = isolatingPolicies(side);
  const isolated = policies.length > 0;
  return addresses.map((address) => ({
    side,
    address,
    isolated,
    networkPolicies: isolated ? isolatedVerdict(side, policies, address) : undefined,
    admin: tierOutcomes(side, "Admin", address),
    baseline: tierOutcomes(side, "Baseline", address),
  }));
}

function addDecision(found: Set<string>, decision: Decision): void {
  const { side, address } = decision;
  add(found, "decision", decisionFeatures, decision);
  for (const tier of tiers) {
    const groups = priorityGroups(side.cluster, tier);
    const outcomes = groups.map((group) =>
      group.map((policy) => ({ policy, outcomes: policyOutcomes(side, policy, address) })),
    );
    add(found, "group", groupFeatures, { decision, tier, groups: outcomes });
    for (const policy of groups.flat()) addPolicy(found, decision, policy);
  }
}

function addPolicy(found: Set<string>, { side, address }: Decision, policy: NaiveClusterPolicy): void {
  const context = { side, address, policy, rules: tierRulesOf(policy, side.direction) };
  add(found, "policy", policyFeatures, context);
  if (subjectAnswer(side, policy) === "no") return;
  for (const rule of context.rules) addRule(found, { ...context, rule });
}

function addRule(found: Set<string>, context: RuleContext): void {
  const { side, address, rule } = context;
  add(found, "rule", ruleFeatures, context);
  if (isClosedRule(context)) return;
  if (anyPeerMatches(context)) for (const port of rule.ports ?? []) add(found, "port", portFeatures, { side, port });
  for (const peer of rule.peers) {
    const reached = tierPortsAnswer(side, rule.ports, peer) === "yes";
    if (reached) add(found, "peer", peerFeatures, { side, address, action: rule.action, peer });
  }
}
