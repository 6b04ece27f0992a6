import type { IpFamily } from "../sets/ip-address.js";
import { type ColumnRow, type ColumnRows, grantAt, isClosedByDefault } from "./column-rows.js";
import { type AnswerId, deniedAnswer, type GrantId, type Grants } from "./grants.js";
import type { ProfileId, Profiles } from "./profiles.js";
import type { Quotient } from "./quotient.js";

/** Receives the connections of one family. Columns that are not mentioned cannot connect. */
export interface ConnectionVisitor {
  /** Every source with every destination, except for the pairs that `pair` gives another answer. */
  block(sources: Int32Array, destinations: Int32Array, answer: AnswerId): void;
  /** `inBlock` is what the blocks say of the pair; denied where no block has it. */
  pair(source: number, destination: number, answer: AnswerId, inBlock: AnswerId): void;
}

interface Side {
  readonly rows: ReadonlyMap<ProfileId, ColumnRow>;
  readonly columnsByProfile: ReadonlyMap<ProfileId, Int32Array>;
}

/** Visits all connections without ever holding columns times columns. Address columns do not connect to each other. */
export function visitConnections(
  quotient: Quotient,
  profiles: Profiles,
  columnRows: ColumnRows,
  grants: Grants,
  family: IpFamily,
  visitor: ConnectionVisitor,
): void {
  const members = columnsOfFamily(quotient, family);
  const egress = sideOf(members, quotient.egress, profiles, columnRows, family);
  const ingress = sideOf(members, quotient.ingress, profiles, columnRows, family);
  visitBlocks(quotient, egress, ingress, grants, visitor);
  const reversed = reverseIngress(ingress);
  const marks = new Int32Array(quotient.count);
  let mark = 0;

  for (const [profile, sources] of egress.columnsByProfile) {
    const row = egress.rows.get(profile) as ColumnRow;
    for (const source of sources) {
      mark += 1;
      if (row.dense) visitDense(source, row);
      else visitSparse(source, row);
    }
  }

  function visitOne(source: number, destination: number, egressGrant: GrantId, row: ColumnRow): void {
    if (source >= quotient.podColumns && destination >= quotient.podColumns) return;
    const ingressRow = ingress.rows.get(quotient.ingress[destination] as number) as ColumnRow;
    const ingressGrant = grantAt(ingressRow, source, quotient.addressUnknown[source] as number);
    const named = quotient.namedPorts[destination] as number;
    const answer = grants.both(grants.resolve(egressGrant, named), grants.resolve(ingressGrant, named));
    const inBlock = blockAnswer(quotient, grants, row, ingressRow, source, destination);
    if (answer !== inBlock) visitor.pair(source, destination, answer, inBlock);
  }

  function visitSparse(source: number, row: ColumnRow): void {
    const { columns } = row;
    for (let at = 0; at < columns.length; at += 1) {
      const destination = columns[at] as number;
      marks[destination] = mark;
      visitOne(source, destination, row.grants[at] as number, row);
    }
    if (isClosedByDefault(row)) return;
    for (const profile of reversed.get(source) ?? []) {
      for (const destination of ingress.columnsByProfile.get(profile) ?? []) {
        if (marks[destination] === mark) continue;
        const unknown = quotient.addressUnknown[destination] === 1;
        visitOne(source, destination, unknown ? row.unknownBase : row.base, row);
      }
    }
  }

  /** Every destination is looked at once; the grants of both sides are in arrays. */
  function visitDense(source: number, row: ColumnRow): void {
    const dense = row.dense as Int32Array;
    for (const destination of members) visitOne(source, destination, dense[destination] as number, row);
  }
}

function columnsOfFamily(quotient: Quotient, family: IpFamily): Int32Array {
  const members: number[] = [];
  for (let column = 0; column < quotient.count; column += 1) {
    const own = quotient.families[column];
    if (own === 0 || own === family) members.push(column);
  }
  return Int32Array.from(members);
}

