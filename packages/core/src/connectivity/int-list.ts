/**
 * Whole numbers of 32 bits, one behind the other. A kernel of a large cluster holds millions of them, which as lists of
 * their own would cost more than everything that is done with them.
 */
export interface IntList {
  /** Only the first `length` mean anything. Another array after the list has grown: never keep it while adding. */
  values: Int32Array;
  length: number;
}

export function createIntList(capacity = 64): IntList {
  return { values: new Int32Array(capacity), length: 0 };
}

export function addInt(list: IntList, value: number): void {
  if (list.length === list.values.length) makeRoom(list, 1);
  list.values[list.length] = value;
  list.length += 1;
}

/** Makes sure that `more` values can be added before the array has to grow. */
export function makeRoom(list: IntList, more: number): void {
  const needed = list.length + more;
  if (needed <= list.values.length) return;
  const grown = new Int32Array(Math.max(needed, list.values.length * 2));
  grown.set(list.values);
  list.values = grown;
}

/** A list of its own with the values from `first`, inclusive, to `end`, exclusive. */
export function copyInts({ values }: IntList, first: number, end: number): Int32Array {
  return values.slice(first, end);
}

/** Sorts what is in the list from `first` on. Mostly it is in order already, or short. */
export function sortInts({ values, length }: IntList, first = 0): void {
  for (let at = first + 1; at < length; at += 1) {
    if ((values[at] as number) >= (values[at - 1] as number)) continue;
    if (length - first > shortList) values.subarray(first, length).sort();
    else insertionSort(values, at, first, length);
    return;
  }
}

/** Up to this length sorting in place is faster than the call of a sort. */
const shortList = 24;

/** `values` is sorted from `first` to `sorted`. */
function insertionSort(values: Int32Array, sorted: number, first: number, end: number): void {
  for (let at = sorted; at < end; at += 1) {
    const value = values[at] as number;
    let place = at;
    for (; place > first && (values[place - 1] as number) > value; place -= 1) values[place] = values[place - 1] as number;
    values[place] = value;
  }
}

/** Takes out repetitions of a sorted list. */
export function uniteEqual(list: IntList): void {
  const { values, length } = list;
  let kept = Math.min(1, length);
  for (let at = 1; at < length; at += 1) {
    if (values[at] === values[at - 1]) continue;
    values[kept] = values[at] as number;
    kept += 1;
  }
  list.length = kept;
}
