// What a program that is built on the command line uses beside `main`: results as data, and the words for them.

export { exitCodeOf, type FailOn, type Report, type SourceRange } from "@netpolint/core";
export {
  changeRows,
  changeTableHead,
  endpointItems,
  noConnection,
} from "./diff/diff-markdown.js";
export { countDiffLines, diffMermaid } from "./diff/diff-mermaid.js";
export { countPairs, type DiffResult, isUnchanged } from "./diff/diff-result.js";
export { summaryLine } from "./diff/diff-text.js";
export { findRepository } from "./input/find-repository.js";
export { type GitAnswer, runGit } from "./input/run-git.js";
export type { LintResult } from "./lint-result.js";
export { fromRepository } from "./output/repository-path.js";
export {
  type Annotation,
  commandLine,
  entryAnnotation,
  type Level,
  levelOf,
  levels,
  remarkAnnotation,
  shownPerLevel,
} from "./reporters/annotation.js";
export { countText } from "./reporters/count-text.js";
export { escapeText } from "./reporters/escape-text.js";
export { lastLine } from "./reporters/gitlab.js";
export { entryRow, entryTableHead, headline, markdownSentence, rank } from "./reporters/markdown.js";
export { markdownText, type ShowPlace } from "./reporters/markdown-text.js";
export { remarksOf } from "./reporters/remarks.js";
export { entriesOf, type ReportEntry } from "./reporters/report-entries.js";
export { summaryLines } from "./reporters/summary-lines.js";
export { builtInTools, type Found } from "./tools.js";
