import type { ConnectivityDiff, DiffConnection, DiffReason, OneSidedEndpoint, UndecidedChange } from "@netpolint/core";
import { changedPolicies, diffReasonText, stateText } from "@netpolint/views";
import { portsText } from "../map/ports-text.js";
import { countText } from "../reporters/count-text.js";
import { escapeText } from "../reporters/escape-text.js";
import { type Paint, paintWith } from "../reporters/paint.js";
import { countPairs, type DiffResult, isUnchanged } from "./diff-result.js";
import { endpointGroups } from "./endpoint-groups.js";

/** Lines for people: what is gained, lost and not known any more, the endpoints of one side, and a summary. */
export function diffText({ diff }: DiffResult, { colour }: { readonly colour: boolean }): string {
  const paint = paintWith(colour);
  const paragraphs = [
    diff.gained.map((one) => connectionLine(one, "+", paint)),
    diff.lost.map((one) => connectionLine(one, "-", paint)),
    diff.undecidedChanges.map((one) => undecidedLine(one, paint)),
    diff.onlyInBase.flatMap((one) => endpointLines(one, "base", paint)),
    diff.onlyInHead.flatMap((one) => endpointLines(one, "head", paint)),
    [paint("bold", summaryLine(diff)), ...unseenPolicies(diff)],
  ];
  const texts = paragraphs.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${texts.join("\n\n")}\n`;
}

const markFormat = { "+": "cyan", "-": "red", "?": "yellow" } as const;

function connectionLine(connection: DiffConnection, mark: "+" | "-", paint: Paint): string {
  return `${paint(markFormat[mark], `${mark} ${flowText(connection)}`)}   ${reasonsText(connection.reasons, paint)}`;
}

function flowText({ from, to, ports, somePods, family }: DiffConnection): string {
  const only = [...(family === null ? [] : [`IPv${family}`]), ...(somePods ? ["some pods"] : [])];
  const limit = only.length === 0 ? "" : ` (${only.join(", ")} only)`;
  return escapeText(`${from.name} -> ${to.name} ${portsText(ports)}${limit}`);
}

function reasonsText(reasons: readonly DiffReason[], paint: Paint): string {
  return reasons.map((reason) => `${escapeText(diffReasonText(reason))}${placeText(reason, paint)}`).join("; ");
}

function placeText({ place }: DiffReason, paint: Paint): string {
  return place ? ` ${paint("dim", `(${escapeText(place.file)}:${place.range.start.line})`)}` : "";
}

function undecidedLine(change: UndecidedChange, paint: Paint): string {
  const states = `${stateText(change.base)}, now ${stateText(change.head)}`;
  return `${paint("yellow", `? ${flowText(change)}`)}   ${states}: ${reasonsText(change.reasons, paint)}`;
}

function endpointLines(endpoint: OneSidedEndpoint, side: "base" | "head", paint: Paint): readonly string[] {
  const mark = side === "base" ? "-" : "+";
  const groups = endpointGroups(endpoint);
  const none = groups.length === 0 ? ", without connections" : "";
  return [
    paint(markFormat[mark], `${mark} ${escapeText(endpoint.name)}: only in ${side}${none}`),
    ...groups.map(({ arrow, others, state, ports }) => {
      const word = state === "allowed" ? "" : `${stateText(state)}: `;
      return `    ${arrow} ${escapeText(others.join(", "))}: ${word}${portsText(ports)}`;
    }),
  ];
}

/** What differs, in numbers. */
export function summaryLine(diff: ConnectivityDiff): string {
  if (isUnchanged(diff)) return "No connection changed.";
  const { gained, lost, undecidedChanges, onlyInBase, onlyInHead } = diff;
  const connections = `${countText(countPairs(gained), "connection")} gained, ${countPairs(lost)} lost`;
  const undecided = undecidedChanges.length === 0 ? "" : `, ${countPairs(undecidedChanges)} not decided on one side`;
  const sides = [
    ...(onlyInBase.length === 0 ? [] : [`${countText(onlyInBase.length, "endpoint")} only in base`]),
    ...(onlyInHead.length === 0 ? [] : [`${countText(onlyInHead.length, "endpoint")} only in head`]),
  ];
  return `${[`${connections}${undecided}`, ...sides].join("; ")}.`;
}

/** A policy can change what pods may do that are not in the input: no change seen is not no change. */
function unseenPolicies(diff: ConnectivityDiff): readonly string[] {
  const names = changedPolicies(diff);
  if (!isUnchanged(diff) || names.length === 0) return [];
  return [`Policies differ, though not for the endpoints of the input: ${escapeText(names.join(", "))}.`];
}
