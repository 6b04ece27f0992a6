import { labelsOfNamespace } from "../cluster/cluster.js";
import type { CompiledPeer, CompiledPolicies } from "../policy/compile.js";
import { everything, type LabelSelector } from "../sets/label-selector.js";
import { compareText } from "../cluster/compare-text.js";
import { addInt, copyInts, createIntList, type IntList, makeRoom, sortInts, uniteEqual } from "./int-list.js";
import { addPair, createPairTable, valueOfPair } from "./interner.js";
import { type FamilyAtoms, type LabelClasses, type LabelColumn, unknownValue } from "./label-classes.js";
import { createMemberLists, type MemberLists } from "./member-lists.js";
import { createSelectorIndex, type Selection, type SelectionLists } from "./selector-index.js";

/**
 * A set of peers by content, over one universe of numbers: first the label classes, then the address atoms of IPv4,
 * then those of IPv6. Interned.
 */
export type PeerSetId = number;

/** Rules without peers: everybody, without a list. No other set has this number. */
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
  /** The classes that a policy in the namespace selects, for sure or perhaps. Without a selector: any of the namespace. */
  ofSubjects(selector: LabelSelector | undefined, namespace: string, sure: boolean): PeerSetId;
  /** Not for `anyPeer`. */
  membersOf(id: PeerSetId): Selection;
  /** The same where they lie. */
  readonly lists: MemberLists;
  /** Whether a set is of label classes alone, for sure, and of at least three in four of them. */
  hasNearlyAll(id: PeerSetId): boolean;
  /** The label classes that a set of nearly all of them leaves out; undefined for other sets. */
  holesOf(id: PeerSetId): Int32Array | undefined;
  /** Number of sets, `anyPeer` included. */
  readonly count: number;
  /** Number of label classes. */
  readonly classes: number;
}

