import { usedFamilies } from "../cluster/used-families.js";
import type { CompiledPolicies } from "../policy/compile.js";
import type { FlowAnswer } from "../policy/flow-answer.js";
import type { Endpoint } from "../policy/flow.js";
import type { Note, NoteCode } from "../policy/note.js";
import { answerFlow } from "./check-flows.js";
import { type FlowRound, flowRound } from "./flow-memory.js";
import type { ForbiddenFlow } from "./flow-pack.js";

/**
 * `kept`: nobody gets through. `violated`: somebody does. `possible`: somebody who could exist would, with labels or
 * an address that a rule asks for. `undecided`: it hangs on what the input does not say of what exists.
 */
export type ForbiddenOutcome = "kept" | "violated" | "possible" | "undecided";

/** A forbidden flow with the engine's answer. */
export interface CheckedForbidden {
  readonly flow: ForbiddenFlow;
  readonly outcome: ForbiddenOutcome;
  readonly answer: FlowAnswer;
  /** The facts that would decide, where it is possible or undecided. */
  readonly missing: readonly Note[];
}

export function checkForbidden(
  policies: CompiledPolicies,
  flows: readonly ForbiddenFlow[],
  round: FlowRound = flowRound(policies, undefined),
): readonly CheckedForbidden[] {
  const families = usedFamilies(policies.cluster);
  return flows.map((flow) => {
    const answer = answerFlow(round, flow, families);
    return { flow, answer, outcome: outcomeOf(flow, answer), missing: answer.notes.filter(({ settle }) => settle) };
  });
}

function outcomeOf(flow: ForbiddenFlow, { verdict, notes }: FlowAnswer): ForbiddenOutcome {
  if (verdict === "deny") return "kept";
  // Some of the addresses that were asked about get through.
  if (verdict === "allow" || verdict === "mixed") return "violated";
  const open = notes.filter(({ settle }) => settle !== undefined);
  const invents = isInvented(flow.from) || isInvented(flow.to);
  return invents && open.every(({ code }) => inventable.has(code)) ? "possible" : "undecided";
}

/** Facts of which a pod that could exist may have any. */
const inventable: ReadonlySet<NoteCode> = new Set(["pod-labels-unknown", "namespace-labels-unknown", "peer-unknown"]);

/** An end that stands for whatever could exist. */
function isInvented({ type }: Endpoint): boolean {
  return type === "unknown" || type === "hypothetical";
}
