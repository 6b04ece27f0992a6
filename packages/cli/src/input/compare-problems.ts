import { compareText, type InputProblem } from "@netpolint/core";

/** The order in which input problems are printed: file, place, code. */
export function compareProblems(a: InputProblem, b: InputProblem): number {
  return compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.code, b.code);
}

/** In their order. What is read twice, or fails twice, has its problems once. */
export function uniqueProblems(problems: readonly InputProblem[]): readonly InputProblem[] {
  const byText = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...byText.values()].sort(compareProblems);
}
