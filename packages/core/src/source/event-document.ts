import type { Event } from "js-yaml";
import { isDisputedText } from "./disputed-text.js";
import { eventEditTree } from "./event-edit-tree.js";
import { locateInEvents, type RepeatedKey, repeatedKeys, type Span } from "./event-places.js";
import { documentEvent, type EventCursor, type JsYaml, type LongNodes, popEvent, readValue, scalarEvent } from "./event-values.js";
import type { JsonValue, Path } from "./json-value.js";
import type { DuplicateKey, PlainDocument, SourceDocument } from "./source-document.js";
import type { LineStarts, SourceRange } from "./source-range.js";
import { positionAt, rangeBetween } from "./source-range.js";
import type { DocumentText } from "./split-documents.js";

/** What the documents of one file share. */
export interface EventFile {
  readonly jsYaml: JsYaml;
  readonly path: string;
  readonly text: string;
  readonly starts: () => LineStarts;
  /** The document whose places were asked for last: questions about one document come together. */
  recent: { readonly offset: number; readonly events: readonly Event[]; readonly long: LongNodes } | undefined;
  /** How many characters of documents whose values were let go may be read once more and kept then. */
  room: number;
}

/** What was read in one pass over a document. */
export interface EventValue {
  readonly value: JsonValue;
  readonly duplicates: number;
}

/** The root node of a single document follows its document event. */
const root = 1;

/**
 * Reads several documents at once, which costs less than one by one. Undefined where something in one of them is for
 * `yaml` to decide, or where js-yaml finds a mistake. Each text but the first begins with `---`.
 */
export function readEventValues(file: EventFile, parts: readonly DocumentText[]): readonly EventValue[] | undefined {
  const text = parts.length === 1 ? (parts[0]?.text ?? "") : parts.map((part) => part.text).join("");
  const events = eventsOf(file.jsYaml, text);
  if (!events) return undefined;
  const cursor = cursorOver(file, events, text);
  const values: EventValue[] = [];
  let begin = 0;
  for (const part of parts) {
    cursor.shift = part.offset - begin;
    begin += part.text.length;
    const value = readDocumentValue(cursor, part.text.startsWith("---"));
    if (!value) return undefined;
    values.push(value);
  }
  return cursor.at === events.length ? values : undefined;
}

/** Undefined where js-yaml refuses the text, whatever the reason: `yaml` is asked then. */
function eventsOf(jsYaml: JsYaml, text: string): readonly Event[] | undefined {
  if (isDisputedText(text)) return undefined;
  try {
    return jsYaml.parseEvents(text, {});
  } catch {
    return undefined;
  }
}

function cursorOver({ jsYaml, text: source }: EventFile, events: readonly Event[], text: string): EventCursor {
  return { jsYaml, events, text, source, shift: 0, at: 0, duplicates: 0, unsure: false };
}

/** Where its text begins with a marker `isMarked` is true; js-yaml also takes an indented one. */
function readDocumentValue(cursor: EventCursor, isMarked: boolean): EventValue | undefined {
  const document = cursor.events[cursor.at];
  const node = cursor.events[cursor.at + 1];
  if (document?.type !== documentEvent || document.explicitStart !== isMarked) return undefined;
  // No Kubernetes object, and not the same for both parsers where it is indented or not written.
  if (node?.type === scalarEvent) return undefined;
  cursor.at += 1;
  cursor.duplicates = 0;
  const value = readValue(cursor);
  if (cursor.unsure || cursor.events[cursor.at]?.type !== popEvent) return undefined;
  cursor.at += 1;
  return { value, duplicates: cursor.duplicates };
}

/** Undefined where the text is for `yaml` to read. */
export function readPlainDocument(jsYaml: JsYaml, text: string): PlainDocument | undefined {
  const events = eventsOf(jsYaml, text);
  if (!events) return undefined;
  const file: EventFile = { jsYaml, path: "", text, starts: () => [0], recent: undefined, room: 0 };
  const cursor = cursorOver(file, events, text);
  const read = readDocumentValue(cursor, text.startsWith("---"));
  if (!read || cursor.at !== events.length) return undefined;
  return { value: read.value, tree: () => eventEditTree(cursor, root) };
}

