import type { AnswerContext } from "./answer-context.js";
import type { DiffView } from "./diff-view.js";
import { type MapAnswer, mapAnswer, type MapQuestion } from "./map-answer.js";
import { type MatrixAnswer, matrixAnswer, type MatrixQuestion } from "./matrix-answer.js";
import { shortReason, whyResult, type WhyQuestion, type WhyResult } from "./why-view.js";
import { workloadPage, type WorkloadPage } from "./workload-page.js";
import { type WorkloadRow, workloadRows } from "./workload-row.js";

/** What can be asked about a cluster, with plain data in both directions: an answer may come from another thread. */
export interface Questions {
  readonly workloads: { readonly question: null; readonly answer: readonly WorkloadRow[] };
  readonly map: { readonly question: MapQuestion; readonly answer: MapAnswer | { readonly problem: string } };
  readonly matrix: { readonly question: MatrixQuestion; readonly answer: MatrixAnswer };
  readonly workload: { readonly question: number; readonly answer: WorkloadPage | undefined };
  readonly why: { readonly question: WhyQuestion; readonly answer: WhyResult | { readonly problem: string } };
  readonly reason: { readonly question: WhyQuestion; readonly answer: readonly string[] };
  readonly diff: { readonly question: null; readonly answer: DiffView | null };
}

export type QuestionName = keyof Questions;

/** Asks the engine, wherever it runs. */
export type Ask = <Name extends QuestionName>(
  name: Name,
  question: Questions[Name]["question"],
) => Promise<Questions[Name]["answer"]>;

type Answers = {
  readonly [Name in QuestionName]: (
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
  diff: ({ diff }) => diff(),
};

export function answer<Name extends QuestionName>(
  context: AnswerContext,
  name: Name,
  question: Questions[Name]["question"],
): Questions[Name]["answer"] {
  return answers[name](context, question);
}
