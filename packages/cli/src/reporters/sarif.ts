import type { Finding, Fix, Severity, SourceRange, Suggestion, SuppressedFinding } from "@netpolint/core";
import { homepage } from "../homepage.js";
import type { LintResult } from "../lint-result.js";
import { version } from "../version.js";
import { effectClauses } from "./effect-text.js";
import { jsonText } from "./json-text.js";
import { lineHashes } from "./line-hashes.js";
import { remarksOf } from "./remarks.js";
import { entriesOf, type ReportEntry, suppressedEntries } from "./report-entries.js";
import type { ReportContext } from "./reporter.js";
import { sarifRules } from "./sarif-rules.js";

/** SARIF 2.1.0, with what GitHub's code scanning asks for beside the schema. */
export function sarif(result: LintResult, context: ReportContext): string {
  const entries = entriesOf(result);
  const hidden = suppressedEntries(result);
  const shown = [...entries, ...hidden.map(({ entry }) => entry)];
  const ruleIds = [...new Set(shown.map(({ code }) => code))].sort();
  const writing: Writing = { context, ruleIds, hashOf: hashFinder(context) };
  const run = {
    tool: {
      driver: {
        name: "netpolint",
        version,
        semanticVersion: version,
        informationUri: homepage,
        rules: sarifRules(ruleIds, shown, context),
      },
    },
    // One run a tool and category is taken of each upload.
    automationDetails: { id: "netpolint/" },
    columnKind: "utf16CodeUnits",
    // No address: what was found is the same on every machine.
    originalUriBaseIds: { [baseId]: { description: { text: "The root of the repository." } } },
    invocations: [
      {
        executionSuccessful: result.report.inputProblems.length + result.report.ruleFailures.length === 0 && result.nothingToAnalyse === null,
        exitCode: context.exitCode,
        toolExecutionNotifications: notifications(result),
      },
    ],
    results: [
      ...entries.map((entry) => resultOf(entry, writing)),
      ...hidden.map(({ entry, suppressed }) => {
        return { ...resultOf(entry, writing), suppressions: [suppressionOf(suppressed, writing)] };
      }),
    ],
  };
  const $schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  return `${jsonText({ $schema, version: "2.1.0", runs: [run] }, 2)}\n`;
}

interface Writing {
  readonly context: ReportContext;
  readonly ruleIds: readonly string[];
  readonly hashOf: (file: string, line: number) => string | undefined;
}

const baseId = "%SRCROOT%";

export const levelOf: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  info: "note",
};

function notifications(result: LintResult): readonly object[] {
  const remarks = remarksOf(result).map(({ code, severity, message }) => ({
    descriptor: { id: code },
    level: levelOf[severity],
    message: { text: message },
  }));
  const assumed = result.report.summary.assumptions.map((sentence) => ({
    descriptor: { id: "assumption" },
    level: "note",
    message: { text: sentence },
  }));
  return [...remarks, ...assumed];
}

function resultOf(entry: ReportEntry, writing: Writing): object {
  const { file, range, severity, code, finding, id } = entry;
  const hash = writing.hashOf(file, range.start.line);
  return {
    ruleId: code,
    ruleIndex: writing.ruleIds.indexOf(code),
    level: levelOf[severity],
    message: { text: messageText(entry) },
    locations: [{ ...locationOf(file, range, writing), ...logicalLocations(finding) }],
    ...(finding && finding.related.length > 0 ? { relatedLocations: relatedLocations(finding, writing) } : {}),
    partialFingerprints: { ...(hash === undefined ? {} : { primaryLocationLineHash: hash }), "netpolint/v1": id },
    ...(finding?.witness ? { codeFlows: [codeFlow(finding, writing)] } : {}),
    ...fixesOf(finding, writing),
    ...(finding ? { properties: propertiesOf(finding) } : {}),
  };
}

/** Viewers leave a result out that is suppressed, and keep it for who wants to know. */
function suppressionOf({ kind, justification, file, range }: SuppressedFinding, writing: Writing): object {
  return {
    kind,
    status: "accepted",
    ...(justification === null ? {} : { justification }),
    location: locationOf(file, range, writing),
  };
}

