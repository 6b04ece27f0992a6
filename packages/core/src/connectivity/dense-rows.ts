import { type DenseRow, kindCount } from "./column-rows.js";
import { deniedAnswer, type GrantId, type Grants, noGrant } from "./grants.js";
import type { ConnectionVisitor, Sides } from "./sides.js";

/** Sources whose rows are met with the columns of the ingress rows at a time; a tile stays in the cache. */
const tileHeight = 64;

/** Ids of grants that fit in a byte. */
const byteValues = 256;

/** What answers a source's row from what its egress row and, by ingress row, the ingress rows grant. */
type AnswerRow = (source: number, tile: Uint8Array | Int32Array, line: number, answers: Int32Array) => void;

/** Visits the connections of the sources whose rows hold all columns; nothing of such a row is in a block. */
export function visitDenseRows(sides: Sides, sources: Int32Array, visitor: ConnectionVisitor): void {
  const { quotient, ingress, grants } = sides;
  // One column more for destinations of the other family, which nobody is granted.
  const width = ingress.rows.count + 1;
  const inBytes = grants.count <= byteValues && quotient.namedPorts.every((named) => named === 0);
  const tile = inBytes ? new Uint8Array(tileHeight * width) : new Int32Array(tileHeight * width);
  const answerRow = inBytes ? answerInBytes(sides, width) : answerInWords(sides, width);
  const answers = new Int32Array(quotient.count);
  for (let first = 0; first < sources.length; first += tileHeight) {
    const part = sources.subarray(first, first + tileHeight);
    fillTile(sides, tile, width, part);
    part.forEach((source, line) => {
      answerRow(source, tile, line, answers);
      if (visitor.row) visitor.row(source, answers);
      else visitPairs(source, answers, visitor);
    });
  }
}

function visitPairs(source: number, answers: Int32Array, visitor: ConnectionVisitor): void {
  answers.forEach((answer, destination) => {
    if (answer !== deniedAnswer) visitor.pair(source, destination, answer, deniedAnswer);
  });
}

/** Line by line what all ingress rows grant to a source: they lie the other way round. */
function fillTile(
  { kinds, ingress: { rows }, reversed }: Sides,
  tile: Uint8Array | Int32Array,
  width: number,
  sources: Int32Array,
): void {
  for (let row = 0; row < rows.count; row += 1) {
    const dense = rows.dense[row];
    if (dense) copyAcross(dense, sources, tile, width, row);
    else fillAcross(rows.defaults, row, kinds, sources, tile, width);
  }
  sources.forEach((source, line) => {
    for (let at = reversed.starts[source] as number; at < (reversed.starts[source + 1] as number); at += 1) {
      tile[line * width + (reversed.rows[at] as number)] = reversed.grants[at] as number;
    }
  });
}

function copyAcross(dense: DenseRow, sources: Int32Array, tile: Uint8Array | Int32Array, width: number, row: number): void {
  let place = row;
  for (let line = 0; line < sources.length; line += 1) {
    tile[place] = dense[sources[line] as number] as GrantId;
    place += width;
  }
}

function fillAcross(
  defaults: readonly GrantId[],
  row: number,
  kinds: Uint8Array,
  sources: Int32Array,
  tile: Uint8Array | Int32Array,
  width: number,
): void {
  let place = row;
  for (let line = 0; line < sources.length; line += 1) {
    tile[place] = defaults[row * kindCount + (kinds[sources[line] as number] as number)] as GrantId;
    place += width;
  }
}

/** For few grants and no named ports: the answer of every two grants is looked up in one table. */
function answerInBytes({ quotient, egress, ingress, grants }: Sides, width: number): AnswerRow {
  const { count, podColumns } = quotient;
  const places = placesOf(ingress.rowOf, width);
  const shift = 32 - Math.clz32(grants.count);
  const both = answersOfTwo(grants, shift);
  return (source, tile, line, answers) => {
    const row = egress.rows.dense[egress.rowOf[source] as number] as Uint8Array;
    const own = tile.subarray(line * width, (line + 1) * width) as Uint8Array;
    const end = source >= podColumns ? podColumns : count;
    for (let destination = 0; destination < end; destination += 1) {
      const code = ((row[destination] as number) << shift) | (own[places[destination] as number] as number);
      answers[destination] = both[code] as number;
    }
    answers.fill(deniedAnswer, end);
  };
}

/** By the egress grant, shifted, and the ingress grant. As small as it can be, so that it stays in the cache. */
function answersOfTwo(grants: Grants, shift: number): Uint16Array | Int32Array {
  const answers = new Int32Array(1 << (2 * shift)).fill(deniedAnswer);
  for (let egress = noGrant + 1; egress < grants.count; egress += 1) {
    const own = grants.resolve(egress, 0);
    for (let ingress = noGrant + 1; ingress < grants.count; ingress += 1) {
      answers[(egress << shift) | ingress] = grants.both(own, grants.resolve(ingress, 0));
    }
  }
  return answers.every((answer) => answer < 2 ** 16) ? new Uint16Array(answers) : answers;
}

function answerInWords({ quotient, egress, ingress, grants }: Sides, width: number): AnswerRow {
  const { count, podColumns, namedPorts } = quotient;
  const places = placesOf(ingress.rowOf, width);
  return (source, tile, line, answers) => {
    const row = egress.rows.dense[egress.rowOf[source] as number] as Uint8Array | Int32Array;
    const end = source >= podColumns ? podColumns : count;
    for (let destination = 0; destination < end; destination += 1) {
      const egressGrant = row[destination] as number;
      const ingressGrant = tile[line * width + (places[destination] as number)] as number;
      const named = namedPorts[destination] as number;
      const isDenied = egressGrant === noGrant || ingressGrant === noGrant;
      answers[destination] = isDenied ? deniedAnswer : grants.both(grants.resolve(egressGrant, named), grants.resolve(ingressGrant, named));
    }
    answers.fill(deniedAnswer, end);
  };
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
