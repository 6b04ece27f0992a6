import type { IpFamily } from "../sets/ip-address.js";
import { type GrantId, type Grants, noGrant } from "./grants.js";
import { createHoleyRows, type HoleyRow } from "./holey-rows.js";
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

/** Grants of all columns. In bytes where they fit: rows of dense clusters are read column by column, over and over. */
export type DenseRow = Uint8Array | Int32Array;

/** What profiles grant towards every column, in one family. One row for each profile, numbered from 0. */
export interface ColumnRows {
  readonly count: number;
  /** How the row's profile isolates and what other policies may do, as a number to compare. */
  readonly isolation: readonly number[];
  /** For columns that are not listed, by kind: `defaults[row * kindCount + kind]`. */
  readonly defaults: readonly GrantId[];
  /** Listed columns of row r: from `starts[r]`, inclusive, to `starts[r + 1]`, exclusive, ascending. */
  readonly starts: readonly number[];
  readonly columns: IntList;
  readonly grants: IntList;
  /** Rows that are kept for all columns, and list none. */
  readonly dense: (DenseRow | undefined)[];
  /** Appends the row of a profile. */
  add(profile: Profile): void;
}

/** Makes rows in one family. The rows of both directions are made by one of these. */
export type MakeColumnRows = () => ColumnRows;

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

/** Above this share of columns a row is kept for all columns: 1 in 8. */
export const denseShare = 8;

