import type { Path } from "@netpolint/core";

/** A place in a pack that is not right, and why, in one sentence. */
export interface PackMistake {
  readonly path: Path;
  readonly message: string;
}
