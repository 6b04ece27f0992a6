import type { Report, SourceFile } from "@netpolint/core";
import type { Shard } from "./merge/shard.js";
import type { Stats } from "./stopwatch.js";

/** What a run of `lint` has found out: the report on what was read, and what was not. */
export interface LintResult {
  /** With the input problems of the disk among those of the texts. */
  readonly report: Report;
  /** Files of Helm charts, which are no manifests until Helm renders them. */
  readonly notRendered: readonly string[];
  /** True where a flow that must work and cannot be decided does not fail the run. */
  readonly allowUndecided: boolean;
  /** How many findings `--quiet` keeps out of the report; the summary counts them. */
  readonly hidden: number;
  /** How many warnings there may be, where there are more; null otherwise. */
  readonly tooManyWarnings: number | null;
  /** Why there was nothing to analyse, in one sentence; null where there was something. */
  readonly nothingToAnalyse: string | null;
  /** Which part of the inputs it is about, with `--shard`; null otherwise. */
  readonly shard: Shard | null;
  /** How long it took, with `--stats`; null otherwise. */
  readonly stats: Stats | null;
  /** What `--fix` or `--fix-dry-run` has done; null where neither was asked for. */
  readonly fixed: FixedResult | null;
}

export interface FixedResult {
  /** How many findings were fixed; they are not in the report. */
  readonly findings: number;
  /** The files that changed, as they are now or would be. */
  readonly files: readonly SourceFile[];
  /** False for a dry run. */
  readonly written: boolean;
}
