import {
  type CheckedFlow,
  type Cluster,
  type DirectionResult,
  type Endpoint,
  endpointName,
  formatPath,
  type NetworkPolicy,
  type NetworkPolicyPort,
  objectName,
  type Place,
  placeOf,
  portsOfFlow,
  type PolicyDirection,
  type Reason,
  type RequiredFlow,
} from "@netpolint/core";
import { groupBy } from "./group-by.js";
import { joinSome, joinWords } from "./join-words.js";
import { almostMatches, farEnd, isOneOfSeveral, nearestRule, type NearestRule } from "./nearest-rule.js";
import { podOf } from "./peer-mismatch.js";
import { denialOf } from "./policy-place.js";
import { declares, type MistakenPort, mistakenPorts, portNearness, servicePortOpened } from "./port-nearness.js";
import { askedOnce, askedPorts } from "./row-names.js";

/** Why a flow is blocked, and what would let it through. */
export interface BlockText {
  /** A clause without a full stop. */
  readonly cause: string;
  /** One sentence. */
  readonly help: string;
}

/**
 * Flows that the same policies block. `withoutEdit`: why no edit of a policy is suggested, as a clause; undefined where
 * there is nothing to say.
 */
export function describeBlock(
  cluster: Cluster,
  flows: readonly [CheckedFlow, ...CheckedFlow[]],
  withoutEdit?: string,
): BlockText {
  const [{ flow }] = flows;
  const ends = [
    ...(flow.from.type === "hypothetical" ? ["the source"] : []),
    ...(flow.to.type === "hypothetical" ? ["the destination"] : []),
  ];
  return { cause: `${causesText(cluster, flows)}${assumedText(ends)}`, help: helpOf(flows, withoutEdit) };
}

/** What is wrong for other ports is said of those ports. */
function causesText(cluster: Cluster, flows: readonly CheckedFlow[]): string {
  const byPort = [...groupBy(flows, ({ flow }) => askedPorts([flow])).values()].map(([first]) => first);
  const byCause = groupBy(byPort, (checked) => checked.blockedBy.map((side) => causeOf(cluster, checked, side)).join(", and "));
  const [first, ...others] = [...byCause].map(([cause, group]) => ({ cause, ports: askedPorts(group.map(({ flow }) => flow)) }));
  return [first?.cause ?? "", ...others.map(({ cause, ports }) => `for ${ports} ${cause}`)].join("; ");
}

/** A finding about pods that the input does not hold says so. */
function assumedText(ends: readonly string[]): string {
  if (ends.length === 0) return "";
  return `; the pods of ${joinWords(ends)} are not in the input and were assumed by their known labels`;
}

const nearWords: Readonly<Record<PolicyDirection, string>> = { ingress: "the destination", egress: "the source" };
const otherWords: Readonly<Record<PolicyDirection, string>> = { ingress: "the source", egress: "the destination" };
const peerWords: Readonly<Record<PolicyDirection, string>> = { ingress: "from", egress: "to" };

function causeOf(cluster: Cluster, checked: CheckedFlow, side: DirectionResult): string {
  const denial = denialOf(side);
  if (denial) {
    const { policy, rule } = denial;
    const rank = policy.tier === "admin" ? "before any NetworkPolicy is asked" : "since no NetworkPolicy selects it";
    return `\`${formatPath(rule)}\` of ${policy.meta.kind} \`${policy.meta.name}\` denies it at ${nearWords[side.direction]}, ${rank}`;
  }
  const names = side.isolatedBy.map((policy) => `\`${objectName(policy.meta)}\`${policy.assumed === undefined ? "" : " (assumed)"}`);
  const one = names.length === 1;
  const subject = `${one ? "NetworkPolicy" : "NetworkPolicies"} ${joinSome(names)} ${one ? "isolates" : "isolate"}`;
  return `${subject} ${nearWords[side.direction]} for ${side.direction} and ${lackOf(cluster, checked, side)}`;
}

