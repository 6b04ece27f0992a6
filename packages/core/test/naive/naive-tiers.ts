/**
 * The tiers around NetworkPolicy: Admin above, Baseline below (reference 3.2, 3.3).
 *
 * Rules T1 - T8 name the reading that is agreed where the reference leaves room:
 *
 * - T1 in a policy the first rule whose peers and ports match decides; a rule that may match leaves both ways open.
 * - T2 which of several policies of one priority decides is open; nothing decides only if each of them may not match.
 * - T3 where no NetworkPolicy isolates the subject in this direction the Baseline tier decides; then all is allowed.
 * - T4 one possible verdict is the verdict, two are undefined.
 * - T5 subjects are pods on the pod network; a subject that may be selected leaves both ways open.
 * - T6 peers, T7 ports: at the functions.
 * - T8 a pod always reaches itself, and the node of a pod always reaches the pod, before any tier.
 */

import { parseCidr, rangeHolds } from "./naive-address.js";
import type { Address } from "./naive-address.js";
import { priorityOf, tierOf, tierRulesOf } from "./naive-cluster-policy.js";
import type {
  NaiveClusterPolicy,
  NaiveNamespacedPods,
  NaiveTierPeer,
  PlainTierPort,
  PlainTierRule,
  Tier,
  TierAction,
} from "./naive-cluster-policy.js";
import type { NaiveCluster, NaivePod, NaiveSelector } from "./naive-cluster.js";
import { declaredPorts, destinationOf, isHostNetwork, namespaceLabels, podLabels } from "./naive-ends.js";
import type { Side } from "./naive-ends.js";
import { every, selectorAnswer, some } from "./naive-selector.js";
import type { Answer } from "./naive-selector.js";

/** How a policy, a group of policies or a tier may end for one flow. */
export type Outcome = TierAction | "NoMatch";
export type Outcomes = ReadonlySet<Outcome>;
export type SideVerdict = "allow" | "deny" | "undefined";

/**
 * T3, T4: one direction for a pod on the pod network and a peer with this address. `networkPolicies` is what the
 * NetworkPolicies say, `undefined` when none of them isolates the subject in this direction.
 */
export function tieredVerdict(
  side: Side,
  address: Address | undefined,
  networkPolicies: SideVerdict | undefined,
): SideVerdict {
  const below = networkPolicies ?? finalVerdict(tierOutcomes(side, "Baseline", address), "allow");
  return finalVerdict(tierOutcomes(side, "Admin", address), below);
}

/** T4, where Pass and NoMatch leave it to what is below. */
export function finalVerdict(outcomes: Outcomes, below: SideVerdict): SideVerdict {
  const verdicts = new Set([...outcomes].map((outcome) => verdictOf(outcome, below)));
  return verdicts.size === 1 ? [...verdicts][0]! : "undefined";
}

function verdictOf(outcome: Outcome, below: SideVerdict): SideVerdict {
  if (outcome === "Accept") return "allow";
  return outcome === "Deny" ? "deny" : below;
}

/** T1, T2: the groups by ascending priority, as far as the flow may come. */
export function tierOutcomes(side: Side, tier: Tier, address: Address | undefined): Outcomes {
  const found = new Set<Outcome>();
  for (const group of priorityGroups(side.cluster, tier)) {
    const outcomes = groupOutcomes(group.map((policy) => policyOutcomes(side, policy, address)));
    for (const outcome of outcomes) if (outcome !== "NoMatch") found.add(outcome);
    if (!outcomes.has("NoMatch")) return found;
  }
  return found.add("NoMatch");
}

/** The policies of a tier, those of one priority together, the lowest number first. */
export function priorityGroups(cluster: NaiveCluster, tier: Tier): readonly (readonly NaiveClusterPolicy[])[] {
  const policies = liveClusterPolicies(cluster).filter((policy) => tierOf(policy) === tier);
  const priorities = [...new Set(policies.map(priorityOf))].sort((left, right) => left - right);
  return priorities.map((priority) => policies.filter((policy) => priorityOf(policy) === priority));
}

/** 1.2: of two objects of one kind and name the later one counts. */
function liveClusterPolicies(cluster: NaiveCluster): readonly NaiveClusterPolicy[] {
  const policies = cluster.clusterPolicies ?? [];
  return [...new Map(policies.map((policy) => [`${policy.kind}/${policy.metadata.name}`, policy])).values()];
}

/** T2. */
export function groupOutcomes(all: readonly Outcomes[]): Outcomes {
  const union = new Set(all.flatMap((outcomes) => [...outcomes]));
  if (!all.every((outcomes) => outcomes.has("NoMatch"))) union.delete("NoMatch");
  return union;
}

