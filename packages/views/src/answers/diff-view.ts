/** What changed between two sides, in words: the page shows it as it is. */
export interface DiffView {
  /** What the other side is, as the user has written it. */
  readonly base: string;
  readonly gained: readonly DiffRow[];
  readonly lost: readonly DiffRow[];
  readonly undecided: readonly DiffRow[];
  /** Endpoints that one side has alone. */
  readonly onlyInBase: readonly string[];
  readonly onlyInHead: readonly string[];
  /** Each with how it differs. */
  readonly policies: readonly string[];
  /** How many rows there are that the page does not hold. */
  readonly leftOut: number;
}

export interface DiffRow {
  readonly from: string;
  readonly to: string;
  readonly ports: string;
  /** `allowed, now undefined`, for what is undecided on a side; "" for the others. */
  readonly change: string;
  readonly because: readonly string[];
}
