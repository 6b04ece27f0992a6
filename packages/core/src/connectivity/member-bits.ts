import type { MemberLists } from "./member-lists.js";
import type { PeerSetId } from "./peer-sets.js";

/** Members as bits, 32 to a word: many at once. */
export type MemberBits = Int32Array;

/** Takes whole sets out of others. Not for `anyPeer`. */
export interface BitSets {
  /** Those that the set has, for sure or perhaps. */
  ofSet(set: PeerSetId): MemberBits;
  /** Takes out those that the set has for sure; true where there were any. */
  remove(from: MemberBits, set: PeerSetId): boolean;
}

export function createBitSets({ members, starts, middles }: MemberLists, size: number): BitSets {
  const words = Math.ceil(size / 32);
  const known = new Map<PeerSetId, MemberBits>();

  const bitsOf = (first: number, end: number): MemberBits => {
    const bits = new Int32Array(words);
    for (let at = first; at < end; at += 1) {
      const member = members.values[at] as number;
      bits[member >> 5] = (bits[member >> 5] as number) | (1 << (member & 31));
    }
    return bits;
  };
  /** Kept only where the bits take no more room than the list. */
  const denseOf = (set: PeerSetId): MemberBits | undefined => {
    const [first, end] = [starts[set] as number, middles[set] as number];
    if (end - first < words) return undefined;
    const bits = known.get(set) ?? bitsOf(first, end);
    known.set(set, bits);
    return bits;
  };
  const removeListed = (from: MemberBits, set: PeerSetId): boolean => {
    let removed = 0;
    for (let at = starts[set] as number; at < (middles[set] as number); at += 1) {
      const member = members.values[at] as number;
      const before = from[member >> 5] as number;
      from[member >> 5] = before & ~(1 << (member & 31));
      removed |= before ^ (from[member >> 5] as number);
    }
    return removed !== 0;
  };
  return {
    ofSet: (set) => bitsOf(starts[set] as number, starts[set + 1] as number),
    remove: (from, set) => {
      const dense = denseOf(set);
      return dense ? removeBits(from, dense) : removeListed(from, set);
    },
  };
}

function removeBits(from: MemberBits, removed: MemberBits): boolean {
  let found = 0;
  for (let word = 0; word < from.length; word += 1) {
    const both = (from[word] as number) & (removed[word] as number);
    from[word] = (from[word] as number) ^ both;
    found |= both;
  }
  return found !== 0;
}

export function allBits(size: number): MemberBits {
  const bits = new Int32Array(Math.ceil(size / 32)).fill(-1);
  if (size % 32 !== 0) bits[bits.length - 1] = (1 << (size % 32)) - 1;
  return bits;
}

export function addBits(to: MemberBits, added: MemberBits): void {
  for (let word = 0; word < to.length; word += 1) to[word] = (to[word] as number) | (added[word] as number);
}

export function isEmptyBits(bits: MemberBits): boolean {
  return !bits.some((word) => word !== 0);
}

/** The members, ascending. */
export function* membersOfBits(bits: MemberBits): Generator<number> {
  for (let word = 0; word < bits.length; word += 1) {
    for (let left = bits[word] as number; left !== 0; left &= left - 1) {
      yield word * 32 + (31 - Math.clz32(left & -left));
    }
  }
}
