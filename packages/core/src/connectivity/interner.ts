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
