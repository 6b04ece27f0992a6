import type { IpFamily } from "../sets/ip-address.js";
import { type GrantId, type Grants, noGrant } from "./grants.js";
import { createHoleFinder, findHoleyRow, type HoleFinder, type HoleyRow } from "./holey-rows.js";
import { addInt, createIntList, type IntList, sortInts } from "./int-list.js";
import { type LabelClasses, unknownAddress } from "./label-classes.js";
import type { PeerSets, Universe } from "./peer-sets.js";
import type { OtherPolicies, Profile, Profiles } from "./profiles.js";
import type { Quotient } from "./quotient.js";
import type { Accumulator } from "./rows.js";

/** Kinds of columns, by which the defaults of a row differ. */
export const knownPods = 0;
export const unknownPods = 1;
export const addresses = 2;
export const kindCount = 3;

/** Grants by group of columns. In bytes where they fit: rows of dense clusters are read over and over. */
export type DenseRow = Uint8Array | Int32Array;

/** What profiles grant towards every column, in one family. One row for each profile, numbered from 0. */
export interface ColumnRows {
  count: number;
  /** How the row's profile isolates and what other policies may do, as a number to compare. */
  readonly isolation: number[];
  /** For columns that are not listed, by kind: `defaults[row * kindCount + kind]`. */
  readonly defaults: GrantId[];
  /** Listed columns of row r: from `starts[r]`, inclusive, to `starts[r + 1]`, exclusive, ascending. */
  readonly starts: number[];
  readonly columns: IntList;
  readonly grants: IntList;
  /** Rows that are kept for all groups, and list none. */
  readonly dense: (DenseRow | undefined)[];
}

export function createColumnRows(): ColumnRows {
  const [columns, grants] = [createIntList(1024), createIntList(1024)];
  return { count: 0, isolation: [], defaults: [], starts: [0], columns, grants, dense: [] };
}

export interface ColumnRowParts {
  readonly accumulator: Accumulator;
  readonly profiles: Profiles;
  readonly peerSets: PeerSets;
  readonly grants: Grants;
  readonly classes: LabelClasses;
  readonly universe: Universe;
  readonly quotient: Quotient;
  readonly kinds: Uint8Array;
  readonly allowDense: boolean;
}

/** Above this share of columns a row is kept for all groups: 1 in 8. */
export const denseShare = 8;

/** Works out rows in one family. Those of both directions are made by one of these. */
export interface RowMaker extends ColumnRowParts {
  readonly family: IpFamily;
  readonly byAtom: ClassesByAtom;
  readonly firstAtom: number;
  readonly endOfAtoms: number;
  readonly atomOfClass: Int32Array;
  readonly holes: HoleFinder | undefined;
  /** Of the row at hand: the grants by kind of columns that are not in `found`, and by column of those that are. */
  readonly defaults: Int32Array;
  readonly found: IntList;
  readonly values: Int32Array;
  /** By column, and by number of the universe, the last row that says something of it. */
  readonly stamps: Int32Array;
  readonly touchedMarks: Int32Array;
  stamp: number;
  /** What a peer of unknown address gets from blocks. */
  unknownBase: GrantId;
}

export function createRowMaker(parts: ColumnRowParts, family: IpFamily): RowMaker {
  const { classes, universe, quotient } = parts;
  const few = Math.floor(quotient.count / denseShare);
  return {
    ...parts,
    family,
    byAtom: groupByAtom(classes, universe, family),
    firstAtom: universe.firstAtom[family],
    endOfAtoms: family === 4 ? universe.firstAtom[6] : universe.size,
    atomOfClass: classes.atoms[family],
    holes: parts.allowDense ? createHoleFinder(parts, few) : undefined,
    defaults: new Int32Array(kindCount),
    found: createIntList(),
    values: new Int32Array(quotient.count),
    stamps: new Int32Array(quotient.count),
    touchedMarks: new Int32Array(universe.size),
    stamp: 0,
    unknownBase: noGrant,
  };
}

/** Appends the row of a profile. */
export function addRow(rows: ColumnRows, maker: RowMaker, profile: Profile): void {
  rows.isolation.push(isolationCode(profile));
  const holey = maker.holes && findHoleyRow(maker.holes, profile);
  if (holey) {
    rows.defaults.push(holey.podBase, holey.podBase, holey.base);
    rows.dense.push(spreadHoley(holey, maker.quotient));
  } else addFound(rows, maker, profile);
  rows.starts.push(rows.columns.length);
  rows.count += 1;
}

