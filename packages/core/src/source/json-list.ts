import type { JsonSpan } from "./json-scan.js";
import { fieldOf, isList, type JsonObject, type JsonValue } from "./json-value.js";

/** A list of objects, each of which can be read without the others. */
export interface JsonList {
  /** The list without its items. */
  readonly head: JsonObject;
  readonly count: number;
  /** Reads an item, 0-based. Throws a SyntaxError where the text is not what it looked like. */
  readonly itemAt: (index: number) => JsonValue;
  /** Where an item is in the text. */
  readonly spanAt: (index: number) => JsonSpan;
}

const key = '"items"';
const opening = /"items"[ \t]*:[ \t]*\[(\r?\n)([ \t]*)(?=\{)/y;

/** Stands for the items while what is around them is read. */
const standIn = "items of the list";

/**
 * Finds the items of a list that is written line by line, as `kubectl get -o json` prints it: each begins with a brace
 * in the same column. Undefined for what is written in another way. A string holds no line break, so that none of the
 * cuts is within one; where what is around the items is a value, and each item is one, the text is the list of them.
 */
export function splitJsonList(text: string): JsonList | undefined {
  opening.lastIndex = text.indexOf(key);
  const opened = opening.lastIndex === -1 ? null : opening.exec(text);
  if (!opened) return undefined;
  const [all, lineBreak = "", indent = ""] = opened;
  const first = opened.index + all.length;
  const end = text.lastIndexOf(`${lineBreak}${indent}}`) + lineBreak.length + indent.length + 1;
  const head = end > first ? headOf(text.slice(0, first), text.slice(end)) : undefined;
  if (!head) return undefined;
  const starts = itemStarts(text, { first, end }, lineBreak, indent);
  const between = `,${lineBreak}${indent}`.length;
  const endOf = (index: number): number => (index + 1 < starts.length ? (starts[index + 1] ?? end) - between : end);
  return {
    head,
    count: starts.length,
    itemAt: (index) => JSON.parse(text.slice(starts[index], endOf(index))) as JsonValue,
    spanAt: (index) => ({ first: starts[index] ?? end, end: endOf(index) }),
  };
}

/** Undefined where the items are those of something else, or nothing whole is around them. */
function headOf(before: string, after: string): JsonObject | undefined {
  if (before.includes(standIn) || after.includes(standIn)) return undefined;
  try {
    const value = JSON.parse(`${before}"${standIn}"${after}`) as JsonValue;
    const items = fieldOf(value, "items");
    return isList(items) && items.length === 1 && items[0] === standIn ? { ...(value as JsonObject), items: [] } : undefined;
  } catch {
    return undefined;
  }
}

/** Where the items begin. To look for each brace at the end of a line is fast, and there are few of them. */
function itemStarts(text: string, { first, end }: JsonSpan, lineBreak: string, indent: string): readonly number[] {
  const ended = `},${lineBreak}`;
  const begun = `${indent}{`;
  const starts = [first];
  for (let at = text.indexOf(ended, first); at !== -1 && at < end; at = text.indexOf(ended, at + ended.length)) {
    const next = at + ended.length;
    if (text.startsWith(begun, next)) starts.push(next + indent.length);
  }
  return starts;
}
