/**
 * Tables in which numbers stand for what was seen before. They are plain data, and what works on them are functions of
 * the module: engines throw away the compiled code of closures as soon as the last of them is collected, so that every
 * build after a collection would begin with slow code.
 */

/** Numbers by pairs of whole numbers of 32 bits. In arrays: a Map makes a heap object of every large key. */
export interface PairTable {
  /** Three numbers a slot: the pair and its value, -1 where the slot is free. */
  slots: Int32Array;
  /** The number of slots, a power of two, less one. */
  mask: number;
  size: number;
}

const slotWidth = 3;

export function createPairTable(): PairTable {
  return { slots: freeSlots(64), mask: 63, size: 0 };
}

function freeSlots(capacity: number): Int32Array {
  return new Int32Array(capacity * slotWidth).fill(-1);
}

/** The value of a pair; -1 where none was added. */
export function valueOfPair(table: PairTable, a: number, b: number): number {
  return table.slots[placeOf(table.slots, table.mask, a, b) + 2] as number;
}

/** Adds a pair that has no value yet; `value` is not negative. */
export function addPair(table: PairTable, a: number, b: number, value: number): void {
  if (table.size * 2 > table.mask) grow(table);
  put(table.slots, table.mask, a, b, value);
  table.size += 1;
}

/** Where the pair is, or would be. */
function placeOf(slots: Int32Array, mask: number, a: number, b: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  let slot = (hash ^ (hash >>> 13)) & mask;
  for (;;) {
    const at = slot * slotWidth;
    if (slots[at + 2] === -1 || (slots[at] === a && slots[at + 1] === b)) return at;
    slot = (slot + 1) & mask;
  }
}

function put(slots: Int32Array, mask: number, a: number, b: number, value: number): void {
  const at = placeOf(slots, mask, a, b);
  slots[at] = a;
  slots[at + 1] = b;
  slots[at + 2] = value;
}

function grow(table: PairTable): void {
  const { slots } = table;
  table.mask = table.mask * 2 + 1;
  table.slots = freeSlots(table.mask + 1);
  for (let at = 0; at < slots.length; at += slotWidth) {
    if (slots[at + 2] === -1) continue;
    put(table.slots, table.mask, slots[at] as number, slots[at + 1] as number, slots[at + 2] as number);
  }
}

/**
 * States of sequences of whole numbers of 32 bits, as a trie: equal sequences that are walked in the same order from the
 * same state, 0 at first, end in the same state.
 */
export function stepSequence(states: PairTable, state: number, next: number): number {
  const known = valueOfPair(states, state, next);
  if (known !== -1) return known;
  const created = states.size + 1;
  addPair(states, state, next, created);
  return created;
}

/**
 * Rows of numbers with an id each, from 0 in the order of first sight. Rows are kept by column, as their readers want
 * them.
 */
export interface RowInterner {
  readonly width: number;
  /** Longer than `size`. */
  readonly columns: Int32Array[];
  /** Ids by hash. */
  slots: Int32Array;
  size: number;
  /** The first row that is not forgotten. What a slot holds of rows before counts as nothing. */
  first: number;
}

/** `expected`: about how many rows there will be, and how many of them before some are forgotten. */
export function createRowInterner(width: number, expected: number, expectedAtOnce = 16): RowInterner {
  const capacity = Math.max(16, expected);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(16, expectedAtOnce) * 4))).fill(-1);
  const columns = Array.from({ length: width }, () => new Int32Array(capacity));
  return { width, columns, slots, size: 0, first: 0 };
}

export function idOfRow(rows: RowInterner, row: Int32Array): number {
  const slot = slotOfRow(rows, row);
  const known = rows.slots[slot] as number;
  if (known >= rows.first) return known;
  const id = rows.size;
  appendRow(rows, row);
  rows.slots[slot] = id;
  if ((rows.size - rows.first) * 2 > rows.slots.length) growSlots(rows);
  return id;
}

/** Rows before this call are not found any more. */
export function forgetRows(rows: RowInterner): void {
  rows.first = rows.size;
}

/** The number at place `at` of every row so far, by id. */
export function columnOfRows({ columns, size }: RowInterner, at: number): Int32Array {
  return (columns[at] as Int32Array).slice(0, size);
}

/** Where the row is, or would be. */
function slotOfRow({ slots, columns, width, first }: RowInterner, row: Int32Array): number {
  const mask = slots.length - 1;
  let slot = hashOfRow(row, width) & mask;
  for (;;) {
    const id = slots[slot] as number;
    if (id < first || isRow(columns, width, id, row)) return slot;
    slot = (slot + 1) & mask;
  }
}

function isRow(columns: readonly Int32Array[], width: number, id: number, row: Int32Array): boolean {
  for (let at = 0; at < width; at += 1) if ((columns[at] as Int32Array)[id] !== row[at]) return false;
  return true;
}

function hashOfRow(row: Int32Array, width: number): number {
  let hash = width;
  for (let at = 0; at < width; at += 1) {
    hash = Math.imul(hash ^ (row[at] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

function appendRow(rows: RowInterner, row: Int32Array): void {
  const { columns, width, size } = rows;
  if (size === columns[0]?.length) growColumns(columns);
  for (let at = 0; at < width; at += 1) (columns[at] as Int32Array)[size] = row[at] as number;
  rows.size += 1;
}

function growColumns(columns: Int32Array[]): void {
  columns.forEach((column, at) => {
    const grown = new Int32Array(column.length * 2);
    grown.set(column);
    columns[at] = grown;
  });
}

function growSlots(rows: RowInterner): void {
  rows.slots = new Int32Array(rows.slots.length * 4).fill(-1);
  const row = new Int32Array(rows.width);
  for (let id = rows.first; id < rows.size; id += 1) {
    for (let at = 0; at < rows.width; at += 1) row[at] = (rows.columns[at] as Int32Array)[id] as number;
    rows.slots[slotOfRow(rows, row)] = id;
  }
}

/** Gives each text an id, from 0 in the order of first sight. */
export interface TextInterner {
  id(text: string): number;
  find(text: string): number | undefined;
  readonly size: number;
}

export function createTextInterner(): TextInterner {
  const ids = new Map<string, number>();
  return {
    id: (text) => {
      const known = ids.get(text);
      if (known !== undefined) return known;
      ids.set(text, ids.size);
      return ids.size - 1;
    },
    find: (text) => ids.get(text),
    get size() {
      return ids.size;
    },
  };
}
