import { keepShape } from "../sets/kept-shapes.js";
import type { ClassProfiles } from "./class-profiles.js";
import { addInt, createIntList, type IntList } from "./int-list.js";
import { columnOfRows, createRowInterner, idOfRow, type RowInterner } from "./interner.js";
import { type LabelClasses, unknownAddress } from "./label-classes.js";
import { createPartition, type Partition, splitBlocks } from "./partition.js";
import { anyPeer, type PeerSetId, type PeerSets, type Universe } from "./peer-sets.js";
import { openProfile } from "./profiles.js";

/**
 * Label classes and address atoms that nothing tells apart any more, as columns numbered from 0: columns of pods first.
 * A column has the same connections with every other column in either direction.
 */
export interface Quotient {
  readonly count: number;
  readonly podColumns: number;
  /** Column by number of the universe. */
  readonly columnOf: Int32Array;
  /** Some number of the universe in the column. */
  readonly examples: Int32Array;
  /**
   * Columns that all rules treat alike as peers, whatever policies select them, are one group, numbered from 0: groups
   * of pods first. There are often far fewer of them.
   */
  readonly groupOf: Int32Array;
  readonly podGroups: number;
  /** Some column of each group. */
  readonly groupExamples: Int32Array;
  readonly egress: Int32Array;
  readonly ingress: Int32Array;
  readonly namedPorts: Int32Array;
  /** 1 where the pods have one address of each family and it is not known which. */
  readonly addressUnknown: Uint8Array;
  /** Number of pods by column; 0 for addresses. */
  readonly sizes: Int32Array;
  /** The family of an address column; 0 for pods. */
  readonly families: Uint8Array;
}

/** Where rows keep what tells groups of peers apart, and what tells columns apart beside their group. */
const groupPlaces = { family: 0, block: 1, block4: 2, block6: 3 } as const;
const columnPlaces = { group: 0, egress: 1, ingress: 2, named: 3 } as const;
const placeCount = 4;

/** In place of an address block: classes of which the atom is not one of the universe's have a code below this. */
const firstAddressBlock = 2;

/** Columns while they are found: what the next member is like, and all that was met so far. */
interface Columns {
  readonly group: Int32Array;
  readonly column: Int32Array;
  readonly groups: RowInterner;
  readonly columns: RowInterner;
  readonly columnOf: Int32Array;
  /** A member of each column, and a column of each group. */
  readonly examples: IntList;
  readonly groupExamples: IntList;
}

/** `usedSets`: the peer sets of some rule. `moreSets`: what administrators' policies tell apart beside. */
export function findQuotient(
  classes: LabelClasses,
  profiles: ClassProfiles,
  peerSets: PeerSets,
  usedSets: readonly PeerSetId[],
  universe: Universe,
  moreSets: readonly Int32Array[] = [],
): Quotient {
  const { blockOf } = partitionOf(peerSets, usedSets, universe, moreSets, classes);
  const found = startColumns(universe.size, universe.classes);
  placeClasses(found, classes, profiles, universe, blockOf);
  const [podColumns, podGroups] = [found.columns.size, found.groups.size];
  placeAtoms(found, universe, blockOf);
  const groupOf = columnOfRows(found.columns, columnPlaces.group);
  const families = columnOfRows(found.groups, groupPlaces.family);
  const examples = found.examples.values.slice(0, found.columns.size);
  return {
    count: found.columns.size,
    podColumns,
    columnOf: found.columnOf,
    examples,
    groupOf,
    podGroups,
    groupExamples: found.groupExamples.values.slice(0, found.groups.size),
    egress: columnOfRows(found.columns, columnPlaces.egress),
    ingress: columnOfRows(found.columns, columnPlaces.ingress),
    namedPorts: columnOfRows(found.columns, columnPlaces.named),
    addressUnknown: addressesUnknown(classes, universe, examples),
    sizes: sizesOf(classes, found.columnOf, found.columns.size),
    families: Uint8Array.from(groupOf, (group) => families[group] as number),
  };
}

