import type { MapEndpoint } from "@netpolint/core";
import { countText } from "../reporters/count-text.js";
import { escapeText } from "../reporters/escape-text.js";
import { type Paint, paintWith } from "../reporters/paint.js";
import { endpointTitle } from "./endpoint-title.js";
import { openDirections, unclearDirections } from "./isolation-text.js";
import type { MapLink, MapView } from "./map-view.js";
import { kindsOf, linkText } from "./ports-text.js";

/** Lines for people: the connections of one source after the other, then what is to be known about the endpoints. */
export function* mapText(view: MapView, { colour }: { readonly colour: boolean }): Iterable<string> {
  const paint = paintWith(colour);
  const names = view.endpoints.map(nameOf);
  for (const links of bySource(view)) {
    for (const link of links) yield `${linkLine(names, link, paint)}\n`;
    yield "\n";
  }
  const paragraphs = [
    endpointLines(view, "Nothing isolates:", openDirections),
    endpointLines(view, "Not known, or not the same for all pods, whether anything isolates:", unclearDirections),
    unlinkedLines(view),
    [...legendLines(view), ...familyLines(view), summaryLine(view)],
  ];
  const texts = paragraphs.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  yield `${texts.join("\n\n")}\n`;
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

function linkLine(names: readonly string[], link: MapLink, paint: Paint): string {
  const ends = `${names[link.from] ?? ""} -> ${names[link.to] ?? ""}`;
  const isSure = kindsOf(link).every(([kind]) => kind === "allowed" || kind === "denied");
  const text = linkText(link);
  return `${ends}: ${isSure ? text : paint("yellow", text)}`;
}

function nameOf(endpoint: MapEndpoint): string {
  return escapeText(endpointTitle(endpoint));
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

const meanings = {
  partly: "for some pods or address families of the two ends; for the others not, or that cannot be decided",
  undefined: "cannot be decided; `netpolint why <from> <to>` says what would decide it",
  denied: "between no two pods of the ends; what is partly allowed or undefined is not listed",
};

function legendLines({ links }: MapView): readonly string[] {
  const kinds = new Set(links.flatMap((link) => kindsOf(link).map(([kind]) => kind)));
  return (["partly", "undefined", "denied"] as const)
    .filter((kind) => kinds.has(kind))
    .map((kind) => `${kind}: ${meanings[kind]}`);
}

function familyLines({ endpoints, families }: MapView): readonly string[] {
  const [only, ...others] = families;
  if (others.length > 0 || !endpoints.some(({ cidrs }) => cidrs !== null)) return [];
  return [`addresses: of IPv${only} only, for the input has none of the other family`];
}

function summaryLine({ endpoints, links, isDenied }: MapView): string {
  const what = countText(links.length, isDenied ? "pair" : "connection");
  return `${what}${isDenied ? " with denied ports" : ""} between ${countText(endpoints.length, "endpoint")}`;
}
