/** Numbers by pairs of whole numbers of 32 bits. In arrays: a Map makes a heap object of every large key. */
export interface PairTable {
  /** -1 where nothing was set. */
  get(a: number, b: number): number;
  /** Sets what was not set before; `value` is not negative. */
  add(a: number, b: number, value: number): void;
  readonly size: number;
}

/** Three numbers a slot: the pair and its value, -1 where the slot is free. */
const slotWidth = 3;

export function createPairTable(): PairTable {
  let capacity = 64;
  let slots = new Int32Array(capacity * slotWidth).fill(-1);
  let size = 0;

  /** Where the pair is, or would be. */
  const placeOf = (a: number, b: number): number => {
    let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    let slot = (hash ^ (hash >>> 13)) & (capacity - 1);
    for (;;) {
      const at = slot * slotWidth;
      if (slots[at + 2] === -1 || (slots[at] === a && slots[at + 1] === b)) return at;
      slot = (slot + 1) & (capacity - 1);
    }
  };
  const put = (a: number, b: number, value: number): void => {
    const at = placeOf(a, b);
    slots[at] = a;
    slots[at + 1] = b;
    slots[at + 2] = value;
  };
  const grow = (): void => {
    const old = slots;
    capacity *= 4;
    slots = new Int32Array(capacity * slotWidth).fill(-1);
    for (let at = 0; at < old.length; at += slotWidth) {
      if (old[at + 2] !== -1) put(old[at] as number, old[at + 1] as number, old[at + 2] as number);
    }
  };
  return {
    get: (a, b) => slots[placeOf(a, b) + 2] as number,
    add: (a, b, value) => {
      if (size * 2 >= capacity) grow();
      put(a, b, value);
      size += 1;
    },
    get size() {
      return size;
    },
  };
}

/**
 * Gives each sequence of whole numbers of 32 bits an id, by walking a trie. Sequences that were walked in the same order
 * and are equal get the same id.
 */
export interface SequenceInterner {
  /** The state after one more step. 0 is the empty sequence. */
  step(state: number, next: number): number;
  readonly size: number;
}

export function createSequenceInterner(): SequenceInterner {
  const states = createPairTable();
  return {
    step: (state, next) => {
      const known = states.get(state, next);
      if (known !== -1) return known;
      const created = states.size + 1;
      states.add(state, next, created);
      return created;
    },
    get size() {
      return states.size + 1;
    },
  };
}

/**
 * Gives each row of numbers an id, from 0 in the order of first sight. Rows are kept by column, as their readers want
 * them.
 */
export interface RowInterner {
  idOf(row: Int32Array): number;
  /** The number at place `at` of every row so far, by id. */
  column(at: number): Int32Array;
  /** Rows before this call are not found any more. */
  forgetRows(): void;
  readonly size: number;
}

/** `expected`: about how many rows there will be, and how many of them before some are forgotten. */
export function createRowInterner(width: number, expected: number, expectedAtOnce = 16): RowInterner {
  let capacity = Math.max(16, expected);
  let columns: readonly Int32Array[] = Array.from({ length: width }, () => new Int32Array(capacity));
  let slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(16, expectedAtOnce) * 4))).fill(-1);
  let size = 0;
  /** The first row that is not forgotten. What a slot holds of rows before counts as nothing. */
  let first = 0;

  const isRow = (id: number, row: Int32Array): boolean => {
    for (let at = 0; at < width; at += 1) if ((columns[at] as Int32Array)[id] !== row[at]) return false;
    return true;
  };
  /** Where the row is, or would be. */
  const slotOf = (row: Int32Array): number => {
    let slot = hashOfRow(row) & (slots.length - 1);
    for (;;) {
      const id = slots[slot] as number;
      if (id < first || isRow(id, row)) return slot;
      slot = (slot + 1) & (slots.length - 1);
    }
  };
  const growSlots = (): void => {
    slots = new Int32Array(slots.length * 4).fill(-1);
    const row = new Int32Array(width);
    for (let id = first; id < size; id += 1) {
      for (let at = 0; at < width; at += 1) row[at] = (columns[at] as Int32Array)[id] as number;
      slots[slotOf(row)] = id;
    }
  };
  const add = (row: Int32Array): number => {
    if (size === capacity) {
      capacity *= 2;
      columns = columns.map((column) => grownTo(capacity, column));
    }
    for (let at = 0; at < width; at += 1) (columns[at] as Int32Array)[size] = row[at] as number;
    size += 1;
    return size - 1;
  };
  return {
    idOf: (row) => {
      const slot = slotOf(row);
      const known = slots[slot] as number;
      if (known >= first) return known;
      const id = add(row);
      slots[slot] = id;
      if ((size - first) * 2 > slots.length) growSlots();
      return id;
    },
    column: (at) => (columns[at] as Int32Array).slice(0, size),
    forgetRows: () => {
      first = size;
    },
    get size() {
      return size;
    },
  };
}

function hashOfRow(row: Int32Array): number {
  let hash = row.length;
  for (let at = 0; at < row.length; at += 1) {
    hash = Math.imul(hash ^ (row[at] as number), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

function grownTo(capacity: number, values: Int32Array): Int32Array {
  const grown = new Int32Array(capacity);
  grown.set(values);
  return grown;
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
