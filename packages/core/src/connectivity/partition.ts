/**
 * Splits numbers into blocks until every set that was given is a union of blocks: numbers in one block are in the same
 * sets. Exact, in time linear in the sets' sizes.
 */
export interface Partition {
  readonly blockOf: Int32Array;
  /** By the members from `first`, inclusive, to `end`, exclusive; no member is there twice. */
  split(members: Int32Array, first: number, end: number): void;
}

export function createPartition(size: number): Partition {
  const blockOf = new Int32Array(size);
  const sizes = new Int32Array(size + 2);
  const movedTo = new Int32Array(size + 2);
  const stamps = new Int32Array(size + 2);
  const free: number[] = [];
  let blocks = 1;
  let stamp = 0;
  sizes[0] = size;
  return {
    blockOf,
    split: (members, first, end) => {
      stamp += 1;
      for (let at = first; at < end; at += 1) {
        const member = members[at] as number;
        const block = blockOf[member] as number;
        if (stamps[block] !== stamp) {
          stamps[block] = stamp;
          const created = free.pop() ?? blocks++;
          // A number that is taken again must not look like a block that was met in this round.
          stamps[created] = 0;
          movedTo[block] = created;
        }
        const target = movedTo[block] as number;
        blockOf[member] = target;
        sizes[target] = (sizes[target] as number) + 1;
        const left = (sizes[block] as number) - 1;
        sizes[block] = left;
        if (left === 0) free.push(block);
      }
    },
  };
}
