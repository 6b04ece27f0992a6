import { type CheckedExpectation, defineRule, type RuleFinding } from "@netpolint/core";

/** A line of an expectation file that does not hold, or that cannot be decided. */
export const failedExpectation = defineRule({
  id: "failed-expectation",
  summary: "A line of an expectation file does not hold",
  severity: "error",
  category: "flow",
  precision: "very-high",
  messages: {
    failed: {
      message: "`{kind} {line}` of case `{name}` does not hold: {reason}",
      help: "Change the policies or the line; `netpolint why` shows which lines of which policies decide.",
    },
    undecided: {
      message: "`{kind} {line}` of case `{name}` cannot be decided: {reason}",
      help: "Add what the input lacks, or give `--world closed` if the input is the whole cluster.",
    },
  },
  check: ({ expectations }) =>
    expectations.flatMap(({ case: { name, file }, checked }) =>
      checked.flatMap((one) => (one.outcome === "passed" ? [] : [findingOf(one, one.outcome, name, file)])),
    ),
});

function findingOf(
  { expectation, message, answer }: CheckedExpectation,
  outcome: "failed" | "undecided",
  name: string,
  file: string,
): RuleFinding<"failed" | "undecided"> {
  const { kind, text, range } = expectation;
  const policies = [answer?.egress, answer?.ingress].flatMap((side) => side?.isolatedBy ?? []);
  return {
    file,
    range,
    messageId: outcome,
    severity: outcome === "failed" ? "error" : "warning",
    data: { kind, line: text, name, reason: message },
    related: policies.map(({ meta }) => ({
      file: meta.origin.file,
      range: meta.origin.locate(["metadata", "name"]),
      message: `NetworkPolicy \`${meta.namespace}/${meta.name}\` isolates an end`,
    })),
    ...(outcome === "undecided" ? { undecided: { must: 1, may: 0 } } : {}),
  };
}
