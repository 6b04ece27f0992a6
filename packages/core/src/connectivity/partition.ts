import { keepShape } from "../sets/kept-shapes.js";

/**
 * Splits numbers into blocks until every set that was given is a union of blocks: numbers in one block are in the same
 * sets. Exact, in time linear in the sets' sizes.
 */
export interface Partition {
  readonly blockOf: Int32Array;
  readonly sizes: Int32Array;
  /** By block, where the members go that the set at hand has, and the set that this was for. */
  readonly movedTo: Int32Array;
  readonly stamps: Int32Array;
  stamp: number;
  /** Numbers of blocks that are empty, and of how many there were ever. */
  readonly free: number[];
  blocks: number;
}

export function createPartition(size: number): Partition {
  const sizes = new Int32Array(size + 2);
  sizes[0] = size;
  const [movedTo, stamps] = [new Int32Array(size + 2), new Int32Array(size + 2)];
  return { blockOf: new Int32Array(size), sizes, movedTo, stamps, stamp: 0, free: [], blocks: 1 };
}

keepShape(createPartition(0));

/** By the members from `first`, inclusive, to `end`, exclusive; no member is there twice. */
export function splitBlocks(partition: Partition, members: Int32Array, first: number, end: number): void {
  const { blockOf, sizes, movedTo, stamps, free } = partition;
  partition.stamp += 1;
  const { stamp } = partition;
  for (let at = first; at < end; at += 1) {
    const member = members[at] as number;
    const block = blockOf[member] as number;
    if (stamps[block] !== stamp) {
      stamps[block] = stamp;
      movedTo[block] = startBlock(partition);
    }
    const target = movedTo[block] as number;
    blockOf[member] = target;
    sizes[target] = (sizes[target] as number) + 1;
    const left = (sizes[block] as number) - 1;
    sizes[block] = left;
    if (left === 0) free.push(block);
  }
}

function startBlock(partition: Partition): number {
  const created = partition.free.pop() ?? partition.blocks++;
  // A number that is taken again must not look like a block that was met in this round.
  partition.stamps[created] = 0;
  return created;
}
