import type { Severity, Suggestion } from "@netpolint/core";
import { pageAddress } from "../homepage.js";
import type { LintResult } from "../lint-result.js";
import { countText } from "./count-text.js";
import { effectClauses } from "./effect-text.js";
import { escapeText } from "./escape-text.js";
import { markdownText, type ShowPlace } from "./markdown-text.js";
import { remarksOf } from "./remarks.js";
import { entriesOf, type ReportEntry } from "./report-entries.js";
import { noFindings, summaryLines } from "./summary-lines.js";

/** A summary for pull requests and job pages: a table of what was found, and what was not checked. */
export function markdown(result: LintResult): string {
  const entries = [...entriesOf(result)].sort((a, b) => rank[a.severity] - rank[b.severity]);
  const remarks = remarksOf(result).map(({ message }) => `- ${markdownSentence(message)}`);
  const assumed = result.report.summary.assumptions.map((sentence) => `- Assumed: ${markdownSentence(sentence)}`);
  const blocks = [
    ["## netpolint"],
    [`**${headline(entries, result)}**`],
    [summaryLines(result).map(markdownSentence).join(" ")].filter((line) => line !== ""),
    entries.length === 0 ? [] : [...entryTableHead, ...entries.map((entry) => entryRow(entry))],
    [...remarks, ...assumed],
  ];
  return `${blocks.filter((block) => block.length > 0).map((block) => block.join("\n")).join("\n\n")}\n`;
}

/** Errors first. */
export const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** What was found, in numbers; without markup. */
export function headline(entries: readonly ReportEntry[], result: LintResult): string {
  if (entries.length === 0) return noFindings(result);
  const unread = entries.filter(({ finding }) => finding === null).length;
  const count = (severity: Severity): number => {
    return entries.filter((entry) => entry.finding !== null && entry.severity === severity).length;
  };
  const parts = [countText(count("error"), "error"), countText(count("warning"), "warning")];
  if (count("info") > 0) parts.push(countText(count("info"), "info"));
  if (unread > 0) parts.push(`${countText(unread, "input problem")}: not everything could be read`);
  return parts.join(", ");
}

export const entryTableHead: readonly string[] = ["| | Place | Message | Rule |", "|---|---|---|---|"];

export function entryRow(entry: ReportEntry, showPlace: ShowPlace = plainPlace): string {
  const { file, range, severity, code, message, finding } = entry;
  const help = finding && finding.help !== "" ? `<br>${markdownSentence(finding.help)}` : "";
  const suggestions = finding?.suggestions ?? [];
  const suggested = suggestions.map((one) => `<br>Suggestion: ${markdownSentence(suggestionText(one))}`).join("");
  const rule = finding ? `[${code}](${pageAddress("rules", code)})` : code;
  const text = `${markdownSentence(message)}${help}${suggested}`;
  return `| ${finding ? severity : "unread"} | ${showPlace(file, range)} | ${text} | ${rule} |`;
}

function plainPlace(file: string, { start }: ReportEntry["range"]): string {
  return markdownText(escapeText(`${file}:${start.line}:${start.column}`));
}

function suggestionText(suggestion: Suggestion): string {
  return [suggestion.title, ...effectClauses(suggestion)].join("; ");
}

/** A sentence of ours in which names stand in backticks: the names stay code, and nothing else becomes markup. */
export function markdownSentence(text: string): string {
  const parts = escapeText(text).split("`");
  // An odd number of backticks pairs nothing for sure.
  if (parts.length % 2 === 0) return markdownText(escapeText(text));
  return parts.map((part, index) => (index % 2 === 0 ? markdownText(part) : codeSpan(part))).join("");
}

/** A cell of a table ends at a bar, in code too. */
function codeSpan(text: string): string {
  return text.trim() === "" ? markdownText(`\`${text}\``) : `\`${text.replaceAll("|", "\\|")}\``;
}
