import { type Pod, podName } from "../cluster/cluster.js";
import { otherPoliciesFor } from "../cluster/other-policies.js";
import type { NetworkPolicy } from "../resources/network-policy.js";
import { type ObjectMeta, objectName } from "../resources/resource.js";
import { or, type Ternary } from "../sets/label-selector.js";
import { formatPath, type Path } from "../source/json-value.js";
import type { CompiledPolicies, CompiledPolicy, CompiledRule } from "./compile.js";
import type { DirectionQuestion } from "./direction-question.js";
import { evaluateTier, type TierOutcome } from "./evaluate-tier.js";
import { type Match, matchPeer, matched, type PeerContext } from "./match-peer.js";
import { matchPort, type Target } from "./match-port.js";
import { otherPolicy, podLabelsUnknown, policyRefused } from "./missing-facts.js";
import type { Note } from "./note.js";
import { policiesFor } from "./selecting-policies.js";
import type { Reason, ReasonCode, Verdict } from "./verdict.js";

/** The answer for one address and port. */
export interface DirectionAnswer {
  readonly verdict: Verdict;
  readonly isolated: boolean | null;
  readonly isolatedBy: readonly NetworkPolicy[];
  readonly reasons: readonly Reason[];
}

/** A policy that selects the subject, or may, with what its rules say of the flow. */
interface Applied {
  readonly compiled: CompiledPolicy;
  readonly selects: Ternary;
  readonly allows: Ternary;
  readonly reasons: readonly Reason[];
}

/**
 * Kubernetes API, NetworkPolicySpec: a pod is isolated in a direction once a policy for that direction selects it; then
 * it may do what at least one rule of one such policy allows. Policies only ever add to each other.
 */
export function evaluateDirection(policies: CompiledPolicies, question: DirectionQuestion): DirectionAnswer {
  const applied = policiesFor(policies, question.subject, question.direction).map((one) =>
    applyPolicy(policies, one.compiled, one.selects, question),
  );
  const answer: DirectionAnswer = {
    verdict: decide(applied),
    isolated: isolation(applied),
    isolatedBy: applied.map((one) => one.compiled.policy),
    reasons: applied.flatMap((one) => one.reasons),
  };
  if (isOwnNode(question)) return { ...answer, verdict: "allow", reasons: [...answer.reasons, ownNode] };
  return withOtherPolicies(policies, question, withTiers(policies, question, answer));
}

/** Administrators' policies decide before NetworkPolicies, and where none of those isolates, after them. */
function withTiers(
  policies: CompiledPolicies,
  question: DirectionQuestion,
  networkPolicies: DirectionAnswer,
): DirectionAnswer {
  const { tiers } = policies;
  if (tiers.admin.length === 0 && tiers.baseline.length === 0) return networkPolicies;
  const admin = evaluateTier(policies, "admin", question);
  const verdicts = verdictsOf(admin.outcomes);
  const reasons = [...admin.reasons];
  if (admin.outcomes.has("Next")) {
    reasons.push(...networkPolicies.reasons);
    if (networkPolicies.isolated !== false) addVerdict(verdicts, networkPolicies.verdict);
    if (networkPolicies.isolated !== true) {
      const baseline = evaluateTier(policies, "baseline", question);
      reasons.push(...baseline.reasons);
      for (const verdict of verdictsOf(baseline.outcomes)) verdicts.add(verdict);
      if (baseline.outcomes.has("Next")) verdicts.add("allow");
    }
  }
  const [only, ...others] = verdicts;
  return { ...networkPolicies, verdict: only !== undefined && others.length === 0 ? only : "undefined", reasons };
}

function verdictsOf(outcomes: ReadonlySet<TierOutcome>): Set<Verdict> {
  const verdicts = new Set<Verdict>();
  if (outcomes.has("Accept")) verdicts.add("allow");
  if (outcomes.has("Deny")) verdicts.add("deny");
  return verdicts;
}

function addVerdict(verdicts: Set<Verdict>, verdict: Verdict): void {
  const possible: readonly Verdict[] = verdict === "undefined" ? ["allow", "deny"] : [verdict];
  for (const one of possible) verdicts.add(one);
}

/** "Ingress from the node the pod runs on is always allowed": the kubelet's probes come from there. */
function isOwnNode({ direction, subject, other }: DirectionQuestion): boolean {
  if (direction !== "ingress" || other.party.type !== "pod" || !other.party.pod.hostNetwork) return false;
  return subject.nodeName !== undefined && subject.nodeName === other.party.pod.nodeName;
}

const ownNode: Reason = {
  policy: undefined,
  policyName: "",
  action: null,
  matched: true,
  code: "own-node",
  rule: null,
  peer: null,
  port: null,
  path: [],
  otherPort: false,
  missing: undefined,
};

function applyPolicy(
  policies: CompiledPolicies,
  compiled: CompiledPolicy,
  selects: Ternary,
  question: DirectionQuestion,
): Applied {
  if (compiled.refused) return { compiled, selects: "unknown", allows: "unknown", reasons: [refusedReason(compiled)] };
  const { direction, subject } = question;
  const { namespace } = compiled.policy.meta;
  const context: PeerContext = { cluster: policies.cluster, direction, namespace };
  const rules = compiled[direction] ?? [];
  const outcomes = rules.map((rule, index) => applyRule(compiled, rule, index, context, question));
  const reasons = outcomes.flatMap((outcome) => outcome.reasons);
  if (rules.length === 0) reasons.push(reasonOf(compiled, { outcome: "no", code: "no-rules" }, ["spec", direction]));
  if (selects === "unknown") reasons.push(selectionUnknown(compiled, subject));
  return { compiled, selects, allows: outcomes.map((outcome) => outcome.allows).reduce(or, "no"), reasons };
}

