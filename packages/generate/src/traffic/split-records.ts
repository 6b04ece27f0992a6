import type { JsonValue } from "@netpolint/core";
import { parseJson } from "../parse-json.js";
import { scanJson, isWrapperPath } from "./scan-json.js";
import { splitLines } from "./split-lines.js";

/** One record of a stream as it is written, and the line that it begins on, 1-based. */
export type RawRecord =
  | { readonly type: "json"; readonly text: string; readonly line: number }
  | { readonly type: "line"; readonly text: string; readonly line: number }
  | { readonly type: "yaml"; readonly text: string; readonly line: number }
  | { readonly type: "broken"; readonly problem: "truncated" | "too-long"; readonly line: number };

export interface RecordSplitter {
  push(text: string): void;
  end(): void;
}

/** The longest record that is held, in UTF-16 units. */
export const longestRecord = 64 * 1024 * 1024;

/** How much of a stream is looked at to see what it is. */
const headLength = 64 * 1024;

/**
 * Cuts a stream into records by its content: a value or a line of text on each line, values of JSON that are written
 * over several lines or are items of a list, or documents of YAML. Where the pieces are cut makes no difference.
 */
export function splitRecords(onRecord: (record: RawRecord) => void): RecordSplitter {
  let head = "";
  let splitter: RecordSplitter | undefined;
  const open = (isWhole: boolean): void => {
    const layout = layoutOf(head.slice(0, headLength), isWhole || head.length >= headLength);
    if (layout === undefined) return;
    splitter = splitters[layout](onRecord);
    splitter.push(head);
    head = "";
  };
  return {
    push: (text) => {
      if (splitter) {
        splitter.push(text);
        return;
      }
      head += text;
      open(false);
    },
    end: () => {
      if (!splitter) open(true);
      splitter?.end();
    },
  };
}

type Layout = "lines" | "elements" | "documents";

/** Undefined: more has to be seen. Where `isAll`, there is always an answer. */
function layoutOf(head: string, isAll: boolean): Layout | undefined {
  const start = head.search(/\S/);
  if (start < 0) return isAll ? "lines" : undefined;
  const text = head.slice(start);
  if (text.startsWith("{")) return layoutOfObject(text, isAll);
  if (text.startsWith("[")) return layoutOfList(text, isAll);
  return layoutOfText(text, isAll);
}

/** `[INFO] ...` begins a line of a log, `[{` a list. */
function layoutOfList(text: string, isAll: boolean): Layout | undefined {
  const next = /^\[\s*(\S)/.exec(text)?.[1];
  if (next === undefined) return isAll ? "elements" : undefined;
  return next === "{" || next === "[" || next === "]" ? "elements" : "lines";
}

/** One value a line, if the first line is one; where it is cut off, the second begins with another. */
function layoutOfObject(text: string, isAll: boolean): Layout | undefined {
  const feed = text.indexOf("\n");
  if (feed < 0 && !isAll) return undefined;
  const first = feed < 0 ? text : text.slice(0, feed);
  const value = parseJson(first);
  if (value !== undefined) return isWrapper(value) ? "elements" : "lines";
  const second = feed < 0 ? "" : text.slice(feed + 1).trimStart();
  if (second === "" && !isAll) return undefined;
  return second.startsWith("{") && !mayContinue(first) ? "lines" : "elements";
}

/** Whether a value may begin after this text; not after one that was cut off in a string or before a comma. */
function mayContinue(text: string): boolean {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, "0").trimEnd();
  if (bare.includes('"')) return false;
  if (/[[:]$/.test(bare)) return true;
  return bare.endsWith(",") && isInList(bare);
}

function isInList(bare: string): boolean {
  const open: string[] = [];
  for (const character of bare) {
    if (character === "{" || character === "[") open.push(character);
    else if (character === "}" || character === "]") open.pop();
  }
  return open.at(-1) === "[";
}

function isWrapper(value: JsonValue): boolean {
  return pathsOfLists(value, "").some(isWrapperPath);
}

function pathsOfLists(value: JsonValue, path: string): readonly string[] {
  if (Array.isArray(value)) return [path];
  if (typeof value !== "object" || value === null) return [];
  if (path.includes(".")) return [];
  return Object.entries(value).flatMap(([key, child]) => pathsOfLists(child, path === "" ? key : `${path}.${key}`));
}

/** Kubernetes objects in YAML say at the start what they are; lines of logs do not. */
function layoutOfText(text: string, isAll: boolean): Layout | undefined {
  const complete = isAll ? text : text.slice(0, text.lastIndexOf("\n") + 1);
  const line = complete.split("\n").find((one) => /^[^#%\s]/.test(one));
  if (line === undefined) return isAll ? "lines" : undefined;
  return /^(?:---|(?:apiVersion|kind|metadata|spec|status|items):)\s*/.test(line) ? "documents" : "lines";
}

type OnRecord = (record: RawRecord) => void;

const splitters: Readonly<Record<Layout, (onRecord: OnRecord) => RecordSplitter>> = {
  lines: splitValueLines,
  elements: (onRecord) =>
    scanJson(
      {
        onElement: (text, line) => onRecord({ type: "json", text, line }),
        onBroken: (line, problem) => onRecord({ type: "broken", problem, line }),
      },
      { longest: longestRecord, line: 1 },
    ),
  documents: splitDocuments,
};

const limits = { longest: longestRecord, first: 1 };

/** Most lines begin with it, and a pattern takes longer to say so. */
const openBrace = "{".charCodeAt(0);

function splitValueLines(onRecord: OnRecord): RecordSplitter {
  const onLine = (text: string, line: number): void => {
    if (text.charCodeAt(0) !== openBrace && !/\S/.test(text)) return;
    const isJson = text.charCodeAt(0) === openBrace || /^\s*\{/.test(text);
    onRecord({ type: isJson ? "json" : "line", text, line });
  };
  return splitLines(onLine, (line) => onRecord({ type: "broken", problem: "too-long", line }), limits);
}

function splitDocuments(onRecord: OnRecord): RecordSplitter {
  let lines: string[] = [];
  let length = 0;
  let startLine = 1;
  const close = (next: number): void => {
    const text = lines.join("\n");
    if (length > longestRecord) onRecord({ type: "broken", problem: "too-long", line: startLine });
    else if (/^[^#\s]/m.test(text)) onRecord({ type: "yaml", text: `${text}\n`, line: startLine });
    lines = [];
    length = 0;
    startLine = next;
  };
  const onLine = (text: string, line: number): void => {
    if (/^---(?:\s|$)/.test(text)) close(line + 1);
    else {
      length += text.length + 1;
      if (length > longestRecord) lines = [];
      else lines.push(text);
    }
  };
  const splitter = splitLines(onLine, (line) => onRecord({ type: "broken", problem: "too-long", line }), limits);
  return {
    push: splitter.push,
    end: () => {
      splitter.end();
      close(0);
    },
  };
}
