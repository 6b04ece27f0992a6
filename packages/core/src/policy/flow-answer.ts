import type { FlowPart } from "./flow-parts.js";
import type { Note } from "./note.js";
import type { CombinedVerdict, DirectionResult } from "./verdict.js";

/** The answer to a question, with its reasons. */
export interface FlowAnswer {
  readonly verdict: CombinedVerdict;
  /** The stretches of addresses and ports with one answer each; one part where all have the same. */
  readonly parts: readonly FlowPart[];
  readonly egress: DirectionResult;
  readonly ingress: DirectionResult;
  readonly notes: readonly Note[];
}
