import type { CheckedCase, CheckedExpectation, InputProblem } from "@netpolint/core";
import { xmlAttributes, xmlText } from "../reporters/xml-text.js";

/** JUnit's XML: a suite a case, a test a line. What cannot be decided is a failure; what could not be read an error. */
export function testJunit(results: readonly CheckedCase[], problems: readonly InputProblem[]): string {
  const all = results.flatMap(({ checked }) => checked);
  const failures = all.filter(({ outcome }) => outcome !== "passed").length;
  const totals = { name: "netpolint test", tests: all.length + problems.length, failures, errors: problems.length };
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes(totals)}>`,
    ...results.flatMap(suiteLines),
    ...problemLines(problems),
    "</testsuites>",
  ];
  return `${lines.join("\n")}\n`;
}

function suiteLines({ case: { name, file }, checked }: CheckedCase): readonly string[] {
  const failures = checked.filter(({ outcome }) => outcome !== "passed").length;
  const attributes = { name, tests: checked.length, failures, errors: 0, skipped: 0 };
  return [`  <testsuite${xmlAttributes(attributes)}>`, ...checked.flatMap((one) => testLines(one, file)), "  </testsuite>"];
}

function testLines({ expectation: { kind, text, range }, outcome, message }: CheckedExpectation, file: string): readonly string[] {
  const attributes = { name: `${kind} ${text}`, classname: file };
  if (outcome === "passed") return [`    <testcase${xmlAttributes(attributes)}/>`];
  const place = `${file}:${range.start.line}: ${message}`;
  return [
    `    <testcase${xmlAttributes(attributes)}>`,
    `      <failure${xmlAttributes({ message, type: outcome })}>${xmlText(place)}</failure>`,
    "    </testcase>",
  ];
}

function problemLines(problems: readonly InputProblem[]): readonly string[] {
  if (problems.length === 0) return [];
  const attributes = { name: "input", tests: problems.length, failures: 0, errors: problems.length, skipped: 0 };
  const tests = problems.flatMap(({ code, message, file, line, column }) => [
    `    <testcase${xmlAttributes({ name: `${line}:${column} ${code}`, classname: file })}>`,
    `      <error${xmlAttributes({ message, type: code })}>${xmlText(`${file}:${line}:${column}: ${message}`)}</error>`,
    "    </testcase>",
  ]);
  return [`  <testsuite${xmlAttributes(attributes)}>`, ...tests, "  </testsuite>"];
}
