import type { Finding, Severity, SourceFile, SourceRange } from "@netpolint/core";

/** Lines of a file around a place. */
export interface Excerpt {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** 1-based number of the first line that is shown. */
  readonly firstLine: number;
  readonly lines: readonly string[];
  readonly message: string;
}

export interface ShownFinding {
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  readonly place: Excerpt;
  readonly related: readonly Excerpt[];
  /** `shop/web -> shop/db TCP 5432`; empty where there is none. */
  readonly witness: string;
  /** What can be done by a program, a title each. */
  readonly fixes: readonly string[];
}

/** The findings of one rule. */
export interface FindingGroup {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly count: number;
  /** The first of them. */
  readonly findings: readonly ShownFinding[];
}

/** A page with tens of thousands of findings is neither opened nor read; the rest is counted. */
const mostFindings = 200;

const order: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** By rule, the worst first, then the most frequent. */
export function groupFindings(findings: readonly Finding[], files: readonly SourceFile[]): readonly FindingGroup[] {
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) {
    const own = byRule.get(finding.ruleId);
    if (own) own.push(finding);
    else byRule.set(finding.ruleId, [finding]);
  }
  const linesOf = lineReader(files);
  const groups = [...byRule].map(([ruleId, own]): FindingGroup => {
    const worst = own.map(({ severity }) => severity).sort((a, b) => order[a] - order[b])[0] ?? "info";
    const shown = own.slice(0, mostFindings).map((finding) => shownFinding(finding, linesOf));
    return { ruleId, severity: worst, count: own.length, findings: shown };
  });
  return groups.sort((a, b) => order[a.severity] - order[b.severity] || b.count - a.count);
}

type LinesOf = (file: string) => readonly string[];

function lineReader(files: readonly SourceFile[]): LinesOf {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const known = new Map<string, readonly string[]>();
  return (file) => {
    const lines = known.get(file) ?? (texts.get(file) ?? "").split("\n");
    known.set(file, lines);
    return lines;
  };
}

function shownFinding(finding: Finding, linesOf: LinesOf): ShownFinding {
  const { severity, message, help, file, range, related, witness, fix, suggestions } = finding;
  return {
    severity,
    message,
    help,
    place: excerpt(file, range, "", linesOf),
    related: related.map((one) => excerpt(one.file, one.range, one.message, linesOf)),
    witness: witness ? `${witness.from} -> ${witness.to} ${witness.protocol} ${witness.port}` : "",
    fixes: [...(fix ? [fix.title] : []), ...suggestions.map(({ title }) => title)],
  };
}

const context = 2;
const widest = 240;

/** A line of a minified file is as long as the file. */
function excerpt(file: string, { start, end }: SourceRange, message: string, linesOf: LinesOf): Excerpt {
  const firstLine = Math.max(1, start.line - context);
  const last = Math.min(Math.max(end.line, start.line), start.line + context) + context;
  const lines = linesOf(file).slice(firstLine - 1, last);
  const isLong = lines.some((line) => line.length > widest);
  return { file, line: start.line, column: start.column, firstLine, lines: isLong ? [] : lines, message };
}
