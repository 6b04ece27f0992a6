import type { MapEndpoint } from "@netpolint/core";
import { endpointTitle } from "./endpoint-title.js";
import { openDirections, unclearDirections } from "./isolation-text.js";
import type { MapView } from "./map-view.js";
import { type LinkKind, kindsOf, portsText } from "./ports-text.js";
import { visibleText } from "./visible-text.js";

/** A table for a page or a pull request, with lists of what is open and what has no connection. */
export function mapMarkdown(view: MapView): string {
  const { endpoints, links } = view;
  const kinds = shownKinds(view);
  const rows = links.map((link) => {
    const ports = new Map(kindsOf(link));
    const cells = kinds.map((kind) => {
      const found = ports.get(kind);
      return found ? portsText(found) : "";
    });
    return [nameOf(endpoints[link.from]), nameOf(endpoints[link.to]), ...cells];
  });
  const header = ["From", "To", ...kinds.map((kind) => kind[0]?.toUpperCase() + kind.slice(1))];
  const table = [header, header.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
  const sections = [
    rows.length === 0 ? "No connections." : table,
    list("Nothing isolates", directionRows(view, openDirections)),
    list("Not known, or not the same for all pods, whether anything isolates", directionRows(view, unclearDirections)),
    list(view.isPart ? "Without connections of those asked for" : "Without connections", unlinked(view)),
  ];
  return `${sections.filter((text) => text !== "").join("\n\n")}\n`;
}

function shownKinds({ links }: MapView): readonly LinkKind[] {
  const found = new Set(links.flatMap((link) => kindsOf(link).map(([kind]) => kind)));
  return (["allowed", "partly", "undefined", "denied"] as const).filter((kind) => found.has(kind));
}

function directionRows({ endpoints }: MapView, of: (endpoint: MapEndpoint) => string | undefined): readonly string[] {
  return endpoints.flatMap((endpoint) => {
    const directions = of(endpoint);
    return directions === undefined ? [] : [`${nameOf(endpoint)}: ${directions}`];
  });
}

function unlinked({ endpoints, links }: MapView): readonly string[] {
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
  return endpoints.filter((_, index) => !linked.has(index)).map(nameOf);
}

function list(title: string, rows: readonly string[]): string {
  return rows.length === 0 ? "" : `${title}:\n\n${rows.map((row) => `- ${row}`).join("\n")}`;
}

/** Names of users' objects must not become markup or break the table. */
function nameOf(endpoint: MapEndpoint | undefined): string {
  return visibleText(endpoint ? endpointTitle(endpoint) : "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/[\\`*_{}[\]#!|~>@]/g, (character) => `\\${character}`);
}
