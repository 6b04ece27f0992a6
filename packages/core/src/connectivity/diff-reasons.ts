import type { Workload } from "../cluster/cluster.js";
import { evaluateFlow } from "../policy/evaluate-flow.js";
import type { FlowAnswer } from "../policy/flow-answer.js";
import type { Endpoint, FlowQuestion } from "../policy/flow.js";
import type { Note } from "../policy/note.js";
import type { DirectionResult, Reason } from "../policy/verdict.js";
import type { ClusterPolicy, PolicyAction } from "../resources/cluster-policy.js";
import type { NetworkPolicy, PolicyDirection, Protocol } from "../resources/network-policy.js";
import { objectName } from "../resources/resource.js";
import type { IpFamily } from "../sets/ip-address.js";
import { portRange } from "../sets/port-set.js";
import { formatPath, type Path } from "../source/json-value.js";
import type { SourceRange } from "../source/source-range.js";
import type { ConnectionState } from "./connection-states.js";
import type { OpenedSide } from "./diff-side.js";

export type SideName = "base" | "head";

/**
 * What made the difference. `allows`, `denies`: a rule of head. `allowed`, `denied`: a rule of base. `isolates`: a
 * policy of head, and none isolated in base. `isolated`: a policy of base, and none isolates in head. `undecided`: what
 * the answer of this side hangs on. `pods`: no policy, but the pods, their nodes or addresses.
 */
export type DiffReasonKind =
  | "allows"
  | "allowed"
  | "denies"
  | "denied"
  | "isolates"
  | "isolated"
  | "undecided"
  | "pods";

export interface DiffReason {
  readonly kind: DiffReasonKind;
  readonly side: SideName;
  readonly direction: PolicyDirection;
  /** `namespace/name`, or what else decides; null for `pods`. */
  readonly policy: string | null;
  /** 0-based number of the rule. */
  readonly rule: number | null;
  /** `spec.ingress[0]`; empty where it is about the whole policy. */
  readonly part: string;
  /** Null for a policy that is no NetworkPolicy. */
  readonly place: { readonly file: string; readonly range: SourceRange } | null;
  /** The fact that would decide, for `undecided`. */
  readonly missing: Note | null;
}

/** One connection on one side. */
export interface SideFlow {
  readonly from: Endpoint;
  readonly to: Endpoint;
}

/** One port of a connection whose state differs. */
export interface ChangedFlow {
  readonly base: SideFlow;
  readonly head: SideFlow;
  readonly family: IpFamily;
  readonly protocol: Protocol;
  readonly port: number;
}

interface Answers {
  readonly flow: ChangedFlow;
  readonly base: FlowAnswer;
  readonly head: FlowAnswer;
}

export type ChangeKind = "gained" | "lost" | "undecided";

/** Asks on both sides and takes what decided. At least one reason. */
export function explainChange(
  sides: Readonly<Record<SideName, OpenedSide>>,
  flow: ChangedFlow,
  kind: ChangeKind,
  states: Readonly<Record<SideName, ConnectionState>>,
): readonly DiffReason[] {
  const answers: Answers = { flow, base: ask(sides.base, flow.base, flow), head: ask(sides.head, flow.head, flow) };
  const found = reasonsOf(answers, kind, states);
  return found.length > 0 ? found : [podsReason(answers)];
}

function ask({ policies }: OpenedSide, { from, to }: SideFlow, { family, protocol, port }: ChangedFlow): FlowAnswer {
  const ports: FlowQuestion["ports"] = { type: "numbers", ports: portRange(port, port) };
  return evaluateFlow(policies, { from, to, protocols: [protocol], ports, families: [family] });
}

function reasonsOf(
  answers: Answers,
  kind: ChangeKind,
  states: Readonly<Record<SideName, ConnectionState>>,
): readonly DiffReason[] {
  const { base, head } = answers;
  if (kind === "gained") return changedDirections(base, head).flatMap((one) => gainedReason(answers, one));
  if (kind === "lost") return changedDirections(head, base).flatMap((one) => lostReason(answers, one));
  const sides = (["base", "head"] as const).filter((side) => states[side] === "undecided");
  return sides.flatMap((side) => undecidedReasons(answers[side], side));
}

const directions: readonly PolicyDirection[] = ["egress", "ingress"];

/** The directions that one side closes and the other opens; those that it may close where it surely closes none. */
function changedDirections(closed: FlowAnswer, open: FlowAnswer): readonly PolicyDirection[] {
  const opened = directions.filter((one) => open[one].verdict === "allow" && closed[one].verdict !== "allow");
  const sure = opened.filter((one) => closed[one].verdict === "deny");
  return sure.length > 0 ? sure : opened;
}

