import {
  type ConnectionMap,
  type ConnectionPorts,
  emptyPortSet,
  fullPortSet,
  type IpFamily,
  intersectPortSets,
  isEmptyConnection,
  type MapBy,
  type MapEndpoint,
  perProtocol,
  subtractPortSets,
} from "@netpolint/core";
import type { MapFilter } from "./read-map-filter.js";

/** What connects two endpoints, by their index in the view. No port is in two of the four. */
export interface MapLink {
  readonly from: number;
  readonly to: number;
  readonly allowed: ConnectionPorts;
  readonly partly: ConnectionPorts;
  readonly undecided: ConnectionPorts;
  /** Empty unless only what is denied is asked for; then the others are empty. */
  readonly denied: ConnectionPorts;
}

/** The part of a map that was asked for. */
export interface MapView {
  readonly endpoints: readonly MapEndpoint[];
  /** By source, then by destination. */
  readonly links: readonly MapLink[];
  readonly by: MapBy;
  /** The address families that were looked at. */
  readonly families: readonly IpFamily[];
  /** The endpoints that are one pod each, by index. */
  readonly onePods: ReadonlySet<number>;
  /** True where connections are left out that there are. */
  readonly isPart: boolean;
  readonly isDenied: boolean;
}

const noPorts = perProtocol(() => emptyPortSet());
const allPorts = perProtocol(() => fullPortSet());

export function viewOf(map: ConnectionMap, filter: MapFilter, by: MapBy = filter.by): MapView {
  const links = filter.only === "denied" ? deniedLinks(map, filter, by) : allowedLinks(map, filter, by);
  const wanted = links.filter(({ from, to }) => isWanted(map, filter, by, from, to));
  const view: MapView = {
    endpoints: map.endpoints,
    links: wanted,
    by,
    families: filter.families,
    onePods: new Set(map.endpoints.flatMap((endpoint, index) => (filter.isOnePod(endpoint) ? [index] : []))),
    isPart: filter.isFocus !== undefined || filter.portsTo !== undefined || filter.only !== undefined,
    isDenied: filter.only === "denied",
  };
  return onlyShown(view, filter);
}

function allowedLinks(map: ConnectionMap, filter: MapFilter, by: MapBy): readonly MapLink[] {
  const indexes = new Map(map.endpoints.map(({ name }, index) => [name, index]));
  const isUndefinedOnly = filter.only === "undefined";
  return map.connections
    .map((connection): MapLink => {
      const to = indexes.get(connection.to) ?? 0;
      const asked = askedPorts(map, filter, by, to);
      const narrow = (ports: ConnectionPorts): ConnectionPorts => (asked ? intersect(ports, asked) : ports);
      return {
        from: indexes.get(connection.from) ?? 0,
        to,
        allowed: isUndefinedOnly ? noPorts : narrow(connection.allowed),
        partly: isUndefinedOnly ? noPorts : narrow(connection.partly),
        undecided: filter.only === "allowed" ? noPorts : narrow(connection.undecided),
        denied: noPorts,
      };
    })
    .filter((link) => [link.allowed, link.partly, link.undecided].some((ports) => !isEmptyConnection(ports)));
}

function askedPorts(
  { endpoints }: ConnectionMap,
  { portsTo }: MapFilter,
  by: MapBy,
  to: number,
): ConnectionPorts | undefined {
  const destination = endpoints[to];
  return portsTo && destination ? portsTo(destination, by) : undefined;
}

/** Every pair of endpoints, with the ports on which none of their pods can connect. */
function deniedLinks(map: ConnectionMap, filter: MapFilter, by: MapBy): readonly MapLink[] {
  const connections = new Map(map.connections.map((one) => [JSON.stringify([one.from, one.to]), one]));
  const links: MapLink[] = [];
  map.endpoints.forEach((source, from) => {
    map.endpoints.forEach((destination, to) => {
      if (source.cidrs !== null && destination.cidrs !== null) return;
      if (from === to && filter.isOnePod(source)) return;
      const found = connections.get(JSON.stringify([source.name, destination.name]));
      const possible = found ? [found.allowed, found.partly, found.undecided] : [];
      const denied = possible.reduce(subtract, askedPorts(map, filter, by, to) ?? allPorts);
      if (isEmptyConnection(denied)) return;
      links.push({ from, to, allowed: noPorts, partly: noPorts, undecided: noPorts, denied });
    });
  });
  return links;
}

function isWanted(map: ConnectionMap, filter: MapFilter, by: MapBy, from: number, to: number): boolean {
  const { isFocus, direction } = filter;
  if (!isFocus) return true;
  const isEnd = (index: number): boolean => {
    const endpoint = map.endpoints[index];
    return endpoint !== undefined && isFocus(endpoint, by);
  };
  return (direction !== "in" && isEnd(from)) || (direction !== "out" && isEnd(to));
}

/** With a focus, it and what it is linked with; else everything, but for addresses that are linked with nothing. */
function onlyShown(view: MapView, { isFocus }: MapFilter): MapView {
  const linked = new Set(view.links.flatMap(({ from, to }) => [from, to]));
  const shown = view.endpoints.flatMap((endpoint, index) => {
    const isAsked = isFocus ? isFocus(endpoint, view.by) : endpoint.cidrs === null;
    return linked.has(index) || isAsked ? [index] : [];
  });
  const newIndexes = new Map(shown.map((old, index) => [old, index]));
  const renumber = (old: number): number => newIndexes.get(old) ?? 0;
  return {
    ...view,
    endpoints: shown.flatMap((old) => view.endpoints[old] ?? []),
    links: view.links.map((link) => ({ ...link, from: renumber(link.from), to: renumber(link.to) })),
    onePods: new Set(shown.filter((old) => view.onePods.has(old)).map(renumber)),
  };
}

function intersect(a: ConnectionPorts, b: ConnectionPorts): ConnectionPorts {
  return perProtocol((protocol) => intersectPortSets(a[protocol], b[protocol]));
}

function subtract(a: ConnectionPorts, b: ConnectionPorts): ConnectionPorts {
  return perProtocol((protocol) => subtractPortSets(a[protocol], b[protocol]));
}