/** T1, T5. */
export function policyOutcomes(side: Side, policy: NaiveClusterPolicy, address: Address | undefined): Outcomes {
  const selected = subjectAnswer(side, policy);
  if (selected === "no") return new Set<Outcome>(["NoMatch"]);
  const found = new Set<Outcome>(selected === "unknown" ? ["NoMatch"] : []);
  for (const rule of tierRulesOf(policy, side.direction)) {
    const { answer, action } = ruleEffect(side, rule, address);
    if (answer !== "no") found.add(action);
    if (answer === "yes") return found;
  }
  return found.add("NoMatch");
}

/** T5: never a hostNetwork pod. */
export function subjectAnswer(side: Side, { spec: { subject } }: NaiveClusterPolicy): Answer {
  if (side.subject.kind !== "pod" || isHostNetwork(side.subject)) return "no";
  const { pod } = side.subject;
  if (subject.namespaces !== undefined) return namespaceAnswer(side.cluster, pod, subject.namespaces);
  if (subject.pods === undefined) throw new Error("a subject without a field is refused by the API");
  return namespacedPodsAnswer(side.cluster, pod, subject.pods);
}

function namespaceAnswer(cluster: NaiveCluster, pod: NaivePod, selector: NaiveSelector): Answer {
  return selectorAnswer(selector, namespaceLabels(cluster, pod.metadata.namespace));
}

function namespacedPodsAnswer(cluster: NaiveCluster, pod: NaivePod, selectors: NaiveNamespacedPods): Answer {
  return every([
    namespaceAnswer(cluster, pod, selectors.namespaceSelector ?? {}),
    selectorAnswer(selectors.podSelector, podLabels(pod)),
  ]);
}

export interface RuleEffect {
  readonly answer: Answer;
  readonly action: TierAction;
}

/** 3.2: (OR of the peers) AND (OR of the ports). 3.3: a rule with a peer that is not understood fails closed. */
export function ruleEffect(side: Side, rule: PlainTierRule, address: Address | undefined): RuleEffect {
  if (rule.peers.some(isNotUnderstood)) {
    return rule.action === "Accept" ? { answer: "no", action: "Accept" } : { answer: "yes", action: "Deny" };
  }
  const answers = rule.peers.map((peer) =>
    every([tierPeerAnswer(side, peer, address), tierPortsAnswer(side, rule.ports, peer)]),
  );
  return { answer: some(answers), action: rule.action };
}

export function isNotUnderstood({ namespaces, pods, networks, nodes, domainNames }: NaiveTierPeer): boolean {
  return [namespaces, pods, networks, nodes, domainNames].every((field) => field === undefined);
}

/** T6. */
export function tierPeerAnswer(side: Side, peer: NaiveTierPeer, address: Address | undefined): Answer {
  if (peer.networks !== undefined) return peer.networks.some(holds(address)) ? "yes" : "no";
  if (peer.nodes !== undefined) return nodesAnswer(side, peer.nodes);
  if (peer.domainNames !== undefined) return side.peer.kind === "pod" ? "no" : "unknown";
  if (side.peer.kind !== "pod" || isHostNetwork(side.peer)) return "no";
  if (peer.namespaces !== undefined) return namespaceAnswer(side.cluster, side.peer.pod, peer.namespaces);
  if (peer.pods === undefined) throw new Error("a peer without a known field is a matter of its rule");
  return namespacedPodsAnswer(side.cluster, side.peer.pod, peer.pods);
}

/** T6: literal, also for addresses of pods. */
function holds(address: Address | undefined) {
  return (cidr: string): boolean => address !== undefined && rangeHolds(parseCidr(cidr), address);
}

/** T6: the labels of nodes are not in the input, and the API server may or may not run on a node. */
function nodesAnswer(side: Side, selector: NaiveSelector): Answer {
  const answer = selectorAnswer(selector, { labels: new Map(), complete: false });
  switch (side.peer.kind) {
    case "external":
      return "no";
    case "node":
      return answer;
    case "apiserver":
      return answer === "yes" ? "unknown" : answer;
    case "pod":
      return isHostNetwork(side.peer) ? answer : "no";
  }
}

/** T7. 3.3: nothing that networks, nodes or domainNames match has a named port. */
export function tierPortsAnswer(
  side: Side,
  ports: readonly PlainTierPort[] | undefined,
  peer: NaiveTierPeer,
): Answer {
  if (ports === undefined) return "yes";
  const hasNames = peer.namespaces !== undefined || peer.pods !== undefined;
  const applicable = ports.filter((port) => hasNames || !("name" in port));
  return applicable.some((port) => tierPortMatches(side, port)) ? "yes" : "no";
}

export function tierPortMatches(side: Side, port: PlainTierPort): boolean {
  if ("name" in port) return declaresName(side, port.name);
  return port.protocol === side.protocol && port.first <= side.port && side.port <= port.last;
}

/** T7: the name may stand for any protocol. */
function declaresName(side: Side, name: string): boolean {
  const destination = destinationOf(side);
  if (destination.kind !== "pod") return false;
  return declaredPorts(destination.pod).some(
    (declared) =>
      declared.name === name && (declared.protocol ?? "TCP") === side.protocol && declared.containerPort === side.port,
  );
}
