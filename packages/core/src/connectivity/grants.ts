import type { NamedPort } from "../resources/pod.js";
import { type NetworkPolicyPort, protocols } from "../resources/network-policy.js";
import { portsOpenedBy } from "../policy/match-port.js";
import { emptyPortSet, unionPortSets } from "../sets/port-set.js";
import { allConnections, type ConnectionSetId, type ConnectionSets, noConnections, perProtocol } from "./connection-sets.js";
import { addPair, createPairTable, valueOfPair } from "./interner.js";

/**
 * What rules open towards one peer, before the destination's named ports are known: for sure, and at most. Interned.
 */
export type GrantId = number;

export const noGrant: GrantId = 0;
export const allGrant: GrantId = 1;

/** What one side allows towards one peer: `allowed` for sure, `possible` where what is not known may add. Interned. */
export type AnswerId = number;

export const deniedAnswer: AnswerId = 0;
export const allowedAnswer: AnswerId = 1;

export interface Answer {
  readonly allowed: ConnectionSetId;
  /** Includes `allowed`. */
  readonly possible: ConnectionSetId;
}

interface Grant {
  readonly sure: GrantSide;
  readonly possible: GrantSide;
}

/** Ports with names in them, or what is in both of two sides that have such; known once the destination is. */
type PortList = { readonly ports: readonly NetworkPolicyPort[] } | { readonly both: readonly [GrantSide, GrantSide] };

/** Ports by number, and port lists with names in them, which mean other numbers for every destination. */
interface GrantSide {
  readonly connections: ConnectionSetId;
  /** Ids of port lists, ascending. */
  readonly named: readonly number[];
}

export interface Grants {
  /** The grant of a rule's ports towards a peer that matches. An empty list opens everything. */
  ofPorts(ports: readonly NetworkPolicyPort[]): GrantId;
  /** The same where it is not known whether the peer matches. */
  asPossible(grant: GrantId): GrantId;
  union(a: GrantId, b: GrantId): GrantId;
  /** What both open for sure; possible is what any of them opens. */
  surelyBoth(a: GrantId, b: GrantId): GrantId;
  /** Adds that anything is possible, where what decides is not known. */
  withEverythingPossible(grant: GrantId): GrantId;
  resolve(grant: GrantId, namedPorts: number): AnswerId;
  /** True where it opens the same to every destination: it names no ports. */
  isPlain(grant: GrantId): boolean;
  answerOf(id: AnswerId): Answer;
  internAnswer(answer: Answer): AnswerId;
  /** What both sides allow. */
  both(a: AnswerId, b: AnswerId): AnswerId;
  /** Number of grants so far. */
  readonly count: number;
}

/** Pairs of small ids are looked up in a table; nearly all are small. */
const smallIds = 256;

