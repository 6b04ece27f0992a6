import {
  type AskedPort,
  askService,
  type ClusterPolicy,
  type CombinedVerdict,
  type DirectionResult,
  type Endpoint,
  endpointName,
  evaluateFlow,
  type FlowAnswer,
  type FlowQuestion,
  isNotUnderstood,
  type NetworkPolicy,
  type NotUnderstood,
  parseAskedPort,
  parseEndpoint,
  parseService,
  type Path,
  type PolicyDirection,
  type Reason,
  type Service,
  serviceName,
  workloadName,
} from "@netpolint/core";
import { type LineSpan, spanOf } from "../snapshot/place-tree.js";
import { type AnswerPart, partsOf } from "../words/answer-parts.js";
import { directionSentence, partName } from "../words/direction-words.js";
import { reasonsText } from "../words/reasons-text.js";
import type { AnswerContext } from "./answer-context.js";
import { type ShownPolicy, shownPolicy } from "./shown-policy.js";

/** Two ends as `netpolint why` takes them, and a port; "" asks about every port. */
export interface WhyQuestion {
  readonly from: string;
  readonly to: string;
  readonly port: string;
}

/** The answer about one flow, step by step. */
export interface WhyView {
  readonly from: string;
  readonly to: string;
  readonly verdict: CombinedVerdict;
  /** Empty where the whole question has one answer. */
  readonly parts: readonly AnswerPart[];
  readonly steps: readonly WhyStep[];
  readonly notes: readonly { readonly message: string; readonly settle: string }[];
}

/** One end of the flow: what the policies that select it say. */
export interface WhyStep {
  readonly direction: PolicyDirection;
  readonly end: string;
  readonly isolated: boolean | null;
  readonly verdict: CombinedVerdict;
  /** The sentence behind the end's name. */
  readonly sentence: string;
  readonly policies: readonly WhyPolicy[];
  /** What else decides, a sentence each. */
  readonly others: readonly string[];
}

export interface WhyPolicy {
  readonly policy: ShownPolicy;
  readonly reasons: readonly WhyReason[];
}

export interface WhyReason {
  /** null: cannot be decided. */
  readonly matched: boolean | null;
  readonly part: string;
  readonly sentence: string;
  /** The lines of the policy's text; none where it has no text. */
  readonly spans: readonly LineSpan[];
}

/** The answer to a question; several for a Service, whose ports lead to different pods. */
export interface WhyResult {
  readonly verdict: CombinedVerdict;
  readonly flow: string;
  /** What could not be followed, a sentence each. */
  readonly unknown: readonly string[];
  readonly answers: readonly WhyView[];
}

export function whyResult(context: AnswerContext, question: WhyQuestion): WhyResult | NotUnderstood {
  const from = readEnd(context, question.from);
  if (isNotUnderstood(from)) return from;
  const to = parseService(context.policies.cluster, question.to) ?? readEnd(context, question.to);
  if (isNotUnderstood(to)) return to;
  const port = parseAskedPort(question.port);
  if (isNotUnderstood(port)) return port;
  if (to.type === "Service") return serviceResult(context, from, to, port, question);
  const answer = whyView(context, { from, to, ...port });
  return {
    verdict: answer.verdict,
    flow: flowOf(answer.from, answer.to, question.port),
    unknown: [],
    answers: [answer],
  };
}

/** Names of the input are taken as they are, whatever characters they have; else it is read as `why` reads it. */
function readEnd({ workloads, policies }: AnswerContext, text: string): Endpoint | NotUnderstood {
  const workload = workloads.find((one) => workloadName(one) === text);
  return workload ? { type: "workload", workload } : parseEndpoint(policies.cluster, text);
}

function flowOf(from: string, to: string, port: string): string {
  return `${from} -> ${to} ${port === "" ? "all ports" : port}`;
}

function serviceResult(
  context: AnswerContext,
  from: Endpoint,
  to: Service,
  port: AskedPort,
  question: WhyQuestion,
): WhyResult | NotUnderstood {
  const found = askService(context.policies, from, to, port);
  if (isNotUnderstood(found)) return found;
  return {
    verdict: found.verdict,
    flow: flowOf(endpointName(from), serviceName(to), question.port),
    unknown: found.unknown.map((clause) => `${serviceName(to)} cannot be followed: ${clause}.`),
    answers: found.paths.map((path) => whyView(context, path.question, path.answer)),
  };
}

