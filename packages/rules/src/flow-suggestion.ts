import {
  type CheckedFlow,
  checkFlows,
  type Cluster,
  compareText,
  type CompiledPolicies,
  describeEffect,
  type DirectionResult,
  editedPolicies,
  endpointName,
  formatPath,
  type JsonObject,
  type JsonValue,
  type NetworkPolicy,
  type NetworkPolicyPort,
  objectName,
  type ObjectSuggestion,
  type PolicyDirection,
  type PolicyEdit,
  portsOfFlow,
  type RequiredFlow,
  shortenEffect,
  subtractPortSets,
  isEmptyPortSet,
  unionPortSets,
} from "@netpolint/core";
import { denialOf } from "./policy-place.js";
import { knownOfFlows, namespacesOfEdit, namespacesOfEnds } from "./known-suggestions.js";
import { farEnd, nearestRule, type NearestRule } from "./nearest-rule.js";
import { podOf } from "./peer-mismatch.js";
import { type Peers, peersFor } from "./peers-for.js";
import { portsAsked, portsOpened } from "./port-nearness.js";
import { askedOnce, askedPorts } from "./row-names.js";

export interface SuggestionContext {
  readonly cluster: Cluster;
  readonly policies: CompiledPolicies;
}

/** An edit that lets flows through, or why there is none, as a clause. */
export type FlowSuggestion = { readonly suggestion: ObjectSuggestion } | { readonly without: string };

/** Each suggestion takes two comparisons of the whole cluster; who has more findings than these begins with the first. */
export const mostSuggestions = 20;

/** Of what a suggestion opens and closes, these many lines are given at most. */
export const mostEffectLines = 10;

/**
 * The smallest edit, of one policy for each end that blocks, after which all of these flows work. They are blocked by
 * the same policies. Every edit is tried: what does not let the flows through is not suggested.
 */
export function suggestEdit(
  context: SuggestionContext,
  flows: readonly [CheckedFlow, ...CheckedFlow[]],
): FlowSuggestion {
  const known = suggested.find(context.policies, flows);
  if (known) return known;
  const { value, after } = findEdit(context, flows);
  const ends = namespacesOfEnds(flows);
  const edited = after ? namespacesOfEdit(context.cluster, after.cluster) : new Set<string>();
  const namespaces = edited && new Set([...ends, ...edited]);
  suggested.keep(flows, { policies: context.policies, namespaces, value });
  return value;
}

const suggested = knownOfFlows<FlowSuggestion>();

interface FoundEdit {
  readonly value: FlowSuggestion;
  /** The policies with the edit made, where there is one. */
  readonly after?: CompiledPolicies;
}

function findEdit(context: SuggestionContext, flows: readonly [CheckedFlow, ...CheckedFlow[]]): FoundEdit {
  const [first] = flows;
  const unknown = [first.flow.from, first.flow.to].find(({ type }) => type === "unknown");
  if (unknown) return { value: { without: `nothing is known of \`${endpointName(unknown)}\`` } };
  const without = first.blockedBy.map(reasonWithout).find((reason) => reason !== undefined);
  if (without !== undefined) return { value: { without } };
  let chosen: readonly PlannedEdit[] = [];
  for (const side of first.blockedBy) {
    const plans = plannedEdits(context.cluster, flows, side);
    const next = plans.find((plan) => opens(context, [...chosen, plan], side.direction, flows));
    if (!next) return noneKnown;
    chosen = [...chosen, next];
  }
  const after = tryEdits(context, chosen);
  const checked = after && checkFlows(after, flows.map(({ flow }) => flow));
  if (!after || !checked?.every(({ outcome }) => outcome === "kept")) {
    const missing = checked?.flatMap((one) => one.missing)[0];
    return missing ? { value: { without: `the flow would still hang on this: ${missing.message}` } } : noneKnown;
  }
  return { value: { suggestion: suggestionOf(context, chosen, after) }, after };
}

const noneKnown: FoundEdit = { value: { without: "no edit of a rule is known to let it through" } };

