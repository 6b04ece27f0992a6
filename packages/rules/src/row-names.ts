import { type CheckedFlow, type ForbiddenFlow, portsOfFlow, type RequiredFlow } from "@netpolint/core";
import { joinWords } from "./join-words.js";

/** The rows that ask for a flow and why it is needed: `netobserv NO-1, kubernetes webhook: the API server calls ...`. */
export function rowsOf({ pack, ids, also = [], why }: Pick<RequiredFlow, "pack" | "ids" | "also" | "why">): string {
  const rows = [{ pack, ids }, ...also].map((row) => `${row.pack} ${row.ids.join("+")}`);
  return `${rows.join(", ")}: ${why}`;
}

/** One flow for each port and protocol that the flows ask for, in their order. */
export function askedOnce(flows: readonly CheckedFlow[]): readonly RequiredFlow[] {
  return [...new Map(flows.map(({ flow }) => [portOf(flow), flow])).values()];
}

/** The ports that flows ask for: `UDP 53 and TCP 53`. */
export function askedPorts(asked: readonly RequiredFlow[]): string {
  return joinWords(asked.map(portOf));
}

function portOf(flow: RequiredFlow): string {
  return `${flow.protocol} ${portsOfFlow(flow)}`;
}

/** A number, or a text for a range of ports. */
export function witnessPort(flow: RequiredFlow | ForbiddenFlow): number | string {
  return flow.endPort === undefined ? flow.port : portsOfFlow(flow);
}