export function columnRowsOf(parts: ColumnRowParts, family: IpFamily): MakeColumnRows {
  const { accumulator, grants, classes, universe, quotient, kinds, allowDense } = parts;
  const { columnOf } = quotient;
  const byAtom = groupByAtom(classes, universe, family);
  const firstAtom = universe.firstAtom[family];
  const endOfAtoms = family === 4 ? universe.firstAtom[6] : universe.size;
  const atomOfClass = classes.atoms[family];
  const stamps = new Int32Array(quotient.count);
  const values = new Int32Array(quotient.count);
  const touchedMarks = new Int32Array(universe.size);
  let stamp = 0;
  const found = createIntList();
  const defaults = new Int32Array(kindCount);
  const few = Math.floor(quotient.count / denseShare);
  const makeHoleyRow = allowDense ? createHoleyRows(parts.profiles, parts.peerSets, grants, quotient, few) : undefined;

  /** A pod gets what its labels and what its address give it. */
  const grantOfClass = (classId: number, byLabels: GrantId, unknownBase: GrantId, byNumber: Int32Array): GrantId => {
    const atom = atomOfClass[classId] as number;
    if (atom === unknownAddress) return grants.union(byLabels, unknownBase);
    if (atom < 0 || touchedMarks[firstAtom + atom] !== stamp) return byLabels;
    return grants.union(byLabels, byNumber[firstAtom + atom] as number);
  };
  const set = (column: number, grant: GrantId): void => {
    if (stamps[column] === stamp) return;
    stamps[column] = stamp;
    if (grant === defaults[kinds[column] as number]) return;
    values[column] = grant;
    addInt(found, column);
  };

  /** Leaves the columns that differ from the defaults in `found`. */
  const workOut = (profile: Profile): void => {
    const accumulated = accumulator.accumulate(profile);
    const { base, classBase, touched, grants: byNumber } = accumulated;
    const unknownBase = accumulator.forUnknownAddress(accumulated, family);
    defaults[knownPods] = classBase;
    defaults[unknownPods] = grants.union(classBase, unknownBase);
    defaults[addresses] = base;
    stamp += 1;
    found.length = 0;
    for (let at = 0; at < touched.length; at += 1) touchedMarks[touched.values[at] as number] = stamp;
    for (let at = 0; at < touched.length; at += 1) {
      const number = touched.values[at] as number;
      const grant = byNumber[number] as number;
      if (number < universe.classes) {
        set(columnOf[number] as number, grantOfClass(number, grant, unknownBase, byNumber));
      } else if (number >= firstAtom && number < endOfAtoms) {
        set(columnOf[number] as number, grant);
        addPodsAt(number - firstAtom, classBase, unknownBase, byNumber);
      }
    }
  };
  /** Pods with an address in the atom that no rule names by labels. */
  const addPodsAt = (atom: number, classBase: GrantId, unknownBase: GrantId, byNumber: Int32Array): void => {
    for (let at = byAtom.starts[atom] as number; at < (byAtom.starts[atom + 1] as number); at += 1) {
      const classId = byAtom.members[at] as number;
      if (touchedMarks[classId] === stamp) continue;
      set(columnOf[classId] as number, grantOfClass(classId, classBase, unknownBase, byNumber));
    }
  };

  return () => {
    const starts = [0];
    const rows: ColumnRows = {
      get count() {
        return starts.length - 1;
      },
      isolation: [],
      defaults: [],
      starts,
      columns: createIntList(1024),
      grants: createIntList(1024),
      dense: [],
      add: (profile) => {
        (rows.isolation as number[]).push(isolationCode(profile));
        const holey = makeHoleyRow?.(profile);
        if (holey) {
          (rows.defaults as number[]).push(holey.podBase, holey.podBase, holey.base);
          rows.dense.push(spreadHoley(holey, quotient));
          starts.push(rows.columns.length);
          return;
        }
        workOut(profile);
        (rows.defaults as number[]).push(defaults[0] as number, defaults[1] as number, defaults[2] as number);
        const isDense = allowDense && found.length * denseShare > quotient.count;
        rows.dense.push(isDense ? denseRow(defaults, kinds, found, values) : undefined);
        if (!isDense) appendRow(rows, found, values);
        starts.push(rows.columns.length);
      },
    };
    return rows;
  };
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

function denseRow(defaults: ArrayLike<number>, kinds: Uint8Array, found: IntList, values: Int32Array): DenseRow {
  let largest = Math.max(defaults[0] as number, defaults[1] as number, defaults[2] as number);
  for (let at = 0; at < found.length; at += 1) largest = Math.max(largest, values[found.values[at] as number] as number);
  const row = largest <= largestByte ? new Uint8Array(kinds.length) : new Int32Array(kinds.length);
  fillByKind(row, defaults, kinds);
  for (let at = 0; at < found.length; at += 1) {
    const column = found.values[at] as number;
    row[column] = values[column] as number;
  }
  return row;
}

function spreadHoley({ base, podBase, missing, grants, combinations, holes }: HoleyRow, { count, podColumns }: Quotient): DenseRow {
  const largest = Math.max(base, ...grants.subarray(0, combinations));
  const row = largest <= largestByte ? new Uint8Array(count) : new Int32Array(count);
  row.fill(podBase, 0, podColumns).fill(base, podColumns);
  for (const columns of holes) {
    for (let at = 0; at < columns.length; at += 1) {
      const column = columns[at] as number;
      row[column] = grants[missing[column] as number] as number;
    }
  }
  return row;
}

function fillByKind(row: DenseRow, defaults: ArrayLike<number>, kinds: Uint8Array): void {
  row.fill(defaults[knownPods] as number);
  const areAlike = defaults[unknownPods] === defaults[knownPods] && defaults[addresses] === defaults[knownPods];
  if (areAlike) return;
  for (let column = 0; column < kinds.length; column += 1) {
    if (kinds[column] !== knownPods) row[column] = defaults[kinds[column] as number] as number;
  }
}

/** A listed row for all columns; its columns stay listed. */
export function spreadRow(rows: ColumnRows, row: number, kinds: Uint8Array): DenseRow {
  const defaults = rows.defaults.slice(row * kindCount, (row + 1) * kindCount);
  const [first, end] = [rows.starts[row] as number, rows.starts[row + 1] as number];
  let largest = Math.max(...defaults);
  for (let at = first; at < end; at += 1) largest = Math.max(largest, rows.grants.values[at] as number);
  const spread = largest <= largestByte ? new Uint8Array(kinds.length) : new Int32Array(kinds.length);
  fillByKind(spread, defaults, kinds);
  for (let at = first; at < end; at += 1) spread[rows.columns.values[at] as number] = rows.grants.values[at] as number;
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
function groupByAtom(
  { atoms, count }: LabelClasses,
  { firstAtom, size }: Universe,
  family: IpFamily,
): { readonly starts: Int32Array; readonly members: Int32Array } {
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
