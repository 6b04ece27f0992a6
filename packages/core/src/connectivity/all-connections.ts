import type { PolicyDirection } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import { type ColumnRow, type ColumnRows, isClosedByDefault, kindOf } from "./column-rows.js";
import { type AnswerId, deniedAnswer, type GrantId, type Grants, noGrant } from "./grants.js";
import type { Profiles } from "./profiles.js";
import type { Quotient } from "./quotient.js";
import type { Tiering } from "./tiering.js";

/** Receives the connections of one family. Columns that are not mentioned cannot connect. */
export interface ConnectionVisitor {
  /** Every source with every destination, except for the pairs that `pair` gives another answer. */
  block(sources: Int32Array, destinations: Int32Array, answer: AnswerId): void;
  /** `inBlock` is what the blocks say of the pair; denied where no block has it. */
  pair(source: number, destination: number, answer: AnswerId, inBlock: AnswerId): void;
}

/** The profiles of one direction that occur, numbered from 0, with their rows and columns. */
interface Side {
  readonly rows: readonly ColumnRow[];
  /** By column; -1 for columns of the other family. */
  readonly profileOf: Int32Array;
  /** Columns of profile p: `members[starts[p]]` to `members[starts[p + 1]]`, ascending. */
  readonly starts: Int32Array;
  readonly members: Int32Array;
}

/** Sources whose dense rows are met with the columns of the ingress rows at a time; a tile stays in the cache. */
const tileHeight = 32;

/** Visits all connections without ever holding columns times columns. Address columns do not connect to each other. */
export function visitConnections(
  quotient: Quotient,
  profiles: Profiles,
  columnRows: ColumnRows,
  grants: Grants,
  family: IpFamily,
  visitor: ConnectionVisitor,
  tiering: Tiering | undefined,
): void {
  const members = columnsOfFamily(quotient, family);
  const egress = sideOf(members, quotient.egress, profiles, columnRows, family);
  const ingress = sideOf(members, quotient.ingress, profiles, columnRows, family);
  const { podColumns, namedPorts } = quotient;
  const kinds = Uint8Array.from(quotient.families.keys(), (column) => kindOf(quotient, column));
  const { rows: ingressRows, profileOf: ingressOf } = ingress;
  const sides: Sides = { quotient, egress, ingress, grants, family, tiering };
  visitBlocks(sides, visitor);
  const reversed = reverseRows(ingressRows, quotient.count);
  const denseDestinations = members.filter((column) => (ingressRows[ingressOf[column] as number] as ColumnRow).dense);
  const denseSources: number[] = [];
  // What the ingress profiles grant to the source at hand, where they say something of their own.
  const ownGrants = new Int32Array(ingressRows.length);
  const ownMarks = new Int32Array(ingressRows.length);
  const marks = new Int32Array(quotient.count);
  let mark = 0;

  egress.rows.forEach((row, profile) => {
    for (let at = egress.starts[profile] as number; at < (egress.starts[profile + 1] as number); at += 1) {
      const source = egress.members[at] as number;
      if (row.dense) denseSources.push(source);
      else visitSparse(source, row);
    }
  });
  visitDense(denseSources.sort((a, b) => a - b));

  function markOwnGrants(source: number): void {
    mark += 1;
    for (let at = reversed.starts[source] as number; at < (reversed.starts[source + 1] as number); at += 1) {
      const profile = reversed.profiles[at] as number;
      ownMarks[profile] = mark;
      ownGrants[profile] = reversed.grants[at] as number;
    }
  }

  function ingressGrant(profile: number, source: number): GrantId {
    if (ownMarks[profile] === mark) return ownGrants[profile] as number;
    const row = ingressRows[profile] as ColumnRow;
    if (row.dense) return row.dense[source] as number;
    return row.defaults[kinds[source] as number] as GrantId;
  }

  function visitOne(source: number, destination: number, egressGrant: GrantId, row: ColumnRow): void {
    if (source >= podColumns && destination >= podColumns) return;
    const profile = ingressOf[destination] as number;
    const answer = answerFor(sides, source, destination, egressGrant, ingressGrant(profile, source));
    const inBlock = blockAnswer(sides, row, ingressRows[profile] as ColumnRow, source, destination);
    if (answer !== inBlock) visitor.pair(source, destination, answer, inBlock);
  }

  function visitSparse(source: number, row: ColumnRow): void {
    const { columns } = row;
    markOwnGrants(source);
    for (let at = 0; at < columns.length; at += 1) {
      const destination = columns[at] as number;
      marks[destination] = mark;
      visitOne(source, destination, row.grants[at] as number, row);
    }
    if (isClosedByDefault(row) && !tiering?.mayOpen("egress", source)) return;
    for (let at = reversed.starts[source] as number; at < (reversed.starts[source + 1] as number); at += 1) {
      const profile = reversed.profiles[at] as number;
      const end = ingress.starts[profile + 1] as number;
      for (let place = ingress.starts[profile] as number; place < end; place += 1) {
        visitByDefault(source, ingress.members[place] as number, row);
      }
    }
    for (const destination of denseDestinations) visitByDefault(source, destination, row);
  }

  function visitByDefault(source: number, destination: number, row: ColumnRow): void {
    if (marks[destination] === mark) return;
    visitOne(source, destination, row.defaults[kinds[destination] as number] as GrantId, row);
  }

  /** Looks at every destination of every source; nothing of a dense row is in a block. */
  function visitDense(sources: readonly number[]): void {
    const width = ingressRows.length;
    const tile = new Int32Array(sources.length === 0 ? 0 : tileHeight * width);
    for (let first = 0; first < sources.length; first += tileHeight) {
      const part = sources.slice(first, first + tileHeight);
      fillTile(tile, width, part);
      part.forEach((source, line) => {
        const row = egress.rows[egress.profileOf[source] as number] as ColumnRow;
        visitDenseRow(source, row.dense as Int32Array, tile.subarray(line * width, (line + 1) * width));
      });
    }
  }

  /** Line by line what all ingress profiles grant to a source: their rows lie the other way round. */
  function fillTile(tile: Int32Array, width: number, sources: readonly number[]): void {
    for (let profile = 0; profile < width; profile += 1) {
      const { dense, defaults } = ingressRows[profile] as ColumnRow;
      for (let line = 0; line < sources.length; line += 1) {
        const source = sources[line] as number;
        tile[line * width + profile] = dense ? (dense[source] as number) : (defaults[kinds[source] as number] as GrantId);
      }
    }
    sources.forEach((source, line) => {
      for (let at = reversed.starts[source] as number; at < (reversed.starts[source + 1] as number); at += 1) {
        tile[line * width + (reversed.profiles[at] as number)] = reversed.grants[at] as number;
      }
    });
  }

  function visitDenseRow(source: number, egressGrants: Int32Array, ingressGrants: Int32Array): void {
    const isAddress = source >= podColumns;
    for (let at = 0; at < members.length; at += 1) {
      const destination = members[at] as number;
      if (isAddress && destination >= podColumns) return;
      const egressGrant = egressGrants[destination] as number;
      const own = ingressGrants[ingressOf[destination] as number] as number;
      if (egressGrant === noGrant || own === noGrant) continue;
      const named = namedPorts[destination] as number;
      const answer = grants.both(grants.resolve(egressGrant, named), grants.resolve(own, named));
      if (answer !== deniedAnswer) visitor.pair(source, destination, answer, deniedAnswer);
    }
  }
}

