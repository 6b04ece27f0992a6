import type { ProjectFile } from "./project.js";

/** Something to begin with. */
export interface Example {
  readonly title: string;
  readonly files: readonly ProjectFile[];
}

/** Fixtures and seeds by their title; the build puts the files' texts in the place of this list. */
export const examples: readonly Example[] = [];
