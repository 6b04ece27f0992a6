import type { CheckedCase, ExpectationOutcome } from "@netpolint/core";

export function countOutcomes(results: readonly CheckedCase[]): Readonly<Record<ExpectationOutcome, number>> {
  const all = results.flatMap(({ checked }) => checked);
  const count = (wanted: ExpectationOutcome): number => all.filter(({ outcome }) => outcome === wanted).length;
  return { passed: count("passed"), failed: count("failed"), undecided: count("undecided") };
}
