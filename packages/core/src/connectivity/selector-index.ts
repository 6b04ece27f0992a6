import { canonicalSelector, isSatisfiable, type LabelSelector, matchesLabels, type SelectorRequirement } from "../sets/label-selector.js";
import { addInt, type IntList, makeRoom } from "./int-list.js";
import { absentValue, type LabelColumn, unknownValue } from "./label-classes.js";

/** Classes that a selector matches for sure, and those it may match. Ascending, without common members. */
export interface Selection {
  readonly yes: Int32Array;
  readonly maybe: Int32Array;
}

export const emptySelection: Selection = { yes: new Int32Array(0), maybe: new Int32Array(0) };

/** Lists that a selection is added to. */
export interface SelectionLists {
  readonly yes: IntList;
  readonly maybe: IntList;
}

/** Ternary answers as numbers, so that AND is the minimum. */
const no = 0;
const unknown = 1;
const yes = 2;

/** One requirement with its answers: the semantics are asked once per kind of value, not per pod. */
interface RequirementTable {
  readonly column: LabelColumn | undefined;
  /** Answers for a class without the key, for one of which it is not known, and for values that are not listed. */
  readonly absent: number;
  readonly unknown: number;
  readonly otherwise: number;
  /** Ids of the values that the requirement lists, where the key has them. */
  readonly listed: readonly number[];
  readonly answerForListed: number;
}

interface CompiledSelector {
  readonly tables: readonly RequirementTable[];
  readonly satisfiable: boolean;
  /** The requirement that names the values it wants, with their ids; the shortest way to candidates. */
  readonly wanted: { readonly column: LabelColumn; readonly values: readonly number[] } | undefined;
  /** True for one `key: value` and nothing else: the candidates are the answer. */
  readonly plain: boolean;
}

/** The values of every label key that a selector asks for, by class. */
export type Columns = ReadonlyMap<string, LabelColumn>;

/** Answers selectors over classes. Each distinct selector is compiled once. */
export interface SelectorIndex {
  /** An id for the selector; selectors that ask the same have the same. */
  idOf(selector: LabelSelector): number;
  /**
   * Adds the classes from `first`, inclusive, to `end`, exclusive, that the selector matches. Each list is ascending
   * where it is not the same for both.
   */
  select(selectorId: number, first: number, end: number, into: SelectionLists): void;
}

export function createSelectorIndex(columns: Columns): SelectorIndex {
  const ids = new Map<string, number>();
  const plainIds = new Map<string, Map<string, number>>();
  const compiled: CompiledSelector[] = [];
  const postings = new Map<LabelColumn, Postings>();
  const postingsOf = (column: LabelColumn): Postings => {
    const known = postings.get(column) ?? makePostings(column);
    postings.set(column, known);
    return known;
  };
  const idIn = (known: Map<string, number>, key: string, selector: LabelSelector): number => {
    const id = known.get(key);
    if (id !== undefined) return id;
    known.set(key, compiled.length);
    compiled.push(compileSelector(selector, columns));
    return compiled.length - 1;
  };
  return {
    idOf: (selector) => {
      const wanted = plainRequirement(selector);
      if (!wanted) return idIn(ids, canonicalSelector(selector), selector);
      let byValue = plainIds.get(wanted.key);
      if (!byValue) plainIds.set(wanted.key, (byValue = new Map<string, number>()));
      return idIn(byValue, wanted.values[0] ?? "", selector);
    },
    select: (selectorId, first, end, into) => {
      const { satisfiable, wanted, plain, tables } = compiled[selectorId] as CompiledSelector;
      if (!satisfiable || first >= end) return;
      if (!wanted) filterRange(tables, first, end, into);
      else if (!plain) filterList(tables, candidatesIn(postingsOf(wanted.column), wanted.values, first, end), into);
      else if (end - first <= shortRange) scanPlain(wanted.column, wanted.values, first, end, into);
      else selectPlain(postingsOf(wanted.column), wanted.values, first, end, into);
    },
  };
}

/** Up to this many classes looking at all of them is faster than a search. Most namespaces are small. */
const shortRange = 64;

/** Most selectors are one `key: value`; a canonical text of those costs more than the rest of the work. */
function plainRequirement({ requirements }: LabelSelector): SelectorRequirement | undefined {
  const only = requirements.length === 1 ? requirements[0] : undefined;
  return only?.operator === "In" && only.values.length === 1 ? only : undefined;
}

function compileSelector(selector: LabelSelector, columns: Columns): CompiledSelector {
  const plain = plainRequirement(selector);
  const column = plain && columns.get(plain.key);
  if (column) return { tables: [], satisfiable: true, wanted: { column, values: listedIn(column, plain.values) }, plain: true };
  const tables = selector.requirements.map((requirement) => tableOf(requirement, columns));
  const wanted = tables.find((_, index) => selector.requirements[index]?.operator === "In");
  return {
    tables,
    satisfiable: isSatisfiable(selector),
    wanted: wanted?.column && { column: wanted.column, values: wanted.listed },
    plain: false,
  };
}

/** The ids of the values that the key has. */
function listedIn({ valueIds }: LabelColumn, values: readonly string[]): readonly number[] {
  return values.flatMap((value) => valueIds.get(value) ?? []);
}

