import type { LintResult } from "../lint-result.js";
import { countText } from "./count-text.js";
import {
  type Annotation,
  commandLine,
  entryAnnotation,
  type Level,
  levels,
  remarkAnnotation,
  shownPerLevel,
} from "./annotation.js";
import { remarksOf } from "./remarks.js";
import { entriesOf } from "./report-entries.js";
import type { ReportContext } from "./reporter.js";

/** Commands that the runners of GitHub Actions turn into annotations. */
export function github(result: LintResult, { fromRepository }: ReportContext): string {
  const annotations = [
    ...entriesOf(result).map((entry) => entryAnnotation(entry, fromRepository)),
    ...remarksOf(result).map(remarkAnnotation),
  ];
  const lines = levels.flatMap((level) => withOverflow(annotations.filter((one) => one.level === level), level));
  return lines.map((line) => `${commandLine(line)}\n`).join("");
}

/** What is too much stays in the log; the last annotation that is shown says so. */
function withOverflow(annotations: readonly Annotation[], level: Level): readonly Annotation[] {
  if (annotations.length <= shownPerLevel) return annotations;
  const shown = annotations.slice(0, shownPerLevel - 1);
  const rest = annotations.slice(shownPerLevel - 1);
  const message = `${countText(rest.length, `more ${level}`)} of netpolint: the log of this step has them all.`;
  return [...shown, { level, properties: { title: "netpolint" }, message }, ...rest];
}
