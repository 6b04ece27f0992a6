import type { PolicyDirection } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import {
  type ColumnRowParts,
  type ColumnRows,
  createRowMaker,
  denseShare,
  isClosedByDefault,
  kindCount,
  kindsOf,
  type RowMaker,
  spreadRow,
} from "./column-rows.js";
import { type DenseVisit, startDenseVisit, visitDenseRows } from "./dense-rows.js";
import { type AnswerId, deniedAnswer, type GrantId, noGrant } from "./grants.js";
import { addInt, createIntList, type IntList } from "./int-list.js";
import { createRowInterner, idOfRow } from "./interner.js";
import { columnsOfFamily, type ConnectionVisitor, reverseRows, type Side, sideOf, type Sides } from "./sides.js";
import type { Tiering } from "./tiering.js";

export interface ListedParts extends Omit<ColumnRowParts, "kinds" | "allowDense"> {
  readonly tiering: Tiering | undefined;
}

/**
 * All connections of one family, ready to be visited. Engines throw compiled code away with the last object of a shape
 * that it was compiled for: what the rows were made with stays for that alone, so that listing anew is not slow again.
 */
export interface Listing {
  readonly sides: Sides;
  readonly listed: ListedVisit;
  readonly denseSources: Int32Array;
  readonly dense: DenseVisit | undefined;
  readonly maker: RowMaker;
}

export function prepareListing(parts: ListedParts, family: IpFamily): Listing {
  const { quotient, grants, tiering } = parts;
  const kinds = kindsOf(quotient);
  const maker = createRowMaker({ ...parts, kinds, allowDense: tiering === undefined }, family);
  const columns = columnsOfFamily(quotient, family);
  const egress = sideOf(columns, quotient.egress, maker);
  const ingress = sideOf(columns, quotient.ingress, maker);
  const reversed = reverseRows(ingress.rows, quotient.count);
  const sides: Sides = { quotient, kinds, egress, ingress, reversed, grants, family, tiering };
  const denseDestinations = columnsWithDenseRows(ingress, columns);
  if (denseDestinations.length * denseShare > columns.length) spreadOpenRows(egress.rows, sides);
  const denseSources = columnsWithDenseRows(egress, columns);
  const dense = denseSources.length > 0 ? startDenseVisit(sides) : undefined;
  return { sides, listed: startListedVisit(sides, denseDestinations), denseSources, dense, maker };
}

/** Visits all connections without ever holding columns times columns. Address columns do not connect to each other. */
export function visitConnections({ sides, listed, denseSources, dense }: Listing, visitor: ConnectionVisitor): void {
  visitBlocks(sides, visitor);
  visitListedRows(listed, visitor);
  if (dense) visitDenseRows(dense, denseSources, visitor);
}

function columnsWithDenseRows({ rows, rowOf }: Side, columns: Int32Array): Int32Array {
  return columns.filter((column) => rows.dense[rowOf[column] as number]);
}

/** Sources that are open by default meet every dense row one by one; where those are many, they are rows as well. */
function spreadOpenRows(rows: ColumnRows, { kinds, quotient }: Sides): void {
  for (let row = 0; row < rows.count; row += 1) {
    if (!rows.dense[row] && !isClosedByDefault(rows, row)) rows.dense[row] = spreadRow(rows, row, kinds, quotient);
  }
}

/** Everything that the pairs of one source after the other are found with. */
interface ListedVisit {
  readonly sides: Sides;
  readonly denseDestinations: Int32Array;
  /** What the ingress rows grant to the source at hand, where they say something of their own: where `ownMarks` say so. */
  readonly ownGrants: Int32Array;
  readonly ownMarks: Int32Array;
  /** By column, the last source that met it. */
  readonly marks: Int32Array;
  /** Stands for the source at hand. */
  mark: number;
}

