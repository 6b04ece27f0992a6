import type { Ternary } from "../sets/label-selector.js";
import { copyInts, createIntList, type IntList, makeRoom } from "./int-list.js";
import type { Selection, SelectionLists } from "./selector-index.js";

/** Sets of sure and possible members, interned by content: two sets are equal exactly where their ids are. */
export interface MemberLists {
  /**
   * All members, set by set: those that set s has for sure from `starts[s]`, inclusive, to `middles[s]`, exclusive, and
   * those that it may have from there to `starts[s + 1]`. Each part is ascending.
   */
  readonly members: IntList;
  readonly starts: readonly number[];
  readonly middles: readonly number[];
  /** Both lists are ascending and have no member in common. */
  intern(selection: SelectionLists): number;
  selectionOf(id: number): Selection;
  /** Whether a set has a member. */
  holds(id: number, member: number): Ternary;
  readonly count: number;
}

/** Ids are from 1; 0 is left to the caller. */
export function createMemberLists(): MemberLists {
  const members = createIntList(1024);
  const starts = [0];
  const middles: number[] = [];
  const hashes: number[] = [];
  /** Ids by hash, -1 where free. */
  let slots = new Int32Array(1024).fill(-1);

  const isEqual = (id: number, { yes, maybe }: SelectionLists): boolean => {
    const [start, middle, end] = [starts[id] as number, middles[id] as number, starts[id + 1] as number];
    if (middle - start !== yes.length || end - middle !== maybe.length) return false;
    return isAt(members, start, yes) && isAt(members, middle, maybe);
  };
  const grow = (): void => {
    slots = new Int32Array(slots.length * 4).fill(-1);
    hashes.forEach((hash, id) => {
      if (id === 0) return;
      let slot = hash & (slots.length - 1);
      while (slots[slot] !== -1) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = id;
    });
  };
  const add = ({ yes, maybe }: SelectionLists, hash: number): number => {
    append(members, yes);
    middles.push(members.length);
    append(members, maybe);
    starts.push(members.length);
    hashes.push(hash);
    return hashes.length - 1;
  };
  const intern = (selection: SelectionLists): number => {
    const hash = hashOf(selection.yes, hashOf(selection.maybe, selection.maybe.length));
    let slot = hash & (slots.length - 1);
    for (let id = slots[slot] as number; id !== -1; id = slots[slot] as number) {
      if (hashes[id] === hash && isEqual(id, selection)) return id;
      slot = (slot + 1) & (slots.length - 1);
    }
    const id = add(selection, hash);
    slots[slot] = id;
    if (hashes.length * 2 > slots.length) grow();
    return id;
  };

  add({ yes: createIntList(0), maybe: createIntList(0) }, 0);
  return {
    members,
    starts,
    middles,
    intern,
    selectionOf: (id) => ({
      yes: copyInts(members, starts[id] as number, middles[id] as number),
      maybe: copyInts(members, middles[id] as number, starts[id + 1] as number),
    }),
    holds: (id, member) => {
      const middle = middles[id] as number;
      if (hasMember(members.values, starts[id] as number, middle, member)) return "yes";
      const end = starts[id + 1] as number;
      return middle < end && hasMember(members.values, middle, end, member) ? "unknown" : "no";
    },
    get count() {
      return hashes.length;
    },
  };
}

function append(list: IntList, { values, length }: IntList): void {
  makeRoom(list, length);
  for (let at = 0; at < length; at += 1) list.values[list.length + at] = values[at] as number;
  list.length += length;
}

function isAt({ values }: IntList, start: number, { values: wanted, length }: IntList): boolean {
  for (let at = 0; at < length; at += 1) if (values[start + at] !== wanted[at]) return false;
  return true;
}

function hashOf({ values, length }: IntList, seed: number): number {
  let hash = seed ^ 0x811c9dc5;
  for (let at = 0; at < length; at += 1) {
    hash = Math.imul(hash ^ (values[at] as number), 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash;
}

/** Whether the sorted part of `members` from `first` to `end` has a number. Most parts are short. */
function hasMember(members: Int32Array, first: number, end: number, wanted: number): boolean {
  let low = first;
  let high = end - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = members[middle] as number;
    if (found === wanted) return true;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
