/** One of the things that a good cluster does, as the share of it that is done. */
export interface Criterion {
  readonly id: "ingress-isolated" | "egress-isolated" | "closed-to-outside" | "closed-namespaces" | "without-errors";
  /** How many of `all` are as they should be. What cannot be decided is not. */
  readonly good: number;
  readonly all: number;
}

export interface Score {
  /** 0 to 5 in tenths, rounded down: 5 is for what has nothing left to mend. */
  readonly value: number;
  /** Those with something to count. */
  readonly criteria: readonly Criterion[];
}

export const best = 5;

/** Five times the mean of the shares; undefined where there is nothing to count. */
export function scoreOf(criteria: readonly Criterion[]): Score | undefined {
  const counted = criteria.filter(({ all }) => all > 0);
  if (counted.length === 0) return undefined;
  const mean = counted.reduce((sum, { good, all }) => sum + good / all, 0) / counted.length;
  // Sums of shares miss whole tenths by a rounding error.
  return { value: Math.floor(mean * best * 10 + 1e-9) / 10, criteria: counted };
}
