import type { MapEndpoint } from "@netpolint/core";
import { endpointTitle } from "./endpoint-title.js";
import type { MapLink, MapView } from "./map-view.js";
import { linkText } from "./ports-text.js";

/** A diagram with more lines than this is not read but looked at. */
const manyLinks = 150;

/** One node of a diagram: endpoints that have the same connections. */
export interface DiagramNode {
  readonly endpoints: readonly MapEndpoint[];
}

export interface Diagram {
  readonly nodes: readonly DiagramNode[];
  /** By index of the nodes. A node with several endpoints may be linked with itself. */
  readonly links: readonly MapLink[];
}

/**
 * The nodes and lines of a diagram. Where there are many lines, endpoints of one namespace that nobody can tell apart
 * by their connections become one node.
 */
export function putAlikeTogether(view: MapView, most = manyLinks): Diagram {
  if (view.links.length <= most) {
    return { nodes: view.endpoints.map((one) => ({ endpoints: [one] })), links: view.links };
  }
  const nodeOf = findAlike(view);
  const nodes: MapEndpoint[][] = [];
  view.endpoints.forEach((endpoint, index) => {
    const node = nodeOf[index] as number;
    (nodes[node] ??= []).push(endpoint);
  });
  const seen = new Set<string>();
  const links: MapLink[] = [];
  for (const link of view.links) {
    const [from, to] = [nodeOf[link.from] as number, nodeOf[link.to] as number];
    const key = `${from} ${to}`;
    if (seen.has(key)) continue;
    seen.add(key);
    links.push({ ...link, from, to });
  }
  return { nodes: nodes.map((endpoints) => ({ endpoints })), links };
}

/** By endpoint, the number of its node. Those that are alike have equal rows, or equal rows but for each other. */
function findAlike(view: MapView): readonly number[] {
  const rows = rowsOf(view);
  const nodeOf: number[] = [];
  const known = new Map<string, number>();
  let count = 0;
  view.endpoints.forEach((endpoint, index) => {
    const row = rows[index] as ReadonlyMap<number, string>;
    // Those that are linked with each other as with themselves; those that are not linked with each other.
    const keys = [closedRow(row, index), openRow(row, index)].map((text) => JSON.stringify([kindOf(endpoint), text]));
    const found = keys.map((key) => known.get(key)).find((node) => node !== undefined);
    const node = found ?? count++;
    for (const key of keys) if (!known.has(key)) known.set(key, node);
    nodeOf.push(node);
  });
  return nodeOf;
}

function kindOf({ type, namespace, isolated }: MapEndpoint): string {
  return JSON.stringify([type === "addresses", namespace, isolated?.ingress, isolated?.egress]);
}

/** By the other end, what goes out and what comes in. */
function rowsOf({ endpoints, links }: MapView): readonly ReadonlyMap<number, string>[] {
  const rows = endpoints.map(() => new Map<number, string>());
  const add = (at: number, other: number, text: string): void => {
    const row = rows[at];
    row?.set(other, `${row.get(other) ?? ""}${text}`);
  };
  for (const link of links) add(link.from, link.to, `>${linkText(link)}`);
  for (const link of links) add(link.to, link.from, `<${linkText(link)}`);
  return rows;
}

function closedRow(row: ReadonlyMap<number, string>, self: number): string {
  const own = row.get(self);
  return own === undefined ? `alone ${self}` : `with ${rowText(row)}`;
}

function openRow(row: ReadonlyMap<number, string>, self: number): string {
  const own = row.get(self) ?? "";
  return `without ${own} ${rowText(new Map([...row].filter(([other]) => other !== self)))}`;
}

function rowText(row: ReadonlyMap<number, string>): string {
  return JSON.stringify([...row].sort(([a], [b]) => a - b));
}

/** `web`, or `web, db and 3 more` of the names without their namespace. */
export function nodeTitle({ endpoints }: DiagramNode): string {
  const names = endpoints.map(shortName);
  if (names.length <= 3) return names.join(", ");
  return `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`;
}

function shortName(endpoint: MapEndpoint): string {
  const { name, namespace, type } = endpoint;
  if (namespace === null || type === "namespace") return endpointTitle(endpoint);
  return name.slice(namespace.length + 1);
}