/** What is missing: all rules, a rule for the other end, or the port in a rule that has the other end. */
function lackOf(cluster: Cluster, checked: CheckedFlow, side: DirectionResult): string {
  const end = farEnd(checked.flow, side.direction);
  const far = end.type === "apiserver" ? "the API server" : otherWords[side.direction];
  if (side.verdict === "mixed") return `only a part of the addresses of ${far} is allowed`;
  if (side.reasons.every((reason) => reason.code === "no-rules")) return `there is no ${side.direction} rule`;
  const near = nearMissesOfSide(cluster, checked.flow, side);
  if (near.length === 0) return `no rule allows ${far}${nearestText(cluster, checked, side)}`;
  const rules = near.length === 1 ? "the rule that matches" : "the rules that match";
  const opened = `${near.length === 1 ? "opens" : "open"} ${joinWords(near.flatMap((miss) => miss.opens))} only`;
  return `${rules} ${far} ${opened}${portHint(cluster, checked.flow, near.flatMap((miss) => miss.ports))}`;
}

/** The rule that almost matched, and what is wrong with it. */
function nearestText(cluster: Cluster, checked: CheckedFlow, side: DirectionResult): string {
  const nearest = nearestRule(cluster, checked, side);
  if (!nearest || !almostMatches(nearest)) return "";
  return `; the nearest is ${ruleText(nearest)}, but ${wrongText(cluster, checked.flow, nearest)}`;
}

function ruleText({ policy, rule }: NearestRule): string {
  return `\`${formatPath(rule.path)}\` of \`${objectName(policy.meta)}\``;
}

function wrongText(cluster: Cluster, flow: RequiredFlow, { peerMismatch, opensPort, rule }: NearestRule): string {
  const opened = `the rule opens ${joinWords(rule.ports.map(portWords))} only${portHint(cluster, flow, rule.ports)}`;
  return [...(peerMismatch ? [peerMismatch.text] : []), ...(opensPort ? [] : [opened])].join(", and ");
}

/**
 * A port item that would have let the flow through without a mistake that the text names. Where the order of rules
 * decides which is named, none is: what the rules on ports report must not hang on it.
 */
export interface HintedPort extends MistakenPort {
  readonly policy: NetworkPolicy;
}

export function hintedPorts(cluster: Cluster, checked: CheckedFlow): readonly HintedPort[] {
  const sides = checked.blockedBy.filter((side) => namesNearest(side) && mayMistakePort(cluster, checked.flow, side));
  return sides.flatMap((side) => {
    const misses = nearMissesOfSide(cluster, checked.flow, side);
    const nearest = misses.length > 0 ? undefined : nearestRule(cluster, checked, side);
    if (nearest && isOneOfSeveral(nearest)) return [];
    const rules = nearest && almostMatches(nearest) && !nearest.opensPort ? [{ policy: nearest.policy, ports: nearest.rule.ports }] : misses;
    return rules.flatMap(({ policy, ports }) => mistakenPorts(cluster, checked.flow, ports).map((one) => ({ policy, ...one })));
  });
}

/** Whether some rule there has such a port, however near it comes: as hardly any has. */
function mayMistakePort(cluster: Cluster, flow: RequiredFlow, { isolatedBy, direction }: DirectionResult): boolean {
  return isolatedBy.some((policy) => policy[direction].some(({ ports }) => mistakenPorts(cluster, flow, ports).length > 0));
}

/** Two mistakes with ports that look right: the Service's port, and a name that nothing declares. */
function portHint(cluster: Cluster, flow: RequiredFlow, ports: readonly NetworkPolicyPort[]): string {
  const opened = servicePortOpened(cluster, flow, ports);
  if (opened) return ` (${opened.port} is the port of Service \`${opened.service}\`; the pods listen on ${portsOfFlow(flow)})`;
  const pod = podOf(flow.to);
  const names = [...new Set(ports.flatMap(({ port }) => (typeof port === "string" ? [port] : [])))];
  const unknown = names.filter((name) => !declares(pod, name));
  if (unknown.length === 0) return "";
  const quoted = joinWords(unknown.map((name) => `\`${name}\``));
  if (!pod) return ` (${quoted}: no container is there that could declare it)`;
  return ` (no container of the destination declares a port named ${quoted})`;
}

