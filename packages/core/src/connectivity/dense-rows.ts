import { type DenseRow, kindCount } from "./column-rows.js";
import { deniedAnswer, type GrantId, type Grants, noGrant } from "./grants.js";
import type { Quotient } from "./quotient.js";
import type { ConnectionVisitor, Sides } from "./sides.js";

/** Groups of sources that are met with the columns of the ingress rows at a time; a tile stays in the cache. */
const tileHeight = 64;

/** Ids of grants that fit in a byte. */
const byteValues = 256;

/** Everything that the answers of one source after the other are worked out with. */
export interface DenseVisit {
  readonly sides: Sides;
  /** The number of ingress rows, and one more for destinations of the other family, which nobody is granted. */
  readonly width: number;
  /** Line by line what all ingress rows grant to a group of sources: they lie the other way round. */
  readonly tile: DenseRow;
  /** Where each destination's ingress row is in a line of the tile. */
  readonly places: Uint16Array | Int32Array;
  /** For few grants and no named ports: the answers of every two grants. */
  readonly table: AnswerTable | undefined;
  /** By group of destinations, where the table has what goes with what the source at hand is granted. */
  readonly tableRows: Uint16Array;
  /** What each destination's ingress row grants to the group at hand. */
  readonly granted: DenseRow;
  readonly answers: Int32Array;
}

/** Visits the connections of the sources whose rows hold all columns; nothing of such a row is in a block. */
export function visitDenseRows(visit: DenseVisit, sources: Int32Array, visitor: ConnectionVisitor): void {
  const groups = groupSources(sources, visit.sides.quotient);
  for (let first = 0; first < groups.length; first += tileHeight) {
    const part = groups.slice(first, first + tileHeight);
    fillTile(visit, part.map((own) => own[0] as number));
    part.forEach((own, line) => visitGroup(visit, own, line, visitor));
  }
}

export function startDenseVisit(sides: Sides): DenseVisit {
  const { quotient, ingress, grants } = sides;
  const width = ingress.rows.count + 1;
  const inBytes = grants.count <= byteValues && quotient.namedPorts.every((named) => named === 0);
  const ints = (length: number): DenseRow => (inBytes ? new Uint8Array(length) : new Int32Array(length));
  return {
    sides,
    width,
    tile: ints(tileHeight * width),
    places: placesOf(ingress.rowOf, width),
    table: inBytes ? answersOfTwo(grants) : undefined,
    tableRows: new Uint16Array(quotient.groupExamples.length),
    granted: ints(quotient.count),
    answers: new Int32Array(quotient.count),
  };
}

/** Sources that ingress rows grant the same, in groups; those with the same egress row are next to each other. */
function groupSources(sources: Int32Array, { groupOf, egress }: Quotient): readonly Int32Array[] {
  const sorted = sources.toSorted(
    (a, b) => (groupOf[a] as number) - (groupOf[b] as number) || (egress[a] as number) - (egress[b] as number),
  );
  const groups: Int32Array[] = [];
  for (let first = 0, at = 1; at <= sorted.length; at += 1) {
    if (at < sorted.length && groupOf[sorted[at] as number] === groupOf[sorted[first] as number]) continue;
    groups.push(sorted.subarray(first, at));
    first = at;
  }
  return groups;
}

function visitGroup(visit: DenseVisit, sources: Int32Array, line: number, visitor: ConnectionVisitor): void {
  const { sides, tile, width, places, granted, answers } = visit;
  takePlaces(tile.subarray(line * width, (line + 1) * width), places, granted);
  let answered = -1;
  for (let at = 0; at < sources.length; at += 1) {
    const source = sources[at] as number;
    const row = sides.egress.rowOf[source] as number;
    if (row !== answered) answerRow(visit, source);
    answered = row;
    if (visitor.row) visitor.row(source, answers);
    else visitPairs(source, answers, visitor);
  }
}

function visitPairs(source: number, answers: Int32Array, visitor: ConnectionVisitor): void {
  answers.forEach((answer, destination) => {
    if (answer !== deniedAnswer) visitor.pair(source, destination, answer, deniedAnswer);
  });
}

/** `sources`: one of each group. */
function fillTile({ sides, tile, width }: DenseVisit, sources: readonly number[]): void {
  const { kinds, ingress, reversed, quotient } = sides;
  const { rows } = ingress;
  const groups = sources.map((source) => quotient.groupOf[source] as number);
  for (let row = 0; row < rows.count; row += 1) {
    const dense = rows.dense[row];
    if (dense) copyAcross(dense, groups, tile, width, row);
    else fillAcross(rows.defaults, row, kinds, sources, tile, width);
  }
  sources.forEach((source, line) => {
    for (let at = reversed.starts[source] as number; at < (reversed.starts[source + 1] as number); at += 1) {
      tile[line * width + (reversed.rows[at] as number)] = reversed.grants[at] as number;
    }
  });
}

