import { type ConnectionPorts, formatPortSet, isEmptyPortSet, isFullPortSet, protocols } from "@netpolint/core";

/** `TCP 80,443 UDP 53`, `TCP all`, or `all ports` for every port of every protocol. */
export function portsText(ports: ConnectionPorts): string {
  if (protocols.every((protocol) => isFullPortSet(ports[protocol]))) return "all ports";
  return protocols
    .filter((protocol) => !isEmptyPortSet(ports[protocol]))
    .map((protocol) => `${protocol} ${formatPortSet(ports[protocol])}`)
    .join(" ");
}
