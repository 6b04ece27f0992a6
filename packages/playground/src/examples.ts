/** Something to begin with. */
export interface Example {
  readonly title: string;
  readonly text: string;
}

/** Fixtures and seeds by their title; the build puts the files' texts in the place of this list. */
export const examples: readonly Example[] = [];
