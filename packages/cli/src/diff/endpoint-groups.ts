import type { ConnectionPorts, EndpointConnection, OneSidedEndpoint } from "@netpolint/core";
import { portsText } from "../map/ports-text.js";

/** Connections of one endpoint with the same ports in the same direction. */
export interface EndpointGroup {
  readonly arrow: "->" | "<-";
  readonly others: readonly string[];
  readonly state: EndpointConnection["state"];
  readonly ports: ConnectionPorts;
}

export function endpointGroups({ name, connections }: OneSidedEndpoint): readonly EndpointGroup[] {
  const groups = new Map<string, EndpointGroup & { readonly others: string[] }>();
  for (const { from, to, state, ports } of connections) {
    const isOutgoing = from.name === name;
    const other = isOutgoing ? to.name : from.name;
    const arrow = isOutgoing ? "->" : "<-";
    const key = `${arrow} ${state} ${portsText(ports)}`;
    const known = groups.get(key);
    if (known) known.others.push(other);
    else groups.set(key, { arrow, state, ports, others: [other] });
  }
  return [...groups.values()];
}
