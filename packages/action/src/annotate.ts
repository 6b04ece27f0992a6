import {
  type Annotation,
  countText,
  entriesOf,
  entryAnnotation,
  escapeText,
  type Level,
  levelOf,
  levels,
  type LintResult,
  remarkAnnotation,
  remarksOf,
  type ReportEntry,
  shownPerLevel,
} from "netpolint/parts";
import type { Nearness } from "./changed-lines.js";

export interface Annotating {
  /** The same path as seen from the root of the repository. */
  readonly fromRepository: (path: string) => string;
  readonly nearnessOf: (entry: ReportEntry) => Nearness;
  /** What comes before all that was found. */
  readonly trouble: readonly Annotation[];
  /** At most so many, of all levels together. */
  readonly most: number;
}

/** Annotations in the order in which a runner is to keep them, no more than it shows. */
export function annotationsOf(result: LintResult, annotating: Annotating): readonly Annotation[] {
  const trouble = annotating.trouble.map((annotation): Note => ({ annotation, nearness: 0, files: [""] }));
  const notes = [...trouble, ...entryNotes(result, annotating), ...remarkNotes(result)];
  let left = annotating.most;
  const groups = levels.map((level): Group => {
    const own = notes.filter(({ annotation }) => annotation.level === level).sort((a, b) => a.nearness - b.nearness);
    const slots = Math.min(own.length, shownPerLevel, left);
    left -= slots;
    return { level, notes: own, slots };
  });
  return withOverflow(groups).map(cut);
}

/** What one annotation would say, and for how many findings it stands. */
interface Note {
  readonly annotation: Annotation;
  readonly nearness: Nearness;
  /** The paths of what it stands for, "" for what has none. */
  readonly files: readonly string[];
}

interface Group {
  readonly level: Level;
  readonly notes: readonly Note[];
  /** How many of them are shown. */
  readonly slots: number;
}

/** Findings of one rule that say the same are one annotation, at the place nearest to the change. */
function entryNotes(result: LintResult, { fromRepository, nearnessOf }: Annotating): readonly Note[] {
  const groups = new Map<string, { readonly entry: ReportEntry; readonly nearness: Nearness }[]>();
  for (const entry of entriesOf(result)) {
    const key = JSON.stringify([entry.severity, entry.code, entry.message]);
    const one = { entry, nearness: nearnessOf(entry) };
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = [...group].sort((a, b) => a.nearness - b.nearness);
    if (!first) return [];
    const annotation = entryAnnotation(first.entry, fromRepository);
    const message = `${annotation.message}${sameElsewhere(others.map(({ entry }) => entry), fromRepository)}`;
    const files = group.map(({ entry }) => fromRepository(entry.file));
    return [{ annotation: { ...annotation, message }, nearness: first.nearness, files }];
  });
}

/** What no place has matters as much as what is on a changed line. */
function remarkNotes(result: LintResult): readonly Note[] {
  return remarksOf(result)
    .filter(({ severity }) => levelOf[severity] === "error")
    .map((remark) => ({ annotation: remarkAnnotation(remark), nearness: 0, files: [""] }));
}

const mostPlaces = 10;

function sameElsewhere(entries: readonly ReportEntry[], fromRepository: (path: string) => string): string {
  if (entries.length === 0) return "";
  const places = entries.map(({ file, range }) => `${escapeText(fromRepository(file))}:${range.start.line}`);
  return `\nThe same at ${shortList(places)}.`;
}

/** The first so many, and how many more there are. */
function shortList(texts: readonly string[]): string {
  const more = texts.length - mostPlaces;
  return more > 0 ? `${texts.slice(0, mostPlaces).join(", ")} and ${more} more` : texts.join(", ");
}

/** What has no slot is counted in the last slot of its level, or of the level before that has one. */
function withOverflow(groups: readonly Group[]): readonly Annotation[] {
  const shown: Annotation[] = [];
  groups.forEach(({ level, notes, slots }, index) => {
    if (slots === 0) return;
    const next = groups.findIndex((group, at) => at > index && group.slots > 0);
    const others = groups.slice(index + 1, next === -1 ? groups.length : next).filter((group) => group.slots === 0);
    const isWhole = notes.length === slots && others.every((group) => group.notes.length === 0);
    const kept = isWhole ? slots : slots - 1;
    shown.push(...notes.slice(0, kept).map(({ annotation }) => annotation));
    const left = [{ level, notes: notes.slice(kept) }, ...others];
    if (!isWhole) shown.push({ level, properties: { title: "netpolint" }, message: overflowText(left) });
  });
  return shown;
}

function overflowText(left: readonly Omit<Group, "slots">[]): string {
  const counts = left.flatMap(({ level, notes }) => {
    const count = notes.reduce((sum, { files }) => sum + files.length, 0);
    return count === 0 ? [] : [countText(count, `more ${level}`)];
  });
  const all = left.flatMap(({ notes }) => notes);
  const changed = all.filter(({ nearness }) => nearness === 0).length;
  const near = changed === 0 ? "" : `, ${changed} of them where lines have changed`;
  return `${counts.join(", ")}${near}: ${shortList(filesText(all))}. The log of this step has them all.`;
}

/** `k8s/web.yaml (3)`, with the most first. */
function filesText(notes: readonly Note[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const file of notes.flatMap(({ files }) => files)) counts.set(file, (counts.get(file) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([file, count]) => `${file === "" ? "no file" : escapeText(file)} (${count})`);
}

/** Runners cut longer messages: 4096 UTF-16 units. */
const longestMessage = 4096;

function cut(annotation: Annotation): Annotation {
  const { message } = annotation;
  if (message.length <= longestMessage) return annotation;
  return { ...annotation, message: `${message.slice(0, longestMessage - 2).replace(/[\ud800-\udbff]$/, "")} …` };
}
