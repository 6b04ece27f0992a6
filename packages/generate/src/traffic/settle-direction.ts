import type { AttributedEnd } from "./attribute-end.js";
import type { Inventory } from "./inventory.js";
import type { ObservedFlow, Opener } from "./observed-flow.js";

/** Linux gives connections that it opens ports from here on. */
const firstEphemeral = 32_768;
const firstUnprivileged = 1024;

/**
 * Which end opened a connection where the record does not say: the other end is the one that is known to listen on its
 * port, or whose port is not one that is given to connections. `unknown` where both or neither is.
 */
export function settleDirection(
  inventory: Inventory,
  flow: ObservedFlow,
  from: AttributedEnd,
  to: AttributedEnd,
): Opener {
  const { opener, fromPort, toPort, protocol } = flow;
  if (opener !== "unknown" || fromPort === undefined || toPort === undefined || toPort === null) {
    return opener === "unknown" ? "from" : opener;
  }
  return (
    decide(listens(inventory, from, protocol, fromPort), listens(inventory, to, protocol, toPort)) ??
    decide(fromPort < firstEphemeral, toPort < firstEphemeral) ??
    decide(fromPort < firstUnprivileged, toPort < firstUnprivileged) ??
    "unknown"
  );
}

/** The end that listens did not open the connection. */
function decide(fromListens: boolean, toListens: boolean): Opener | undefined {
  if (fromListens === toListens) return undefined;
  return toListens ? "from" : "to";
}

function listens(inventory: Inventory, end: AttributedEnd, protocol: string, port: number): boolean {
  if (end.type === "service") return end.service.ports.some((one) => one.protocol === protocol && one.port === port);
  if (end.type !== "endpoints") return false;
  return end.endpoints.some((one) => one.type === "workload" && inventory.listens(one.workload, protocol, port));
}
