import { type Protocol, protocols } from "../resources/network-policy.js";
import {
  emptyPortSet,
  fullPortSet,
  intersectPortSets,
  isEmptyPortSet,
  type PortSet,
  subtractPortSets,
  unionPortSets,
} from "../sets/port-set.js";
import { addPair, createPairTable, valueOfPair } from "./interner.js";

/** Ports per protocol. Interned: two sets are equal exactly where their ids are. */
export type ConnectionSetId = number;

/** No port of any protocol, and every port of each. */
export const noConnections: ConnectionSetId = 0;
export const allConnections: ConnectionSetId = 1;

export type ConnectionPorts = Readonly<Record<Protocol, PortSet>>;

/** A table of connection sets with memoised algebra on their ids. It only ever grows. */
export interface ConnectionSets {
  intern(ports: ConnectionPorts): ConnectionSetId;
  portsOf(id: ConnectionSetId): ConnectionPorts;
  union(a: ConnectionSetId, b: ConnectionSetId): ConnectionSetId;
  intersect(a: ConnectionSetId, b: ConnectionSetId): ConnectionSetId;
  subtract(a: ConnectionSetId, b: ConnectionSetId): ConnectionSetId;
}

type BinaryOperation = (a: PortSet, b: PortSet) => PortSet;

export function createConnectionSets(): ConnectionSets {
  const sets: ConnectionPorts[] = [];
  const ids = new Map<string, ConnectionSetId>();

  const intern = (ports: ConnectionPorts): ConnectionSetId => {
    const key = protocols.map((protocol) => ports[protocol].intervals.join(";")).join("|");
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, sets.length);
    sets.push(ports);
    return sets.length - 1;
  };

  const portsOf = (id: ConnectionSetId): ConnectionPorts => {
    const ports = sets[id];
    if (!ports) throw new RangeError(`no connection set ${id}`);
    return ports;
  };

  const memoised = (operation: BinaryOperation): ((a: ConnectionSetId, b: ConnectionSetId) => ConnectionSetId) => {
    const results = createPairTable();
    return (a, b) => {
      const known = valueOfPair(results, a, b);
      if (known !== -1) return known;
      const result = intern(perProtocol((protocol) => operation(portsOf(a)[protocol], portsOf(b)[protocol])));
      addPair(results, a, b, result);
      return result;
    };
  };
  const unionKnown = memoised(unionPortSets);
  const intersectKnown = memoised(intersectPortSets);
  const subtractKnown = memoised(subtractPortSets);

  intern(perProtocol(() => emptyPortSet()));
  intern(perProtocol(() => fullPortSet()));

  return {
    intern,
    portsOf,
    union: (a, b) => {
      if (a === b || b === noConnections || a === allConnections) return a;
      return a === noConnections || b === allConnections ? b : unionKnown(a, b);
    },
    intersect: (a, b) => {
      if (a === b || b === allConnections || a === noConnections) return a;
      return a === allConnections || b === noConnections ? b : intersectKnown(a, b);
    },
    subtract: (a, b) => {
      if (b === noConnections || a === noConnections) return a;
      return a === b || b === allConnections ? noConnections : subtractKnown(a, b);
    },
  };
}

export function perProtocol(portsOf: (protocol: Protocol) => PortSet): ConnectionPorts {
  return { TCP: portsOf("TCP"), UDP: portsOf("UDP"), SCTP: portsOf("SCTP") };
}

export function isEmptyConnection(ports: ConnectionPorts): boolean {
  return protocols.every((protocol) => isEmptyPortSet(ports[protocol]));
}