function startColumns(size: number, classes: number): Columns {
  return {
    group: new Int32Array(placeCount),
    column: new Int32Array(placeCount),
    groups: createRowInterner(placeCount, classes, classes),
    columns: createRowInterner(placeCount, classes, classes),
    columnOf: new Int32Array(size),
    examples: createIntList(classes),
    groupExamples: createIntList(classes),
  };
}

keepShape(startColumns(0, 0));

function placeClasses(
  found: Columns,
  { atoms, namedPorts }: LabelClasses,
  { egress, ingress }: ClassProfiles,
  universe: Universe,
  blockOf: Int32Array,
): void {
  const { group, column } = found;
  for (let id = 0; id < universe.classes; id += 1) {
    group[groupPlaces.block] = blockOf[id] as number;
    group[groupPlaces.block4] = addressBlock(atoms[4][id] as number, universe.firstAtom[4], blockOf);
    group[groupPlaces.block6] = addressBlock(atoms[6][id] as number, universe.firstAtom[6], blockOf);
    column[columnPlaces.egress] = egress[id] as number;
    column[columnPlaces.ingress] = ingress[id] as number;
    column[columnPlaces.named] = namedPorts[id] as number;
    placeMember(found, id);
  }
}

function placeAtoms(found: Columns, { firstAtom, size }: Universe, blockOf: Int32Array): void {
  const { group, column } = found;
  group.fill(0);
  column.fill(0);
  column[columnPlaces.egress] = openProfile;
  column[columnPlaces.ingress] = openProfile;
  for (let atom = firstAtom[4]; atom < size; atom += 1) {
    group[groupPlaces.family] = atom < firstAtom[6] ? 4 : 6;
    group[groupPlaces.block] = blockOf[atom] as number;
    placeMember(found, atom);
  }
}

function placeMember(found: Columns, member: number): void {
  const group = idOfRow(found.groups, found.group);
  found.column[columnPlaces.group] = group;
  const column = idOfRow(found.columns, found.column);
  if (group === found.groupExamples.length) addInt(found.groupExamples, column);
  if (column === found.examples.length) addInt(found.examples, member);
  found.columnOf[member] = column;
}

function addressBlock(atom: number, firstAtom: number, blockOf: Int32Array): number {
  return atom < 0 ? atom + 2 : (blockOf[firstAtom + atom] as number) + firstAddressBlock;
}

function addressesUnknown({ atoms }: LabelClasses, universe: Universe, examples: Int32Array): Uint8Array {
  const unknown = new Uint8Array(examples.length);
  examples.forEach((example, column) => {
    if (example < universe.classes && atoms[4][example] === unknownAddress) unknown[column] = 1;
  });
  return unknown;
}

function sizesOf(classes: LabelClasses, columnOf: Int32Array, columns: number): Int32Array {
  const sizes = new Int32Array(columns);
  for (let id = 0; id < classes.count; id += 1) {
    const column = columnOf[id] as number;
    sizes[column] = (sizes[column] as number) + (classes.sizes[id] as number);
  }
  return sizes;
}

function partitionOf(
  peerSets: PeerSets,
  usedSets: readonly PeerSetId[],
  universe: Universe,
  moreSets: readonly Int32Array[],
  classes: LabelClasses,
): Partition {
  const partition = createPartition(universe.size);
  for (const set of moreSets) splitBlocks(partition, set, 0, set.length);
  // Administrators' policies leave pods in the host network out, whatever their labels.
  if (moreSets.length > 0) {
    const inHostNetwork = hostNetworkClasses(classes);
    splitBlocks(partition, inHostNetwork, 0, inHostNetwork.length);
  }
  const { members, starts, middles } = peerSets.lists;
  for (let used = 0; used < usedSets.length; used += 1) {
    const id = usedSets[used] as PeerSetId;
    if (id === anyPeer) continue;
    const [middle, end] = [middles[id] as number, starts[id + 1] as number];
    splitBlocks(partition, members.values, starts[id] as number, middle);
    if (middle < end) splitBlocks(partition, members.values, middle, end);
  }
  return partition;
}

function hostNetworkClasses({ hostNetwork }: LabelClasses): Int32Array {
  return Int32Array.from(hostNetwork, (_, id) => id).filter((id) => hostNetwork[id] === 1);
}