function selectionUnknown(compiled: CompiledPolicy, subject: Pod): Reason {
  const missing = podLabelsUnknown(podName(subject));
  return reasonOf(compiled, { outcome: "unknown", code: "labels-unknown", missing }, ["spec", "podSelector"]);
}

function refusedReason(compiled: CompiledPolicy): Reason {
  const [first] = compiled.policy.refusals;
  const missing = policyRefused(objectName(compiled.policy.meta), first ? formatPath(first.path) : "");
  return reasonOf(compiled, { outcome: "unknown", code: "refused", missing }, first?.path ?? []);
}

interface RuleOutcome {
  readonly allows: Ternary;
  readonly reasons: readonly Reason[];
}

/** A rule allows what one of its peers and one of its ports match; an empty list stands for any. */
function applyRule(
  compiled: CompiledPolicy,
  { path: rulePath, peers, ports }: CompiledRule,
  ruleIndex: number,
  context: PeerContext,
  { other, target }: DirectionQuestion,
): RuleOutcome {
  const reasons: Reason[] = [];
  let allows: Ternary = "no";
  const peerMatches = peers.length === 0 ? [matched] : peers.map((peer) => matchPeer(peer, other, context));
  peerMatches.forEach((peerMatch, at) => {
    const peer = peers.length === 0 ? null : at;
    const peerPath = peers[at]?.path ?? rulePath;
    if (peerMatch.outcome === "no") {
      reasons.push(reasonOf(compiled, peerMatch, peerPath, { rule: ruleIndex, peer }));
      return;
    }
    for (const { match, port, path } of matchPorts(ports, target)) {
      const joined = joinMatches(peerMatch, match);
      allows = or(allows, joined.outcome);
      const otherPort = peerMatch.outcome === "yes" && match.outcome === "no";
      const hangsOnPeer = peerMatch.outcome === "unknown" && match.outcome !== "no";
      const deciding = hangsOnPeer ? peerPath : (path ?? peerPath);
      reasons.push({ ...reasonOf(compiled, joined, deciding, { rule: ruleIndex, peer, port }), otherPort });
    }
  });
  return { allows, reasons };
}

interface PortMatch {
  readonly match: Match;
  readonly port: number | null;
  readonly path: Path | undefined;
}

/** Every port item that matches or may; the first that does not, where none does. */
function matchPorts(ports: CompiledRule["ports"], target: Target): readonly PortMatch[] {
  if (ports.length === 0) return [{ match: matched, port: null, path: undefined }];
  const all = ports.map((item, port) => ({ match: matchPort(item, target), port, path: item.path }));
  const possible = all.filter(({ match }) => match.outcome !== "no");
  return possible.length > 0 ? possible : all;
}

function joinMatches(peer: Match, port: Match): Match {
  if (port.outcome === "no") return port;
  return peer.outcome === "yes" ? port : peer;
}

interface Indexes {
  readonly rule: number | null;
  readonly peer: number | null;
  readonly port?: number | null;
}

function reasonOf(compiled: CompiledPolicy, match: Match, path: Path, indexes?: Indexes): Reason {
  return {
    policy: compiled.policy,
    policyName: objectName(compiled.policy.meta),
    action: null,
    matched: match.outcome === "unknown" ? null : match.outcome === "yes",
    code: match.code,
    rule: indexes?.rule ?? null,
    peer: indexes?.peer ?? null,
    port: indexes?.port ?? null,
    path,
    otherPort: false,
    missing: match.missing,
  };
}

/**
 * What follows for sure from policies of which some may select and some may allow. Allowed where a policy that selects
 * allows. Denied where one selects for sure and none can allow. Everything else hangs on what is not known.
 */
function decide(applied: readonly Applied[]): Verdict {
  if (applied.some((one) => one.selects === "yes" && one.allows === "yes")) return "allow";
  const mayDeny = applied.some((one) => one.allows !== "yes");
  const mayAllow = applied.every((one) => one.selects !== "yes") || applied.some((one) => one.allows !== "no");
  if (mayDeny && mayAllow) return "undefined";
  return mayDeny ? "deny" : "allow";
}

function isolation(applied: readonly Applied[]): boolean | null {
  if (applied.some((one) => one.selects === "yes")) return true;
  return applied.length === 0 ? false : null;
}

/** Policies of other APIs are not evaluated; where one may apply, the answer is not known. */
function withOtherPolicies(
  policies: CompiledPolicies,
  { direction, subject }: DirectionQuestion,
  answer: DirectionAnswer,
): DirectionAnswer {
  const affecting = otherPoliciesFor(policies.cluster, subject, direction).filter(
    ({ onlyDenies }) => !onlyDenies || answer.verdict === "allow",
  );
  if (affecting.length === 0) return answer;
  const reasons = affecting.map(({ meta }) => otherPolicyReason(meta));
  return { ...answer, verdict: "undefined", reasons: [...answer.reasons, ...reasons] };
}

function otherPolicyReason(meta: ObjectMeta): Reason {
  const { kind } = meta;
  const name = objectName(meta);
  const missing: Note = otherPolicy(kind, name, meta.apiVersion.split("/", 1)[0] ?? "");
  const code: ReasonCode = "other-policy";
  return { ...ownNode, matched: null, code, policyName: `${kind} ${name}`, missing };
}
