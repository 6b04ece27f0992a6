import { type Protocol } from "../resources/network-policy.js";
import {
  emptyPortSet,
  fullPortSet,
  intersectPortSets,
  type PortSet,
  subtractPortSets,
  unionPortSets,
} from "../sets/port-set.js";
import { type ConnectionPorts, isEmptyConnection, perProtocol } from "./connection-sets.js";
import type { ConnectionAnswer } from "./connectivity.js";

/** What a port of a connection is. `partly`: allowed for some of the pods that are asked about, denied for others. */
export type ConnectionState = "allowed" | "partly" | "undecided" | "denied";

/** The ports that are in each state. Every port is in exactly one. */
export type PortStates = Readonly<Record<ConnectionState, ConnectionPorts>>;

export const noPorts: ConnectionPorts = perProtocol(() => emptyPortSet());
const everyPort: ConnectionPorts = perProtocol(() => fullPortSet());

export function unionPorts(a: ConnectionPorts, b: ConnectionPorts): ConnectionPorts {
  return eachProtocol(a, b, unionPortSets);
}

export function intersectPorts(a: ConnectionPorts, b: ConnectionPorts): ConnectionPorts {
  return eachProtocol(a, b, intersectPortSets);
}

export function subtractPorts(a: ConnectionPorts, b: ConnectionPorts): ConnectionPorts {
  return eachProtocol(a, b, subtractPortSets);
}

function eachProtocol(
  a: ConnectionPorts,
  b: ConnectionPorts,
  operation: (a: PortSet, b: PortSet) => PortSet,
): ConnectionPorts {
  return perProtocol((protocol: Protocol) => operation(a[protocol], b[protocol]));
}

/** The common states of several answers. Where one is undecided the whole is, for it may be the one that counts. */
export function statesOf(answers: readonly ConnectionAnswer[]): PortStates {
  const [first] = answers;
  if (!first) return { allowed: noPorts, partly: noPorts, undecided: noPorts, denied: everyPort };
  if (answers.length === 1) return statesOfOne(first);
  const undecided = answers.map((answer) => answer.undecided).reduce(unionPorts);
  const allowedSomewhere = answers.map((answer) => answer.allowed).reduce(unionPorts);
  const allowed = answers.map((answer) => answer.allowed).reduce(intersectPorts);
  const partly = subtractPorts(subtractPorts(allowedSomewhere, allowed), undecided);
  const denied = subtractPorts(subtractPorts(everyPort, allowedSomewhere), undecided);
  return { allowed, partly, undecided, denied };
}

function statesOfOne({ allowed, undecided }: ConnectionAnswer): PortStates {
  const denied = subtractPorts(subtractPorts(everyPort, allowed), undecided);
  return { allowed, partly: noPorts, undecided, denied };
}

/** Ports that went from one state to another. */
export interface Transition {
  readonly base: ConnectionState;
  readonly head: ConnectionState;
  readonly ports: ConnectionPorts;
}

const states: readonly ConnectionState[] = ["allowed", "partly", "undecided", "denied"];

/**
 * The ports whose state differs. `comparable`: what is partly allowed on both sides is allowed for the same pods;
 * otherwise that counts as a transition too.
 */
export function transitionsBetween(base: PortStates, head: PortStates, comparable: boolean): readonly Transition[] {
  return states.flatMap((from) =>
    states
      .filter((to) => from !== to || (from === "partly" && !comparable))
      .map((to) => ({ base: from, head: to, ports: intersectPorts(base[from], head[to]) }))
      .filter(({ ports }) => !isEmptyConnection(ports)),
  );
}
