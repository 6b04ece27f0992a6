/** Which part of the inputs a run takes. */
export interface Shard {
  /** From 1 to `total`. */
  readonly index: number;
  readonly total: number;
}

/** Every n-th input, so that each is in one shard and none is divided. */
export function inputsOf<T>({ index, total }: Shard, inputs: readonly T[]): readonly T[] {
  return inputs.filter((_input, at) => at % total === index - 1);
}
