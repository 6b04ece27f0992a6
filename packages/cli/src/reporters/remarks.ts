import type { Severity } from "@netpolint/core";
import type { LintResult } from "../lint-result.js";
import { countText } from "./count-text.js";

export type RemarkCode = "nothing-to-analyse" | "rule-failed" | "must-undecided" | "too-many-warnings" | "not-shown" | "not-checked" | "not-evaluated" | "not-rendered";

/** What a run has to say that no finding says and that no place has: without it a short report would look clean. */
export interface Remark {
  readonly code: RemarkCode;
  readonly severity: Severity;
  /** One sentence. */
  readonly message: string;
}

/** The remarks of a run, with the most severe first. Empty where all was checked. */
export function remarksOf(result: LintResult): readonly Remark[] {
  return [...emptyRemark(result), ...failedRemarks(result), ...undecidedRemark(result), ...warningRemark(result), ...uncheckedRemarks(result), ...otherRemarks(result), ...hiddenRemark(result)];
}

function emptyRemark({ nothingToAnalyse }: LintResult): readonly Remark[] {
  if (nothingToAnalyse === null) return [];
  return [{ code: "nothing-to-analyse", severity: "error", message: nothingToAnalyse }];
}

function failedRemarks({ report }: LintResult): readonly Remark[] {
  return report.ruleFailures.map(({ ruleId, message }) => {
    return { code: "rule-failed", severity: "error", message: `Rule ${ruleId} failed, so what it looks for was not checked: ${withStop(message)}` };
  });
}

function warningRemark({ report: { summary }, tooManyWarnings }: LintResult): readonly Remark[] {
  if (tooManyWarnings === null) return [];
  const message = `${countText(summary.warnings, "warning")}, and --max-warnings allows ${tooManyWarnings}, so the run fails.`;
  return [{ code: "too-many-warnings", severity: "error", message }];
}

function hiddenRemark({ hidden }: LintResult): readonly Remark[] {
  if (hidden === 0) return [];
  const message = `${countText(hidden, "finding")} that ${hidden === 1 ? "is no error is" : "are no errors are"} not shown (--quiet).`;
  return [{ code: "not-shown", severity: "info", message }];
}

/** A run that fails without a finding of severity error says why. */
function undecidedRemark({ report, allowUndecided }: LintResult): readonly Remark[] {
  const count = report.summary.undecidedMust;
  if (count === 0 || allowUndecided) return [];
  const flows = count === 1 ? "1 flow that must work cannot" : `${count} flows that must work cannot`;
  const message = `${flows} be decided, so the run fails unless --allow-undecided is given.`;
  return [{ code: "must-undecided", severity: "error", message }];
}

function uncheckedRemarks({ report }: LintResult): readonly Remark[] {
  return report.unchecked.map(({ pack, id, reason }) => {
    return { code: "not-checked", severity: "info", message: `Not checked: ${pack} ${id}: ${withStop(reason)}` };
  });
}

function otherRemarks({ report, notRendered }: LintResult): readonly Remark[] {
  const remarks: Remark[] = [];
  const policies = Object.entries(report.summary.otherPolicies).map(([kind, count]) => `${count} ${kind}`);
  if (policies.length > 0) {
    const message = `Recognised but not evaluated: ${policies.join(", ")}.`;
    remarks.push({ code: "not-evaluated", severity: "info", message });
  }
  if (notRendered.length > 0) {
    const templates = `${countText(notRendered.length, "Helm template")} (${shortList(notRendered)})`;
    const message = `Not rendered: ${templates}; read the chart with \`--helm <chart>\`.`;
    remarks.push({ code: "not-rendered", severity: "info", message });
  }
  return remarks;
}

function shortList(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).join(", ");
  return paths.length > 3 ? `${shown} and ${paths.length - 3} more` : shown;
}

function withStop(sentence: string): string {
  return sentence.endsWith(".") ? sentence : `${sentence}.`;
}
