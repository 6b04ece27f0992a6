import type { IpFamily } from "../sets/ip-address.js";
import { type GrantId, type Grants, noGrant } from "./grants.js";
import type { LabelClasses } from "./label-classes.js";
import type { Universe } from "./peer-sets.js";
import type { Profile } from "./profiles.js";
import type { Quotient } from "./quotient.js";
import type { Accumulated, Accumulator } from "./rows.js";

/** Kinds of columns, by which the defaults of a row differ. */
export const knownPods = 0;
export const unknownPods = 1;
export const addresses = 2;

/** What a profile grants towards every column, in one family. */
export interface ColumnRow {
  /** How the profile isolates and what other policies may do, as text to compare. */
  readonly isolation: string;
  /** For columns that are not listed, by kind: pods with a known address or none, pods with an unknown one, addresses. */
  readonly defaults: readonly [GrantId, GrantId, GrantId];
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
  allowDense = true,
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
      const { base, classBase, touched } = accumulated;
      const unknownBase = accumulator.forUnknownAddress(accumulated, family);
      const defaults = [classBase, grants.union(classBase, unknownBase), base] as const;
      stamp += 1;
      touchedStamp += 1;
      for (const number of touched) touchedMarks[number] = touchedStamp;
      const found: number[] = [];
      const set = (column: number, grant: GrantId): void => {
        if (stamps[column] === stamp) return;
        const otherwise = defaults[kindOf(quotient, column)] as GrantId;
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
            set(columnOf[classId] as number, grantOfClass(accumulated, classId, classBase, family, unknownBase));
          }
        }
      }
      const isDense = allowDense && found.length * denseShare > quotient.count;
      const row = isDense ? denseRow(defaults, found, scratch, quotient) : sparseRow(defaults, found, scratch);
      return { ...row, isolation: isolationText(profile) };
    },
  };
}

/** Above this share of columns a row is kept for all columns: 1 in 8. */
const denseShare = 8;

export function kindOf({ podColumns, addressUnknown }: Quotient, column: number): number {
  if (column >= podColumns) return addresses;
  return addressUnknown[column] === 1 ? unknownPods : knownPods;
}

function denseRow(
  defaults: ColumnRow["defaults"],
  found: readonly number[],
  scratch: Int32Array,
  { count, podColumns, addressUnknown }: Quotient,
): Omit<ColumnRow, "isolation"> {
  const dense = new Int32Array(count).fill(defaults[knownPods], 0, podColumns).fill(defaults[addresses], podColumns);
  if (defaults[knownPods] !== defaults[unknownPods]) {
    for (let column = 0; column < podColumns; column += 1) if (addressUnknown[column] === 1) dense[column] = defaults[unknownPods];
  }
  for (const column of found) dense[column] = scratch[column] as number;
  return { defaults, columns: noColumns, grants: noColumns, dense };
}

const noColumns = new Int32Array(0);

function isolationText({ sure, unsure, other }: Profile): string {
  return `${sure.length > 0} ${unsure.length > 0} ${other}`;
}

function sparseRow(
  defaults: ColumnRow["defaults"],
  found: readonly number[],
  scratch: Int32Array,
): Omit<ColumnRow, "isolation"> {
  const columns = sortedColumns(found);
  const grants = new Int32Array(columns.length);
  for (let at = 0; at < columns.length; at += 1) grants[at] = scratch[columns[at] as number] as number;
  return { defaults, columns, grants, dense: undefined };
}

/** Mostly they are in order already. */
function sortedColumns(found: readonly number[]): Int32Array {
  if (found.length === 0) return noColumns;
  const columns = new Int32Array(found.length);
  let ascending = true;
  for (let at = 0; at < found.length; at += 1) {
    columns[at] = found[at] as number;
    if (at > 0 && (found[at] as number) < (found[at - 1] as number)) ascending = false;
  }
  return ascending ? columns : columns.sort();
}

/** True where nothing is granted to columns that are not listed. */
export function isClosedByDefault({ defaults, dense }: ColumnRow): boolean {
  return !dense && defaults.every((grant) => grant === noGrant);
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
