import type { Report, ReportSummary, UncheckedRow } from "@netpolint/core";
import type { LintResult } from "../lint-result.js";
import { countText } from "./count-text.js";
import { escapeText } from "./escape-text.js";
import type { Paint } from "./paint.js";

/** What stands below the findings: what was counted, what was not checked, and what was taken for granted. */
export function closingLines(result: LintResult, paint: Paint): readonly string[] {
  const { report } = result;
  // Counts of nothing say nothing; why there is nothing is said beside the report.
  if (report.summary.objects === 0) return inputProblemLine(report, paint);
  const blocks = [
    uncheckedLines(report.unchecked, paint),
    [
      ...inputProblemLine(report, paint),
      ...failedLines(report, paint),
      totalLine(report.summary, paint),
      ...hiddenLine(result),
      ...warningLine(result, paint),
      ...fixLines(result),
      ...suppressedLine(report),
      flowsLine(result),
      ...otherUndecided(result),
      ...otherLines(result),
    ],
    assumptionLines(report.summary).map((line) => paint("dim", line)),
  ];
  return blocks.filter((block) => block.length > 0).flatMap((block, index) => (index === 0 ? block : ["", ...block]));
}

/** Nothing stays nothing. */
export function textOf(lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

function uncheckedLines(rows: readonly UncheckedRow[], paint: Paint): readonly string[] {
  if (rows.length === 0) return [];
  return [
    paint("bold", "Not checked"),
    ...rows.map(({ pack, id, reason }) => `  ${escapeText(pack)} ${escapeText(id)}: ${escapeText(reason)}`),
  ];
}

function totalLine(summary: ReportSummary, paint: Paint): string {
  const { errors, warnings, infos, files, objects, networkPolicies } = summary;
  const total = errors + warnings + infos;
  if (total === 0) {
    const policies = countText(networkPolicies, "NetworkPolicy", "NetworkPolicies");
    return `${summary.suppressed > 0 ? "No other findings" : "No findings"} in ${countText(files, "file")}: ${countText(objects, "object")}, ${policies} among them.`;
  }
  const parts = [countText(errors, "error"), countText(warnings, "warning")];
  if (infos > 0) parts.push(countText(infos, "info"));
  const line = `✖ ${countText(total, "problem")} (${parts.join(", ")})`;
  return paint("bold", paint(errors > 0 ? "red" : "yellow", line));
}

function failedLines({ ruleFailures }: Report, paint: Paint): readonly string[] {
  return ruleFailures.map(({ ruleId, message }) => {
    const line = `✖ Rule ${escapeText(ruleId)} failed, so what it looks for was not checked: ${escapeText(message)}`;
    return paint("bold", paint("red", line));
  });
}

function hiddenLine({ hidden }: LintResult): readonly string[] {
  if (hidden === 0) return [];
  return [`${hidden} of them ${hidden === 1 ? "is" : "are"} not shown, being no ${hidden === 1 ? "error" : "errors"} (\`--quiet\`).`];
}

function warningLine({ report: { summary }, tooManyWarnings }: LintResult, paint: Paint): readonly string[] {
  if (tooManyWarnings === null) return [];
  const line = `✖ ${countText(summary.warnings, "warning")}, and \`--max-warnings\` allows ${tooManyWarnings}.`;
  return [paint("bold", paint("red", line))];
}

/** What was fixed, and what could be. */
function fixLines({ report, fixed }: LintResult): readonly string[] {
  const lines: string[] = [];
  if (fixed && fixed.findings > 0) {
    const what = `${countText(fixed.findings, "finding")} ${fixed.written ? "fixed" : "would be fixed"}`;
    lines.push(`${what} in ${countText(fixed.files.length, "file")}${fixed.written ? "." : "; nothing was written."}`);
  }
  const fixable = report.findings.filter(({ fix }) => fix !== null).length;
  if (fixable > 0) lines.push(`${fixable} of them can be fixed with \`--fix\`.`);
  return lines;
}

function suppressedLine({ suppressed }: Report): readonly string[] {
  if (suppressed.length === 0) return [];
  const inFile = suppressed.filter(({ kind }) => kind === "external").length;
  const parts = [
    ...(suppressed.length > inFile ? [`${suppressed.length - inFile} by comments or annotations`] : []),
    ...(inFile > 0 ? [`${inFile} by the suppressions file`] : []),
  ];
  return [`${countText(suppressed.length, "finding")} suppressed: ${parts.join(", ")}.`];
}

function inputProblemLine({ inputProblems }: Report, paint: Paint): readonly string[] {
  const count = inputProblems.length;
  if (count === 0) return [];
  const isMisconfigured = inputProblems.some(({ code }) => code === "configuration");
  const line = isMisconfigured
    ? `✖ ${countText(count, "mistake")} in the configuration, so nothing was analysed`
    : `✖ ${countText(count, "input problem")}: not everything could be read, so there may be more to find`;
  return [paint("bold", paint("red", line))];
}

function flowsLine({ report: { summary }, allowUndecided }: LintResult): string {
  const { kept, broken, undecided } = summary.flows;
  const total = kept + broken + undecided;
  if (total === 0) return noFlows(summary.packs);
  const checked = countText(total, "required flow");
  if (kept === total) return total === 1 ? `${checked} checked, allowed.` : `${checked} checked, all allowed.`;
  const parts = [`${kept} allowed`, `${broken} broken`];
  if (undecided > 0) parts.push(`${undecided} cannot be decided${mustClause(summary.undecidedMust, allowUndecided)}`);
  return `${checked} checked: ${parts.join(", ")}.`;
}

/** Flows that must not be possible, and lines of expectations, fail the run too where they cannot be decided. */
function otherUndecided({ report: { summary }, allowUndecided }: LintResult): readonly string[] {
  const { undecidedMust, flows } = summary;
  if (undecidedMust === 0 || flows.undecided > 0) return [];
  const rest = allowUndecided ? "" : ", so the run fails unless --allow-undecided is given";
  return [`${countText(undecidedMust, "forbidden or expected flow")} cannot be decided${rest}.`];
}

function noFlows(packs: readonly string[]): string {
  if (packs.length === 0) return "No required flow to check: no flow pack has its subject in the input.";
  return `No required flow to check by the ${packs.length === 1 ? "pack" : "packs"} ${packs.join(", ")}.`;
}

/** Undecided flows that must work fail the run, which nothing else in the output would explain. */
function mustClause(count: number, allowUndecided: boolean): string {
  if (count === 0) return "";
  const work = count === 1 ? "1 of which must work" : `${count} of which must work`;
  return allowUndecided ? ` (${work})` : ` (${work}, so the run fails unless --allow-undecided is given)`;
}

function otherLines({ report: { summary }, notRendered }: LintResult): readonly string[] {
  const lines: string[] = [];
  const other = Object.entries(summary.otherPolicies).map(([kind, count]) => `${count} ${escapeText(kind)}`);
  if (other.length > 0) lines.push(`Recognised but not evaluated: ${other.join(", ")}.`);
  if (notRendered.length > 0) {
    lines.push(
      `Not rendered: ${countText(notRendered.length, "Helm template")} (${shortList(notRendered)}); ` +
        "read the chart with `--helm <chart>`.",
    );
  }
  return lines;
}

function shortList(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).map(escapeText).join(", ");
  return paths.length > 3 ? `${shown} and ${paths.length - 3} more` : shown;
}

function assumptionLines({ assumptions }: ReportSummary): readonly string[] {
  return assumptions.map((sentence) => `Assumed: ${escapeText(sentence)}`);
}
