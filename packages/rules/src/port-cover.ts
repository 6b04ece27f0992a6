import type { NetworkPolicy } from "@netpolint/core";

type Ports = NetworkPolicy["ingress"][number]["ports"];

/** Whether a list of ports opens all that another does, item by item: what several cover together is not seen. */
export function coversPorts(wide: Ports, narrow: Ports): boolean {
  if (wide.length === 0) return true;
  for (const item of narrow) if (!coversOne(wide, item)) return false;
  return narrow.length > 0;
}

/** Asked for each two rules that are about the same pods: without a function made for each. */
function coversOne(wide: Ports, item: Ports[number]): boolean {
  for (const other of wide) if (coversPort(other, item)) return true;
  return false;
}

function coversPort(wide: Ports[number], narrow: Ports[number]): boolean {
  if (wide.protocol !== narrow.protocol) return false;
  if (wide.port === undefined) return true;
  if (typeof wide.port === "string" || typeof narrow.port !== "number") return wide.port === narrow.port;
  return wide.port <= narrow.port && (narrow.endPort ?? narrow.port) <= (wide.endPort ?? wide.port);
}