export interface NearMiss {
  readonly policy: NetworkPolicy;
  readonly place: Place;
  /** The ports that the rule opens, in words. */
  readonly opens: readonly string[];
  readonly ports: readonly NetworkPolicyPort[];
  readonly message: string;
}

/** Rules that match the other end of the flow and open other ports; where there are none, the one that comes nearest. */
export function nearPlaces(cluster: Cluster, checked: CheckedFlow): readonly (Place & { readonly message: string })[] {
  return checked.blockedBy.flatMap((side) => {
    const misses = nearMissesOfSide(cluster, checked.flow, side);
    if (misses.length > 0) return misses.map(({ place, message }) => ({ ...place, message }));
    const nearest = namesNearest(side) ? nearestRule(cluster, checked, side) : undefined;
    if (!nearest || !almostMatches(nearest)) return [];
    const place = placeOf(nearest.policy.meta, nearest.rule.path);
    return [{ ...place, message: `${ruleText(nearest)} comes nearest` }];
  });
}

/** Where a rule of a cluster-scoped policy denies, or a rule allows a part, no rule almost matched. */
function namesNearest(side: DirectionResult): boolean {
  return side.verdict !== "mixed" && !denialOf(side);
}

/** A rule whose ports have nothing to do with the flow's is about something else, whoever its peers are. */
function nearMissesOfSide(
  cluster: Cluster,
  flow: RequiredFlow,
  { reasons, direction }: DirectionResult,
): readonly NearMiss[] {
  const byRule = new Map<string, Reason>();
  for (const reason of reasons) {
    if (reason.otherPort) byRule.set(`${reason.policyName} ${reason.rule}`, reason);
  }
  const misses = [...byRule.values()].flatMap(({ policy, rule }) =>
    policy?.type === "NetworkPolicy" && rule !== null ? nearMiss(policy, direction, rule) : [],
  );
  return misses.filter(({ ports }) => portNearness(cluster, flow, ports) !== "unrelated");
}

function nearMiss(policy: NetworkPolicy, direction: PolicyDirection, index: number): NearMiss[] {
  const rule = policy[direction][index];
  if (!rule) return [];
  const opens = rule.ports.map(portWords);
  const message = `\`${formatPath(rule.path)}\` of \`${objectName(policy.meta)}\` matches the other end and opens ${joinWords(opens)}`;
  return [{ policy, place: placeOf(policy.meta, [...rule.path, "ports"]), opens, ports: rule.ports, message }];
}

function portWords({ protocol, port, endPort }: NetworkPolicyPort): string {
  if (port === undefined) return `every ${protocol} port`;
  return `${protocol} ${port}${endPort === undefined ? "" : `-${endPort}`}`;
}

function helpOf(flows: readonly [CheckedFlow, ...CheckedFlow[]], withoutEdit: string | undefined): string {
  const [checked] = flows;
  const { flow, blockedBy } = checked;
  const steps = blockedBy.map((side) => {
    const { direction } = side;
    const denial = denialOf(side);
    if (denial) return `put an Accept or Pass for this flow before \`${formatPath(denial.rule)}\` of \`${denial.policy.meta.name}\``;
    const far = farEnd(flow, direction);
    return `allow ${direction} ${peerWords[direction]} ${farWords(far)} on ${askedPorts(askedOnce(flows))}${hintOf(far)}`;
  });
  const text = [steps.join(", and "), ...remediesOf(checked)].join(", or ");
  const why = withoutEdit === undefined ? "" : `; no edit is suggested, since ${withoutEdit}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${why}.`;
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
  if (!podOf(far)?.hostNetwork) return "";
  return " by an ipBlock of the nodes or without naming a peer (most plugins match pods in the host network by no selector)";
}