function startListedVisit(sides: Sides, denseDestinations: Int32Array): ListedVisit {
  const { quotient, ingress } = sides;
  const [ownGrants, ownMarks] = [new Int32Array(ingress.rows.count), new Int32Array(ingress.rows.count)];
  return { sides, denseDestinations, ownGrants, ownMarks, marks: new Int32Array(quotient.count), mark: 0 };
}

/** Visits the pairs of listed rows that differ from the blocks. */
function visitListedRows(visit: ListedVisit, visitor: ConnectionVisitor): void {
  const { rows, starts, members } = visit.sides.egress;
  for (let row = 0; row < rows.count; row += 1) {
    if (rows.dense[row]) continue;
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1) {
      visitSource(visit, visitor, members[at] as number, row);
    }
  }
}

function visitSource(visit: ListedVisit, visitor: ConnectionVisitor, source: number, row: number): void {
  const { rows } = visit.sides.egress;
  const [first, end] = [rows.starts[row] as number, rows.starts[row + 1] as number];
  const isClosed = isClosedByDefault(rows, row) && !visit.sides.tiering?.mayOpen("egress", source);
  if (isClosed && first === end) return;
  visit.mark += 1;
  markOwnGrants(visit, source);
  for (let at = first; at < end; at += 1) {
    const destination = rows.columns.values[at] as number;
    visit.marks[destination] = visit.mark;
    visitOne(visit, visitor, source, destination, rows.grants.values[at] as number, row);
  }
  if (!isClosed) visitDefaults(visit, visitor, source, row);
}

function markOwnGrants({ sides, ownGrants, ownMarks, mark }: ListedVisit, source: number): void {
  const { starts, rows, grants } = sides.reversed;
  for (let at = starts[source] as number; at < (starts[source + 1] as number); at += 1) {
    const row = rows[at] as number;
    ownMarks[row] = mark;
    ownGrants[row] = grants[at] as number;
  }
}

/** Destinations that an open row does not list, but whose rows list the source or all columns. */
function visitDefaults(visit: ListedVisit, visitor: ConnectionVisitor, source: number, row: number): void {
  const { reversed, ingress } = visit.sides;
  for (let at = reversed.starts[source] as number; at < (reversed.starts[source + 1] as number); at += 1) {
    const ingressRow = reversed.rows[at] as number;
    const last = ingress.starts[ingressRow + 1] as number;
    for (let place = ingress.starts[ingressRow] as number; place < last; place += 1) {
      visitByDefault(visit, visitor, source, ingress.members[place] as number, row);
    }
  }
  const { denseDestinations } = visit;
  for (let at = 0; at < denseDestinations.length; at += 1) visitByDefault(visit, visitor, source, denseDestinations[at] as number, row);
}

function visitByDefault(
  visit: ListedVisit,
  visitor: ConnectionVisitor,
  source: number,
  destination: number,
  row: number,
): void {
  if (visit.marks[destination] === visit.mark) return;
  const { kinds, egress } = visit.sides;
  visitOne(visit, visitor, source, destination, defaultOf(egress.rows, row, kinds[destination] as number), row);
}

function visitOne(
  visit: ListedVisit,
  visitor: ConnectionVisitor,
  source: number,
  destination: number,
  egressGrant: GrantId,
  egressRow: number,
): void {
  const { sides } = visit;
  const { podColumns } = sides.quotient;
  if (source >= podColumns && destination >= podColumns) return;
  const ingressRow = sides.ingress.rowOf[destination] as number;
  const answer = answerOfGrants(sides, source, destination, egressGrant, ingressGrant(visit, ingressRow, source));
  const inBlock = blockAnswer(sides, egressRow, ingressRow, source, destination);
  if (answer !== inBlock) visitor.pair(source, destination, answer, inBlock);
}

