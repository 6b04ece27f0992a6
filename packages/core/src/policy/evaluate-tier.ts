import { labelsOfNamespace, type Pod, podName } from "../cluster/cluster.js";
import type { ClusterPolicyPort, ClusterPolicyRule, PolicyAction, PolicyTier } from "../resources/cluster-policy.js";
import { and, matchesLabels, type Ternary } from "../sets/label-selector.js";
import { formatPath } from "../source/json-value.js";
import type { CompiledPolicies } from "./compile.js";
import type { CompiledClusterPeer, CompiledClusterPolicy, CompiledClusterRule, PriorityGroup } from "./compile-cluster-policy.js";
import type { DirectionQuestion } from "./direction-question.js";
import { matchClusterPeer } from "./match-cluster-peer.js";
import { type Match, matched } from "./match-peer.js";
import type { Target } from "./match-port.js";
import { namedPortUnknown, namespaceLabelsUnknown, podLabelsUnknown, policyRefused, priorityTie } from "./missing-facts.js";
import type { Note } from "./note.js";
import type { Reason } from "./verdict.js";

/** What a tier may decide about a flow: an action, or nothing, so that the next tier is asked. */
export type TierOutcome = Exclude<PolicyAction, "Pass"> | "Next";

export interface TierAnswer {
  /** At least one; several where it is not known which rules match, or policies of one priority disagree. */
  readonly outcomes: ReadonlySet<TierOutcome>;
  readonly reasons: readonly Reason[];
}

/** What one policy may do to a flow; "NoMatch" leaves it to the next priority. */
type PolicyOutcome = PolicyAction | "NoMatch";

interface PolicyAnswer {
  readonly compiled: CompiledClusterPolicy;
  readonly outcomes: ReadonlySet<PolicyOutcome>;
  readonly reasons: readonly Reason[];
}

/**
 * Walks one tier: policies by priority, rules from the top, until the first rule that matches decides
 * (network-policy-api, AdminNetworkPolicySpec.priority). Pass and no match hand the flow on.
 */
export function evaluateTier(policies: CompiledPolicies, tier: PolicyTier, question: DirectionQuestion): TierAnswer {
  const outcomes = new Set<TierOutcome>();
  const reasons: Reason[] = [];
  for (const group of policies.tiers[tier]) {
    const answers = group.policies.map((compiled) => evaluatePolicy(policies, compiled, question));
    const found = groupOutcomes(answers);
    reasons.push(...answers.flatMap((answer) => answer.reasons), ...tieReasons(group, answers, found));
    for (const outcome of found) if (outcome !== "NoMatch") outcomes.add(outcome === "Pass" ? "Next" : outcome);
    if (!found.has("NoMatch")) return { outcomes, reasons };
  }
  outcomes.add("Next");
  return { outcomes, reasons };
}

/** Any policy of a group may be the first; it is passed over only where none of them matches. */
function groupOutcomes(answers: readonly PolicyAnswer[]): ReadonlySet<PolicyOutcome> {
  const found = new Set(answers.flatMap((answer) => [...answer.outcomes]));
  if (!answers.every((answer) => answer.outcomes.has("NoMatch"))) found.delete("NoMatch");
  return found;
}

/** Two policies of one priority of which each decides for sure, and not the same. */
function tieReasons(
  { priority }: PriorityGroup,
  answers: readonly PolicyAnswer[],
  found: ReadonlySet<PolicyOutcome>,
): readonly Reason[] {
  if (answers.length < 2 || found.size < 2) return [];
  const deciding = answers.filter((answer) => [...answer.outcomes].some((outcome) => outcome !== "NoMatch"));
  const [first, ...others] = deciding;
  const other = others.find((answer) => !sameOutcomes(answer.outcomes, first?.outcomes));
  if (!first || !other) return [];
  const names = [first, other].map(({ compiled }) => compiled.policy.meta.name) as [string, string];
  return [reasonOf(other.compiled, { outcome: "unknown", code: "refused", missing: priorityTie(...names, priority) })].map(
    (reason) => ({ ...reason, code: "priority-tie" }),
  );
}

