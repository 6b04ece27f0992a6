import type { LintRule, SourceFile } from "@netpolint/core";
import type { LintResult } from "../lint-result.js";

/** What a reporter may use beside the result. */
export interface ReportContext {
  /** What was read; reporters show its lines. */
  readonly files: readonly SourceFile[];
  readonly rules: readonly LintRule[];
  /** The same path as seen from the root of the repository, for systems that show files there. */
  readonly fromRepository: (path: string) => string;
  readonly exitCode: number;
  readonly colour: boolean;
  /** Whether rule ids become links that a terminal opens. */
  readonly links: boolean;
  /** To which lines of the user's files are cut. */
  readonly columns: number;
}

/** Turns what a run has found into text that ends with a line break; "" where there is nothing to say. */
export type Reporter = (result: LintResult, context: ReportContext) => string;
