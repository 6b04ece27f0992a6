/**
 * Gives each sequence of small numbers an id, by walking a trie. Sequences that were walked in the same order and are
 * equal get the same id. States and steps stay below 2^26, so that a pair of them is an exact number.
 */
export interface SequenceInterner {
  /** The state after one more step. 0 is the empty sequence. */
  step(state: number, next: number): number;
  readonly size: number;
}

const pairBase = 2 ** 26;

export function createSequenceInterner(): SequenceInterner {
  const states = new Map<number, number>();
  return {
    step: (state, next) => {
      const key = state * pairBase + next;
      const known = states.get(key);
      if (known !== undefined) return known;
      const created = states.size + 1;
      states.set(key, created);
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
