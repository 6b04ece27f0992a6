import type { Cluster, Pod } from "../cluster/cluster.js";
import { isSameIn } from "../cluster/keep-cluster.js";
import type { CompiledPolicies, CompiledPolicy } from "../policy/compile.js";
import { policiesSelecting, type Selecting } from "../policy/selecting-policies.js";
import { evaluateFlow } from "../policy/evaluate-flow.js";
import type { FlowAnswer } from "../policy/flow-answer.js";
import type { Endpoint, FlowQuestion } from "../policy/flow.js";
import type { PolicyDirection } from "../resources/network-policy.js";
import { type IdentityText, identityTexts } from "./identity-text.js";

/** Answers to flows that were asked before, for who asks again and again. */
export interface FlowMemory {
  readonly textOf: IdentityText;
  /** What the answers were given for. */
  policies: CompiledPolicies | undefined;
  known: ReadonlyMap<string, KnownFlow>;
}

export function emptyFlowMemory(): FlowMemory {
  return { textOf: identityTexts(), policies: undefined, known: new Map() };
}

interface KnownFlow {
  readonly answer: FlowAnswer;
  readonly from: KnownEnd;
  readonly to: KnownEnd;
  readonly portCuts: readonly number[];
}

/** The policies that select the pods of an end, among all of their namespace. */
interface KnownEnd {
  readonly inNamespace: readonly CompiledPolicy[] | undefined;
  readonly selecting: readonly Selecting[];
}

/** Asks flows. What is not asked in one round is forgotten. */
export interface FlowRound {
  ask(question: FlowQuestion): FlowAnswer;
}

/** Without a memory every flow is evaluated. */
export function flowRound(policies: CompiledPolicies, memory: FlowMemory | undefined): FlowRound {
  if (!memory) return { ask: (question) => evaluateFlow(policies, question) };
  const isAround = memory.policies !== undefined && isSameAround(memory.policies, policies);
  const before: FlowMemory["known"] = isAround ? memory.known : new Map();
  const asked = new Map<string, KnownFlow>();
  memory.policies = policies;
  memory.known = asked;
  return {
    ask: (question) => {
      const key = memory.textOf(question);
      const known = asked.get(key) ?? stillKnown(before.get(key), policies, question) ?? newlyKnown(policies, question);
      asked.set(key, known);
      return known.answer;
    },
  };
}

/** What an answer may hang on beside the policies that select the ends, and the ends themselves. */
const around: readonly (keyof Cluster)[] = [
  "settings",
  "environment",
  "nodes",
  "namespaceLabels",
  "otherPolicies",
  "services",
];

function isSameAround(before: CompiledPolicies, after: CompiledPolicies): boolean {
  return before.tiers === after.tiers && isSameIn(before.cluster, after.cluster, around);
}

function newlyKnown(policies: CompiledPolicies, question: FlowQuestion): KnownFlow {
  return {
    answer: evaluateFlow(policies, question),
    from: endOf(policies, question.from, "egress"),
    to: endOf(policies, question.to, "ingress"),
    portCuts: policies.portCuts,
  };
}

/** Undefined where the answer may be another one now. */
function stillKnown(
  known: KnownFlow | undefined,
  policies: CompiledPolicies,
  question: FlowQuestion,
): KnownFlow | undefined {
  if (!known || !havePortsSameCuts(known.portCuts, policies.portCuts, question)) return undefined;
  const from = sameEnd(known.from, policies, question.from, "egress");
  const to = from && sameEnd(known.to, policies, question.to, "ingress");
  if (!from || !to) return undefined;
  return { answer: known.answer, from, to, portCuts: policies.portCuts };
}

function podsOf(endpoint: Endpoint): readonly Pod[] {
  if (endpoint.type === "workload") return endpoint.workload.pods;
  return endpoint.type === "hypothetical" ? [endpoint.pod] : [];
}

function inNamespaceOf(policies: CompiledPolicies, endpoint: Endpoint): KnownEnd["inNamespace"] {
  const [pod] = podsOf(endpoint);
  return pod && policies.byNamespace.get(pod.namespace);
}

function endOf(policies: CompiledPolicies, endpoint: Endpoint, direction: PolicyDirection): KnownEnd {
  const inNamespace = inNamespaceOf(policies, endpoint);
  return { inNamespace, selecting: selectingPods(policies, podsOf(endpoint), direction) };
}

/** Pods of a workload mostly have the same labels. */
function selectingPods(policies: CompiledPolicies, pods: readonly Pod[], direction: PolicyDirection): readonly Selecting[] {
  return pods.flatMap((pod, index) =>
    index > 0 && pods[index - 1]?.labels === pod.labels ? [] : policiesSelecting(policies, pod, direction),
  );
}

function sameEnd(
  known: KnownEnd,
  policies: CompiledPolicies,
  endpoint: Endpoint,
  direction: PolicyDirection,
): KnownEnd | undefined {
  if (inNamespaceOf(policies, endpoint) === known.inNamespace) return known;
  const now = endOf(policies, endpoint, direction);
  const isSame = ({ compiled, selects }: Selecting, index: number): boolean =>
    known.selecting[index]?.compiled === compiled && known.selecting[index].selects === selects;
  return now.selecting.length === known.selecting.length && now.selecting.every(isSame) ? now : undefined;
}

/** Whether the ports of the question are cut into the same pieces. Addresses are cut by the policies of the ends alone. */
function havePortsSameCuts(before: readonly number[], after: readonly number[], { ports }: FlowQuestion): boolean {
  if (before === after || ports.type === "name") return before === after;
  const asked = ports.ports.intervals.filter(([first, last]) => first < last);
  return asked.every(([first, last]) => isSameList(cutsWithin(before, first, last), cutsWithin(after, first, last)));
}

/** Cuts are ascending; those behind the first of a stretch cut it. */
function cutsWithin(cuts: readonly number[], first: number, last: number): readonly number[] {
  return cuts.slice(countUpTo(cuts, first), countUpTo(cuts, last));
}

/** How many of them are not larger. */
function countUpTo(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isSameList<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}
