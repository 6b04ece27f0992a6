import type { IpFamily } from "../sets/ip-address.js";
import { type GrantId, type Grants, noGrant } from "./grants.js";
import type { LabelClasses } from "./label-classes.js";
import type { Universe } from "./peer-sets.js";
import type { Profile } from "./profiles.js";
import type { Quotient } from "./quotient.js";
import type { Accumulated, Accumulator } from "./rows.js";

/** What a profile grants towards every column, in one family. */
export interface ColumnRow {
  /** For columns that are not listed: with a known address or none, and with one that is not known. */
  readonly base: GrantId;
  readonly unknownBase: GrantId;
  /** Ascending; empty where the row is dense. */
  readonly columns: Int32Array;
  readonly grants: Int32Array;
  /** Grants of all columns, where listing them takes less space than naming the columns. */
  readonly dense: Int32Array | undefined;
}

export interface ColumnRows {
  rowOf(profile: Profile, family: IpFamily): ColumnRow;
}

export function createColumnRows(
  accumulator: Accumulator,
  grants: Grants,
  classes: LabelClasses,
  universe: Universe,
  quotient: Quotient,
): ColumnRows {
  const classesByAtom = { 4: groupByAtom(classes, universe, 4), 6: groupByAtom(classes, universe, 6) };
  const { columnOf } = quotient;
  const stamps = new Int32Array(quotient.count);
  const scratch = new Int32Array(quotient.count);
  let stamp = 0;

  /** A pod gets what its labels and what its address give it. */
  const grantOfClass = (accumulated: Accumulated, classId: number, byLabels: GrantId, family: IpFamily, unknown: GrantId): GrantId => {
    const atom = classes.atoms[family][classId] as number;
    if (atom === -2) return grants.union(byLabels, unknown);
    if (atom < 0) return byLabels;
    const number = universe.firstAtom[family] + atom;
    return isTouched(accumulated, number) ? grants.union(byLabels, accumulated.grants[number] as number) : byLabels;
  };
  const touchedMarks = new Int32Array(universe.size);
  let touchedStamp = 0;
  const isTouched = (_: Accumulated, number: number): boolean => touchedMarks[number] === touchedStamp;

  return {
    rowOf: (profile, family) => {
      const accumulated = accumulator.accumulate(profile);
      const { base, touched } = accumulated;
      const unknownBase = accumulator.forUnknownAddress(accumulated, family);
      stamp += 1;
      touchedStamp += 1;
      for (const number of touched) touchedMarks[number] = touchedStamp;
      const found: number[] = [];
      const set = (column: number, grant: GrantId): void => {
        if (stamps[column] === stamp) return;
        const otherwise = quotient.addressUnknown[column] === 1 ? unknownBase : base;
        stamps[column] = stamp;
        if (grant === otherwise) return;
        scratch[column] = grant;
        found.push(column);
      };
      const first = universe.firstAtom[family];
      const end = family === 4 ? universe.firstAtom[6] : universe.size;
      for (const number of touched) {
        if (number < universe.classes) {
          const byLabels = accumulated.grants[number] as number;
          set(columnOf[number] as number, grantOfClass(accumulated, number, byLabels, family, unknownBase));
        } else if (number >= first && number < end) {
          set(columnOf[number] as number, accumulated.grants[number] as number);
          for (const classId of classesByAtom[family].get(number - first) ?? []) {
            if (isTouched(accumulated, classId)) continue;
            set(columnOf[classId] as number, grantOfClass(accumulated, classId, base, family, unknownBase));
          }
        }
      }
      return makeRow(base, unknownBase, found, scratch, quotient);
    },
  };
}

/** Above this share of columns a row is kept for all columns: 1 in 8. */
const denseShare = 8;

function makeRow(
  base: GrantId,
  unknownBase: GrantId,
  found: readonly number[],
  scratch: Int32Array,
  quotient: Quotient,
): ColumnRow {
  if (found.length * denseShare > quotient.count) {
    const dense = Int32Array.from(quotient.addressUnknown, (unknown) => (unknown === 1 ? unknownBase : base));
    for (const column of found) dense[column] = scratch[column] as number;
    return { base, unknownBase, columns: new Int32Array(0), grants: new Int32Array(0), dense };
  }
  const columns = Int32Array.from(found).sort();
  return { base, unknownBase, columns, grants: columns.map((column) => scratch[column] as number), dense: undefined };
}

/** The grant towards one column. */
export function grantAt(row: ColumnRow, column: number, addressUnknown: number): GrantId {
  if (row.dense) return row.dense[column] as number;
  const { columns } = row;
  let low = 0;
  let high = columns.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = columns[middle] as number;
    if (found === column) return row.grants[middle] as number;
    if (found < column) low = middle + 1;
    else high = middle - 1;
  }
  return addressUnknown === 1 ? row.unknownBase : row.base;
}

/** True where nothing is granted to columns that are not listed. */
export function isClosedByDefault({ base, unknownBase, dense }: ColumnRow): boolean {
  return !dense && base === noGrant && unknownBase === noGrant;
}

function groupByAtom(classes: LabelClasses, universe: Universe, family: IpFamily): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (let id = 0; id < universe.classes; id += 1) {
    const atom = classes.atoms[family][id] as number;
    if (atom < 0) continue;
    const group = groups.get(atom);
    if (group) group.push(id);
    else groups.set(atom, [id]);
  }
  return groups;
}
