import { compareText } from "../cluster/compare-text.js";
import { jsonDocument } from "../source/json-document.js";
import { fieldOf, isList, isObject, type JsonValue } from "../source/json-value.js";
import type { SourceFile } from "../source/source-file.js";
import { lazyLineStarts, type SourceRange } from "../source/source-range.js";
import type { Finding } from "./finding.js";
import type { FindingObject } from "./place.js";
import type { SuppressedFinding } from "./report.js";

/** A finding that is known and not to be reported. */
export interface Suppression {
  readonly rule: string;
  /** `namespace/Kind/name`, `Kind/name` of a cluster-scoped object, "" for a finding about none. For readers. */
  readonly object: string;
  /** What the finding said when it was suppressed. For readers. */
  readonly message: string;
  /** Why, where somebody has written it; kept when the file is written anew. */
  readonly reason?: string;
  /** The hash of the finding's fingerprint. */
  readonly fingerprint: string;
  /** How many findings with this fingerprint. */
  readonly count: number;
}

export interface WrittenSuppression extends Suppression {
  readonly range: SourceRange;
}

export interface SuppressionsFile {
  readonly path: string;
  readonly entries: readonly WrittenSuppression[];
}

/** What is known of a run, and how fingerprints are hashed: core has no hash of its own. */
export interface KnownSuppressions extends SuppressionsFile {
  readonly hash: (fingerprint: string) => string;
}

export interface UnusedSuppression {
  readonly file: string;
  readonly entry: WrittenSuppression;
  /** How many of its findings there are no more. */
  readonly missing: number;
}

/** What is wrong with a suppressions file, as a sentence. */
export interface UnreadableSuppressions {
  readonly problem: string;
}

const version = 1;

export function readSuppressions({ path, text }: SourceFile): SuppressionsFile | UnreadableSuppressions {
  const value = parse(text);
  if (value === undefined) return { problem: `\`${path}\` is not JSON.` };
  if (fieldOf(value, "version") !== version) return { problem: `\`${path}\` is no suppressions file of version ${version}.` };
  const list = fieldOf(value, "suppressions");
  if (!isList(list)) return { problem: `\`${path}\` has no list \`suppressions\`.` };
  const document = jsonDocument({ file: path, index: 0, offset: 0, text, starts: lazyLineStarts(() => text) }, value);
  const entries: WrittenSuppression[] = [];
  for (const [index, item] of list.entries()) {
    const entry = entryOf(item);
    if (!entry) return { problem: `\`${path}\`: \`suppressions[${index}]\` is no suppression.` };
    entries.push({ ...entry, range: document.locate(["suppressions", index, "fingerprint"]) });
  }
  return { path, entries };
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function entryOf(item: JsonValue): Suppression | undefined {
  const text = (key: string): string | undefined => {
    const value = fieldOf(item, key);
    return typeof value === "string" ? value : undefined;
  };
  const [rule, fingerprint, reason, count] = [text("rule"), text("fingerprint"), text("reason"), fieldOf(item, "count")];
  if (!isObject(item) || rule === undefined || fingerprint === undefined) return undefined;
  if (typeof count !== "number" || !Number.isInteger(count) || count < 1) return undefined;
  const known = { rule, object: text("object") ?? "", message: text("message") ?? "", fingerprint, count };
  return reason === undefined ? known : { ...known, reason };
}

export interface AppliedSuppressions {
  readonly kept: readonly Finding[];
  readonly suppressed: readonly { readonly finding: Finding; readonly entry: WrittenSuppression }[];
  /** With fewer findings than they count, in the order of the file. */
  readonly unused: readonly UnusedSuppression[];
}

/** Takes out as many findings of each fingerprint as the file counts; one more is reported. */
export function applySuppressions(findings: readonly Finding[], { path, entries, hash }: KnownSuppressions): AppliedSuppressions {
  if (entries.length === 0) return { kept: findings, suppressed: [], unused: [] };
  const left = new Map(entries.map((entry) => [keyOf(entry), { entry, count: 0 }]));
  for (const entry of entries) {
    const same = left.get(keyOf(entry));
    if (same) same.count += entry.count;
  }
  const kept: Finding[] = [];
  const suppressed: { finding: Finding; entry: WrittenSuppression }[] = [];
  for (const finding of findings) {
    const known = left.get(keyOf({ rule: finding.ruleId, fingerprint: hash(finding.fingerprint) }));
    if (!known || known.count === 0) {
      kept.push(finding);
      continue;
    }
    known.count -= 1;
    suppressed.push({ finding, entry: known.entry });
  }
  const unused = [...left.values()].filter(({ count }) => count > 0);
  return { kept, suppressed, unused: unused.map(({ entry, count }) => ({ file: path, entry, missing: count })) };
}

function keyOf({ rule, fingerprint }: Pick<Suppression, "rule" | "fingerprint">): string {
  return `${rule} ${fingerprint}`;
}

/** Entries for findings, with those of `known` that name them kept as they are. */
export function suppress(
  findings: readonly Finding[],
  known: readonly Suppression[],
  hash: (fingerprint: string) => string,
): readonly Suppression[] {
  const entries = new Map(known.map((entry) => [keyOf(entry), entry]));
  for (const { ruleId, object, message, fingerprint } of findings) {
    const fresh = { rule: ruleId, object: objectText(object), message, fingerprint: hash(fingerprint), count: 0 };
    const entry = entries.get(keyOf(fresh)) ?? fresh;
    entries.set(keyOf(fresh), { ...entry, count: entry.count + 1 });
  }
  return [...entries.values()];
}

/** Without what no suppressed finding of a run needs. */
export function prune(
  known: readonly Suppression[],
  suppressed: readonly SuppressedFinding[],
  hash: (fingerprint: string) => string,
): readonly Suppression[] {
  const needed = new Map<string, number>();
  for (const { finding, kind } of suppressed) {
    const key = keyOf({ rule: finding.ruleId, fingerprint: hash(finding.fingerprint) });
    if (kind === "external") needed.set(key, (needed.get(key) ?? 0) + 1);
  }
  return known.flatMap((entry) => {
    const count = Math.min(entry.count, needed.get(keyOf(entry)) ?? 0);
    needed.set(keyOf(entry), (needed.get(keyOf(entry)) ?? 0) - count);
    return count > 0 ? [{ ...entry, count }] : [];
  });
}

/** The text of a file, which is the same for the same entries in any order. */
export function formatSuppressions(entries: readonly Suppression[]): string {
  const suppressions = [...entries]
    .sort((a, b) => compareText(a.rule, b.rule) || compareText(a.object, b.object) || compareText(a.fingerprint, b.fingerprint))
    .map(({ rule, object, message, reason, fingerprint, count }) => {
      return { rule, object, message, ...(reason === undefined ? {} : { reason }), fingerprint, count };
    });
  return `${JSON.stringify({ version, suppressions }, undefined, 2)}\n`;
}

/** `namespace/Kind/name`, as endpoints are written. */
export function objectText(object: Pick<FindingObject, "kind" | "namespace" | "name"> | null): string {
  if (!object) return "";
  const { kind, namespace, name } = object;
  return namespace === "" ? `${kind}/${name}` : `${namespace}/${kind}/${name}`;
}