/** The first sentence stands alone; viewers show a related place only where the message links to it by its number. */
function messageText({ message, finding }: ReportEntry): string {
  const links = (finding?.related ?? []).map((place, index) => `[${linkText(place.message)}](${index + 1})`);
  const sentences = [message, finding?.help ?? "", links.length === 0 ? "" : `See: ${links.join("; ")}.`];
  const [first = "", ...rest] = sentences.filter((sentence) => sentence !== "");
  return [noLinks(first), ...rest.map((text) => (text.startsWith("See: ") ? text : noLinks(text)))].join("\n");
}

/** Brackets within the text of a link are escaped (SARIF 2.1.0, 3.11.6). */
function linkText(text: string): string {
  return text.replace(/[\\[\]]/g, (character) => `\\${character}`);
}

/** A name of the user's must not become a link. */
function noLinks(text: string): string {
  return text.replaceAll("](", "] (");
}

function locationOf(file: string, { start, end }: SourceRange, { context }: Writing): { physicalLocation: object } {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(context.fromRepository(file)), uriBaseId: baseId },
      region: {
        startLine: start.line,
        startColumn: start.column,
        endLine: end.line,
        // Exclusive, as ours is.
        endColumn: end.column,
      },
    },
  };
}

/** A path as a relative reference: a colon in its first segment would be a scheme, and an empty one the base itself. */
function uriOf(path: string): string {
  // Half a character, as a name on Windows may hold it, cannot be encoded.
  const encoded = path.replaceAll(/\p{Cs}/gu, "\ufffd").split("/").map(encodeURIComponent).join("/");
  return encoded === "" ? "." : encoded;
}

function logicalLocations(finding: Finding | null): object {
  if (!finding?.object) return {};
  const { kind, namespace, name, path } = finding.object;
  const object = namespace === "" ? `${kind}/${name}` : `${namespace}/${kind}/${name}`;
  return { logicalLocations: [{ fullyQualifiedName: path === "" ? object : `${object}#${path}` }] };
}

function relatedLocations(finding: Finding, writing: Writing): readonly object[] {
  return finding.related.map(({ file, range, message }, index) => ({
    id: index + 1,
    ...locationOf(file, range, writing),
    message: { text: noLinks(message) },
  }));
}

/** The witness as a path: from the places that say what happens to the place that decides. */
function codeFlow(finding: Finding, writing: Writing): object {
  const { file, range, message, witness, related } = finding;
  const flow = witness ? `${witness.from} -> ${witness.to} ${witness.protocol} ${witness.port}` : "";
  const steps = [...related, { file, range, message }].map((place) => ({
    location: { ...locationOf(place.file, place.range, writing), message: { text: noLinks(place.message) } },
  }));
  return { message: { text: noLinks(flow) }, threadFlows: [{ locations: steps }] };
}

function fixesOf(finding: Finding | null, writing: Writing): object {
  if (!finding) return {};
  const fixes = [
    ...(finding.fix ? [fixOf(finding.fix, finding.fix.title, writing)] : []),
    ...finding.suggestions.map((suggestion) => fixOf(suggestion, suggestionTitle(suggestion), writing)),
  ];
  return fixes.length === 0 ? {} : { fixes };
}

function suggestionTitle(suggestion: Suggestion): string {
  const clauses = effectClauses(suggestion);
  return `${suggestion.title} (${clauses.length === 0 ? "changes what is allowed" : clauses.join("; ")})`;
}

function fixOf({ edits }: Fix, title: string, writing: Writing): object {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: noLinks(title) },
    artifactChanges: files.map((file) => ({
      artifactLocation: { uri: uriOf(writing.context.fromRepository(file)), uriBaseId: baseId },
      replacements: edits
        .filter((edit) => edit.file === file)
        .map(({ range: { start, end }, text }) => ({
          deletedRegion: {
            startLine: start.line,
            startColumn: start.column,
            endLine: end.line,
            endColumn: end.column,
          },
          ...(text === "" ? {} : { insertedContent: { text } }),
        })),
    })),
  };
}

function propertiesOf({ object, flow, witness, undecided }: Finding): object {
  return { object, flow, witness, undecided };
}

/** Each file is hashed once, and only where something was found in it. */
function hashFinder({ files }: ReportContext): Writing["hashOf"] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const hashes = new Map<string, readonly string[]>();
  return (file, line) => {
    const text = texts.get(file);
    if (text === undefined) return undefined;
    const known = hashes.get(file) ?? lineHashes(text);
    hashes.set(file, known);
    return known[line - 1];
  };
}