function gainedReason({ base, head }: Answers, direction: PolicyDirection): readonly DiffReason[] {
  const accepting = matchedRule(head[direction], "Accept");
  if (accepting) return [ruleReason("allows", "head", direction, accepting)];
  const denying = matchedRule(base[direction], "Deny");
  if (denying) return [ruleReason("denied", "base", direction, denying)];
  const rule = matchedRule(head[direction], null);
  if (rule) return [ruleReason("allows", "head", direction, rule)];
  const policy = isolatingPolicy(base[direction]);
  return policy && head[direction].isolated === false ? [policyReason("isolated", "base", direction, policy)] : [];
}

function lostReason({ base, head }: Answers, direction: PolicyDirection): readonly DiffReason[] {
  const denying = matchedRule(head[direction], "Deny");
  if (denying) return [ruleReason("denies", "head", direction, denying)];
  const accepting = matchedRule(base[direction], "Accept");
  if (accepting) return [ruleReason("allowed", "base", direction, accepting)];
  const rule = matchedRule(base[direction], null);
  if (rule) return [ruleReason("allowed", "base", direction, rule)];
  const policy = isolatingPolicy(head[direction]);
  return policy && base[direction].isolated === false ? [policyReason("isolates", "head", direction, policy)] : [];
}

type PolicyRule = Reason & { readonly policy: NetworkPolicy | ClusterPolicy; readonly rule: number };

/** The first rule that matches and has this action; null asks for a rule of a NetworkPolicy. */
function matchedRule({ reasons }: DirectionResult, action: PolicyAction | null): PolicyRule | undefined {
  return reasons.find(
    (reason): reason is PolicyRule =>
      reason.matched === true && reason.action === action && !!reason.policy && reason.rule !== null,
  );
}

/** Rather a policy that surely selects than one that may. */
function isolatingPolicy({ isolatedBy, reasons }: DirectionResult): NetworkPolicy | undefined {
  const inDoubt = new Set(reasons.filter(({ matched }) => matched === null).map(({ policy }) => policy));
  return isolatedBy.find((policy) => !inDoubt.has(policy)) ?? isolatedBy[0];
}

function undecidedReasons(answer: FlowAnswer, side: SideName): readonly DiffReason[] {
  const direction = directions.find((one) => answer[one].verdict === "undefined");
  if (!direction) return [];
  const reason = answer[direction].reasons.find(({ matched, missing }) => matched === null && missing);
  if (!reason) return [];
  const { policy, policyName, rule, path, missing } = reason;
  const place = policy ? placeOf(policy, path) : null;
  const part = formatPath(path);
  return [{ kind: "undecided", side, direction, policy: policyName, rule, part, place, missing: missing ?? null }];
}

function ruleReason(
  kind: DiffReasonKind,
  side: SideName,
  direction: PolicyDirection,
  { policy, policyName, rule }: PolicyRule,
): DiffReason {
  const path = ["spec", direction, rule];
  const place = placeOf(policy, path);
  return { kind, side, direction, policy: policyName, rule, part: formatPath(path), place, missing: null };
}

function policyReason(
  kind: DiffReasonKind,
  side: SideName,
  direction: PolicyDirection,
  policy: NetworkPolicy,
): DiffReason {
  const place = placeOf(policy, ["spec", "podSelector"]);
  return { kind, side, direction, policy: objectName(policy.meta), rule: null, part: "", place, missing: null };
}

function placeOf({ meta }: NetworkPolicy | ClusterPolicy, path: Path): NonNullable<DiffReason["place"]> {
  return { file: meta.origin.file, range: meta.origin.locate(path) };
}

function podsReason({ flow, base, head }: Answers): DiffReason {
  const direction = directions.find((one) => base[one].verdict !== head[one].verdict) ?? "ingress";
  const { from, to } = flow.head;
  const origin = workloadOf(direction === "egress" ? from : to) ?? workloadOf(from) ?? workloadOf(to);
  const meta = origin?.meta;
  const place = meta ? { file: meta.origin.file, range: meta.origin.locate(["metadata", "name"]) } : null;
  return { kind: "pods", side: "head", direction, policy: null, rule: null, part: "", place, missing: null };
}

function workloadOf(endpoint: Endpoint): Workload | undefined {
  return endpoint.type === "workload" ? endpoint.workload : undefined;
}
