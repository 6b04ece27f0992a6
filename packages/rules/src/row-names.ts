import { type ForbiddenFlow, portsOfFlow, type RequiredFlow } from "@netpolint/core";

/** The rows that ask for a flow and why it is needed: `netobserv NO-1, kubernetes webhook: the API server calls ...`. */
export function rowsOf({ pack, ids, also = [], why }: Pick<RequiredFlow, "pack" | "ids" | "also" | "why">): string {
  const rows = [{ pack, ids }, ...also].map((row) => `${row.pack} ${row.ids.join("+")}`);
  return `${rows.join(", ")}: ${why}`;
}

/** A number, or a text for a range of ports. */
export function witnessPort(flow: RequiredFlow | ForbiddenFlow): number | string {
  return flow.endPort === undefined ? flow.port : portsOfFlow(flow);
}
