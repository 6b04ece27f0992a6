import { resolvePlainScalar } from "./kubernetes-scalars.js";

/** A document's text within its file. `offset` counts UTF-16 units from the start of the file. */
export interface DocumentText {
  readonly offset: number;
  readonly text: string;
}

/** What a look at the first column tells about a document without parsing it. */
export interface Sniffed {
  readonly apiVersion: string;
  readonly kind: string;
}

/** A document with what its first column tells; undefined where a parse is needed to be sure. */
export interface SniffedText extends DocumentText {
  readonly sniffed: Sniffed | undefined;
}

/** What was seen in the first column of a document so far. */
interface Seen {
  offset: number;
  kind: string | undefined;
  apiVersion: string | undefined;
  unsure: boolean;
}

const [quote, apostrophe, dash, dot, lowerA, lowerK] = [34, 39, 45, 46, 97, 107];

/**
 * Splits a YAML stream before the lines that begin with `---` and behind those that begin with `...`. Such a line ends
 * a document even inside a block scalar (YAML 1.2, c-forbidden), so this never cuts a document in two. A file with
 * directives is left whole. Only lines that begin with a letter or mark of interest are looked at twice: this runs over
 * everything that is read, and most of it is never parsed.
 */
export function* eachDocument(text: string): Generator<SniffedText, void> {
  if (text.startsWith("%") || text.includes("\n%")) {
    yield { offset: 0, text, sniffed: undefined };
    return;
  }
  let seen = nothingSeen(0);
  for (let line = 0; line !== -1; line = nextLine(text, line)) {
    const first = text.charCodeAt(line);
    if (first === dash || first === dot) {
      const end = boundaryAt(text, line);
      if (end === undefined) continue;
      if (end > seen.offset) yield partOf(text, seen, end);
      seen = nothingSeen(end);
      if (first === dash) seen.unsure = !matchesAt(markerAlone, text, line);
    } else if (first === lowerK || first === lowerA || first === quote || first === apostrophe) {
      lookAt(seen, text, line);
    }
  }
  if (seen.offset < text.length || text === "") yield partOf(text, seen, text.length);
}

/** All documents of a text that is not large. */
export function splitDocuments(text: string): readonly SniffedText[] {
  return [...eachDocument(text)];
}

function nothingSeen(offset: number): Seen {
  return { offset, kind: undefined, apiVersion: undefined, unsure: false };
}

/** Where the line behind the one at `line` begins, or -1. */
function nextLine(text: string, line: number): number {
  const end = text.indexOf("\n", line);
  return end === -1 || end + 1 >= text.length ? -1 : end + 1;
}

/** Behind `--- |` the first column may be text. */
const markerAlone = /---[ \t]*(?:[ \t]#|\r?\n|$)/y;
const marker = /(?:---|\.\.\.)(?=[ \t\r\n]|$)/y;

/** Where a document ends if the line is a document marker: before `---`, behind the line of `...`. */
function boundaryAt(text: string, line: number): number | undefined {
  if (!matchesAt(marker, text, line)) return undefined;
  if (text.charCodeAt(line) === dash) return line;
  const end = text.indexOf("\n", line);
  return end === -1 ? text.length : end + 1;
}

const kindKey = /(?:kind|"kind"|'kind')[ \t]*:/y;
const versionKey = /(?:apiVersion|"apiVersion"|'apiVersion')[ \t]*:/y;
const plainWord = /[ \t]+(["']?)([A-Za-z0-9./-]+)\1[ \t]*(?:[ \t]#[^\n]*)?\r?(?:\n|$)/y;

function lookAt(seen: Seen, text: string, line: number): void {
  if (matchesAt(kindKey, text, line)) {
    seen.unsure ||= seen.kind !== undefined;
    seen.kind = wordAt(seen, text, kindKey.lastIndex);
  } else if (matchesAt(versionKey, text, line)) {
    seen.unsure ||= seen.apiVersion !== undefined;
    seen.apiVersion = wordAt(seen, text, versionKey.lastIndex);
  } else if (text[line] === '"') {
    // An escape sequence may spell either.
    seen.unsure ||= text.slice(line, nextLine(text, line)).includes("\\");
  }
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function wordAt(seen: Seen, text: string, at: number): string {
  plainWord.lastIndex = at;
  const [, , word] = plainWord.exec(text) ?? [];
  if (word === undefined) seen.unsure = true;
  return word ?? "";
}

function partOf(text: string, { offset, kind, apiVersion, unsure }: Seen, end: number): SniffedText {
  const isSure = !unsure && isText(kind) && isText(apiVersion);
  return { offset, text: text.slice(offset, end), sniffed: isSure ? { kind, apiVersion } : undefined };
}

/** `kind: on` is no text. */
function isText(word: string | undefined): word is string {
  return word !== undefined && typeof resolvePlainScalar(word) === "string";
}

/** True where nothing but blank lines, comments and document markers is written. */
export function isBlankDocument(text: string): boolean {
  return !firstContent.test(text);
}

/** Also behind a marker: `--- {kind: Pod}`. */
const firstContent = /^(?:---[ \t]+(?=[^\s#])|(?!(?:---|\.\.\.)(?:\s|$))[ \t]*(?=[^\s#]))/m;
