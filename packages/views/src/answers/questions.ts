import type { AnswerContext } from "./answer-context.js";
import type { DiffView } from "./diff-view.js";
import { type MapAnswer, mapAnswer, type MapQuestion } from "./map-answer.js";
import { type MatrixAnswer, matrixAnswer, type MatrixQuestion } from "./matrix-answer.js";
import { shortReason, whyResult, type WhyQuestion, type WhyResult } from "./why-view.js";
import { suggestedPolicies, type SuggestedPolicies, workloadPage, type WorkloadPage } from "./workload-page.js";
import { type WorkloadRow, workloadRows } from "./workload-row.js";

/** What can be asked about a cluster, with plain data in both directions: an answer may come from another thread. */
export interface Questions {
  readonly workloads: { readonly question: null; readonly answer: readonly WorkloadRow[] };
  readonly map: { readonly question: MapQuestion; readonly answer: MapAnswer | { readonly problem: string } };
  readonly matrix: { readonly question: MatrixQuestion; readonly answer: MatrixAnswer };
  readonly workload: { readonly question: number; readonly answer: WorkloadPage | undefined };
  readonly why: { readonly question: WhyQuestion; readonly answer: WhyResult | { readonly problem: string } };
  readonly reason: { readonly question: WhyQuestion; readonly answer: readonly string[] };
  /** By number of the workload; null where nobody is asked for suggestions. */
  readonly suggested: { readonly question: number; readonly answer: SuggestedPolicies | null };
  /** With a base that whoever answers knows; null where there is none. */
  readonly diff: { readonly question: null; readonly answer: DiffView | null };
}

export type QuestionName = keyof Questions;

/** What one cluster can answer. */
export type ClusterQuestion = Exclude<QuestionName, "diff">;

/** Asks the engine, wherever it runs. */
export type Ask = <Name extends QuestionName>(
  name: Name,
  question: Questions[Name]["question"],
) => Promise<Questions[Name]["answer"]>;

type Answers = {
  readonly [Name in ClusterQuestion]: (
    context: AnswerContext,
    question: Questions[Name]["question"],
  ) => Questions[Name]["answer"];
};

const answers: Answers = {
  workloads: workloadRows,
  map: mapAnswer,
  matrix: matrixAnswer,
  workload: workloadPage,
  why: whyResult,
  reason: shortReason,
  suggested: suggestedPolicies,
};

export function answer<Name extends ClusterQuestion>(
  context: AnswerContext,
  name: Name,
  question: Questions[Name]["question"],
): Questions[Name]["answer"] {
  return answers[name](context, question);
}