function sameOutcomes(a: ReadonlySet<PolicyOutcome>, b: ReadonlySet<PolicyOutcome> | undefined): boolean {
  return b !== undefined && a.size === b.size && [...a].every((outcome) => b.has(outcome));
}

const passedOver: ReadonlySet<PolicyOutcome> = new Set(["NoMatch"]);

function evaluatePolicy(
  policies: CompiledPolicies,
  compiled: CompiledClusterPolicy,
  question: DirectionQuestion,
): PolicyAnswer {
  const rules = compiled[question.direction];
  const selects = matchesSubject(policies, compiled, question.subject);
  if (selects.outcome === "no" || (rules.length === 0 && !compiled.refused)) {
    return { compiled, outcomes: passedOver, reasons: [] };
  }
  if (compiled.refused) return refusedAnswer(compiled);
  const walked = walkRules(compiled, rules, question);
  if (selects.outcome === "yes") return { compiled, ...walked };
  const reason = reasonOf(compiled, selects);
  return { compiled, outcomes: new Set([...walked.outcomes, "NoMatch"]), reasons: [reason, ...walked.reasons] };
}

function refusedAnswer(compiled: CompiledClusterPolicy): PolicyAnswer {
  const [first] = compiled.policy.refusals;
  const missing = policyRefused(compiled.policy.meta.name, first ? formatPath(first.path) : "", compiled.policy.meta.kind);
  const reasons = [reasonOf(compiled, { outcome: "unknown", code: "refused", missing })];
  return { compiled, outcomes: new Set(["Accept", "Deny", "NoMatch"]), reasons };
}

/** Pods in the host network are no subjects. */
export function matchesSubject(
  { cluster }: CompiledPolicies,
  { policy, refused }: CompiledClusterPolicy,
  subject: Pod,
): Match {
  // A subject that the API server refuses can be meant for any pod.
  if (refused && policy.refusals.some(({ path }) => path[1] === "subject" || path.length <= 1)) {
    return subject.hostNetwork ? { outcome: "no", code: "peer-labels" } : { outcome: "unknown", code: "refused" };
  }
  if (subject.hostNetwork) return { outcome: "no", code: "peer-labels" };
  const { namespaceSelector, podSelector } = policy.subject;
  const inNamespace = matchesLabels(namespaceSelector, labelsOfNamespace(cluster, subject.namespace));
  const byLabels = matchesLabels(podSelector, subject.labels);
  const outcome = and(inNamespace, byLabels);
  if (outcome !== "unknown") return { outcome, code: "matched" };
  const missing: Note =
    inNamespace === "unknown" ? namespaceLabelsUnknown(subject.namespace) : podLabelsUnknown(podName(subject));
  return { outcome, code: "labels-unknown", missing };
}

function walkRules(
  compiled: CompiledClusterPolicy,
  rules: readonly CompiledClusterRule[],
  question: DirectionQuestion,
): Omit<PolicyAnswer, "compiled"> {
  const outcomes = new Set<PolicyOutcome>();
  const reasons: Reason[] = [];
  for (const [index, rule] of rules.entries()) {
    const found = matchRule(rule, question);
    const action = found.match.code === "fail-closed" && found.match.outcome === "yes" ? "Deny" : rule.rule.action;
    const { peer, port, path, match, otherPort } = found;
    reasons.push({ ...reasonOf(compiled, match), rule: index, peer, port, path, action, otherPort });
    if (match.outcome !== "no") outcomes.add(action);
    if (match.outcome === "yes") return { outcomes, reasons };
  }
  outcomes.add("NoMatch");
  return { outcomes, reasons };
}

interface RuleMatch {
  readonly match: Match;
  readonly peer: number | null;
  readonly port: number | null;
  readonly path: Reason["path"];
  readonly otherPort: boolean;
}

const strength: Readonly<Record<Ternary, number>> = { no: 0, unknown: 1, yes: 2 };

