import {
  type ConnectionPorts,
  formatPortSet,
  isEmptyConnection,
  isEmptyPortSet,
  isFullPortSet,
  protocols,
} from "@netpolint/core";
import type { MapLink } from "./map-view.js";

/** `TCP 80,443 UDP 53`, `TCP all`, or `all ports` for every port of every protocol. */
export function portsText(ports: ConnectionPorts): string {
  if (protocols.every((protocol) => isFullPortSet(ports[protocol]))) return "all ports";
  return protocols
    .filter((protocol) => !isEmptyPortSet(ports[protocol]))
    .map((protocol) => `${protocol} ${formatPortSet(ports[protocol])}`)
    .join(" ");
}

export type LinkKind = "allowed" | "partly" | "undefined" | "denied";

/** The kinds of a link that have ports, the surest first. */
export function kindsOf(link: MapLink): readonly (readonly [LinkKind, ConnectionPorts])[] {
  const { allowed, partly, undecided, denied } = link;
  const all = [
    ["allowed", allowed],
    ["partly", partly],
    ["undefined", undecided],
    ["denied", denied],
  ] as const;
  return all.filter(([, ports]) => !isEmptyConnection(ports));
}

/** `TCP 80; partly: TCP 443; undefined: UDP 53`. What is allowed goes without a word before it. */
export function linkText(link: MapLink): string {
  return kindsOf(link)
    .map(([kind, ports]) => (kind === "allowed" ? portsText(ports) : `${kind}: ${portsText(ports)}`))
    .join("; ");
}
