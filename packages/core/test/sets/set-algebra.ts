import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

/** A kind of interval set under test. `T` is the type of its members. */
export interface SetKind<S, T extends number | bigint> {
  readonly first: T;
  readonly last: T;
  /** The member at this distance from `first`. */
  readonly at: (distance: bigint) => T;
  readonly size: bigint;
  readonly empty: S;
  readonly full: S;
  readonly range: (first: T, last: T) => S;
  readonly intervals: (set: S) => readonly (readonly [T, T])[];
  readonly union: (a: S, b: S) => S;
  readonly intersect: (a: S, b: S) => S;
  readonly subtract: (a: S, b: S) => S;
  readonly complement: (a: S) => S;
  readonly isEmpty: (a: S) => boolean;
  readonly isFull: (a: S) => boolean;
  readonly contains: (a: S, member: T) => boolean;
  readonly equal: (a: S, b: S) => boolean;
  readonly isSubset: (a: S, b: S) => boolean;
}

/**
 * The model: the space is cut into cells, and a set of whole cells is a number with one bit per cell. Cells may hold
 * one member only, and the first and last cell touch the ends of the space.
 */
interface Cells<T> {
  readonly bounds: readonly (readonly [T, T])[];
}

function cellsAt<S, T extends number | bigint>(kind: SetKind<S, T>, cuts: readonly bigint[]): Cells<T> {
  const starts = [...new Set([0n, ...cuts])].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const bounds = starts.map((start, index) => {
    const end = starts[index + 1] ?? kind.size;
    return [kind.at(start), kind.at(end - 1n)] as const;
  });
  return { bounds };
}

function has(mask: number, bit: number): boolean {
  return (mask & (1 << bit)) !== 0;
}

/** The canonical intervals of a mask: the runs of its bits. */
function runs<T>(cells: Cells<T>, mask: number): (readonly [T, T])[] {
  return cells.bounds.flatMap(([first], index) => {
    if (!has(mask, index) || (index > 0 && has(mask, index - 1))) return [];
    let end = index;
    while (end + 1 < cells.bounds.length && has(mask, end + 1)) end += 1;
    return [[first, cells.bounds[end]?.[1] as T] as const];
  });
}

/** The set of a mask, put together cell by cell from the last to the first. */
function setOf<S, T extends number | bigint>(kind: SetKind<S, T>, cells: Cells<T>, mask: number): S {
  return cells.bounds.reduceRight(
    (set, [first, last], index) => (has(mask, index) ? kind.union(set, kind.range(first, last)) : set),
    kind.empty,
  );
}

function checkPair<S, T extends number | bigint>(kind: SetKind<S, T>, cells: Cells<T>, p: number, q: number): void {
  const all = 2 ** cells.bounds.length - 1;
  const a = setOf(kind, cells, p);
  const b = setOf(kind, cells, q);
  expect(kind.intervals(a)).toEqual(runs(cells, p));
  expect(kind.intervals(kind.union(a, b))).toEqual(runs(cells, p | q));
  expect(kind.intervals(kind.intersect(a, b))).toEqual(runs(cells, p & q));
  expect(kind.intervals(kind.subtract(a, b))).toEqual(runs(cells, p & ~q));
  expect(kind.intervals(kind.complement(a))).toEqual(runs(cells, all & ~p));
  expect(kind.isEmpty(a)).toBe(p === 0);
  expect(kind.isFull(a)).toBe(p === all);
  expect(kind.equal(a, b)).toBe(p === q);
  expect(kind.isSubset(a, b)).toBe((p & ~q) === 0);
  cells.bounds.forEach(([first, last], index) => {
    expect(kind.contains(a, first)).toBe(has(p, index));
    expect(kind.contains(a, last)).toBe(has(p, index));
  });
}

/** Cuts close to each other and to both ends, where off-by-one mistakes live, and anywhere. */
function arbitraryCuts<S, T extends number | bigint>(kind: SetKind<S, T>): fc.Arbitrary<bigint[]> {
  const cut = fc.oneof(
    fc.bigInt({ min: 1n, max: 12n }),
    fc.bigInt({ min: kind.size - 12n, max: kind.size - 1n }),
    fc.bigInt({ min: 1n, max: kind.size - 1n }),
  );
  return fc.array(cut, { maxLength: 15 });
}

/** Tests every operation of a kind of set against the model. */
export function describeSetAlgebra<S, T extends number | bigint>(name: string, kind: SetKind<S, T>): void {
  describe(`${name}: set algebra`, () => {
    const mask = fc.nat({ max: 0xffff });

    test("all pairs of sets over six cells", () => {
      const cells = cellsAt(kind, [1n, 2n, 5n, kind.size / 2n, kind.size - 1n]);
      expect(cells.bounds).toHaveLength(6);
      for (let p = 0; p < 64; p += 1) for (let q = 0; q < 64; q += 1) checkPair(kind, cells, p, q);
    });

    test("sets over cells anywhere", () => {
      fc.assert(
        fc.property(arbitraryCuts(kind), mask, mask, (cuts, p, q) => {
          const cells = cellsAt(kind, cuts);
          const all = 2 ** cells.bounds.length - 1;
          checkPair(kind, cells, p & all, q & all);
        }),
        { numRuns: 500 },
      );
    });

    test("operations leave their operands as they were", () => {
      const a = kind.union(kind.range(kind.at(1n), kind.at(3n)), kind.range(kind.at(7n), kind.at(9n)));
      const b = kind.range(kind.at(3n), kind.at(7n));
      kind.union(a, b);
      kind.intersect(a, b);
      kind.subtract(a, b);
      kind.complement(a);
      expect(kind.intervals(a)).toEqual([
        [kind.at(1n), kind.at(3n)],
        [kind.at(7n), kind.at(9n)],
      ]);
      expect(kind.intervals(b)).toEqual([[kind.at(3n), kind.at(7n)]]);
    });

    test("the empty and the full set", () => {
      expect(kind.intervals(kind.empty)).toEqual([]);
      expect(kind.intervals(kind.full)).toEqual([[kind.first, kind.last]]);
      expect(kind.intervals(kind.complement(kind.full))).toEqual([]);
      expect(kind.intervals(kind.complement(kind.empty))).toEqual([[kind.first, kind.last]]);
    });

    test("a range that ends before it starts is refused", () => {
      expect(() => kind.range(kind.at(5n), kind.at(4n))).toThrow(RangeError);
    });
  });
}
