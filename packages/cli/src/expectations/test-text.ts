import type { CheckedCase, CheckedExpectation, ExpectationOutcome } from "@netpolint/core";
import { escapeText } from "../reporters/escape-text.js";
import { type Paint, paintWith } from "../reporters/paint.js";
import { countOutcomes } from "./count-outcomes.js";

const marks = {
  passed: ["ok", "cyan"],
  failed: ["FAILED", "red"],
  undecided: ["undecided", "yellow"],
} as const satisfies Record<ExpectationOutcome, readonly [string, string]>;

/** Each case with its lines; below a line that does not hold, why. */
export function testText(results: readonly CheckedCase[], { colour }: { readonly colour: boolean }): string {
  const paint = paintWith(colour);
  const blocks = results.map(({ case: { name, file, range }, checked }) => [
    `${paint("bold", escapeText(name))} ${paint("dim", `(${escapeText(file)}:${range.start.line})`)}`,
    ...checked.flatMap((one) => lineOf(one, file, paint)),
  ]);
  const { passed, failed, undecided } = countOutcomes(results);
  return `${[...blocks.map((block) => block.join("\n")), `${passed} passed, ${failed} failed, ${undecided} undecided`].join("\n\n")}\n`;
}

function lineOf({ expectation, outcome, message }: CheckedExpectation, file: string, paint: Paint): readonly string[] {
  const [mark, format] = marks[outcome];
  const { kind, text, reason, range } = expectation;
  const why = reason === undefined ? "" : paint("dim", ` (${escapeText(reason)})`);
  const line = `  ${paint(format, mark.padEnd(9))} ${kind.padEnd(5)} ${escapeText(text)}${why}`;
  if (outcome === "passed") return [line];
  return [line, `            ${escapeText(file)}:${range.start.line}: ${escapeText(message)}`];
}