function columnsOfFamily(quotient: Quotient, family: IpFamily): Int32Array {
  return Int32Array.from(quotient.families.keys()).filter((column) => {
    const own = quotient.families[column];
    return own === 0 || own === family;
  });
}

function sideOf(
  columns: Int32Array,
  profileIds: Int32Array,
  profiles: Profiles,
  columnRows: ColumnRows,
  family: IpFamily,
): Side {
  const numbers = new Int32Array(profiles.count).fill(-1);
  const rows: ColumnRow[] = [];
  const profileOf = new Int32Array(profileIds.length).fill(-1);
  for (const column of columns) {
    const id = profileIds[column] as number;
    if (numbers[id] === -1) {
      numbers[id] = rows.length;
      rows.push(columnRows.rowOf(profiles.byId(id), family));
    }
    profileOf[column] = numbers[id] as number;
  }
  const starts = startsOf(rows.length, columns.map((column) => profileOf[column] as number));
  const next = starts.slice();
  const members = new Int32Array(columns.length);
  for (const column of columns) members[takeNext(next, profileOf[column] as number)] = column;
  return { rows, profileOf, starts, members };
}

/** Where the members of each of `count` groups start, when they are put group by group. */
function startsOf(count: number, groups: Int32Array): Int32Array {
  const starts = new Int32Array(count + 1);
  for (const group of groups) takeNext(starts, group + 1);
  addUp(starts);
  return starts;
}

function addUp(counts: Int32Array): void {
  for (let at = 1; at < counts.length; at += 1) counts[at] = (counts[at] as number) + (counts[at - 1] as number);
}

function takeNext(counters: Int32Array, at: number): number {
  const value = counters[at] as number;
  counters[at] = value + 1;
  return value;
}

