import { type ConnectionPorts, isEmptyConnection, isFullPortSet, protocols } from "@netpolint/core";
import { portsText } from "../words/ports-text.js";

/** What a line or cell stands for. `partly`: some ports, pods or address families only. */
export type LinkState = "allowed" | "partly" | "undecided" | "denied";

/** Ports of one link by what they are, as `TCP 80,443`; empty where there are none. */
export interface LinkPorts {
  readonly allowed: string;
  readonly partly: string;
  readonly undecided: string;
}

interface SplitPorts {
  readonly allowed: ConnectionPorts;
  readonly partly: ConnectionPorts;
  readonly undecided: ConnectionPorts;
}

/** What cannot be decided outweighs the rest: nobody should take it for an answer. */
export function stateOf({ allowed, partly, undecided }: SplitPorts): LinkState {
  if (!isEmptyConnection(undecided)) return "undecided";
  if (protocols.every((protocol) => isFullPortSet(allowed[protocol]))) return "allowed";
  return isEmptyConnection(allowed) && isEmptyConnection(partly) ? "denied" : "partly";
}

export function linkPorts({ allowed, partly, undecided }: SplitPorts): LinkPorts {
  return { allowed: portsText(allowed), partly: portsText(partly), undecided: portsText(undecided) };
}
