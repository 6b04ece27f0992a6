import { usedFamilies } from "../cluster/used-families.js";
import type { CompiledPolicies } from "../policy/compile.js";
import type { FlowAnswer } from "../policy/flow-answer.js";
import type { Note } from "../policy/note.js";
import type { DirectionResult } from "../policy/verdict.js";
import type { IpFamily } from "../sets/ip-address.js";
import { portRange } from "../sets/port-set.js";
import { type FlowRound, flowRound } from "./flow-memory.js";
import type { ForbiddenFlow, RequiredFlow } from "./flow-pack.js";

export type FlowOutcome = "kept" | "broken" | "undecided";

/** A required flow with the engine's answer. */
export interface CheckedFlow {
  readonly flow: RequiredFlow;
  readonly outcome: FlowOutcome;
  readonly answer: FlowAnswer;
  /** The sides that deny it, where it is broken. */
  readonly blockedBy: readonly DirectionResult[];
  /** The facts that would decide, where it is undecided. */
  readonly missing: readonly Note[];
}

/** A round is for who asks the same flows again when something has changed. */
export function checkFlows(
  policies: CompiledPolicies,
  flows: readonly RequiredFlow[],
  round: FlowRound = flowRound(policies, undefined),
): readonly CheckedFlow[] {
  const families = usedFamilies(policies.cluster);
  return flows.map((flow) => checkFlow(round, flow, families));
}

function checkFlow(round: FlowRound, flow: RequiredFlow, families: readonly IpFamily[]): CheckedFlow {
  const answer = answerFlow(round, flow, families);
  const outcome = outcomeOf(flow, answer);
  const blockedBy = denyingSides(answer);
  return {
    flow,
    outcome,
    answer,
    blockedBy: outcome === "broken" ? blockedBy : [],
    missing: outcome === "undecided" ? answer.notes.filter((note) => note.settle !== undefined) : [],
  };
}

/** Asks about every port of the flow, in one family where the input has addresses of one only. */
export function answerFlow(
  round: FlowRound,
  { from, to, protocol, port, endPort = port }: RequiredFlow | ForbiddenFlow,
  families: readonly IpFamily[],
): FlowAnswer {
  const ports = { type: "numbers", ports: portRange(port, endPort) } as const;
  return round.ask({ from, to, protocols: [protocol], ports, families });
}

/**
 * The sides that deny, for some of the addresses at least. Where one side denies in one address family and the other in
 * the other, neither does so for sure by itself: then each that isolates has its part in it.
 */
function denyingSides({ egress, ingress }: FlowAnswer): readonly DirectionResult[] {
  const denying = [egress, ingress].filter(({ verdict }) => verdict === "deny" || verdict === "mixed");
  return denying.length > 0 ? denying : [egress, ingress].filter(({ isolatedBy }) => isolatedBy.length > 0);
}

/** A flow that works for some of its addresses only is broken for the others, unless some are enough. */
function outcomeOf({ partly }: RequiredFlow, { verdict, parts }: FlowAnswer): FlowOutcome {
  if (verdict === "allow" || (partly && parts.some((part) => part.verdict === "allow"))) return "kept";
  return verdict === "undefined" ? "undecided" : "broken";
}
