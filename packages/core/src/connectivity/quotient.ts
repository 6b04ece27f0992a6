import type { IpFamily } from "../sets/ip-address.js";
import type { ClassProfiles } from "./class-profiles.js";
import { createRowInterner } from "./interner.js";
import { type LabelClasses, unknownAddress } from "./label-classes.js";
import { createPartition, type Partition } from "./partition.js";
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

/** Where the row of a column's features keeps what. Columns with equal rows are one. */
const features = { family: 0, block: 1, egress: 2, ingress: 3, named: 4, block4: 5, block6: 6 } as const;
const featureCount = 7;

/** In place of an address block: classes of which the atom is not one of the universe's have a code below this. */
const firstAddressBlock = 2;

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
  const rows = createRowInterner(featureCount, universe.classes, universe.classes);
  const row = new Int32Array(featureCount);
  const columnOf = new Int32Array(universe.size);
  const examples: number[] = [];
  const place = (member: number): void => {
    const column = rows.idOf(row);
    if (column === examples.length) examples.push(member);
    columnOf[member] = column;
  };
  const addressBlock = (classId: number, family: IpFamily): number => {
    const atom = classes.atoms[family][classId] as number;
    if (atom < 0) return atom + 2;
    return (blockOf[universe.firstAtom[family] + atom] as number) + firstAddressBlock;
  };
  for (let id = 0; id < universe.classes; id += 1) {
    row[features.block] = blockOf[id] as number;
    row[features.egress] = profiles.egress[id] as number;
    row[features.ingress] = profiles.ingress[id] as number;
    row[features.named] = classes.namedPorts[id] as number;
    row[features.block4] = addressBlock(id, 4);
    row[features.block6] = addressBlock(id, 6);
    place(id);
  }
  const podColumns = examples.length;
  row.fill(0);
  row[features.egress] = openProfile;
  row[features.ingress] = openProfile;
  for (let atom = universe.firstAtom[4]; atom < universe.size; atom += 1) {
    row[features.family] = atom < universe.firstAtom[6] ? 4 : 6;
    row[features.block] = blockOf[atom] as number;
    place(atom);
  }
  return {
    count: examples.length,
    podColumns,
    columnOf,
    examples: Int32Array.from(examples),
    egress: rows.column(features.egress),
    ingress: rows.column(features.ingress),
    namedPorts: rows.column(features.named),
    addressUnknown: addressesUnknown(classes, universe, examples),
    sizes: sizesOf(classes, columnOf, examples.length),
    families: Uint8Array.from(rows.column(features.family)),
  };
}

function addressesUnknown({ atoms }: LabelClasses, universe: Universe, examples: readonly number[]): Uint8Array {
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
  for (const set of moreSets) partition.split(set, 0, set.length);
  // Administrators' policies leave pods in the host network out, whatever their labels.
  if (moreSets.length > 0) {
    const inHostNetwork = hostNetworkClasses(classes);
    partition.split(inHostNetwork, 0, inHostNetwork.length);
  }
  const { members, starts, middles } = peerSets.lists;
  for (let used = 0; used < usedSets.length; used += 1) {
    const id = usedSets[used] as PeerSetId;
    if (id === anyPeer) continue;
    const [middle, end] = [middles[id] as number, starts[id + 1] as number];
    partition.split(members.values, starts[id] as number, middle);
    if (middle < end) partition.split(members.values, middle, end);
  }
  return partition;
}

function hostNetworkClasses({ hostNetwork }: LabelClasses): Int32Array {
  return Int32Array.from(hostNetwork, (_, id) => id).filter((id) => hostNetwork[id] === 1);
}