function sideOf(
  members: Int32Array,
  profileOf: Int32Array,
  profiles: Profiles,
  columnRows: ColumnRows,
  family: IpFamily,
): Side {
  const grouped = new Map<ProfileId, number[]>();
  for (const column of members) {
    const profile = profileOf[column] as number;
    const group = grouped.get(profile);
    if (group) group.push(column);
    else grouped.set(profile, [column]);
  }
  const rows = new Map<ProfileId, ColumnRow>();
  for (const profile of grouped.keys()) rows.set(profile, columnRows.rowOf(profiles.byId(profile), family));
  const columnsByProfile = new Map([...grouped].map(([profile, columns]) => [profile, Int32Array.from(columns)]));
  return { rows, columnsByProfile };
}

/** The ingress profiles that say something of their own about a source, by source. */
function reverseIngress(ingress: Side): ReadonlyMap<number, readonly ProfileId[]> {
  const reversed = new Map<number, ProfileId[]>();
  for (const [profile, row] of ingress.rows) {
    const sources = row.dense ? row.dense.keys() : row.columns.values();
    for (const source of sources) {
      const list = reversed.get(source);
      if (list) list.push(profile);
      else reversed.set(source, [profile]);
    }
  }
  return reversed;
}

/** A row's default for the address kinds; a dense row has none, so that nothing of it is in a block. */
function defaultGrant(row: ColumnRow, addressUnknown: number): GrantId {
  if (row.dense) return 0;
  return addressUnknown === 1 ? row.unknownBase : row.base;
}

function blockAnswer(
  quotient: Quotient,
  grants: Grants,
  egressRow: ColumnRow,
  ingressRow: ColumnRow,
  source: number,
  destination: number,
): AnswerId {
  const egressGrant = defaultGrant(egressRow, quotient.addressUnknown[destination] as number);
  if (egressGrant === 0) return deniedAnswer;
  const ingressGrant = defaultGrant(ingressRow, quotient.addressUnknown[source] as number);
  if (ingressGrant === 0) return deniedAnswer;
  const named = quotient.namedPorts[destination] as number;
  return grants.both(grants.resolve(egressGrant, named), grants.resolve(ingressGrant, named));
}

/** Columns that the defaults of the other side's rows cannot tell apart. */
interface DefaultGroup {
  readonly columns: Int32Array;
  readonly row: ColumnRow;
}

function visitBlocks(quotient: Quotient, egress: Side, ingress: Side, grants: Grants, visitor: ConnectionVisitor): void {
  const sources = defaultGroups(quotient, egress, () => 0);
  const destinations = defaultGroups(quotient, ingress, (column) => quotient.namedPorts[column] as number);
  for (const from of sources) {
    for (const to of destinations) {
      const [source, destination] = [from.columns[0] as number, to.columns[0] as number];
      // Addresses connect to pods only; both kinds are in groups of their own.
      if (source >= quotient.podColumns && destination >= quotient.podColumns) continue;
      const answer = blockAnswer(quotient, grants, from.row, to.row, source, destination);
      if (answer !== deniedAnswer) visitor.block(from.columns, to.columns, answer);
    }
  }
}

function defaultGroups(quotient: Quotient, side: Side, namedOf: (column: number) => number): readonly DefaultGroup[] {
  const groups = new Map<string, { columns: number[]; row: ColumnRow }>();
  for (const [profile, columns] of side.columnsByProfile) {
    const row = side.rows.get(profile) as ColumnRow;
    if (row.dense || (row.base === 0 && row.unknownBase === 0)) continue;
    for (const column of columns) {
      const kind = (quotient.addressUnknown[column] as number) + (column >= quotient.podColumns ? 2 : 0);
      const key = `${row.base} ${row.unknownBase} ${kind} ${namedOf(column)}`;
      const group = groups.get(key);
      if (group) group.columns.push(column);
      else groups.set(key, { columns: [column], row });
    }
  }
  return [...groups.values()].map(({ columns, row }) => ({ columns: Int32Array.from(columns), row }));
}
