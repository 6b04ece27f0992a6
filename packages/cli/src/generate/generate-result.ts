import type { CheckedCase, CheckedForbidden, InputProblem } from "@netpolint/core";
import type { Generated, PolicyFile, Proof, UnattributedTraffic } from "@netpolint/generate";
import type { UnusableSubject } from "./flow-source.js";

/** What a run of `generate` has found out. */
export interface GenerateResult {
  readonly generated: Generated;
  /** Those for workloads, and those of presets. */
  readonly policies: readonly PolicyFile[];
  readonly proof: Proof;
  /** What expectation files say of the result. */
  readonly expectations: readonly CheckedCase[];
  /** Flows that packs forbid, where the result does not keep them out. */
  readonly forbidden: readonly CheckedForbidden[];
  /** Workloads of which a source does not know enough. */
  readonly unusable: readonly UnusableSubject[];
  /** What was left out, a sentence each. */
  readonly remarks: readonly string[];
  /** Traffic that was seen and that nothing was generated for. */
  readonly leftOut: readonly UnattributedTraffic[];
  readonly inputProblems: readonly InputProblem[];
}

/** Exit codes as everywhere: what cannot be decided fails unless that is allowed. */
export function exitCodeOf(result: GenerateResult, allowUndecided: boolean): number {
  if (result.inputProblems.length > 0) return 2;
  const verdicts = result.proof.flows.flatMap(({ alone, beside }) => [alone.verdict, beside.verdict]);
  const outcomes = result.expectations.flatMap(({ checked }) => checked.map(({ outcome }) => outcome));
  const forbidden = result.forbidden.map(({ outcome }) => outcome);
  if (verdicts.some((verdict) => verdict === "deny" || verdict === "mixed") || outcomes.includes("failed")) return 1;
  if (forbidden.includes("violated")) return 1;
  const undecided = verdicts.includes("undefined") || outcomes.includes("undecided") || forbidden.includes("undecided");
  return undecided && !allowUndecided ? 1 : 0;
}
