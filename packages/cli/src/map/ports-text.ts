import { type ConnectionPorts, isEmptyConnection } from "@netpolint/core";
import { portsText } from "@netpolint/views";
import type { MapLink } from "./map-view.js";

export { portsText };

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