function addFound(rows: ColumnRows, maker: RowMaker, profile: Profile): void {
  workOut(maker, profile);
  const { defaults, found, values, quotient, kinds } = maker;
  rows.defaults.push(defaults[0] as number, defaults[1] as number, defaults[2] as number);
  const isDense = maker.allowDense && found.length * denseShare > quotient.count;
  rows.dense.push(isDense ? denseRow(defaults, kinds, quotient, found, values) : undefined);
  if (!isDense) appendRow(rows, found, values);
}

/** Leaves the columns that differ from the defaults in `found`. */
function workOut(maker: RowMaker, profile: Profile): void {
  const { accumulator, grants, universe, quotient, defaults, touchedMarks, firstAtom, endOfAtoms } = maker;
  const accumulated = accumulator.accumulate(profile);
  const { base, classBase, touched, grants: byNumber } = accumulated;
  maker.unknownBase = accumulator.forUnknownAddress(accumulated, maker.family);
  defaults[knownPods] = classBase;
  defaults[unknownPods] = grants.union(classBase, maker.unknownBase);
  defaults[addresses] = base;
  maker.stamp += 1;
  maker.found.length = 0;
  for (let at = 0; at < touched.length; at += 1) touchedMarks[touched.values[at] as number] = maker.stamp;
  for (let at = 0; at < touched.length; at += 1) {
    const number = touched.values[at] as number;
    const grant = byNumber[number] as number;
    if (number < universe.classes) {
      setColumn(maker, quotient.columnOf[number] as number, grantOfClass(maker, number, grant, byNumber));
    } else if (number >= firstAtom && number < endOfAtoms) {
      setColumn(maker, quotient.columnOf[number] as number, grant);
      addPodsAt(maker, number - firstAtom, classBase, byNumber);
    }
  }
}

/** Pods with an address in the atom that no rule names by labels. */
function addPodsAt(maker: RowMaker, atom: number, classBase: GrantId, byNumber: Int32Array): void {
  const { starts, members } = maker.byAtom;
  for (let at = starts[atom] as number; at < (starts[atom + 1] as number); at += 1) {
    const classId = members[at] as number;
    if (maker.touchedMarks[classId] === maker.stamp) continue;
    setColumn(maker, maker.quotient.columnOf[classId] as number, grantOfClass(maker, classId, classBase, byNumber));
  }
}

/** A pod gets what its labels and what its address give it. */
function grantOfClass(maker: RowMaker, classId: number, byLabels: GrantId, byNumber: Int32Array): GrantId {
  const { grants, atomOfClass, firstAtom } = maker;
  const atom = atomOfClass[classId] as number;
  if (atom === unknownAddress) return grants.union(byLabels, maker.unknownBase);
  if (atom < 0 || maker.touchedMarks[firstAtom + atom] !== maker.stamp) return byLabels;
  return grants.union(byLabels, byNumber[firstAtom + atom] as number);
}

function setColumn({ stamps, stamp, defaults, kinds, values, found }: RowMaker, column: number, grant: GrantId): void {
  if (stamps[column] === stamp) return;
  stamps[column] = stamp;
  if (grant === defaults[kinds[column] as number]) return;
  values[column] = grant;
  addInt(found, column);
}

function appendRow({ columns, grants }: ColumnRows, found: IntList, values: Int32Array): void {
  // Mostly they are in order already.
  sortInts(found);
  for (let at = 0; at < found.length; at += 1) {
    const column = found.values[at] as number;
    addInt(columns, column);
    addInt(grants, values[column] as number);
  }
}

/** Grants that are no larger than this fit in a byte. */
const largestByte = 255;

function emptyRow(largest: GrantId, groups: number): DenseRow {
  return largest <= largestByte ? new Uint8Array(groups) : new Int32Array(groups);
}

function denseRow(
  defaults: ArrayLike<number>,
  kinds: Uint8Array,
  quotient: Quotient,
  found: IntList,
  values: Int32Array,
): DenseRow {
  let largest = Math.max(defaults[0] as number, defaults[1] as number, defaults[2] as number);
  for (let at = 0; at < found.length; at += 1) largest = Math.max(largest, values[found.values[at] as number] as number);
  const row = emptyRow(largest, quotient.groupExamples.length);
  fillByKind(row, defaults, kinds, quotient);
  for (let at = 0; at < found.length; at += 1) {
    const column = found.values[at] as number;
    row[quotient.groupOf[column] as number] = values[column] as number;
  }
  return row;
}