export function createGrants(connections: ConnectionSets, namedPortLists: readonly (readonly NamedPort[])[]): Grants {
  const grants: Grant[] = [];
  const grantIds = new Map<string, GrantId>();
  const portLists: PortList[] = [];
  const portListIds = new Map<string, number>();
  const answers: Answer[] = [];
  const answerIds = createPairTable();
  const resolved = createPairTable();
  /** Answers of grants without names, which are the same for every destination. */
  const plainAnswers: (AnswerId | undefined)[] = [];
  const possibleGrants: GrantId[] = [];
  const grantsByPorts = new Map<string | number, GrantId>();

  const internGrant = (grant: Grant): GrantId => {
    const key = `${sideKey(grant.sure)}|${sideKey(grant.possible)}`;
    const known = grantIds.get(key);
    if (known !== undefined) return known;
    grantIds.set(key, grants.length);
    plainAnswers.push(answerWithoutNames(grant));
    grants.push(grant);
    return grants.length - 1;
  };
  const answerWithoutNames = ({ sure, possible }: Grant): AnswerId | undefined => {
    if (sure.named.length + possible.named.length > 0) return undefined;
    return internAnswer({ allowed: sure.connections, possible: possible.connections });
  };
  const grantOf = (id: GrantId): Grant => grants[id] as Grant;

  const internAnswer = ({ allowed, possible }: Answer): AnswerId => {
    const known = valueOfPair(answerIds, allowed, possible);
    if (known !== -1) return known;
    addPair(answerIds, allowed, possible, answers.length);
    answers.push({ allowed, possible });
    return answers.length - 1;
  };
  const answerOf = (id: AnswerId): Answer => answers[id] as Answer;

  const unionSides = (a: GrantSide, b: GrantSide): GrantSide => ({
    connections: connections.union(a.connections, b.connections),
    named: a.named === b.named || b.named.length === 0 ? a.named : sortedUnion(a.named, b.named),
  });
  const intersectSides = (a: GrantSide, b: GrantSide): GrantSide => {
    const named = a.named.length + b.named.length > 0;
    if (!named) return { connections: connections.intersect(a.connections, b.connections), named: [] };
    return { connections: noConnections, named: [listId(`${sideKey(a)}&${sideKey(b)}`, { both: [a, b] })] };
  };

  const memoised = (operation: (a: Grant, b: Grant) => Grant): ((a: GrantId, b: GrantId) => GrantId) => {
    const results = createPairTable();
    return (a, b) => {
      const known = valueOfPair(results, a, b);
      if (known !== -1) return known;
      const result = internGrant(operation(grantOf(a), grantOf(b)));
      addPair(results, a, b, result);
      return result;
    };
  };
  const unionKnown = memoised((a, b) => ({ sure: unionSides(a.sure, b.sure), possible: unionSides(a.possible, b.possible) }));
  const surelyBoth = memoised((a, b) => ({
    sure: intersectSides(a.sure, b.sure),
    possible: unionSides(a.possible, b.possible),
  }));

  const closed: GrantSide = { connections: noConnections, named: [] };
  const open: GrantSide = { connections: allConnections, named: [] };
  internGrant({ sure: closed, possible: closed });
  internGrant({ sure: open, possible: open });
  internAnswer({ allowed: noConnections, possible: noConnections });
  internAnswer({ allowed: allConnections, possible: allConnections });

  const ofPorts = (ports: readonly NetworkPolicyPort[]): GrantId => {
    if (ports.length === 0) return allGrant;
    const key = singlePortKey(ports) ?? portsKey(ports);
    const known = grantsByPorts.get(key);
    if (known !== undefined) return known;
    const numbered = ports.filter((item) => typeof item.port !== "string");
    const named = ports.filter((item) => typeof item.port === "string");
    const side: GrantSide = { connections: openedBy(numbered, []), named: named.length === 0 ? [] : [portListId(named)] };
    const grant = internGrant({ sure: side, possible: side });
    grantsByPorts.set(key, grant);
    return grant;
  };

  const portListId = (ports: readonly NetworkPolicyPort[]): number => {
    const key = [...new Set(ports.map(({ protocol, port }) => `${protocol}:${port}`))].sort().join();
    return listId(key, { ports });
  };
  const listId = (key: string, list: PortList): number => {
    const known = portListIds.get(key);
    if (known !== undefined) return known;
    portListIds.set(key, portLists.length);
    portLists.push(list);
    return portLists.length - 1;
  };

  const openedBy = (ports: readonly NetworkPolicyPort[], namedPorts: readonly NamedPort[]): ConnectionSetId => {
    const opened = perProtocol((protocol) =>
      ports
        .filter((item) => item.protocol === protocol)
        .map((item) => portsOpenedBy(item, namedPorts))
        .reduce(unionPortSets, emptyPortSet()),
    );
    return connections.intern(opened);
  };

  const resolveSide = (side: GrantSide, namedPorts: number): ConnectionSetId =>
    side.named
      .map((list) => resolveList(portLists[list] as PortList, namedPorts))
      .reduce((sum, one) => connections.union(sum, one), side.connections);
  const resolveList = (list: PortList, namedPorts: number): ConnectionSetId => {
    if ("ports" in list) return openedBy(list.ports, namedPortLists[namedPorts] ?? []);
    const [a, b] = list.both;
    return connections.intersect(resolveSide(a, namedPorts), resolveSide(b, namedPorts));
  };

  const resolve = (grant: GrantId, namedPorts: number): AnswerId => {
    if (grant <= allGrant) return grant;
    const plain = plainAnswers[grant];
    if (plain !== undefined) return plain;
    const known = valueOfPair(resolved, grant, namedPorts);
    if (known !== -1) return known;
    const { sure, possible } = grantOf(grant);
    const answer = internAnswer({ allowed: resolveSide(sure, namedPorts), possible: resolveSide(possible, namedPorts) });
    addPair(resolved, grant, namedPorts, answer);
    return answer;
  };

  const bothSmall = new Int32Array(smallIds * smallIds).fill(-1);
  const bothLarge = createPairTable();
  const intersectAnswers = (a: AnswerId, b: AnswerId): AnswerId => {
    const [one, other] = [answerOf(a), answerOf(b)];
    return internAnswer({
      allowed: connections.intersect(one.allowed, other.allowed),
      possible: connections.intersect(one.possible, other.possible),
    });
  };
  const both = (a: AnswerId, b: AnswerId): AnswerId => {
    if (a === b || b === allowedAnswer || a === deniedAnswer) return a;
    if (a === allowedAnswer || b === deniedAnswer) return b;
    if (a < smallIds && b < smallIds) {
      const at = a * smallIds + b;
      const known = bothSmall[at] as number;
      return known >= 0 ? known : (bothSmall[at] = intersectAnswers(a, b));
    }
    const known = valueOfPair(bothLarge, a, b);
    if (known !== -1) return known;
    const found = intersectAnswers(a, b);
    addPair(bothLarge, a, b, found);
    return found;
  };

  return {
    ofPorts,
    asPossible: (grant) => (possibleGrants[grant] ??= internGrant({ sure: closed, possible: grantOf(grant).possible })),
    union: (a, b) => {
      if (a === b || b === noGrant || a === allGrant) return a;
      return a === noGrant || b === allGrant ? b : unionKnown(a, b);
    },
    surelyBoth: (a, b) => (a === b ? a : surelyBoth(a, b)),
    withEverythingPossible: (grant) => internGrant({ sure: grantOf(grant).sure, possible: open }),
    resolve,
    isPlain: (grant) => plainAnswers[grant] !== undefined,
    answerOf,
    internAnswer,
    both,
    get count() {
      return grants.length;
    },
  };
}

/** One port by its number is what most rules have, and a number is a cheaper key than a text. */
function singlePortKey(ports: readonly NetworkPolicyPort[]): number | undefined {
  const only = ports.length === 1 ? ports[0] : undefined;
  if (typeof only?.port !== "number" || only.endPort !== undefined) return undefined;
  return only.port * protocols.length + protocols.indexOf(only.protocol);
}

function portsKey([first, ...others]: readonly NetworkPolicyPort[]): string {
  if (!first) return "";
  const { protocol, port, endPort } = first;
  const key = `${protocol}:${typeof port === "string" ? `"${port}"` : port}-${endPort}`;
  return others.length === 0 ? key : `${key},${portsKey(others)}`;
}

function sideKey({ connections, named }: GrantSide): string {
  return named.length === 0 ? String(connections) : `${connections}+${named.join(",")}`;
}

function sortedUnion(a: readonly number[], b: readonly number[]): readonly number[] {
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}
