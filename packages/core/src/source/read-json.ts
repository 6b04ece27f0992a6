import { templateAction } from "./helm-template.js";
import { jsonDocument, jsonListDocument } from "./json-document.js";
import { jsonErrorOffset } from "./json-error.js";
import { type JsonList, splitJsonList } from "./json-list.js";
import type { JsonValue } from "./json-value.js";
import { addDocument, type Reading, report } from "./reading.js";

/** Reads a file that is one JSON value. False where it is not. */
export function readWholeJson(reading: Reading): boolean {
  const { text } = reading.file;
  if (!isOpened(text)) return false;
  const list = splitJsonList(text);
  if (list && addList(reading, list)) return true;
  const whole = parseJson(text);
  if (whole === undefined) return false;
  addJson(reading, text, 0, whole);
  return true;
}

/**
 * Reads a file that is not one JSON value, where it is one on each line, or was meant to be JSON. False where it has to
 * be read as YAML.
 */
export function readBrokenJson(reading: Reading): boolean {
  const { path, text } = reading.file;
  if (!isOpened(text)) return false;
  if (isJsonLines(text)) readJsonLines(reading);
  // `{` may also open a YAML flow mapping or a template action.
  else if (!path.toLowerCase().endsWith(".json") || templateAction.test(text)) return false;
  else report(reading, "json-syntax", syntaxMessage, jsonErrorOffset(text));
  return true;
}

/** False where it is none after all. */
function addList(reading: Reading, list: JsonList): boolean {
  const { file, starts, documents } = reading;
  const { text } = file;
  const document = jsonListDocument({ file: file.path, index: documents.length, offset: 0, text, starts }, list);
  try {
    addDocument(reading, document);
    document.check();
    return true;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    documents.pop();
    return false;
  }
}

function isOpened(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

const syntaxMessage = "The JSON cannot be read from here on.";

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function addJson(reading: Reading, text: string, offset: number, value: JsonValue): void {
  const { file, starts, documents } = reading;
  addDocument(reading, jsonDocument({ file: file.path, index: documents.length, offset, text, starts }, value));
}

/** The first line is a whole value, and another begins on the next: no YAML document looks like that. */
function isJsonLines(text: string): boolean {
  const [first, second] = linesOf(text, 2);
  if (!first || !second || !/^\s*[{[]/.test(second.text)) return false;
  return parseJson(first.text) !== undefined;
}

function readJsonLines(reading: Reading): void {
  for (const { text, offset } of linesOf(reading.file.text, Infinity)) {
    const value = parseJson(text);
    if (value !== undefined) addJson(reading, text, offset, value);
    else report(reading, "json-syntax", syntaxMessage, offset + jsonErrorOffset(text));
  }
}

/** The first `most` lines that are not blank. */
function linesOf(text: string, most: number): readonly { text: string; offset: number }[] {
  const lines: { text: string; offset: number }[] = [];
  for (let offset = 0; offset < text.length && lines.length < most; ) {
    const feed = text.indexOf("\n", offset);
    const end = feed === -1 ? text.length : feed;
    const line = text.slice(offset, end);
    if (/\S/.test(line)) lines.push({ text: line, offset });
    offset = end + 1;
  }
  return lines;
}