function reasonWithout(side: DirectionResult): string | undefined {
  const denial = denialOf(side);
  if (denial) return `no NetworkPolicy allows what ${denial.policy.meta.kind} \`${denial.policy.meta.name}\` denies`;
  return editable(side).length > 0 ? undefined : "none of the policies that isolate is in the input";
}

function editable({ isolatedBy }: DirectionResult): readonly NetworkPolicy[] {
  return isolatedBy.filter(({ assumed, refusals }) => !assumed && refusals.length === 0);
}

export interface PlannedEdit extends PolicyEdit {
  /** An instruction in lower case. */
  readonly title: string;
}

/** Edits with what they change; `after`: the policies with the edits made. */
export function suggestionOf(
  { cluster, policies }: SuggestionContext,
  chosen: readonly PlannedEdit[],
  after: CompiledPolicies,
): ObjectSuggestion {
  const text = chosen.map(({ title }) => title).join(", and ");
  const effect = describeEffect({ cluster, policies }, { cluster: after.cluster, policies: after });
  return {
    title: `${text.charAt(0).toUpperCase()}${text.slice(1)}`,
    edits: chosen.map(({ policy, edit }) => ({ meta: policy.meta, edit })),
    effect: effect && shortenEffect(effect, mostEffectLines),
  };
}

function tryEdits({ policies }: SuggestionContext, chosen: readonly PlannedEdit[]): CompiledPolicies | undefined {
  return editedPolicies(policies, chosen);
}

/** Whether no flow is blocked on this side any more. */
function opens(
  context: SuggestionContext,
  chosen: readonly PlannedEdit[],
  direction: PolicyDirection,
  flows: readonly CheckedFlow[],
): boolean {
  const after = tryEdits(context, chosen);
  if (!after) return false;
  const checked = checkFlows(after, flows.map(({ flow }) => flow));
  return checked.every(({ outcome, answer }) => outcome === "kept" || answer[direction].verdict === "allow");
}

/** All that might be done on one side, the smallest first. */
function plannedEdits(
  cluster: Cluster,
  flows: readonly [CheckedFlow, ...CheckedFlow[]],
  side: DirectionResult,
): readonly PlannedEdit[] {
  const [checked] = flows;
  const { flow } = checked;
  const asked = askedOnce(flows);
  const { direction } = side;
  const found = nearestRule(cluster, checked, side);
  const nearest = found && editable(side).includes(found.policy) ? found : undefined;
  const far = farEnd(flow, direction);
  const policies = policiesToExtend(side, nearest);
  const [home] = policies;
  if (!home) return [];
  return peersFor(cluster, far, direction, home.meta.namespace).flatMap((peers) => [
    ...(nearest ? editsOfRule(cluster, asked, nearest, peers) : []),
    ...policies.map((policy) => addedRule(asked, policy, direction, peers)),
  ]);
}

/** A policy of the pods in question rather than one of every pod of its namespace. */
function policiesToExtend(side: DirectionResult, nearest: NearestRule | undefined): readonly NetworkPolicy[] {
  const rank = (policy: NetworkPolicy): number =>
    (selectsAll(policy) ? 2 : 0) + (policy === nearest?.policy ? 0 : 1);
  return editable(side).toSorted(
    (a, b) => rank(a) - rank(b) || compareText(objectName(a.meta), objectName(b.meta)),
  );
}

function selectsAll({ podSelector }: NetworkPolicy): boolean {
  return podSelector.requirements.length === 0;
}

