import type { Report } from "@netpolint/core";

/** What a run of `lint` has found out: the report on what was read, and what was not. */
export interface LintResult {
  /** With the input problems of the disk among those of the texts. */
  readonly report: Report;
  /** Files of Helm charts, which are no manifests until Helm renders them. */
  readonly notRendered: readonly string[];
  readonly allowUndecided: boolean;
  /** Why there was nothing to analyse, in one sentence; null where there was something. */
  readonly nothingToAnalyse: string | null;
}
