import type { IpFamily } from "../sets/ip-address.js";
import { addRow, type ColumnRows, createColumnRows, type RowMaker } from "./column-rows.js";
import type { AnswerId, Grants } from "./grants.js";
import { addInt, createIntList } from "./int-list.js";
import type { Quotient } from "./quotient.js";
import type { Tiering } from "./tiering.js";

/** Receives the connections of one family. Columns that are not mentioned cannot connect. */
export interface ConnectionVisitor {
  /** Every source with every destination, except for the pairs that `pair` gives another answer. */
  block(sources: Int32Array, destinations: Int32Array, answer: AnswerId): void;
  /** `inBlock` is what the blocks say of the pair; denied where no block has it. */
  pair(source: number, destination: number, answer: AnswerId, inBlock: AnswerId): void;
  /**
   * A source that is in no block with its answers for all columns, by column; instead of a `pair` for each that is not
   * denied. The array is not to be changed, and the caller's again afterwards.
   */
  row?(source: number, answers: Int32Array): void;
}

/** The profiles of one direction that occur, as rows, with the columns that have them. */
export interface Side {
  readonly rows: ColumnRows;
  /** Row by column; -1 for columns of the other family. */
  readonly rowOf: Int32Array;
  /** Columns of row r: `members[starts[r]]` to `members[starts[r + 1]]`, ascending. */
  readonly starts: Int32Array;
  readonly members: Int32Array;
}

/** Everything that two columns' answers hang on. */
export interface Sides {
  readonly quotient: Quotient;
  /** The kind of every column. */
  readonly kinds: Uint8Array;
  readonly egress: Side;
  readonly ingress: Side;
  /** What the ingress rows say of their own about each column. */
  readonly reversed: ReversedRows;
  readonly grants: Grants;
  readonly family: IpFamily;
  readonly tiering: Tiering | undefined;
}

/** Columns of pods, and of addresses of the family. */
export function columnsOfFamily({ families }: Quotient, family: IpFamily): Int32Array {
  const columns = createIntList(families.length);
  families.forEach((own, column) => {
    if (own === 0 || own === family) addInt(columns, column);
  });
  return columns.values.slice(0, columns.length);
}

export function sideOf(columns: Int32Array, profileIds: Int32Array, maker: RowMaker): Side {
  const rowOfProfile = new Int32Array(maker.profiles.count).fill(-1);
  const rows = createColumnRows();
  const rowOf = new Int32Array(profileIds.length).fill(-1);
  for (let at = 0; at < columns.length; at += 1) {
    const column = columns[at] as number;
    const id = profileIds[column] as number;
    if (rowOfProfile[id] === -1) {
      rowOfProfile[id] = rows.count;
      addRow(rows, maker, maker.profiles.byId(id));
    }
    rowOf[column] = rowOfProfile[id] as number;
  }
  const starts = new Int32Array(rows.count + 1);
  for (let at = 0; at < columns.length; at += 1) takeNext(starts, (rowOf[columns[at] as number] as number) + 1);
  addUp(starts);
  const next = starts.slice();
  const members = new Int32Array(columns.length);
  for (let at = 0; at < columns.length; at += 1) {
    const column = columns[at] as number;
    members[takeNext(next, rowOf[column] as number)] = column;
  }
  return { rows, rowOf, starts, members };
}

function addUp(counts: Int32Array): void {
  for (let at = 1; at < counts.length; at += 1) counts[at] = (counts[at] as number) + (counts[at - 1] as number);
}

function takeNext(counters: Int32Array, at: number): number {
  const value = counters[at] as number;
  counters[at] = value + 1;
  return value;
}

/** What listed rows say of their own about column c: `rows` and `grants` from `starts[c]` to `starts[c + 1]`. */
export interface ReversedRows {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly grants: Int32Array;
}

export function reverseRows({ count, starts: rowStarts, columns, grants: values }: ColumnRows, columnCount: number): ReversedRows {
  const starts = new Int32Array(columnCount + 1);
  for (let at = 0; at < columns.length; at += 1) takeNext(starts, (columns.values[at] as number) + 1);
  addUp(starts);
  const next = starts.slice();
  const rows = new Int32Array(columns.length);
  const grants = new Int32Array(columns.length);
  for (let row = 0; row < count; row += 1) {
    for (let at = rowStarts[row] as number; at < (rowStarts[row + 1] as number); at += 1) {
      const place = takeNext(next, columns.values[at] as number);
      rows[place] = row;
      grants[place] = values.values[at] as number;
    }
  }
  return { starts, rows, grants };
}