function editsOfRule(
  cluster: Cluster,
  asked: readonly RequiredFlow[],
  nearest: NearestRule,
  peers: Peers,
): readonly PlannedEdit[] {
  const { policy, rule, peerMismatch, direction } = nearest;
  const name = `\`${formatPath(rule.path)}\` of \`${objectName(policy.meta)}\``;
  if (peerMismatch) {
    if (peers.peers.length === 0 || !opensJust(nearest, asked)) return [];
    const path = [...rule.path, direction === "ingress" ? "from" : "to"];
    // One edit is one item.
    const [peer] = peers.peers;
    if (peers.peers.length > 1 || !peer) return [];
    return [{ policy, edit: { type: "insert", path, value: peer }, title: `add a peer for ${peers.words} to ${name}` }];
  }
  // One edit is one item, of one protocol.
  const [flow, ...otherPorts] = asked;
  if (!flow || otherPorts.length > 0) return [];
  const opened = mistakenPort(cluster, flow, nearest);
  if (opened) {
    const edit = { type: "set", path: [...opened.item.path, "port"], value: flow.port } as const;
    return [{ policy, edit, title: `write ${flow.port} in place of ${opened.port}, the Service's port, in ${name}` }];
  }
  const isNarrow = rule.peers.length === 1 || (rule.peers.length === 0 && peers.peers.length === 0);
  if (!isNarrow || rule.ports.length === 0 || nearest.ports === "unrelated") return [];
  const edit = { type: "insert", path: [...rule.path, "ports"], value: portItem(flow) } as const;
  return [{ policy, edit, title: `add ${flow.protocol} ${portsOfFlow(flow)} to ${name}` }];
}

/** True where a rule opens the ports asked for and no others, so that another peer in it gets nothing else. */
function opensJust({ rule: { ports }, opensPort }: NearestRule, asked: readonly RequiredFlow[]): boolean {
  const isAsked = ({ protocol }: NetworkPolicyPort): boolean => asked.some((flow) => flow.protocol === protocol);
  if (!opensPort || ports.length === 0 || !ports.every(isAsked)) return false;
  return asked.every((flow) => {
    const same = asked.filter(({ protocol }) => protocol === flow.protocol).map(portsAsked);
    return isEmptyPortSet(subtractPortSets(portsOpened(ports, flow), same.reduce(unionPortSets)));
  });
}

/**
 * A Service's port that was written in place of its target, where nothing is known to listen on that number among the
 * pods that the rule is about.
 */
function mistakenPort(
  cluster: Cluster,
  flow: RequiredFlow,
  { policy, rule, direction, servicePort }: NearestRule,
): NearestRule["servicePort"] {
  const isRange = flow.endPort !== undefined && flow.endPort !== flow.port;
  const [peer] = rule.peers;
  const chosen = direction === "ingress" ? policy.podSelector : rule.peers.length === 1 ? peer?.podSelector : undefined;
  if (!servicePort || isRange || !chosen || chosen.requirements.length === 0) return undefined;
  const pod = podOf(flow.to);
  const declared = pod?.namedPorts?.some(({ number }) => number === servicePort.port) ?? false;
  const services = [...cluster.services.values()].filter(({ meta }) => meta.namespace === pod?.namespace);
  const targeted = services.some(({ ports }) => ports.some(({ targetPort }) => targetPort === servicePort.port));
  return declared || targeted ? undefined : servicePort;
}

function addedRule(
  asked: readonly RequiredFlow[],
  policy: NetworkPolicy,
  direction: PolicyDirection,
  { peers, words }: Peers,
): PlannedEdit {
  const field = direction === "ingress" ? "from" : "to";
  const rule: JsonObject = { ...(peers.length === 0 ? {} : { [field]: peers }), ports: asked.map(portItem) };
  const path = ["spec", direction];
  const written: JsonValue | undefined = policy.meta.origin.valueAt(path);
  const all = selectsAll(policy) ? ", which selects every pod of its namespace," : "";
  const allowed = `${direction} ${field} ${words} on ${askedPorts(asked)}`;
  const title = `add a rule to \`${objectName(policy.meta)}\`${all} that allows ${allowed}`;
  if (Array.isArray(written)) return { policy, edit: { type: "insert", path, value: rule }, title };
  return { policy, edit: { type: "set", path, value: [rule] }, title };
}

function portItem({ protocol, port, endPort = port }: RequiredFlow): JsonObject {
  return { protocol, port, ...(endPort === port ? {} : { endPort }) };
}