function whyView(context: AnswerContext, question: FlowQuestion, known?: FlowAnswer): WhyView {
  const answer = known ?? evaluateFlow(context.policies, question);
  const verdicts = new Set(answer.parts.map(({ verdict }) => verdict));
  return {
    from: endpointName(question.from),
    to: endpointName(question.to),
    verdict: answer.verdict,
    parts: verdicts.size > 1 && !question.protocols.includes("ICMP") ? partsOf(answer.parts) : [],
    steps: [stepOf(context, question, answer, "egress"), stepOf(context, question, answer, "ingress")],
    notes: answer.notes.map(({ message, settle = "" }) => ({ message, settle })),
  };
}

function stepOf(
  context: AnswerContext,
  question: FlowQuestion,
  answer: FlowAnswer,
  direction: PolicyDirection,
): WhyStep {
  const result = answer[direction];
  const end = direction === "egress" ? question.from : question.to;
  const common = { direction, end: endpointName(end), isolated: result.isolated, verdict: result.verdict };
  const isPod = end.type === "workload" || end.type === "hypothetical";
  if (!isPod) return { ...common, sentence: "NetworkPolicies isolate pods only.", policies: [], others: [] };
  return {
    ...common,
    sentence: question.protocols.includes("ICMP") ? icmpSentence(result) : directionSentence(result),
    policies: policiesOf(result).map((policy) => whyPolicy(context, policy, result)),
    others: result.reasons.filter(({ policy }) => !policy).map(otherSentence),
  };
}

function icmpSentence({ isolated }: DirectionResult): string {
  if (isolated === false) return "not isolated.";
  return `${isolated ? "isolated" : "perhaps isolated"}; NetworkPolicies cannot say anything about ICMP.`;
}

function otherSentence({ policyName, code }: Reason): string {
  return policyName === "" ? reasonsText[code] : `${policyName}: ${reasonsText[code]}`;
}

/** In the order in which they are asked. */
function policiesOf({ isolatedBy, reasons }: DirectionResult): readonly (NetworkPolicy | ClusterPolicy)[] {
  const over = reasons.flatMap(({ policy }) => (policy?.type === "ClusterPolicy" ? [policy] : []));
  const tier = (wanted: ClusterPolicy["tier"]) => over.filter((policy) => policy.tier === wanted);
  return [...new Set([...tier("admin"), ...isolatedBy, ...tier("baseline")])];
}

/** Of what allows, only what matched is shown, as far as anything did. */
function whyPolicy(context: AnswerContext, policy: NetworkPolicy | ClusterPolicy, result: DirectionResult): WhyPolicy {
  const own = result.reasons.filter((reason) => reason.policy === policy);
  const matched = own.filter((reason) => reason.matched === true);
  const isAllowed = result.verdict === "allow" && policy.type === "NetworkPolicy";
  const shown = shownPolicy(context, policy);
  return { policy: shown, reasons: (isAllowed ? matched : own).map((reason) => whyReason(reason, shown)) };
}

function whyReason(reason: Reason, { text }: ShownPolicy): WhyReason {
  const { matched, code } = reason;
  const spans = text === null ? [] : placesOf(reason).map((path) => spanOf(text.places, path));
  return { matched, part: partName(reason), sentence: reasonsText[code], spans };
}

/** Where peer and port match it takes both; otherwise the one that does not match decides. */
function placesOf({ matched, policy, rule, peer, port, path }: Reason): readonly Path[] {
  if (matched !== true || policy?.type !== "NetworkPolicy" || rule === null || peer === null || port === null) return [path];
  return [[...path.slice(0, 3), path[1] === "egress" ? "to" : "from", peer], path];
}

/** A sentence or two on what decides between two ends, for a cell of the matrix. */
export function shortReason(context: AnswerContext, question: WhyQuestion): readonly string[] {
  const result = whyResult(context, question);
  if (isNotUnderstood(result)) return [result.problem];
  return result.answers.flatMap(({ steps }) =>
    steps.map(({ direction, end, sentence, policies }) => {
      const deciding = policies.filter(({ reasons }) => reasons.length > 0).map(({ policy }) => policy.name);
      const named = deciding.length === 0 ? "" : ` (${deciding.slice(0, 5).join(", ")})`;
      return `${direction === "egress" ? "Egress" : "Ingress"} of ${end}: ${sentence}${named}`;
    }),
  );
}
