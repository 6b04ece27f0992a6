/** Variables of the process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the action needs of the process it runs in. */
export interface Host {
  readonly env: Environment;
  /** The same without what the runner hands over to the action alone, for other programs. */
  readonly outerEnv: Environment;
  /** Writes to standard output. Standard error is not used: a runner reads both, in no order that is sure. */
  readonly write: (text: string) => void;
  readonly fetch: typeof fetch;
  /** Waits so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Text of letters, digits and dashes that nobody can guess. */
  readonly secret: () => string;
  /** The day, as `YYYY-MM-DD` in UTC. */
  readonly today: () => string;
}