export function createPeerSets(
  policies: CompiledPolicies,
  classes: LabelClasses,
  atoms: FamilyAtoms,
  universe: Universe,
): PeerSets {
  const sets = createMemberLists();
  const podSelectors = createSelectorIndex(classes.columns);
  const namespaceSelectors = createSelectorIndex(namespaceColumns(policies, classes));
  const selectedNamespaces = new Map<number, Selection>();
  /** Null where a set has no holes worth keeping. */
  const holes: (Int32Array | null | undefined)[] = [];
  const subjects = createPairTable();
  const inOwnNamespace = createPairTable();
  const inNamespaces = createPairTable();
  const ofTwo = createPairTable();
  const someInHostNetwork = classes.hostNetwork.includes(1);
  const ofBlocks = new Map<string, PeerSetId>();
  const found: SelectionLists = { yes: createIntList(), maybe: createIntList() };

  const startSelection = (): void => {
    found.yes.length = 0;
    found.maybe.length = 0;
  };

  const namespacesOf = (selector: LabelSelector): { id: number; selection: Selection } => {
    const id = namespaceSelectors.idOf(selector);
    const known = selectedNamespaces.get(id);
    if (known) return { id, selection: known };
    const lists: SelectionLists = { yes: createIntList(4), maybe: createIntList(4) };
    namespaceSelectors.select(id, 0, classes.namespaces.length, lists);
    const selection = { yes: copyInts(lists.yes, 0, lists.yes.length), maybe: copyInts(lists.maybe, 0, lists.maybe.length) };
    selectedNamespaces.set(id, selection);
    return { id, selection };
  };

  const selectInNamespace = (pods: number, namespace: number, into: SelectionLists): void =>
    podSelectors.select(pods, classes.namespaceStarts[namespace] ?? 0, classes.namespaceStarts[namespace + 1] ?? 0, into);

  const selectInNamespaces = (pods: number, { yes, maybe }: Selection): void => {
    if (yes.length === classes.namespaces.length) podSelectors.select(pods, 0, classes.count, found);
    else for (const namespace of yes) selectInNamespace(pods, namespace, found);
    for (const namespace of maybe) selectInNamespace(pods, namespace, { yes: found.maybe, maybe: found.maybe });
    sortInts(found.maybe);
  };

  /** A pod in the host network is matched by no selector for sure. */
  const withoutHostNetwork = (): void => {
    if (!someInHostNetwork) return;
    const { yes, maybe } = found;
    let kept = 0;
    for (let at = 0; at < yes.length; at += 1) {
      const id = yes.values[at] as number;
      if (classes.hostNetwork[id] === 1) addInt(maybe, id);
      else yes.values[kept++] = id;
    }
    yes.length = kept;
    sortInts(maybe);
  };

  const ofSelectors = (peer: CompiledPeer, namespace: number): PeerSetId => {
    const pods = podSelectors.idOf(peer.podSelector ?? everything);
    const scope = peer.namespaceSelector ? namespacesOf(peer.namespaceSelector) : undefined;
    const memo = scope ? inNamespaces : inOwnNamespace;
    const place = scope ? scope.id : namespace;
    const known = valueOfPair(memo, place, pods);
    if (known !== -1) return known;
    startSelection();
    if (scope) selectInNamespaces(pods, scope.selection);
    else if (namespace !== -1) selectInNamespace(pods, namespace, found);
    withoutHostNetwork();
    const id = sets.intern(found);
    addPair(memo, place, pods, id);
    return id;
  };

  const ofBlock = ({ addresses, ipBlock }: CompiledPeer): PeerSetId => {
    startSelection();
    if (!addresses) return sets.intern(found);
    const excepts = ipBlock?.except ?? [];
    const key = excepts.length === 0 ? (ipBlock?.text ?? "") : `${ipBlock?.text} ${excepts.map(({ first, last }) => `${first}-${last}`).join()}`;
    const known = ofBlocks.get(key);
    if (known !== undefined) return known;
    const first = universe.firstAtom[addresses.family];
    for (const atom of atoms[addresses.family].atomsIn(addresses)) addInt(found.yes, first + atom);
    const id = sets.intern(found);
    ofBlocks.set(key, id);
    return id;
  };

  const ofPeer = (peer: CompiledPeer, namespace: number): PeerSetId =>
    peer.addresses ? ofBlock(peer) : ofSelectors(peer, namespace);

  /** What one of several peers matches for sure is sure. */
  const union = (ids: readonly PeerSetId[]): PeerSetId => {
    startSelection();
    for (const id of ids) {
      addRange(found.yes, sets.members, sets.starts[id] as number, sets.middles[id] as number);
      addRange(found.maybe, sets.members, sets.middles[id] as number, sets.starts[id + 1] as number);
    }
    for (const list of [found.yes, found.maybe]) {
      sortInts(list);
      uniteEqual(list);
    }
    removeMembers(found.maybe, found.yes);
    return sets.intern(found);
  };

  const ofBoth = (a: PeerSetId, b: PeerSetId): PeerSetId => {
    if (a === b) return a;
    const known = valueOfPair(ofTwo, a, b);
    if (known !== -1) return known;
    const id = union([a, b]);
    addPair(ofTwo, a, b, id);
    return id;
  };

  const selectSubjects = (selector: number, namespace: number, sure: boolean): void => {
    if (sure) {
      selectInNamespace(selector, namespace, found);
      return;
    }
    selectInNamespace(selector, namespace, { yes: found.maybe, maybe: found.maybe });
    sortInts(found.maybe);
  };

  const hasNearlyAll = (id: PeerSetId): boolean => {
    const [first, end] = [sets.starts[id] as number, sets.middles[id] as number];
    if (end < (sets.starts[id + 1] as number) || (end - first) * 4 < universe.classes * 3) return false;
    return end > first && (sets.members.values[end - 1] as number) < universe.classes;
  };
  const holesIn = (id: PeerSetId): Int32Array =>
    findHoles(sets.members.values, sets.starts[id] as number, sets.middles[id] as number, universe.classes);

  return {
    lists: sets,
    ofPeers: (peers, namespaceName) => {
      const [first, second] = peers;
      if (!first) return anyPeer;
      const namespace = classes.namespaceIds.get(namespaceName) ?? -1;
      if (!second) return ofPeer(first, namespace);
      if (peers.length === 2) return ofBoth(ofPeer(first, namespace), ofPeer(second, namespace));
      const ids = [...new Set(peers.map((peer) => ofPeer(peer, namespace)))];
      return ids.length === 1 ? (ids[0] as PeerSetId) : union(ids);
    },
    ofSubjects: (selector, namespaceName, sure) => {
      const namespace = classes.namespaceIds.get(namespaceName) ?? -1;
      const pods = podSelectors.idOf(selector ?? everything);
      const known = sure ? valueOfPair(subjects, namespace, pods) : -1;
      if (known !== -1) return known;
      startSelection();
      if (namespace !== -1) selectSubjects(pods, namespace, sure);
      const id = sets.intern(found);
      if (sure) addPair(subjects, namespace, pods, id);
      return id;
    },
    classes: universe.classes,
    membersOf: (id) => sets.selectionOf(id),
    hasNearlyAll,
    holesOf: (id) => {
      const known = holes[id];
      if (known !== undefined) return known ?? undefined;
      const holesFound = hasNearlyAll(id) ? holesIn(id) : undefined;
      holes[id] = holesFound ?? null;
      return holesFound;
    },
    get count() {
      return sets.count;
    },
  };
}

function addRange(list: IntList, { values }: IntList, first: number, end: number): void {
  makeRoom(list, end - first);
  for (let at = first; at < end; at += 1) list.values[list.length + at - first] = values[at] as number;
  list.length += end - first;
}

/** Both lists are sorted. */
function removeMembers(list: IntList, removed: IntList): void {
  let kept = 0;
  let next = 0;
  for (let at = 0; at < list.length; at += 1) {
    const value = list.values[at] as number;
    while (next < removed.length && (removed.values[next] as number) < value) next += 1;
    if (next === removed.length || removed.values[next] !== value) list.values[kept++] = value;
  }
  list.length = kept;
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

/** The classes that are not from `first` to `end` of the members. */
function findHoles(members: Int32Array, first: number, end: number, classes: number): Int32Array {
  const holes = new Int32Array(classes - (end - first));
  let at = 0;
  let next = 0;
  for (let place = first; place < end; place += 1) {
    const member = members[place] as number;
    while (next < member) holes[at++] = next++;
    next = member + 1;
  }
  while (next < classes) holes[at++] = next++;
  return holes;
}