function spreadHoley(
  { base, podBase, missing, grants, combinations, holes }: HoleyRow,
  { groupExamples, podGroups }: Quotient,
): DenseRow {
  let largest = base;
  for (let at = 0; at < combinations; at += 1) largest = Math.max(largest, grants[at] as GrantId);
  const row = emptyRow(largest, groupExamples.length);
  row.fill(podBase, 0, podGroups).fill(base, podGroups);
  for (const groups of holes) {
    for (let at = 0; at < groups.length; at += 1) {
      const group = groups[at] as number;
      row[group] = grants[missing[group] as number] as number;
    }
  }
  return row;
}

function fillByKind(row: DenseRow, defaults: ArrayLike<number>, kinds: Uint8Array, { groupExamples }: Quotient): void {
  for (let group = 0; group < row.length; group += 1) {
    row[group] = defaults[kinds[groupExamples[group] as number] as number] as number;
  }
}

/** A listed row for all groups; its columns stay listed. */
export function spreadRow(rows: ColumnRows, row: number, kinds: Uint8Array, quotient: Quotient): DenseRow {
  const defaults = rows.defaults.slice(row * kindCount, (row + 1) * kindCount);
  const [first, end] = [rows.starts[row] as number, rows.starts[row + 1] as number];
  let largest = Math.max(...defaults);
  for (let at = first; at < end; at += 1) largest = Math.max(largest, rows.grants.values[at] as number);
  const spread = emptyRow(largest, quotient.groupExamples.length);
  fillByKind(spread, defaults, kinds, quotient);
  for (let at = first; at < end; at += 1) {
    spread[quotient.groupOf[rows.columns.values[at] as number] as number] = rows.grants.values[at] as number;
  }
  return spread;
}

/** The kind of every column. */
export function kindsOf({ podColumns, addressUnknown, count }: Quotient): Uint8Array {
  const kinds = new Uint8Array(count).fill(addresses, podColumns);
  for (let column = 0; column < podColumns; column += 1) {
    kinds[column] = addressUnknown[column] === 1 ? unknownPods : knownPods;
  }
  return kinds;
}

const otherCodes: Readonly<Record<OtherPolicies, number>> = { none: 0, "may deny": 1, "may do anything": 2 };

function isolationCode({ sure, unsure, other }: Profile): number {
  return otherCodes[other] * 4 + (sure.length > 0 ? 2 : 0) + (unsure.length > 0 ? 1 : 0);
}

/** True where nothing is granted to columns that are not listed. */
export function isClosedByDefault({ defaults, dense }: ColumnRows, row: number): boolean {
  if (dense[row]) return false;
  const first = row * kindCount;
  return defaults[first] === noGrant && defaults[first + 1] === noGrant && defaults[first + 2] === noGrant;
}

/** Classes by atom: those of atom a are `members[starts[a]]` to `members[starts[a + 1]]`. */
interface ClassesByAtom {
  readonly starts: Int32Array;
  readonly members: Int32Array;
}

function groupByAtom(
  { atoms, count }: LabelClasses,
  { firstAtom, size }: Universe,
  family: IpFamily,
): ClassesByAtom {
  const atomCount = (family === 4 ? firstAtom[6] : size) - firstAtom[family];
  const starts = new Int32Array(atomCount + 1);
  const atomOf = atoms[family];
  for (let id = 0; id < count; id += 1) {
    const atom = atomOf[id] as number;
    if (atom >= 0) starts[atom + 1] = (starts[atom + 1] as number) + 1;
  }
  for (let atom = 0; atom < atomCount; atom += 1) starts[atom + 1] = (starts[atom + 1] as number) + (starts[atom] as number);
  const next = starts.slice();
  const members = new Int32Array(starts[atomCount] as number);
  for (let id = 0; id < count; id += 1) {
    const atom = atomOf[id] as number;
    if (atom < 0) continue;
    members[next[atom] as number] = id;
    next[atom] = (next[atom] as number) + 1;
  }
  return { starts, members };
}
