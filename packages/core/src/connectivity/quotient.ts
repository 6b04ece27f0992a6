import type { IpFamily } from "../sets/ip-address.js";
import { createSequenceInterner } from "./interner.js";
import { type LabelClasses, unknownAddress } from "./label-classes.js";
import { createPartition } from "./partition.js";
import { anyPeer, type PeerSetId, type PeerSets, type Universe } from "./peer-sets.js";
import { openProfile } from "./profiles.js";

/** The profiles of every label class, by class. */
export interface ClassProfiles {
  readonly egress: Int32Array;
  readonly ingress: Int32Array;
}

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

export function findQuotient(
  classes: LabelClasses,
  profiles: ClassProfiles,
  peerSets: PeerSets,
  usedSets: ReadonlySet<PeerSetId>,
  universe: Universe,
  moreSets: readonly Int32Array[] = [],
): Quotient {
  const { blockOf } = partitionOf(peerSets, usedSets, universe, moreSets, hostNetworkClasses(classes));
  const interner = createSequenceInterner();
  const columnOfState = new Map<number, number>();
  const columnOf = new Int32Array(universe.size);
  const examples: number[] = [];
  const place = (member: number, steps: readonly number[]): void => {
    let state = 0;
    for (const step of steps) state = interner.step(state, step);
    let column = columnOfState.get(state);
    if (column === undefined) {
      column = examples.length;
      columnOfState.set(state, column);
      examples.push(member);
    }
    columnOf[member] = column;
  };
  const block = (member: number): number => blockOf[member] as number;
  const addressBlock = (classId: number, family: IpFamily): number => {
    const atom = classes.atoms[family][classId] as number;
    return atom < 0 ? atom + 2 : block(universe.firstAtom[family] + atom) + 2;
  };
  for (let id = 0; id < universe.classes; id += 1) {
    const [egress, ingress] = [profiles.egress[id] as number, profiles.ingress[id] as number];
    const named = classes.namedPorts[id] as number;
    place(id, [0, block(id), egress, ingress, named, addressBlock(id, 4), addressBlock(id, 6)]);
  }
  const podColumns = examples.length;
  for (const family of [4, 6] as const) {
    const first = universe.firstAtom[family];
    const end = family === 4 ? universe.firstAtom[6] : universe.size;
    for (let atom = first; atom < end; atom += 1) place(atom, [family, block(atom)]);
  }
  return describeColumns(classes, profiles, universe, { columnOf, examples: Int32Array.from(examples), podColumns });
}

function partitionOf(
  peerSets: PeerSets,
  usedSets: ReadonlySet<PeerSetId>,
  universe: Universe,
  moreSets: readonly Int32Array[],
  inHostNetwork: Int32Array,
): { readonly blockOf: Int32Array } {
  const partition = createPartition(universe.size);
  for (const set of moreSets) partition.split(set);
  // Administrators' policies leave pods in the host network out, whatever their labels.
  if (moreSets.length > 0) partition.split(inHostNetwork);
  for (const id of usedSets) {
    if (id === anyPeer) continue;
    const { yes, maybe } = peerSets.membersOf(id);
    partition.split(yes);
    if (maybe.length > 0) partition.split(maybe);
  }
  return partition;
}

function hostNetworkClasses({ hostNetwork }: LabelClasses): Int32Array {
  return Int32Array.from(hostNetwork.keys()).filter((id) => hostNetwork[id] === 1);
}

function describeColumns(
  classes: LabelClasses,
  profiles: ClassProfiles,
  universe: Universe,
  found: Pick<Quotient, "columnOf" | "examples" | "podColumns">,
): Quotient {
  const { examples, columnOf } = found;
  const sizes = new Int32Array(examples.length);
  for (let id = 0; id < classes.count; id += 1) {
    const column = columnOf[id] as number;
    sizes[column] = (sizes[column] as number) + (classes.sizes[id] as number);
  }
  const ofClass = (values: ArrayLike<number>, otherwise: number): Int32Array =>
    examples.map((example) => (example < universe.classes ? (values[example] as number) : otherwise));
  const hasUnknownAddress = (example: number): boolean =>
    example < universe.classes && classes.atoms[4][example] === unknownAddress;
  return {
    ...found,
    count: examples.length,
    egress: ofClass(profiles.egress, openProfile),
    ingress: ofClass(profiles.ingress, openProfile),
    namedPorts: ofClass(classes.namedPorts, 0),
    addressUnknown: Uint8Array.from(examples, (example) => (hasUnknownAddress(example) ? 1 : 0)),
    sizes,
    families: Uint8Array.from(examples, (example) => familyCode(example, universe)),
  };
}

function familyCode(example: number, universe: Universe): number {
  if (example < universe.classes) return 0;
  return example < universe.firstAtom[6] ? 4 : 6;
}
