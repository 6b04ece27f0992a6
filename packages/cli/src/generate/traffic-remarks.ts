import type { InputProblem } from "@netpolint/core";
import {
  type IgnoredRecord,
  type ObservedTraffic,
  type RecordProblem,
  type RecordProblemKind,
  type SeenTraffic,
  unattributedTexts,
  type UnattributedReason,
  type UnattributedTraffic,
} from "@netpolint/generate";
import { countText } from "../reporters/count-text.js";

const problemTexts: Readonly<Record<RecordProblemKind, string>> = {
  text: "cannot be read as JSON or YAML",
  truncated: "ends in the middle",
  "too-long": "is longer than 64 MB",
  unknown: "has no format that is known",
  incomplete: "lacks what a flow needs",
};

/** Records that were not understood, as what could not be read: one problem for each kind and stream. */
export function recordProblems({ problems }: ObservedTraffic): readonly InputProblem[] {
  return problems.map((problem) => {
    const [line = 1] = problem.lines;
    return { code: "traffic", message: problemText(problem), file: problem.stream, line, column: 1 };
  });
}

function problemText({ kind, format, count, lines }: RecordProblem): string {
  const what = `${format === undefined ? "The record" : `The record (${format})`} ${problemTexts[kind]}`;
  const others = count - lines.length;
  const more = others === 0 ? "" : `, and ${others} more`;
  const rest = `${lines.length === 2 && others === 0 ? "line" : "lines"} ${lines.slice(1).join(", ")}${more}`;
  const where = count === 1 ? "" : `; so it is with ${countText(count - 1, "other", "others")}: ${rest}`;
  return `${what}, and nothing is generated from it${where}.`;
}

const ignoredTexts: Readonly<Record<IgnoredRecord, string>> = {
  duplicate: "Records that repeat others",
  "no-flow": "Records about something else than connections",
  "lost-events": "Records that say that events were lost, so that more was there than was seen",
  "not-usable": "Observations of workloads that are not finished",
};

/** What was read, and what was left out. */
export function trafficRemarks(traffic: ObservedTraffic): readonly string[] {
  return [
    ...traffic.formats.map(({ stream, format, records, line }) => {
      const first = line === 1 ? "" : `, the first in line ${line}`;
      return `${stream}: ${countText(records, "record", "records")} read as ${format}${first}.`;
    }),
    ...[...traffic.ignored].map(([why, count]) => `${ignoredTexts[why]}: ${count}.`),
    ...[...traffic.unlisted].map(([reason, times]) => {
      const seen = countText(times, "time", "times");
      return `Seen ${seen} more, in too many flows to list, and nothing is generated for it: ${unattributedTexts[reason]}`;
    }),
  ];
}

const mostListed = 20;

/** Traffic that nothing was generated for, under the reasons. */
export function leftOutLines(leftOut: readonly UnattributedTraffic[]): readonly string[] {
  const reasons = [...new Set(leftOut.map(({ reason }) => reason))].sort();
  return reasons.flatMap((reason) =>
    linesFor(
      reason,
      leftOut.filter((one) => one.reason === reason),
    ),
  );
}

function linesFor(reason: UnattributedReason, seen: readonly UnattributedTraffic[]): readonly string[] {
  const more = seen.length - mostListed;
  return [
    `Nothing is generated for ${countText(seen.length, "flow", "flows")}: ${unattributedTexts[reason]}`,
    ...seen.slice(0, mostListed).map((one) => `    ${seenText(one)}`),
    ...(more > 0 ? [`    and ${more} more; --format json has all`] : []),
  ];
}

function seenText({ detail, ...seen }: UnattributedTraffic): string {
  return `${trafficText(seen)}${detail === undefined ? "" : ` (${detail})`}`;
}

function trafficText({ from, to, protocol, port, times }: SeenTraffic): string {
  const ports = port === undefined ? protocol : `${port ?? "any"}/${protocol}`;
  return `${from} -> ${to} ${ports}, ${countText(times, "time", "times")}`;
}