function copyAcross(dense: DenseRow, groups: readonly number[], tile: DenseRow, width: number, row: number): void {
  let place = row;
  for (let line = 0; line < groups.length; line += 1) {
    tile[place] = dense[groups[line] as number] as GrantId;
    place += width;
  }
}

function fillAcross(
  defaults: readonly GrantId[],
  row: number,
  kinds: Uint8Array,
  sources: readonly number[],
  tile: DenseRow,
  width: number,
): void {
  let place = row;
  for (let line = 0; line < sources.length; line += 1) {
    tile[place] = defaults[row * kindCount + (kinds[sources[line] as number] as number)] as GrantId;
    place += width;
  }
}

function takePlaces(line: DenseRow, places: Uint16Array | Int32Array, taken: DenseRow): void {
  for (let at = 0; at < places.length; at += 1) taken[at] = line[places[at] as number] as GrantId;
}

/** The answers of a source for all columns. Addresses connect to pods only. */
function answerRow({ sides, table, tableRows, granted, answers }: DenseVisit, source: number): void {
  const { quotient, egress } = sides;
  const row = egress.rows.dense[egress.rowOf[source] as number] as DenseRow;
  const end = source >= quotient.podColumns ? quotient.podColumns : quotient.count;
  if (table) {
    findTableRows(table, row, tableRows);
    lookUpAnswers(table.both, tableRows, quotient.groupOf, granted, answers, end);
  } else findAnswers(sides, row, granted, answers, end);
  answers.fill(deniedAnswer, end);
}

/** Once for each group, because there are many destinations. */
function findTableRows({ shift }: AnswerTable, row: DenseRow, tableRows: Uint16Array): void {
  for (let group = 0; group < row.length; group += 1) tableRows[group] = (row[group] as number) << shift;
}

function lookUpAnswers(
  both: AnswerTable["both"],
  tableRows: Uint16Array,
  groupOf: Int32Array,
  granted: DenseRow,
  answers: Int32Array,
  end: number,
): void {
  for (let destination = 0; destination < end; destination += 1) {
    const row = tableRows[groupOf[destination] as number] as number;
    answers[destination] = both[row + (granted[destination] as number)] as number;
  }
}

function findAnswers({ quotient, grants }: Sides, row: DenseRow, granted: DenseRow, answers: Int32Array, end: number): void {
  const { groupOf, namedPorts } = quotient;
  for (let destination = 0; destination < end; destination += 1) {
    const egressGrant = row[groupOf[destination] as number] as number;
    const ingressGrant = granted[destination] as number;
    const named = namedPorts[destination] as number;
    const isDenied = egressGrant === noGrant || ingressGrant === noGrant;
    answers[destination] = isDenied ? deniedAnswer : grants.both(grants.resolve(egressGrant, named), grants.resolve(ingressGrant, named));
  }
}

/** Answers by the egress grant, shifted, and the ingress grant. As small as it can be, so that it stays in the cache. */
interface AnswerTable {
  readonly both: Uint16Array | Int32Array;
  readonly shift: number;
}

function answersOfTwo(grants: Grants): AnswerTable {
  const shift = 32 - Math.clz32(grants.count - 1);
  const answers = new Int32Array(1 << (2 * shift)).fill(deniedAnswer);
  for (let egress = noGrant + 1; egress < grants.count; egress += 1) {
    const own = grants.resolve(egress, 0);
    for (let ingress = noGrant + 1; ingress < grants.count; ingress += 1) {
      answers[(egress << shift) | ingress] = grants.both(own, grants.resolve(ingress, 0));
    }
  }
  return { both: answers.every((answer) => answer < 2 ** 16) ? new Uint16Array(answers) : answers, shift };
}

/** Where each destination's ingress row is in a line of the tile. */
function placesOf(rowOf: Int32Array, width: number): Uint16Array | Int32Array {
  const places = width <= 2 ** 16 ? new Uint16Array(rowOf.length) : new Int32Array(rowOf.length);
  for (let column = 0; column < rowOf.length; column += 1) {
    const row = rowOf[column] as number;
    places[column] = row === -1 ? width - 1 : row;
  }
  return places;
}
