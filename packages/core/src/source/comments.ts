import type { JsonValue } from "./json-value.js";
import { parsedText, type SourceFile } from "./source-file.js";
import { findLineStarts, type LineStarts, rangeBetween, type SourceRange } from "./source-range.js";
import { splitDocuments } from "./split-documents.js";
import type { Yaml } from "./yaml-document.js";

/** A comment of a YAML file. */
export interface SourceComment {
  /** What follows the `#`, untrimmed. */
  readonly text: string;
  /** From the `#` to the end of the line. */
  readonly range: SourceRange;
  /** Nothing but blanks stands before it on its line. */
  readonly ownLine: boolean;
}

/** What a comment that speaks to netpolint holds. */
const addressed = "netpolint-";

/**
 * The comments of the documents of a file in which a comment may speak to netpolint, in their order: text that looks
 * like a comment within a scalar is none. JSON has no comments. Ranges count as those of `SourceDocument.locate` do:
 * without a byte order mark at the start.
 */
export async function commentsOf(file: SourceFile): Promise<readonly SourceComment[]> {
  if (!mayBeAddressed(file.text)) return [];
  const text = parsedText(file);
  if (isJson(text)) return [];
  const yaml = await import("yaml");
  const starts = findLineStarts(text);
  const parts = splitDocuments(text).filter((part) => mayBeAddressed(part.text));
  return parts.flatMap((part) =>
    commentTokens(yaml, part.text).map((token) => commentAt(text, starts, part.offset + token.offset, token.source)),
  );
}

/** Some line has a `#` and the word after it. */
function mayBeAddressed(text: string): boolean {
  let from = 0;
  for (let at = text.indexOf(addressed); at !== -1; at = text.indexOf(addressed, from)) {
    const between = text.slice(from, at);
    if (between.lastIndexOf("#") > between.lastIndexOf("\n")) return true;
    from = at + addressed.length;
  }
  return false;
}

function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    return (JSON.parse(text) as JsonValue) !== undefined;
  } catch {
    return false;
  }
}

interface Token {
  readonly offset: number;
  readonly source: string;
}

/** The lexer gives the text piece by piece. A mark without text announces a scalar, which may begin with `#`. */
function commentTokens({ Lexer, CST }: Yaml, text: string): readonly Token[] {
  const marks: readonly string[] = [CST.DOCUMENT, CST.FLOW_END, CST.SCALAR];
  const comments: Token[] = [];
  let offset = 0;
  let before = "";
  for (const source of new Lexer().lex(text)) {
    if (before !== CST.SCALAR && source.startsWith("#")) comments.push({ offset, source });
    if (before === CST.SCALAR || !marks.includes(source)) offset += source.length;
    before = before === CST.SCALAR ? "" : source;
  }
  return comments;
}

function commentAt(text: string, starts: LineStarts, offset: number, source: string): SourceComment {
  const range = rangeBetween(starts, offset, offset + source.length);
  const before = text.slice(starts[range.start.line - 1] ?? 0, offset);
  return { text: source.slice(1), range, ownLine: before.trim() === "" };
}
