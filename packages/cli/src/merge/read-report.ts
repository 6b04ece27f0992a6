import type { Finding, Fix, Place, SourceRange, Suggestion, SuppressedFinding } from "@netpolint/core";
import type { LintResult } from "../lint-result.js";
import type { jsonDocument } from "../reporters/json.js";

type Document = ReturnType<typeof jsonDocument>;

interface PlaceJson {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

type EditJson = PlaceJson & { readonly text: string };
type FixJson = Omit<Fix, "edits"> & { readonly edits: readonly EditJson[] };
type FindingJson = Omit<Finding, "file" | "range" | "related" | "fix" | "suggestions"> &
  PlaceJson & {
    readonly related: readonly (PlaceJson & { readonly message: string })[];
    readonly fix: FixJson | null;
    readonly suggestions: readonly (FixJson & Pick<Suggestion, "effect">)[];
  };
type SuppressedJson = FindingJson & {
  readonly suppression: PlaceJson & Pick<SuppressedFinding, "kind" | "justification">;
};

/** A report of `--format json`; undefined where the text is none. What such a report says of itself is believed. */
export function readReport(text: string): LintResult | undefined {
  const value = parse(text);
  if (value === undefined) return undefined;
  const { notRendered, nothingToAnalyse, hidden, tooManyWarnings: _, ...summary } = value.summary;
  return {
    report: {
      findings: (value.findings as readonly FindingJson[]).map(findingOf),
      suppressed: (value.suppressed as readonly SuppressedJson[]).map(suppressedOf),
      unchecked: value.unchecked,
      inputProblems: value.inputProblems,
      notes: value.notes,
      ruleFailures: value.ruleFailures.map((failure) => ({ ...failure, stack: null })),
      summary,
    },
    notRendered,
    allowUndecided: false,
    hidden,
    tooManyWarnings: null,
    nothingToAnalyse,
    stats: null,
    fixed: null,
    shard: value.shard,
  };
}

const lists = ["findings", "suppressed", "unchecked", "inputProblems", "notes", "ruleFailures"] as const;

function parse(text: string): Document | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isDocument(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isDocument(value: unknown): value is Document {
  if (!isRecord(value) || value["schemaVersion"] !== 1 || !("shard" in value)) return false;
  const { summary } = value;
  return lists.every((name) => Array.isArray(value[name])) && isRecord(summary) && isRecord(summary["flows"]);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function suppressedOf({ suppression, ...finding }: SuppressedJson): SuppressedFinding {
  const { kind, justification } = suppression;
  return { finding: findingOf(finding), kind, justification, ...placeOf(suppression) };
}

function findingOf(json: FindingJson): Finding {
  const { line: _, column: _column, endLine: _endLine, endColumn: _endColumn, ...facts } = json;
  return {
    ...facts,
    ...placeOf(json),
    related: json.related.map((place) => ({ ...placeOf(place), message: place.message })),
    fix: json.fix && fixOf(json.fix),
    suggestions: json.suggestions.map((one) => ({ ...fixOf(one), effect: one.effect })),
  };
}

function fixOf({ title, edits }: FixJson): Fix {
  return { title, edits: edits.map((edit) => ({ ...placeOf(edit), text: edit.text })) };
}

function placeOf({ file, line, column, endLine, endColumn }: PlaceJson): Pick<Place, "file" | "range"> {
  const range: SourceRange = { start: { line, column }, end: { line: endLine, column: endColumn } };
  return { file, range };
}
