import type { CheckedCase, CheckedExpectation, InputProblem } from "@netpolint/core";
import { countOutcomes } from "./count-outcomes.js";

/** The results for programs, of schema version 1. Fields are only ever added to it. */
export function testJson(results: readonly CheckedCase[], inputProblems: readonly InputProblem[]): string {
  const document = {
    schemaVersion: 1,
    cases: results.map(({ case: { name, file, range }, checked }) => ({
      name,
      file,
      line: range.start.line,
      expectations: checked.map(expectationJson),
    })),
    summary: countOutcomes(results),
    inputProblems,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function expectationJson({ expectation, outcome, message }: CheckedExpectation): object {
  const { kind, text, from, to, ports, reason, range } = expectation;
  return {
    kind,
    text,
    from,
    to,
    ports,
    reason: reason ?? null,
    line: range.start.line,
    column: range.start.column,
    outcome,
    message: message === "" ? null : message,
  };
}
