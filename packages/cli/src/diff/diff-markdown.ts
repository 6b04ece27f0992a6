import type { ConnectivityDiff, DiffConnection, DiffReason, OneSidedEndpoint, SourceRange } from "@netpolint/core";
import { changedPolicies, diffReasonText, stateText } from "@netpolint/views";
import { portsText } from "../map/ports-text.js";
import { markdownText, type ShowPlace } from "../reporters/markdown-text.js";
import { type DiffResult, isUnchanged } from "./diff-result.js";
import { endpointGroups } from "./endpoint-groups.js";

/** A table for a pull request, and the endpoints that one side has alone. */
export function diffMarkdown({ diff }: DiffResult): string {
  const rows = changeRows(diff);
  const sections = [
    rows.length === 0 ? noConnection(diff) : [...changeTableHead, ...rows].join("\n"),
    endpointList("Only in base", endpointItems(diff.onlyInBase)),
    endpointList("Only in head", endpointItems(diff.onlyInHead)),
  ];
  return `${sections.filter((text) => text !== "").join("\n\n")}\n`;
}

export const changeTableHead: readonly string[] = [
  "| Change | From | To | Ports | Because |",
  "| --- | --- | --- | --- | --- |",
];

/** A row of the table for each connection that is gained or lost, or that one side leaves undecided. */
export function changeRows(diff: ConnectivityDiff, showPlace: ShowPlace = plainLine): readonly string[] {
  const rows = [
    ...diff.gained.map((one) => row("gained", one, showPlace)),
    ...diff.lost.map((one) => row("lost", one, showPlace)),
    ...diff.undecidedChanges.map((one) => row(`${stateText(one.base)}, now ${stateText(one.head)}`, one, showPlace)),
  ];
  return rows.map((cells) => `| ${cells.join(" | ")} |`);
}

export function noConnection(diff: ConnectivityDiff): string {
  const names = changedPolicies(diff).map(markdownText);
  if (!isUnchanged(diff) || names.length === 0) return "No connection changed.";
  return `No connection changed.\n\nPolicies differ, though not for the endpoints of the input: ${names.join(", ")}.`;
}

function row(change: string, connection: DiffConnection, showPlace: ShowPlace): readonly string[] {
  const { from, to, ports, somePods, family, reasons } = connection;
  const only = [...(family === null ? [] : [`IPv${family}`]), ...(somePods ? ["some pods"] : [])];
  const limit = only.length === 0 ? "" : ` (${only.join(", ")} only)`;
  const because = reasons.map((reason) => reasonCell(reason, showPlace)).join("; ");
  return [change, markdownText(from.name), markdownText(to.name), `${portsText(ports)}${limit}`, because];
}

function reasonCell(reason: DiffReason, showPlace: ShowPlace): string {
  const { place } = reason;
  const text = markdownText(diffReasonText(reason));
  if (!place) return text;
  return `${text} ${markdownText("(")}${showPlace(place.file, place.range)}${markdownText(")")}`;
}

function plainLine(file: string, { start }: SourceRange): string {
  return markdownText(`${file}:${start.line}`);
}

function endpointList(title: string, items: readonly string[]): string {
  return items.length === 0 ? "" : `${title}:\n\n${items.join("\n")}`;
}

/** A list item for each endpoint, with one below it for each group of its connections. */
export function endpointItems(endpoints: readonly OneSidedEndpoint[]): readonly string[] {
  return endpoints.flatMap((endpoint) => [
    `- ${markdownText(endpoint.name)}`,
    ...endpointGroups(endpoint).map(({ arrow, others, state, ports }) => {
      const word = state === "allowed" ? "" : `${stateText(state)}: `;
      const direction = arrow === "->" ? "to" : "from";
      return `  - ${direction} ${markdownText(others.join(", "))}: ${word}${portsText(ports)}`;
    }),
  ]);
}
