import type { Cluster } from "../cluster/cluster.js";
import { isSameIn } from "../cluster/keep-cluster.js";
import type { ObjectMeta } from "../resources/resource.js";
import type { JsonObject } from "../source/json-value.js";
import { editableText, type SourceFile } from "../source/source-file.js";
import type { Finding } from "./finding.js";
import { type IdentityText, identityTexts } from "./identity-text.js";
import type { LintContext, LintRule, RuleFinding } from "./lint-rule.js";
import { areThere, type Placements, placementsOf, type Written } from "./placements.js";
import { confine, narrow, type NarrowReach, narrowReaches, objectsOf, surroundingsOf } from "./rule-reach.js";

/** What rules have found, for who runs them again and again. */
export interface RuleMemory {
  readonly textOf: IdentityText;
  /** The rules that ran last. */
  rules: ReadonlyMap<LintRule, KnownRule>;
  /** What was there when they ran. */
  seen: Seen | undefined;
  /** The files that could not be edited. */
  uneditable: string;
}

export function emptyRuleMemory(): RuleMemory {
  return { textOf: identityTexts(), rules: new Map(), seen: undefined, uneditable: "" };
}

interface Seen {
  readonly cluster: Cluster;
  readonly objects: ReadonlySet<ObjectMeta>;
}

interface KnownRule {
  readonly options: string;
  /** What was found of each object, for a rule that is about one at a time; undefined where that cannot be said. */
  readonly byObject: ReadonlyMap<ObjectMeta, readonly KnownFinding[]> | undefined;
  /** By what was found, for other rules. */
  readonly byText: ReadonlyMap<string, KnownFinding>;
}

/** What a rule has found, with its texts and edits. */
export interface CompletedFinding {
  readonly found: RuleFinding;
  readonly finding: Finding;
}

interface KnownFinding extends CompletedFinding {
  /** Where everything that it points at was written. */
  readonly written: Placements | undefined;
}

/** One pass of rules over one cluster. */
export interface RuleRound {
  /** What a rule is to be asked, and what need not be asked. */
  start(rule: LintRule, options: JsonObject): RuleRun;
  /** Takes everything that a rule has found; not called for one that failed. */
  finish(rule: LintRule, options: JsonObject, findings: readonly CompletedFinding[]): void;
  /** Called when all rules have run. */
  end(): void;
}

export interface RuleRun {
  /** Undefined where there is nothing to ask. */
  readonly context: LintContext | undefined;
  /** Findings of objects that have not changed. */
  readonly known: readonly CompletedFinding[];
  /** The finding, where the rule has found the same before, in the same places. */
  completed(found: RuleFinding): Finding | undefined;
}

/** Without a memory every rule is asked about everything that it may look at. */
export function ruleRound(
  context: LintContext,
  files: readonly SourceFile[],
  memory: RuleMemory | undefined,
): RuleRound {
  const contexts = confinedContexts(context);
  if (!memory) return { start: (rule) => askedAnew(contexts[rule.reach ?? "cluster"]), finish: nothing, end: nothing };
  forgetEdits(memory, files);
  const objects = objectsOf(context);
  const changed = changesOf(memory.seen, context.cluster, objects);
  const before = memory.rules;
  const textOf = textsOnce(memory.textOf);
  const rules = new Map<LintRule, KnownRule>();
  const ofChanged = narrowedContexts(contexts, changed);
  return {
    start: (rule, options) => {
      const { reach = "cluster" } = rule;
      const known = before.get(rule);
      if (reach === "cluster") return askedAgain(context, known, textOf);
      const fresh = changed[reach];
      const isKnown = known?.byObject !== undefined && known.options === JSON.stringify(options);
      if (!isKnown || !fresh) return askedAnew(contexts[reach]);
      return askedAboutChanges(contexts[reach], ofChanged[reach], known.byObject, objects, fresh);
    },
    finish: (rule, options, findings) => rules.set(rule, knownRule(rule, options, findings, objects, textOf)),
    end: () => {
      memory.rules = rules;
      memory.seen = { cluster: context.cluster, objects };
    },
  };
}

type TextOfFinding = (found: RuleFinding) => string;

/** Each finding is looked for, and then kept, under its text. */
function textsOnce(textOf: IdentityText): TextOfFinding {
  const texts = new Map<RuleFinding, string>();
  return (found) => {
    const text = texts.get(found) ?? textOf(found);
    texts.set(found, text);
    return text;
  };
}

function nothing(): void {
  // Nothing is remembered.
}

function askedAnew(context: LintContext): RuleRun {
  return { context, known: [], completed: () => undefined };
}

type Contexts = Readonly<Record<NarrowReach | "cluster", LintContext>>;