/** What the sparse rows say of their own about each column: `profiles` and `grants` from `starts[c]` to `starts[c + 1]`. */
interface ReversedRows {
  readonly starts: Int32Array;
  readonly profiles: Int32Array;
  readonly grants: Int32Array;
}

function reverseRows(rows: readonly ColumnRow[], count: number): ReversedRows {
  const starts = new Int32Array(count + 1);
  for (const { columns } of rows) for (const column of columns) takeNext(starts, column + 1);
  addUp(starts);
  const next = starts.slice();
  const profiles = new Int32Array(starts[count] as number);
  const grants = new Int32Array(starts[count] as number);
  rows.forEach((row, profile) => {
    for (let at = 0; at < row.columns.length; at += 1) {
      const place = takeNext(next, row.columns[at] as number);
      profiles[place] = profile;
      grants[place] = row.grants[at] as number;
    }
  });
  return { starts, profiles, grants };
}

/** A row's default for a kind of column; a dense row has none, so that nothing of it is in a block. */
function defaultGrant(row: ColumnRow, kind: number): GrantId {
  return row.dense ? noGrant : (row.defaults[kind] as GrantId);
}

/** Everything that two columns' answers hang on. */
interface Sides {
  readonly quotient: Quotient;
  readonly egress: Side;
  readonly ingress: Side;
  readonly grants: Grants;
  readonly family: IpFamily;
  readonly tiering: Tiering | undefined;
}

function answerFor(
  { quotient, grants, family, tiering }: Sides,
  source: number,
  destination: number,
  egressGrant: GrantId,
  ingressGrant: GrantId,
): AnswerId {
  const named = quotient.namedPorts[destination] as number;
  const egress = grants.resolve(egressGrant, named);
  const ingress = grants.resolve(ingressGrant, named);
  if (!tiering) return grants.both(egress, ingress);
  return grants.both(
    tiering.lay("egress", source, destination, family, egress),
    tiering.lay("ingress", destination, source, family, ingress),
  );
}

function blockAnswer(
  sides: Sides,
  egressRow: ColumnRow,
  ingressRow: ColumnRow,
  source: number,
  destination: number,
): AnswerId {
  const { quotient, tiering } = sides;
  const egressGrant = defaultGrant(egressRow, kindOf(quotient, destination));
  if (egressGrant === noGrant && !tiering) return deniedAnswer;
  const ingressGrant = defaultGrant(ingressRow, kindOf(quotient, source));
  if (ingressGrant === noGrant && !tiering) return deniedAnswer;
  return answerFor(sides, source, destination, egressGrant, ingressGrant);
}

/** Columns that the defaults of the other side's rows, and administrators' policies, cannot tell apart. */
interface DefaultGroup {
  readonly columns: Int32Array;
  readonly row: ColumnRow;
}

function visitBlocks(sides: Sides, visitor: ConnectionVisitor): void {
  const { quotient, egress, ingress } = sides;
  const sources = defaultGroups(sides, egress, "egress", () => 0);
  const destinations = defaultGroups(sides, ingress, "ingress", (column) => quotient.namedPorts[column] as number);
  for (const from of sources) {
    for (const to of destinations) {
      const [source, destination] = [from.columns[0] as number, to.columns[0] as number];
      // Addresses connect to pods only; both kinds are in groups of their own.
      if (source >= quotient.podColumns && destination >= quotient.podColumns) continue;
      const answer = blockAnswer(sides, from.row, to.row, source, destination);
      if (answer !== deniedAnswer) visitor.block(from.columns, to.columns, answer);
    }
  }
}

function defaultGroups(
  { quotient, tiering }: Sides,
  side: Side,
  direction: PolicyDirection,
  namedOf: (column: number) => number,
): readonly DefaultGroup[] {
  const groups = new Map<string, { columns: number[]; row: ColumnRow }>();
  for (const [profile, row] of side.rows.entries()) {
    if (row.dense) continue;
    const closed = isClosedByDefault(row);
    if (closed && !tiering) continue;
    // How a profile isolates decides whether the baseline tier is asked.
    const prefix = `${row.defaults.join(" ")} ${tiering ? row.isolation : ""}`;
    for (const column of side.members.subarray(side.starts[profile], side.starts[profile + 1])) {
      if (closed && !tiering?.mayOpen(direction, column)) continue;
      const key = `${prefix} ${kindOf(quotient, column)} ${namedOf(column)} ${tiering?.groupOf[column] ?? 0}`;
      const group = groups.get(key);
      if (group) group.columns.push(column);
      else groups.set(key, { columns: [column], row });
    }
  }
  return [...groups.values()].map(({ columns, row }) => ({ columns: Int32Array.from(columns), row }));
}
