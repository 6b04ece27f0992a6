import type { PolicyDirection } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import {
  type ColumnRowParts,
  type ColumnRows,
  columnRowsOf,
  denseShare,
  isClosedByDefault,
  kindCount,
  kindsOf,
  spreadRow,
} from "./column-rows.js";
import { visitDenseRows } from "./dense-rows.js";
import { type AnswerId, deniedAnswer, type GrantId, noGrant } from "./grants.js";
import { addInt, createIntList, type IntList } from "./int-list.js";
import { createRowInterner } from "./interner.js";
import { columnsOfFamily, type ConnectionVisitor, reverseRows, sideOf, type Sides } from "./sides.js";
import type { Tiering } from "./tiering.js";

export interface VisitedParts extends Omit<ColumnRowParts, "kinds" | "allowDense"> {
  readonly tiering: Tiering | undefined;
}

/** Visits all connections without ever holding columns times columns. Address columns do not connect to each other. */
export function visitConnections(parts: VisitedParts, family: IpFamily, visitor: ConnectionVisitor): void {
  const { quotient, grants, tiering } = parts;
  const kinds = kindsOf(quotient);
  const makeRows = columnRowsOf({ ...parts, kinds, allowDense: tiering === undefined }, family);
  const columns = columnsOfFamily(quotient, family);
  const egress = sideOf(columns, quotient.egress, parts.profiles, makeRows);
  const ingress = sideOf(columns, quotient.ingress, parts.profiles, makeRows);
  const reversed = reverseRows(ingress.rows, quotient.count);
  const sides: Sides = { quotient, kinds, egress, ingress, reversed, grants, family, tiering };
  const denseDestinations = columns.filter((column) => ingress.rows.dense[ingress.rowOf[column] as number]);
  if (denseDestinations.length * denseShare > columns.length) spreadOpenRows(egress.rows, kinds);
  visitBlocks(sides, visitor);
  visitListedRows(sides, denseDestinations, visitor);
  const denseSources = columns.filter((column) => egress.rows.dense[egress.rowOf[column] as number]);
  if (denseSources.length > 0) visitDenseRows(sides, denseSources, visitor);
}

/** Sources that are open by default meet every dense row one by one; where those are many, they are rows as well. */
function spreadOpenRows(rows: ColumnRows, kinds: Uint8Array): void {
  for (let row = 0; row < rows.count; row += 1) {
    if (!rows.dense[row] && !isClosedByDefault(rows, row)) rows.dense[row] = spreadRow(rows, row, kinds);
  }
}

/** Visits the pairs of listed rows that differ from the blocks. */
function visitListedRows(sides: Sides, denseDestinations: Int32Array, visitor: ConnectionVisitor): void {
  const { quotient, kinds, egress, ingress, reversed, tiering } = sides;
  const { podColumns } = quotient;
  const { rows: egressRows } = egress;
  const { rows: ingressRows, rowOf: ingressOf } = ingress;
  // What the ingress rows grant to the source at hand, where they say something of their own.
  const ownGrants = new Int32Array(ingressRows.count);
  const ownMarks = new Int32Array(ingressRows.count);
  const marks = new Int32Array(quotient.count);
  let mark = 0;

  for (let row = 0; row < egressRows.count; row += 1) {
    if (egressRows.dense[row]) continue;
    for (let at = egress.starts[row] as number; at < (egress.starts[row + 1] as number); at += 1) {
      visitSource(egress.members[at] as number, row);
    }
  }

  function markOwnGrants(source: number): void {
    mark += 1;
    for (let at = reversed.starts[source] as number; at < (reversed.starts[source + 1] as number); at += 1) {
      const row = reversed.rows[at] as number;
      ownMarks[row] = mark;
      ownGrants[row] = reversed.grants[at] as number;
    }
  }

  function ingressGrant(row: number, source: number): GrantId {
    if (ownMarks[row] === mark) return ownGrants[row] as number;
    const dense = ingressRows.dense[row];
    return dense ? (dense[source] as number) : (ingressRows.defaults[row * kindCount + (kinds[source] as number)] as GrantId);
  }

  function visitOne(source: number, destination: number, egressGrant: GrantId, egressRow: number): void {
    if (source >= podColumns && destination >= podColumns) return;
    const ingressRow = ingressOf[destination] as number;
    const answer = answerOfGrants(sides, source, destination, egressGrant, ingressGrant(ingressRow, source));
    const inBlock = blockAnswer(sides, egressRow, ingressRow, source, destination);
    if (answer !== inBlock) visitor.pair(source, destination, answer, inBlock);
  }

  function visitSource(source: number, row: number): void {
    const end = egressRows.starts[row + 1] as number;
    const isClosed = isClosedByDefault(egressRows, row) && !tiering?.mayOpen("egress", source);
    if (isClosed && egressRows.starts[row] === end) return;
    markOwnGrants(source);
    for (let at = egressRows.starts[row] as number; at < end; at += 1) {
      const destination = egressRows.columns.values[at] as number;
      marks[destination] = mark;
      visitOne(source, destination, egressRows.grants.values[at] as number, row);
    }
    if (isClosed) return;
    for (let at = reversed.starts[source] as number; at < (reversed.starts[source + 1] as number); at += 1) {
      const ingressRow = reversed.rows[at] as number;
      const last = ingress.starts[ingressRow + 1] as number;
      for (let place = ingress.starts[ingressRow] as number; place < last; place += 1) {
        visitByDefault(source, ingress.members[place] as number, row);
      }
    }
    for (const destination of denseDestinations) visitByDefault(source, destination, row);
  }

  function visitByDefault(source: number, destination: number, row: number): void {
    if (marks[destination] === mark) return;
    visitOne(source, destination, defaultOf(egressRows, row, kinds[destination] as number), row);
  }
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
      const id = groups.idOf(features);
      const group = (found[id] ??= { columns: createIntList(), row });
      addInt(group.columns, column);
    }
  }
  return found.map(({ columns, row }) => ({ columns: columns.values.slice(0, columns.length), row }));
}