function confinedContexts(context: LintContext): Contexts {
  return { cluster: context, object: confine(context, "object"), policy: confine(context, "policy") };
}

/** Whether a text can be edited hangs on the whole file, and what an edit looks like on the document only. */
function forgetEdits(memory: RuleMemory, files: readonly SourceFile[]): void {
  const uneditable = JSON.stringify(files.flatMap((file) => (editableText(file) === undefined ? [file.path] : [])));
  if (uneditable !== memory.uneditable) [memory.rules, memory.seen] = [new Map(), undefined];
  memory.uneditable = uneditable;
}

/** The objects that are new, for each reach; undefined where all of them have to be looked at again. */
type Changes = Readonly<Record<NarrowReach, ReadonlySet<ObjectMeta> | undefined>>;

function changesOf(seen: Seen | undefined, cluster: Cluster, objects: ReadonlySet<ObjectMeta>): Changes {
  if (!seen) return { object: undefined, policy: undefined };
  const fresh = new Set([...objects].filter((meta) => !seen.objects.has(meta)));
  const of = (reach: NarrowReach): Changes[NarrowReach] =>
    isSameIn(seen.cluster, cluster, surroundingsOf(reach)) ? fresh : undefined;
  return { object: of("object"), policy: of("policy") };
}

type NarrowedContexts = Readonly<Record<NarrowReach, () => LintContext>>;

/** Most rules are asked about the same few objects. */
function narrowedContexts(contexts: Contexts, changed: Changes): NarrowedContexts {
  const made = new Map<NarrowReach, LintContext>();
  const of = (reach: NarrowReach): LintContext => {
    const context = made.get(reach) ?? narrow(contexts[reach], (meta) => changed[reach]?.has(meta) ?? true);
    made.set(reach, context);
    return context;
  };
  const [first, second] = narrowReaches.map((reach) => () => of(reach)) as [() => LintContext, () => LintContext];
  return { object: first, policy: second };
}

function askedAboutChanges(
  context: LintContext,
  ofChanged: () => LintContext,
  byObject: NonNullable<KnownRule["byObject"]>,
  objects: ReadonlySet<ObjectMeta>,
  fresh: ReadonlySet<ObjectMeta>,
): RuleRun {
  const known: KnownFinding[] = [];
  const moved = new Set<ObjectMeta>();
  for (const [meta, findings] of byObject) {
    if (!objects.has(meta)) continue;
    if (findings.every(({ written }) => areThere(written))) known.push(...findings);
    else moved.add(meta);
  }
  const run = { known, completed: () => undefined };
  if (moved.size > 0) return { ...run, context: narrow(context, (meta) => fresh.has(meta) || moved.has(meta)) };
  return { ...run, context: fresh.size === 0 ? undefined : ofChanged() };
}

/** What is found anew is completed anew only where it is not what was found before. */
function askedAgain(context: LintContext, known: KnownRule | undefined, textOf: TextOfFinding): RuleRun {
  const completed = (found: RuleFinding): Finding | undefined => {
    const same = known?.byText.get(textOf(found));
    return same && areThere(same.written) ? same.finding : undefined;
  };
  return { context, known: [], completed };
}

function knownRule(
  { reach = "cluster" }: LintRule,
  options: JsonObject,
  findings: readonly CompletedFinding[],
  objects: ReadonlySet<ObjectMeta>,
  textOf: TextOfFinding,
): KnownRule {
  const known = findings.map((one): KnownFinding => ({ ...one, written: placementsOf(metasOf(one.found)) }));
  const text = JSON.stringify(options);
  if (reach !== "cluster") return { options: text, byObject: groupByObject(known, objects), byText: new Map() };
  return { options: text, byObject: undefined, byText: new Map(known.map((one) => [textOf(one.found), one])) };
}

/** Undefined where a finding names no object, so that nobody can tell when it has to be looked for again. */
function groupByObject(
  findings: readonly KnownFinding[],
  objects: ReadonlySet<ObjectMeta>,
): KnownRule["byObject"] {
  const groups = new Map<ObjectMeta, KnownFinding[]>();
  for (const one of findings) {
    const meta = one.found.field?.meta;
    if (!meta || !objects.has(meta)) return undefined;
    const group = groups.get(meta);
    if (group) group.push(one);
    else groups.set(meta, [one]);
  }
  return groups;
}

function metasOf({ field, related = [], fix, suggestions = [] }: RuleFinding): readonly (Written | undefined)[] {
  const edited = [...(fix ? [fix] : []), ...suggestions].flatMap((one) =>
    // Comments and new objects have their places in the file as a whole.
    "edits" in one ? one.edits.map(({ meta }) => meta) : [undefined],
  );
  return [field?.meta, ...related.map((one) => one.field?.meta), ...edited];
}
