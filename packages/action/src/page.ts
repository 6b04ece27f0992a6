import {
  changeRows,
  changeTableHead,
  countDiffLines,
  countText,
  type DiffResult,
  diffMermaid,
  endpointItems,
  entriesOf,
  entryRow,
  entryTableHead,
  headline,
  isUnchanged,
  type LintResult,
  markdownSentence,
  markdownText,
  noConnection,
  rank,
  remarksOf,
  type ReportEntry,
  type ShowPlace,
  summaryLine,
  summaryLines,
} from "netpolint/parts";
import type { Nearness } from "./changed-lines.js";
import type { Block } from "./cut-to-bytes.js";

/** What a page for reviewers is made of. */
export interface PageParts {
  /** Where it was looked, where that is not the whole repository; "" otherwise. */
  readonly place: string;
  readonly result: LintResult;
  /** Undefined where nothing was compared. */
  readonly diff: DiffResult | undefined;
  /** The base, in Markdown. */
  readonly baseText: string;
  readonly showPlace: ShowPlace;
  readonly nearnessOf: (entry: ReportEntry) => Nearness;
  /** What else there is to say, a sentence each. */
  readonly notes: readonly string[];
  /** The page of the run on the web; undefined where that is not known. */
  readonly runAddress: string | undefined;
}

/** The summary of the job and the comment on the pull request, in Markdown. */
export function pageBlocks(parts: PageParts): readonly Block[] {
  const { result, place, notes } = parts;
  const title = place === "" ? "## netpolint" : `## netpolint: ${markdownText(place)}`;
  const numbers = summaryLines(result).map(markdownSentence).join(" ");
  return [
    fixed([title, "", `**${headline(entriesOf(result), result)}**`, ...(numbers === "" ? [] : ["", numbers])]),
    list("note", notes.map(markdownSentence)),
    findingsBlock(parts),
    ...(parts.diff ? diffBlocks(parts.diff, parts) : []),
    list("remark", remarksOf(result).map(({ message }) => markdownSentence(message))),
    list("assumption", result.report.summary.assumptions.map((sentence) => `Assumed: ${markdownSentence(sentence)}`)),
  ];
}

function fixed(head: readonly string[]): Block {
  return { head, rows: [], leftOut: () => "" };
}

function list(what: string, items: readonly string[]): Block {
  const rows = items.map((item) => `- ${item}`);
  return { head: [], rows, leftOut: (count) => `- ${countText(count, `more ${what}`)}.` };
}

function findingsBlock({ result, showPlace, nearnessOf, runAddress }: PageParts): Block {
  const entries = entriesOf(result)
    .map((entry) => ({ entry, order: rank[entry.severity] * 3 + nearnessOf(entry) }))
    .sort((a, b) => a.order - b.order);
  if (entries.length === 0) return fixed([]);
  const rows = entries.map(({ entry }) => entryRow(entry, showPlace));
  const leftOut: Block["leftOut"] = (count) => `${countText(count, "more finding")}: see ${logText(runAddress)}.`;
  return { head: entryTableHead, rows, leftOut };
}

function logText(runAddress: string | undefined): string {
  return runAddress === undefined ? "the log of the step" : `[the log of the step](${runAddress})`;
}

function diffBlocks(result: DiffResult, { baseText, showPlace, runAddress }: PageParts): readonly Block[] {
  const { diff } = result;
  const rows = changeRows(diff, showPlace);
  const head = [`### Connections, compared with ${baseText}`, ""];
  const leftOut = (count: number): string => `${countText(count, "more row")}: see ${logText(runAddress)}.`;
  if (isUnchanged(diff)) return [fixed([...head, noConnection(diff)])];
  return [
    fixed([...head, summaryLine(diff)]),
    ...diagramBlock(result),
    ...(rows.length === 0 ? [] : [{ head: changeTableHead, rows, leftOut }]),
    ...endpointsBlock("Only in the base:", endpointItems(diff.onlyInBase), leftOut),
    ...endpointsBlock("Only in the head:", endpointItems(diff.onlyInHead), leftOut),
  ];
}

function endpointsBlock(title: string, rows: readonly string[], leftOut: Block["leftOut"]): readonly Block[] {
  return rows.length === 0 ? [] : [{ head: [title, ""], rows, leftOut }];
}

/** A diagram with more lines is not read but looked at; the table has them all. */
const mostLines = 30;

function diagramBlock(result: DiffResult): readonly Block[] {
  if (countDiffLines(result) > mostLines) return [];
  return [fixed(["```mermaid", diffMermaid(result).trimEnd(), "```"])];
}
