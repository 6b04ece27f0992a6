import type { ConnectivityDiff, DiffConnection, DiffReason, OneSidedEndpoint } from "@netpolint/core";
import { portsText } from "../map/ports-text.js";
import { markdownText } from "../reporters/markdown-text.js";
import { type DiffResult, isUnchanged, policyNames } from "./diff-result.js";
import { endpointGroups, stateText } from "./endpoint-groups.js";
import { reasonText } from "./reason-text.js";

/** A table for a pull request, and the endpoints that one side has alone. */
export function diffMarkdown({ diff }: DiffResult): string {
  const rows = [
    ...diff.gained.map((one) => row("gained", one)),
    ...diff.lost.map((one) => row("lost", one)),
    ...diff.undecidedChanges.map((one) => row(`${stateText(one.base)}, now ${stateText(one.head)}`, one)),
  ];
  const header = ["Change", "From", "To", "Ports", "Because"];
  const table = [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  const sections = [
    rows.length === 0 ? noConnection(diff) : table,
    endpointList("Only in base", diff.onlyInBase),
    endpointList("Only in head", diff.onlyInHead),
  ];
  return `${sections.filter((text) => text !== "").join("\n\n")}\n`;
}

function noConnection(diff: ConnectivityDiff): string {
  const names = policyNames(diff).map(markdownText);
  if (!isUnchanged(diff) || names.length === 0) return "No connection changed.";
  return `No connection changed.\n\nPolicies differ, though not for the endpoints of the input: ${names.join(", ")}.`;
}

function row(change: string, { from, to, ports, somePods, family, reasons }: DiffConnection): readonly string[] {
  const only = [...(family === null ? [] : [`IPv${family}`]), ...(somePods ? ["some pods"] : [])];
  const limit = only.length === 0 ? "" : ` (${only.join(", ")} only)`;
  const because = reasons.map(reasonCell).join("; ");
  return [change, markdownText(from.name), markdownText(to.name), `${portsText(ports)}${limit}`, because];
}

function reasonCell(reason: DiffReason): string {
  const { place } = reason;
  const where = place ? ` (${place.file}:${place.range.start.line})` : "";
  return markdownText(`${reasonText(reason)}${where}`);
}

function endpointList(title: string, endpoints: readonly OneSidedEndpoint[]): string {
  if (endpoints.length === 0) return "";
  const items = endpoints.flatMap((endpoint) => [
    `- ${markdownText(endpoint.name)}`,
    ...endpointGroups(endpoint).map(({ arrow, others, state, ports }) => {
      const word = state === "allowed" ? "" : `${stateText(state)}: `;
      const direction = arrow === "->" ? "to" : "from";
      return `  - ${direction} ${markdownText(others.join(", "))}: ${word}${portsText(ports)}`;
    }),
  ]);
  return `${title}:\n\n${items.join("\n")}`;
}
