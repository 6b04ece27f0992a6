import { compareText } from "@netpolint/core";
import type { LintResult } from "../lint-result.js";
import { type Remark, remarksOf } from "./remarks.js";
import { entriesOf, groupByFile, type ReportEntry } from "./report-entries.js";
import type { ReportContext } from "./reporter.js";
import { xmlAttributes, xmlText } from "./xml-text.js";

interface TestCase {
  readonly outcome: "passed" | "failure" | "error" | "skipped";
  readonly lines: readonly string[];
}

/**
 * JUnit's XML: a suite a file. Errors and warnings are failures, what could not be read is an error, what was not
 * checked is skipped, and a file without any of it is a test that passed.
 */
export function junit(result: LintResult, { files, fromRepository }: ReportContext): string {
  const groups = groupByFile(entriesOf(result));
  const names = [...new Set([...files.map(({ path }) => path), ...groups.keys()])].sort(compareText);
  const suites = names.map((name) => suiteOf(fromRepository(name), groups.get(name)?.map(entryCase) ?? [cleanCase()]));
  const remarks = remarksOf(result).map(remarkCase);
  const all = remarks.length === 0 ? suites : [...suites, suiteOf("netpolint", remarks)];
  const total = all.flatMap(({ cases }) => cases);
  // Unlike a suite, the whole has no `skipped` in the schema.
  const { tests, failures, errors } = counts(total);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes({ name: "netpolint", tests, failures, errors })}>`,
    ...all.flatMap(({ name, cases }) => suiteLines(name, cases)),
    "</testsuites>",
  ];
  return `${lines.join("\n")}\n`;
}

function suiteOf(name: string, cases: readonly TestCase[]): { name: string; cases: readonly TestCase[] } {
  return { name, cases };
}

function suiteLines(name: string, cases: readonly TestCase[]): readonly string[] {
  const attributes = { name, ...counts(cases) };
  return [`  <testsuite${xmlAttributes(attributes)}>`, ...cases.flatMap(({ lines }) => lines), "  </testsuite>"];
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

function counts(cases: readonly TestCase[]): Counts {
  const count = (outcome: TestCase["outcome"]): number => cases.filter((one) => one.outcome === outcome).length;
  return { tests: cases.length, failures: count("failure"), errors: count("error"), skipped: count("skipped") };
}

function cleanCase(): TestCase {
  const attributes = xmlAttributes({ name: "netpolint", classname: "netpolint" });
  return { outcome: "passed", lines: [`    <testcase${attributes}/>`] };
}

function entryCase({ range: { start }, severity, code, message, finding }: ReportEntry): TestCase {
  const place = `line ${start.line}, column ${start.column}`;
  const name = `${code} (${place})`;
  const classname = finding ? "netpolint.rules" : "netpolint.input";
  const help = finding && finding.help !== "" ? `\n${finding.help}` : "";
  const text = `${place}: ${message}${help}`;
  if (!finding) return caseOf("error", { name, classname }, { message, type: "unread" }, text);
  if (severity === "info") return saidCase(name, text);
  return caseOf("failure", { name, classname }, { message, type: severity }, text);
}

function remarkCase({ code, severity, message }: Remark): TestCase {
  const outcome = severity === "error" ? "error" : "skipped";
  return caseOf(outcome, { name: `${code}: ${message}`, classname: "netpolint.run" }, { message }, "");
}

/** A finding that only informs fails nothing. */
function saidCase(name: string, text: string): TestCase {
  const open = `    <testcase${xmlAttributes({ name, classname: "netpolint.rules" })}>`;
  const lines = [open, `      <system-out>${xmlText(text)}</system-out>`, "    </testcase>"];
  return { outcome: "passed", lines };
}

function caseOf(
  outcome: Exclude<TestCase["outcome"], "passed">,
  attributes: Readonly<Record<string, string>>,
  detail: Readonly<Record<string, string>>,
  text: string,
): TestCase {
  const open = `      <${outcome}${xmlAttributes(detail)}`;
  const element = text === "" ? `${open}/>` : `${open}>${xmlText(text)}</${outcome}>`;
  return { outcome, lines: [`    <testcase${xmlAttributes(attributes)}>`, element, "    </testcase>"] };
}