function tableOf(requirement: SelectorRequirement, columns: Columns): RequirementTable {
  const column = columns.get(requirement.key);
  const { operator, values } = requirement;
  const listed = operator === "In" || operator === "NotIn" ? [...new Set(values)] : [];
  return {
    column,
    absent: answerFor(requirement, undefined, true),
    unknown: answerFor(requirement, undefined, false),
    otherwise: answerFor(requirement, unlisted(listed), true),
    listed: column ? listedIn(column, listed) : [],
    answerForListed: answerFor(requirement, listed[0] ?? "", true),
  };
}

/** Some value that is not in the list. */
function unlisted(values: readonly string[]): string {
  return `${values.join("")}.`;
}

function answerFor(requirement: SelectorRequirement, value: string | undefined, complete: boolean): number {
  const entries = new Map(value === undefined ? [] : [[requirement.key, value]]);
  const answer = matchesLabels({ requirements: [requirement] }, { entries, complete });
  if (answer === "yes") return yes;
  return answer === "no" ? no : unknown;
}

function answerOf(tables: readonly RequirementTable[], classId: number): number {
  let answer = yes;
  for (const table of tables) {
    const value = table.column ? (table.column.byClass[classId] as number) : absentValue;
    const one = answerForValue(table, value);
    if (one === no) return no;
    if (one < answer) answer = one;
  }
  return answer;
}

function answerForValue({ absent, unknown: notKnown, otherwise, listed, answerForListed }: RequirementTable, value: number): number {
  if (value === absentValue) return absent;
  if (value === unknownValue) return notKnown;
  return listed.includes(value) ? answerForListed : otherwise;
}

/** Classes that have the one value, and those of which it is not known. */
function scanPlain({ byClass }: LabelColumn, values: readonly number[], first: number, end: number, into: SelectionLists): void {
  const wanted = values[0] ?? -1;
  for (let id = first; id < end; id += 1) {
    const value = byClass[id] as number;
    if (value === wanted) addInt(into.yes, id);
    else if (value === unknownValue) addInt(into.maybe, id);
  }
}

function selectPlain(postings: Postings, values: readonly number[], first: number, end: number, into: SelectionLists): void {
  const [value] = values;
  if (value !== undefined) addSlice(postings, value, first, end, into.yes);
  addSlice(postings, unknownValue, first, end, into.maybe);
}

function filterRange(tables: readonly RequirementTable[], first: number, end: number, into: SelectionLists): void {
  for (let id = first; id < end; id += 1) addAnswer(answerOf(tables, id), id, into);
}

function filterList(tables: readonly RequirementTable[], candidates: Int32Array, into: SelectionLists): void {
  for (const id of candidates) addAnswer(answerOf(tables, id), id, into);
}

function addAnswer(answer: number, id: number, into: SelectionLists): void {
  if (answer === yes) addInt(into.yes, id);
  else if (answer === unknown) addInt(into.maybe, id);
}

/** Classes by value of one key: those of value v are `members[starts[v]]` to `members[starts[v + 1]]`, ascending. */
interface Postings {
  readonly starts: Int32Array;
  readonly members: Int32Array;
}

function makePostings({ values, byClass }: LabelColumn): Postings {
  const starts = new Int32Array(values.length + 3);
  for (const value of byClass) starts[value + 1] = (starts[value + 1] as number) + 1;
  for (let value = 1; value < starts.length; value += 1) {
    starts[value] = (starts[value] as number) + (starts[value - 1] as number);
  }
  const next = Int32Array.from(starts);
  const members = new Int32Array(byClass.length);
  byClass.forEach((value, id) => {
    members[next[value] as number] = id;
    next[value] = (next[value] as number) + 1;
  });
  return { starts, members };
}

/** Classes in the range that have one of the values, or an unknown one. */
function candidatesIn(postings: Postings, values: readonly number[], first: number, end: number): Int32Array {
  const slices = [unknownValue, ...values].map((value) => slice(postings, value, first, end)).filter((part) => part.length > 0);
  const [only, ...others] = slices;
  if (!only) return new Int32Array(0);
  if (others.length === 0) return only;
  const joined = new Int32Array(slices.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of slices) {
    joined.set(part, at);
    at += part.length;
  }
  return joined.sort();
}

function slice(postings: Postings, value: number, first: number, end: number): Int32Array {
  const [from, to] = boundsOf(postings, value, first, end);
  return from === to ? emptySelection.yes : postings.members.subarray(from, to);
}

function addSlice(postings: Postings, value: number, first: number, end: number, into: IntList): void {
  const [from, to] = boundsOf(postings, value, first, end);
  makeRoom(into, to - from);
  for (let at = from; at < to; at += 1) into.values[into.length + at - from] = postings.members[at] as number;
  into.length += to - from;
}

/** Where the classes of the range that have a value begin and end. */
function boundsOf({ starts, members }: Postings, value: number, first: number, end: number): readonly [number, number] {
  const low = starts[value] as number;
  const high = starts[value + 1] as number;
  const from = lowerBound(members, first, low, high);
  return [from, lowerBound(members, end, from, high)];
}

/** The first position from `low` to `high` whose member is not less than `wanted`. */
function lowerBound(members: Int32Array, wanted: number, low: number, high: number): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((members[middle] as number) < wanted) from = middle + 1;
    else to = middle;
  }
  return from;
}
