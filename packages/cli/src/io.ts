/** A stream that text is printed to. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Undefined where the stream is no terminal. */
  readonly columns: number | undefined;
}

/** Time, for what is shown to those who wait. */
export interface Clock {
  /** Milliseconds since some moment; never goes back. */
  now(): number;
  /** Calls again and again until the function that it returns is called. */
  every(milliseconds: number, call: () => void): () => void;
}

/** Changes of files below the current folder. */
export interface Changes {
  /** True once something has changed since it was asked last; false where nothing can change any more. */
  next(): Promise<boolean>;
  close(): void;
}

/** What the command line needs of the process it runs in. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: () => Promise<Uint8Array>;
  /** The same in pieces, for what may be larger than memory; left out: it is read as a whole. */
  readonly stdinChunks?: () => AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** What the user has called, for help; `netpolint` where it is left out. */
  readonly program?: string;
  /** Asks a person at a terminal and answers with the line typed; left out where nobody is there to answer. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  /** The root of the repository that holds the folder; undefined where none does. Left out: nobody looks. */
  readonly findRepository?: (folder: string) => string | undefined;
  /** Left out: no progress is shown. */
  readonly clock?: Clock;
  /** The day, as `YYYY-MM-DD` in UTC. Left out: nothing expires. */
  readonly today?: () => string;
  /** Begins to look for changes; left out: nobody can. */
  readonly watch?: () => Changes;
}
