import type { MapEndpoint } from "@netpolint/core";
import { countText } from "../reporters/count-text.js";
import { escapeText } from "../reporters/escape-text.js";
import { type Paint, paintWith } from "../reporters/paint.js";
import { openDirections, unclearDirections } from "./isolation-text.js";
import type { MapLink, MapView } from "./map-view.js";
import { kindsOf, linkText } from "./ports-text.js";

/** Lines for people: the connections of one source after the other, then what is to be known about the endpoints. */
export function mapText(view: MapView, { colour }: { readonly colour: boolean }): string {
  const paint = paintWith(colour);
  const paragraphs = [
    ...bySource(view).map((links) => links.map((link) => linkLine(view, link, paint))),
    endpointLines(view, "Nothing isolates:", openDirections),
    endpointLines(view, "Not known, or not the same for all pods, whether anything isolates:", unclearDirections),
    unlinkedLines(view),
    [...legendLines(view), summaryLine(view)],
  ];
  const texts = paragraphs.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${texts.join("\n\n")}\n`;
}

function bySource({ links }: MapView): readonly (readonly MapLink[])[] {
  const groups = new Map<number, MapLink[]>();
  for (const link of links) {
    const group = groups.get(link.from);
    if (group) group.push(link);
    else groups.set(link.from, [link]);
  }
  return [...groups.values()];
}

function linkLine({ endpoints }: MapView, link: MapLink, paint: Paint): string {
  const ends = `${nameOf(endpoints[link.from])} -> ${nameOf(endpoints[link.to])}`;
  const isSure = kindsOf(link).every(([kind]) => kind === "allowed" || kind === "denied");
  const text = linkText(link);
  return `${ends}: ${isSure ? text : paint("yellow", text)}`;
}

function nameOf(endpoint: MapEndpoint | undefined): string {
  return escapeText(endpoint?.name ?? "");
}

function endpointLines(
  { endpoints }: MapView,
  title: string,
  directionsOf: (endpoint: MapEndpoint) => string | undefined,
): readonly string[] {
  const found = endpoints.flatMap((endpoint) => {
    const directions = directionsOf(endpoint);
    return directions === undefined ? [] : [`  ${nameOf(endpoint)}: ${directions}`];
  });
  return found.length === 0 ? [] : [title, ...found];
}

function unlinkedLines({ endpoints, links, isPart }: MapView): readonly string[] {
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
  const names = endpoints.filter((_, index) => !linked.has(index)).map((endpoint) => `  ${nameOf(endpoint)}`);
  const title = isPart ? "Without connections of those asked for:" : "Without connections:";
  return names.length === 0 ? [] : [title, ...names];
}

function legendLines({ links }: MapView): readonly string[] {
  const kinds = new Set(links.flatMap((link) => kindsOf(link).map(([kind]) => kind)));
  return [
    ...(kinds.has("partly") ? ["partly: for some pods or address families of the two ends only, or surely for some only"] : []),
    ...(kinds.has("undefined") ? ["undefined: cannot be decided; `netpolint why <from> <to>` says what would decide it"] : []),
    ...(kinds.has("denied") ? ["denied: between no two pods of the ends; what is partly allowed or undefined is not listed"] : []),
  ];
}

function summaryLine({ endpoints, links, isDenied }: MapView): string {
  const what = countText(links.length, isDenied ? "pair" : "connection");
  return `${what}${isDenied ? " with denied ports" : ""} between ${countText(endpoints.length, "endpoint")}`;
}
