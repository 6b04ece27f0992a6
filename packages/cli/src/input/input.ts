import type { InputProblem, SourceFile } from "@netpolint/core";

/** Everything that a command line leads to, as text. */
export interface Input {
  readonly files: readonly SourceFile[];
  readonly problems: readonly InputProblem[];
  /** Files of Helm charts that were not read, as output writes them. */
  readonly notRendered: readonly string[];
  /** What was made of the paths where that is not plain, a sentence each. */
  readonly notes: readonly string[];
}
