import { applyFixes } from "./apply-fixes.js";
import type { Finding } from "./finding.js";
import type { Report } from "./report.js";
import type { SourceFile } from "../source/source-file.js";

export interface FixedReport {
  /** On the fixed files. */
  readonly report: Report;
  /** All files, in the order given. */
  readonly files: readonly SourceFile[];
  /** The findings whose fixes were made, in the order of the passes. */
  readonly fixed: readonly Finding[];
}

/** A fix can lay open what another one mends; rules that undo each other's fixes would never end. */
const mostPasses = 10;

/** Analyses, makes the wanted fixes and begins again, until there is nothing left to fix. Nothing is written. */
export async function fixInPasses(
  given: readonly SourceFile[],
  analyze: (files: readonly SourceFile[]) => Promise<Report>,
  isWanted: (finding: Finding) => boolean,
): Promise<FixedReport> {
  let files = given;
  const fixed: Finding[] = [];
  for (let pass = 0; ; pass += 1) {
    const report = await analyze(files);
    const pending = report.findings.filter(isWanted);
    const applied = pass < mostPasses ? await applyFixes(files, pending) : { files, fixed: [] };
    if (applied.fixed.length === 0) return { report, files, fixed };
    fixed.push(...applied.fixed);
    files = applied.files;
  }
}
