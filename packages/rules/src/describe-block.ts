import {
  type CheckedFlow,
  type DirectionResult,
  type Endpoint,
  endpointName,
  formatPath,
  type NetworkPolicy,
  objectName,
  type Place,
  placeOf,
  portsOfFlow,
  type PolicyDirection,
  type Reason,
} from "@netpolint/core";
import { denialOf } from "./policy-place.js";

/** Why a flow is blocked, and what would let it through. */
export interface BlockText {
  /** A clause without a full stop. */
  readonly cause: string;
  /** One sentence. */
  readonly help: string;
}

export function describeBlock(checked: CheckedFlow): BlockText {
  const { flow, blockedBy } = checked;
  const causes = blockedBy.map((side) => causeOf(checked, side));
  const ends = [
    ...(flow.from.type === "hypothetical" ? ["the source"] : []),
    ...(flow.to.type === "hypothetical" ? ["the destination"] : []),
  ];
  return { cause: `${causes.join(", and ")}${assumedText(ends)}`, help: helpOf(checked) };
}

/** A finding about pods that the input does not hold says so. */
function assumedText(ends: readonly string[]): string {
  if (ends.length === 0) return "";
  return `; the pods of ${joinWords(ends)} are not in the input and were assumed by their known labels`;
}

/** The other end of the flow, seen from the side whose policies block. */
function farEnd({ flow }: CheckedFlow, direction: PolicyDirection): Endpoint {
  return direction === "egress" ? flow.to : flow.from;
}

const nearWords: Readonly<Record<PolicyDirection, string>> = { ingress: "the destination", egress: "the source" };
const otherWords: Readonly<Record<PolicyDirection, string>> = { ingress: "the source", egress: "the destination" };
const peerWords: Readonly<Record<PolicyDirection, string>> = { ingress: "from", egress: "to" };

function causeOf(checked: CheckedFlow, side: DirectionResult): string {
  const denial = denialOf(side);
  if (denial) {
    const { policy, rule } = denial;
    const rank = policy.tier === "admin" ? "before any NetworkPolicy is asked" : "since no NetworkPolicy selects it";
    return `\`${formatPath(rule)}\` of ${policy.meta.kind} \`${policy.meta.name}\` denies it at ${nearWords[side.direction]}, ${rank}`;
  }
  const names = side.isolatedBy.map((policy) => `\`${objectName(policy.meta)}\`${policy.assumed === undefined ? "" : " (assumed)"}`);
  const one = names.length === 1;
  const subject = `${one ? "NetworkPolicy" : "NetworkPolicies"} ${joinWords(names)} ${one ? "isolates" : "isolate"}`;
  return `${subject} ${nearWords[side.direction]} for ${side.direction} and ${lackOf(checked, side)}`;
}

export function joinWords(words: readonly string[]): string {
  return words.length <= 1 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** What is missing: all rules, a rule for the other end, or the port in a rule that has the other end. */
function lackOf(checked: CheckedFlow, side: DirectionResult): string {
  const end = farEnd(checked, side.direction);
  const far = end.type === "apiserver" ? "the API server" : otherWords[side.direction];
  if (side.verdict === "mixed") return `only a part of the addresses of ${far} is allowed`;
  if (side.reasons.every((reason) => reason.code === "no-rules")) return `there is no ${side.direction} rule`;
  const near = nearMissesOfSide(side);
  if (near.length === 0) return `no rule allows ${far}`;
  const rules = near.length === 1 ? "the rule that matches" : "the rules that match";
  return `${rules} ${far} ${near.length === 1 ? "opens" : "open"} ${joinWords(near.flatMap((miss) => miss.opens))} only`;
}

export interface NearMiss {
  readonly place: Place;
  /** The ports that the rule opens, in words. */
  readonly opens: readonly string[];
  readonly message: string;
}

/** Rules that match the other end of the flow and open other ports. */
export function nearMissesOf({ blockedBy }: CheckedFlow): readonly NearMiss[] {
  return blockedBy.flatMap(nearMissesOfSide);
}

function nearMissesOfSide({ reasons, direction }: DirectionResult): readonly NearMiss[] {
  const byRule = new Map<string, Reason>();
  for (const reason of reasons) {
    if (reason.otherPort) byRule.set(`${reason.policyName} ${reason.rule}`, reason);
  }
  return [...byRule.values()].flatMap(({ policy, rule }) => (policy?.type === "NetworkPolicy" && rule !== null ? nearMiss(policy, direction, rule) : []));
}

function nearMiss(policy: NetworkPolicy, direction: PolicyDirection, index: number): NearMiss[] {
  const rule = policy[direction][index];
  if (!rule) return [];
  const opens = rule.ports.map(({ protocol, port, endPort }) => {
    if (port === undefined) return `every ${protocol} port`;
    return `${protocol} ${port}${endPort === undefined ? "" : `-${endPort}`}`;
  });
  const message = `\`${formatPath(rule.path)}\` of \`${objectName(policy.meta)}\` matches the other end and opens ${joinWords(opens)}`;
  return [{ place: placeOf(policy.meta, [...rule.path, "ports"]), opens, message }];
}

function helpOf(checked: CheckedFlow): string {
  const { flow, blockedBy } = checked;
  const steps = blockedBy.map((side) => {
    const { direction } = side;
    const denial = denialOf(side);
    if (denial) return `put an Accept or Pass for this flow before \`${formatPath(denial.rule)}\` of \`${denial.policy.meta.name}\``;
    const far = farEnd(checked, direction);
    return `allow ${direction} ${peerWords[direction]} ${farWords(far)} on ${flow.protocol} ${portsOfFlow(flow)}${hintOf(far)}`;
  });
  const text = [steps.join(", and "), ...remediesOf(checked)].join(", or ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** What to change where an operator makes a policy that isolates. */
function remediesOf({ blockedBy }: CheckedFlow): readonly string[] {
  const remedies = blockedBy.flatMap(({ isolatedBy }) => isolatedBy.flatMap(({ assumed }) => assumed?.remedy ?? []));
  return [...new Set(remedies)];
}

function farWords(endpoint: Endpoint): string {
  return endpoint.type === "apiserver" ? "the API server" : `\`${endpointName(endpoint)}\``;
}

/** The API server and pods in the host network are matched by address only, which surprises most. */
function hintOf(far: Endpoint): string {
  if (far.type === "apiserver") return " by an ipBlock of its addresses or without naming a peer (no selector matches it)";
  const pod = far.type === "hypothetical" ? far.pod : far.type === "workload" ? far.workload.pods[0] : undefined;
  if (!pod?.hostNetwork) return "";
  return " by an ipBlock of the nodes or without naming a peer (most plugins match pods in the host network by no selector)";
}