/** A document that can let go of its value, and be found elsewhere in another text. */
export interface EventDocument extends SourceDocument {
  readonly placement: object;
  /** What is written, from marker to marker. */
  text(): string;
  /** The value is read again when it is asked for, once or, where there is no room for it, whenever it is. */
  forget(): void;
  /** The same text is at another place, or in another text, from now on. */
  moveTo(file: EventFile, index: number, offset: number): void;
}

interface EventFields {
  source: EventFile;
  index: number;
  /** Where the text of the document begins in the file, and how long it is. */
  offset: number;
  length: number;
  /** Undefined once it is forgotten. */
  kept: EventValue | undefined;
  isRepeating: boolean;
  placed: object | undefined;
  /** What was located before, within the document: a session asks again. */
  spans: Map<string, Span> | undefined;
}

type AnyDocument = EventDocument & EventFields;

function fieldsOf(document: object): AnyDocument {
  return document as AnyDocument;
}

/** What all documents have in common: a stream has a hundred thousand of them. */
const questions = {
  get file() {
    return fieldsOf(this).source.path;
  },
  get value() {
    const document = fieldsOf(this);
    return document.kept ? document.kept.value : valueAgain(document);
  },
  /** Made when somebody asks: a stream has many documents, and is read once. */
  get placement() {
    const document = fieldsOf(this);
    return (document.placed ??= {});
  },
  duplicateKeys(this: AnyDocument) {
    if (!this.isRepeating) return [];
    return repeatedKeys(cursorAgain(this), root).map((key) => duplicateKey(this, key));
  },
  locate(this: AnyDocument, path: Path) {
    const key = JSON.stringify(path);
    const span = this.spans?.get(key) ?? locateInEvents(cursorAgain(this), root, path);
    this.spans ??= new Map();
    this.spans.set(key, span);
    return rangeOf(this, span);
  },
  plain(this: AnyDocument, text: string) {
    if (this.length !== text.length || this.text() !== text) return undefined;
    return { value: this.value, tree: () => eventEditTree(cursorAgain(this), root) };
  },
  text(this: AnyDocument) {
    return this.source.text.slice(this.offset, this.offset + this.length);
  },
  forget(this: AnyDocument) {
    this.kept = undefined;
  },
  moveTo(this: AnyDocument & { index: number }, file: EventFile, index: number, offset: number) {
    const line = positionAt(this.source.starts(), this.offset).line;
    const isThere = index === this.index && positionAt(file.starts(), offset).line === line;
    if (!isThere) this.placed = undefined;
    [this.source, this.index, this.offset] = [file, index, offset];
  },
};

/** A document that js-yaml has read. Its places are found by reading it once more when they are asked for. */
export function eventDocument(file: EventFile, index: number, part: DocumentText, read: EventValue): EventDocument {
  const document = Object.create(questions) as AnyDocument & { index: number };
  document.source = file;
  document.index = index;
  document.offset = part.offset;
  document.length = part.text.length;
  document.kept = read;
  document.isRepeating = read.duplicates > 0;
  document.placed = undefined;
  document.spans = undefined;
  return document;
}

function rangeOf({ source, offset }: AnyDocument, { first, end }: Span): SourceRange {
  return rangeBetween(source.starts(), offset + first, offset + end);
}

function duplicateKey(document: AnyDocument, { path, keys }: RepeatedKey): DuplicateKey {
  const ranges = keys.map((key) => rangeOf(document, key));
  return { path, last: ranges.at(-1) ?? rangeOf(document, { first: 0, end: 0 }), earlier: ranges.slice(0, -1) };
}

function cursorAgain({ source, offset, length }: AnyDocument): EventCursor {
  const text = source.text.slice(offset, offset + length);
  if (source.recent?.offset !== offset) {
    const long: LongNodes = { behind: new Map(), items: new Map() };
    source.recent = { offset, events: source.jsYaml.parseEvents(text, {}), long };
  }
  const { events, long } = source.recent;
  return { ...cursorOver(source, events, text), shift: offset, long };
}

/** Who asks once more asks often: rules go over all objects, one rule after the other. */
function valueAgain(document: AnyDocument): JsonValue {
  const { source, length } = document;
  const cursor = cursorAgain(document);
  cursor.at = root;
  const value = readValue(cursor);
  if (length > source.room) return value;
  source.room -= length;
  document.kept = { value, duplicates: cursor.duplicates };
  return value;
}