function ingressGrant({ sides, ownGrants, ownMarks, mark }: ListedVisit, row: number, source: number): GrantId {
  if (ownMarks[row] === mark) return ownGrants[row] as number;
  const { rows } = sides.ingress;
  const dense = rows.dense[row];
  if (dense) return dense[sides.quotient.groupOf[source] as number] as number;
  return rows.defaults[row * kindCount + (sides.kinds[source] as number)] as GrantId;
}

/** A row's default for a kind of column; a dense row has none, so that nothing of it is in a block. */
function defaultOf(rows: ColumnRows, row: number, kind: number): GrantId {
  return rows.dense[row] ? noGrant : (rows.defaults[row * kindCount + kind] as GrantId);
}

/** The answer for two columns from what either side grants, and what administrators' policies lay over it. */
function answerOfGrants(
  { quotient, grants, family, tiering }: Sides,
  source: number,
  destination: number,
  egressGrant: GrantId,
  ingressGrant: GrantId,
): AnswerId {
  if (!tiering && (egressGrant === noGrant || ingressGrant === noGrant)) return deniedAnswer;
  const named = quotient.namedPorts[destination] as number;
  const egress = grants.resolve(egressGrant, named);
  const ingress = grants.resolve(ingressGrant, named);
  if (!tiering) return grants.both(egress, ingress);
  return grants.both(
    tiering.lay("egress", source, destination, family, egress),
    tiering.lay("ingress", destination, source, family, ingress),
  );
}

function blockAnswer(sides: Sides, egressRow: number, ingressRow: number, source: number, destination: number): AnswerId {
  const { kinds, egress, ingress, tiering } = sides;
  const egressGrant = defaultOf(egress.rows, egressRow, kinds[destination] as number);
  if (egressGrant === noGrant && !tiering) return deniedAnswer;
  const ingressGrant = defaultOf(ingress.rows, ingressRow, kinds[source] as number);
  return answerOfGrants(sides, source, destination, egressGrant, ingressGrant);
}

/** Columns that the defaults of the other side's rows, and administrators' policies, cannot tell apart. */
interface DefaultGroup {
  readonly columns: Int32Array;
  readonly row: number;
}

function visitBlocks(sides: Sides, visitor: ConnectionVisitor): void {
  const { quotient } = sides;
  const sources = defaultGroups(sides, "egress", () => 0);
  const destinations = defaultGroups(sides, "ingress", (column) => quotient.namedPorts[column] as number);
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

/** Defaults, isolation, kind, named ports and the group of administrators' policies. */
const groupFeatures = kindCount + 4;

function defaultGroups(
  { kinds, tiering, egress, ingress }: Sides,
  direction: PolicyDirection,
  namedOf: (column: number) => number,
): readonly DefaultGroup[] {
  const { rows, starts, members } = direction === "egress" ? egress : ingress;
  const groups = createRowInterner(groupFeatures, 16);
  const features = new Int32Array(groupFeatures);
  const found: { readonly columns: IntList; readonly row: number }[] = [];
  for (let row = 0; row < rows.count; row += 1) {
    if (rows.dense[row]) continue;
    const isClosed = isClosedByDefault(rows, row);
    if (isClosed && !tiering) continue;
    for (let kind = 0; kind < kindCount; kind += 1) features[kind] = rows.defaults[row * kindCount + kind] as number;
    // How a profile isolates decides whether the baseline tier is asked.
    features[kindCount] = tiering ? (rows.isolation[row] as number) : 0;
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1) {
      const column = members[at] as number;
      if (isClosed && !tiering?.mayOpen(direction, column)) continue;
      features[kindCount + 1] = kinds[column] as number;
      features[kindCount + 2] = namedOf(column);
      features[kindCount + 3] = tiering?.groupOf[column] ?? 0;
      const id = idOfRow(groups, features);
      const group = (found[id] ??= { columns: createIntList(), row });
      addInt(group.columns, column);
    }
  }
  return found.map(({ columns, row }) => ({ columns: columns.values.slice(0, columns.length), row }));
}
