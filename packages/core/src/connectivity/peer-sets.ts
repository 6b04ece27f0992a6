import { labelsOfNamespace } from "../cluster/cluster.js";
import type { CompiledPeer, CompiledPolicies } from "../policy/compile.js";
import { everything, type LabelSelector } from "../sets/label-selector.js";
import { compareText } from "../cluster/compare-text.js";
import { createPairTable } from "./interner.js";
import { type FamilyAtoms, type LabelClasses, type LabelColumn, unknownValue } from "./label-classes.js";
import { createSelectorIndex, emptySelection, type Selection, type SelectorIndex } from "./selector-index.js";

/**
 * A set of peers by content, over one universe of numbers: first the label classes, then the address atoms of IPv4,
 * then those of IPv6. Interned.
 */
export type PeerSetId = number;

/** Rules without peers: everybody, without a list. */
export const anyPeer: PeerSetId = 0;

export interface Universe {
  readonly classes: number;
  /** First number of each family's atoms. */
  readonly firstAtom: { readonly 4: number; readonly 6: number };
  readonly size: number;
}

export function universeOf(classes: LabelClasses, atoms: FamilyAtoms): Universe {
  const first4 = classes.count;
  const first6 = first4 + atoms[4].count;
  return { classes: classes.count, firstAtom: { 4: first4, 6: first6 }, size: first6 + atoms[6].count };
}

export interface PeerSets {
  /** The peers of a rule of a policy in `namespace`. */
  ofPeers(peers: readonly CompiledPeer[], namespace: string): PeerSetId;
  /** Not for `anyPeer`. */
  membersOf(id: PeerSetId): Selection;
  /** The label classes that a set of nearly all of them leaves out; undefined for other sets. */
  holesOf(id: PeerSetId): Int32Array | undefined;
  /** Number of sets, `anyPeer` included. */
  readonly count: number;
  readonly podSelectors: SelectorIndex;
}

export function createPeerSets(
  policies: CompiledPolicies,
  classes: LabelClasses,
  atoms: FamilyAtoms,
  universe: Universe,
): PeerSets {
  const sets: Selection[] = [emptySelection];
  const firstOfHash = new Map<number, PeerSetId>();
  /** The set before with the same hash, by set; -1 where there is none. */
  const nextOfHash: PeerSetId[] = [-1];
  const podSelectors = createSelectorIndex(classes.columns);
  const namespaceSelectors = createSelectorIndex(namespaceColumns(policies, classes));
  const selectedNamespaces = new Map<number, Selection>();
  /** Null where a set has no holes worth keeping. */
  const holes: (Int32Array | null | undefined)[] = [];
  const inOwnNamespace = createPairTable();
  const inNamespaces = createPairTable();
  const ofTwo = createPairTable();
  const someInHostNetwork = classes.hostNetwork.includes(1);
  const ofBlocks = new Map<string, PeerSetId>();

  const intern = (selection: Selection): PeerSetId => {
    const hash = hashOf(selection.yes, hashOf(selection.maybe, selection.maybe.length));
    const first = firstOfHash.get(hash) ?? -1;
    for (let id = first; id !== -1; id = nextOfHash[id] as PeerSetId) {
      if (isEqual(sets[id] as Selection, selection)) return id;
    }
    firstOfHash.set(hash, sets.length);
    nextOfHash.push(first);
    sets.push(selection);
    return sets.length - 1;
  };

  const namespacesOf = (selector: LabelSelector): { id: number; selection: Selection } => {
    const id = namespaceSelectors.idOf(selector);
    const selection = selectedNamespaces.get(id) ?? namespaceSelectors.select(id, 0, classes.namespaces.length);
    selectedNamespaces.set(id, selection);
    return { id, selection };
  };

  const selectInNamespaces = (pods: number, { yes, maybe }: Selection): Selection => {
    if (yes.length === classes.namespaces.length) return podSelectors.select(pods, 0, classes.count);
    if (yes.length === 1 && maybe.length === 0) return podSelectors.select(pods, ...rangeOf(yes[0] as number));
    const parts = [...yes].map((namespace) => podSelectors.select(pods, ...rangeOf(namespace)));
    const unsure = [...maybe].map((namespace) => podSelectors.select(pods, ...rangeOf(namespace)));
    return {
      yes: concat(parts.map((part) => part.yes)),
      maybe: concat([...parts.map((part) => part.maybe), ...unsure.flatMap((part) => [part.yes, part.maybe])]),
    };
  };
  const rangeOf = (namespace: number): [number, number] => [
    classes.namespaceStarts[namespace] ?? 0,
    classes.namespaceStarts[namespace + 1] ?? 0,
  ];

  /** A pod in the host network is matched by no selector for sure. */
  const withoutHostNetwork = (selection: Selection): Selection => {
    if (!someInHostNetwork || !selection.yes.some((id) => classes.hostNetwork[id] === 1)) return selection;
    const unsure = selection.yes.filter((id) => classes.hostNetwork[id] === 1);
    return { yes: selection.yes.filter((id) => classes.hostNetwork[id] === 0), maybe: concat([selection.maybe, unsure]) };
  };

  const ofSelectors = (peer: CompiledPeer, namespace: string): PeerSetId => {
    const pods = podSelectors.idOf(peer.podSelector ?? everything);
    const scope = peer.namespaceSelector ? namespacesOf(peer.namespaceSelector) : undefined;
    const own = classes.namespaceIds.get(namespace);
    const memo = scope ? inNamespaces : inOwnNamespace;
    const place = scope ? scope.id : (own ?? -1);
    const known = memo.get(place, pods);
    if (known !== -1) return known;
    const inScope = (): Selection => {
      if (scope) return selectInNamespaces(pods, scope.selection);
      return own === undefined ? emptySelection : podSelectors.select(pods, ...rangeOf(own));
    };
    const id = intern(withoutHostNetwork(inScope()));
    memo.add(place, pods, id);
    return id;
  };

  const ofBlock = ({ addresses, ipBlock }: CompiledPeer): PeerSetId => {
    if (!addresses) return intern(emptySelection);
    const excepts = ipBlock?.except ?? [];
    const key = excepts.length === 0 ? (ipBlock?.text ?? "") : `${ipBlock?.text} ${excepts.map(({ first, last }) => `${first}-${last}`).join()}`;
    const known = ofBlocks.get(key);
    if (known !== undefined) return known;
    const first = universe.firstAtom[addresses.family];
    const found = atoms[addresses.family].atomsIn(addresses);
    const members = new Int32Array(found.length);
    for (let at = 0; at < found.length; at += 1) members[at] = first + (found[at] as number);
    const id = intern({ yes: members, maybe: emptySelection.maybe });
    ofBlocks.set(key, id);
    return id;
  };

  const ofPeer = (peer: CompiledPeer, namespace: string): PeerSetId =>
    peer.addresses ? ofBlock(peer) : ofSelectors(peer, namespace);

  const ofBoth = (a: PeerSetId, b: PeerSetId): PeerSetId => {
    if (a === b) return a;
    const known = ofTwo.get(a, b);
    if (known !== -1) return known;
    const id = intern(unite([sets[a] as Selection, sets[b] as Selection]));
    ofTwo.add(a, b, id);
    return id;
  };

  return {
    podSelectors,
    ofPeers: (peers, namespace) => {
      const [first, second] = peers;
      if (!first) return anyPeer;
      if (!second) return ofPeer(first, namespace);
      if (peers.length === 2) return ofBoth(ofPeer(first, namespace), ofPeer(second, namespace));
      const ids = [...new Set(peers.map((peer) => ofPeer(peer, namespace)))];
      return ids.length === 1 ? (ids[0] as PeerSetId) : intern(unite(ids.map((id) => sets[id] as Selection)));
    },
    membersOf: (id) => sets[id] as Selection,
    holesOf: (id) => {
      const known = holes[id];
      if (known !== undefined) return known ?? undefined;
      const found = findHoles(sets[id] as Selection, universe.classes);
      holes[id] = found ?? null;
      return found;
    },
    get count() {
      return sets.length;
    },
  };
}

