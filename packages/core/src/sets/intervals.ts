/** An interval of whole numbers, both ends inclusive. */
export type Interval<T extends number | bigint> = readonly [first: T, last: T];

/** A canonical set: ascending, disjoint and not adjacent, so that two equal sets have equal lists. */
export type Intervals<T extends number | bigint> = readonly Interval<T>[];

/** The whole numbers from `first` to `last` inclusive, with the step that `T` has no common literal for. */
export interface IntervalSpace<T extends number | bigint> {
  readonly first: T;
  readonly last: T;
  readonly next: (value: T) => T;
  readonly previous: (value: T) => T;
}

/** The set of one interval. An interval that is empty or leaves the space is a bug of the caller: RangeError. */
export function intervalOf<T extends number | bigint>(space: IntervalSpace<T>, first: T, last: T): Intervals<T> {
  // Written so that NaN fails.
  if (!(space.first <= first && first <= last && last <= space.last)) {
    throw new RangeError(`no interval of ${space.first} to ${space.last}: ${first} to ${last}`);
  }
  return [[first, last]];
}

export function unionIntervals<T extends number | bigint>(
  space: IntervalSpace<T>,
  a: Intervals<T>,
  b: Intervals<T>,
): Intervals<T> {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const ascending = [...a, ...b].sort(byFirst);
  const united: Interval<T>[] = [];
  for (const [first, last] of ascending) {
    const previous = united.at(-1);
    if (previous === undefined || first > space.next(previous[1])) united.push([first, last]);
    else if (last > previous[1]) united[united.length - 1] = [previous[0], last];
  }
  return united;
}

export function intersectIntervals<T extends number | bigint>(a: Intervals<T>, b: Intervals<T>): Intervals<T> {
  const common: Interval<T>[] = [];
  let left = 0;
  let right = 0;
  for (;;) {
    const x = a[left];
    const y = b[right];
    if (x === undefined || y === undefined) return common;
    const first = x[0] > y[0] ? x[0] : y[0];
    const last = x[1] < y[1] ? x[1] : y[1];
    if (first <= last) common.push([first, last]);
    // The interval that ends first can meet nothing further on.
    if (x[1] < y[1]) left += 1;
    else right += 1;
  }
}

export function complementIntervals<T extends number | bigint>(
  space: IntervalSpace<T>,
  a: Intervals<T>,
): Intervals<T> {
  const gaps: Interval<T>[] = [];
  let start = space.first;
  for (const [first, last] of a) {
    if (start < first) gaps.push([start, space.previous(first)]);
    start = space.next(last);
  }
  if (start <= space.last) gaps.push([start, space.last]);
  return gaps;
}

export function subtractIntervals<T extends number | bigint>(
  space: IntervalSpace<T>,
  a: Intervals<T>,
  b: Intervals<T>,
): Intervals<T> {
  if (a.length === 0 || b.length === 0) return a;
  return intersectIntervals(a, complementIntervals(space, b));
}

export function isFullIntervals<T extends number | bigint>(space: IntervalSpace<T>, a: Intervals<T>): boolean {
  const only = a[0];
  return only !== undefined && only[0] === space.first && only[1] === space.last;
}

export function intervalsContain<T extends number | bigint>(a: Intervals<T>, value: T): boolean {
  const candidate = intervalEndingAtOrAfter(a, value);
  return candidate !== undefined && candidate[0] <= value;
}

export function equalIntervals<T extends number | bigint>(a: Intervals<T>, b: Intervals<T>): boolean {
  if (a.length !== b.length) return false;
  return a.every(([first, last], index) => first === b[index]?.[0] && last === b[index]?.[1]);
}

/** Each interval of `a` lies in one of `b`: in a canonical set no interval continues in the next. */
export function isSubsetIntervals<T extends number | bigint>(a: Intervals<T>, b: Intervals<T>): boolean {
  return a.every(([first, last]) => {
    const around = intervalEndingAtOrAfter(b, last);
    return around !== undefined && around[0] <= first;
  });
}

/** The first interval whose last value is not less than `value`, by bisection. */
function intervalEndingAtOrAfter<T extends number | bigint>(a: Intervals<T>, value: T): Interval<T> | undefined {
  let low = 0;
  let high = a.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const interval = a[middle];
    if (interval !== undefined && interval[1] < value) low = middle + 1;
    else high = middle;
  }
  return a[low];
}

function byFirst<T extends number | bigint>(a: Interval<T>, b: Interval<T>): number {
  if (a[0] < b[0]) return -1;
  return a[0] > b[0] ? 1 : 0;
}