/** The peer and port that match best stand for the rule. */
function matchRule({ rule, peers }: CompiledClusterRule, { other, target }: DirectionQuestion): RuleMatch {
  const closed = peers.findIndex((peer) => peer.type === "unknown");
  if (closed >= 0) return failClosed(rule, closed);
  let best: RuleMatch = { match: { outcome: "no", code: "no-rules" }, peer: null, port: null, path: rule.path, otherPort: false };
  for (const [index, peer] of peers.entries()) {
    const found = matchPeerAndPorts(rule, peer, index, matchClusterPeer(peer, rule.action, other), target);
    if (best.peer === null || isBetter(found, best)) best = found;
  }
  return best;
}

/** A rule with a peer of which no field is known allows nothing if it is an Accept, and else denies everything. */
function failClosed({ action, peers }: ClusterPolicyRule, peer: number): RuleMatch {
  const outcome = action === "Accept" ? "no" : "yes";
  const path = peers[peer]?.path ?? [];
  return { match: { outcome, code: "fail-closed" }, peer, port: null, path, otherPort: false };
}

function isBetter(a: RuleMatch, b: RuleMatch): boolean {
  const [first, second] = [strength[a.match.outcome], strength[b.match.outcome]];
  return first > second || (first === second && a.otherPort && !b.otherPort);
}

function matchPeerAndPorts(
  { ports }: ClusterPolicyRule,
  { path, type }: CompiledClusterPeer,
  peer: number,
  peerMatch: Match,
  target: Target,
): RuleMatch {
  const base = { peer, port: null, path, otherPort: false };
  if (peerMatch.outcome === "no" || ports.length === 0) return { ...base, match: peerMatch };
  const found = ports.map((port) =>
    // Only pods declare names; beside other peers a name never matches, whatever has the address.
    port.type === "name" && type !== "pods" ? noName : matchClusterPort(port, target),
  );
  const port = bestOf(found);
  const portMatch = found[port] ?? noName;
  const portPath = ports[port]?.path ?? path;
  if (portMatch.outcome === "no") {
    return { match: portMatch, peer, port, path: portPath, otherPort: peerMatch.outcome === "yes" };
  }
  const hangsOnPeer = peerMatch.outcome === "unknown";
  return { match: hangsOnPeer ? peerMatch : portMatch, peer, port, path: hangsOnPeer ? path : portPath, otherPort: false };
}

const noName: Match = { outcome: "no", code: "named-port" };

function bestOf(matches: readonly Match[]): number {
  let best = 0;
  matches.forEach((match, index) => {
    if (strength[match.outcome] > strength[matches[best]?.outcome ?? "no"]) best = index;
  });
  return best;
}

/** A name stands for the ports that the destination's containers declare under it; without a protocol, of any. */
function matchClusterPort(item: ClusterPolicyPort, { protocol, port, pod }: Target): Match {
  if (item.protocol !== undefined && item.protocol !== protocol) return { outcome: "no", code: "protocol" };
  if (item.type === "range") {
    return port >= item.first && port <= item.last ? matched : { outcome: "no", code: "port" };
  }
  if (pod && !pod.namedPorts) {
    return { outcome: "unknown", code: "named-port-unknown", missing: namedPortUnknown(podName(pod)) };
  }
  const declared = pod?.namedPorts?.filter((known) => known.name === item.name && known.protocol === protocol) ?? [];
  if (declared.some((known) => known.number === port)) return matched;
  return { outcome: "no", code: declared.length > 0 ? "port" : "named-port" };
}

function reasonOf({ policy }: CompiledClusterPolicy, match: Match): Reason {
  return {
    policy,
    policyName: `${policy.meta.kind} ${policy.meta.name}`,
    matched: match.outcome === "unknown" ? null : match.outcome === "yes",
    code: match.code,
    action: null,
    rule: null,
    peer: null,
    port: null,
    path: [],
    otherPort: false,
    missing: match.missing,
  };
}