/** The labels of the namespaces that have pods, as columns of the keys that namespaceSelectors ask for. */
function namespaceColumns(policies: CompiledPolicies, classes: LabelClasses): ReadonlyMap<string, LabelColumn> {
  const labels = classes.namespaces.map((namespace) => labelsOfNamespace(policies.cluster, namespace));
  const columns = new Map<string, LabelColumn>();
  for (const key of [...policies.namespaceKeys].sort(compareText)) {
    const valueIds = new Map<string, number>();
    const byClass = new Int32Array(labels.length);
    labels.forEach(({ entries, complete }, namespace) => {
      const value = entries.get(key);
      if (value === undefined) {
        byClass[namespace] = complete ? 0 : unknownValue;
        return;
      }
      const id = valueIds.get(value) ?? valueIds.size + 2;
      valueIds.set(value, id);
      byClass[namespace] = id;
    });
    columns.set(key, { key, values: [...valueIds.keys()], valueIds, byClass });
  }
  return columns;
}

function concat(parts: readonly Int32Array[]): Int32Array {
  const filled = parts.filter((part) => part.length > 0);
  if (filled.length <= 1) return filled[0] ?? emptySelection.yes;
  const joined = new Int32Array(filled.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of filled) {
    joined.set(part, at);
    at += part.length;
  }
  return isAscending(joined) ? joined : joined.sort();
}

function isAscending(members: Int32Array): boolean {
  for (let at = 1; at < members.length; at += 1) if ((members[at] as number) < (members[at - 1] as number)) return false;
  return true;
}

/** What one of several peers matches for sure is sure. */
function unite(parts: readonly Selection[]): Selection {
  const yes = unique(concat(parts.map((part) => part.yes)));
  const maybe = unique(concat(parts.map((part) => part.maybe)));
  if (maybe.length === 0) return { yes, maybe };
  const sure = new Set(yes);
  return { yes, maybe: maybe.filter((id) => !sure.has(id)) };
}

function unique(sorted: Int32Array): Int32Array {
  for (let at = 1; at < sorted.length; at += 1) {
    if (sorted[at] === sorted[at - 1]) return sorted.filter((id, index) => index === 0 || id !== sorted[index - 1]);
  }
  return sorted;
}

/** Only for sets of label classes: at least three in four, and nothing else. */
function findHoles({ yes, maybe }: Selection, classes: number): Int32Array | undefined {
  if (maybe.length > 0 || yes.length * 4 < classes * 3 || (yes.at(-1) ?? classes) >= classes) return undefined;
  const holes = new Int32Array(classes - yes.length);
  let at = 0;
  let next = 0;
  for (const member of yes) {
    while (next < member) holes[at++] = next++;
    next = member + 1;
  }
  while (next < classes) holes[at++] = next++;
  return holes;
}

function hashOf(members: Int32Array, seed: number): number {
  let hash = seed ^ 0x811c9dc5;
  for (const member of members) hash = Math.imul(hash ^ member, 0x01000193);
  return hash;
}

function isEqual(a: Selection, b: Selection): boolean {
  return sameMembers(a.yes, b.yes) && sameMembers(a.maybe, b.maybe);
}

function sameMembers(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
