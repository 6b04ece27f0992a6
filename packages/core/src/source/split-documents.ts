/** A document's text within its file. `offset` counts UTF-16 units from the start of the file. */
export interface DocumentText {
  readonly offset: number;
  readonly text: string;
}

/**
 * Splits a YAML stream at the lines that begin with `---`. Such a line ends a document even inside a block scalar
 * (YAML 1.2, c-forbidden), so this never cuts a document in two. Files with directives or `...` lines are left whole.
 */
export function splitDocuments(text: string): readonly DocumentText[] {
  if (/^(?:%|\.\.\.)/m.test(text)) return [{ offset: 0, text }];
  const starts = [0];
  const marker = /^---(?=[ \t\r\n]|$)/gm;
  for (let match = marker.exec(text); match; match = marker.exec(text)) {
    if (match.index > 0) starts.push(match.index);
  }
  return starts.map((start, index) => ({ offset: start, text: text.slice(start, starts[index + 1] ?? text.length) }));
}

/** What a look at the first column tells about a document without parsing it. */
export interface Sniffed {
  readonly apiVersion: string;
  readonly kind: string;
}

const kindLine = /^(?:kind|"kind"|'kind')[ \t]*:[ \t]*(["']?)([A-Za-z0-9]+)\1[ \t]*(?:#.*)?\r?$/gm;
const versionLine = /^(?:apiVersion|"apiVersion"|'apiVersion')[ \t]*:[ \t]*(["']?)([A-Za-z0-9./-]+)\1[ \t]*(?:#.*)?\r?$/gm;

/** The kind and apiVersion of a block-style document, or undefined where a parse is needed to be sure. */
export function sniffDocument(text: string): Sniffed | undefined {
  const kind = onlyMatch(text, kindLine);
  const apiVersion = onlyMatch(text, versionLine);
  if (kind === undefined || apiVersion === undefined) return undefined;
  return { kind, apiVersion };
}

function onlyMatch(text: string, pattern: RegExp): string | undefined {
  pattern.lastIndex = 0;
  const first = pattern.exec(text);
  if (!first || pattern.exec(text)) return undefined;
  return first[2];
}

/** True where nothing but blank lines, comments and document markers is written. */
export function isBlankDocument(text: string): boolean {
  const firstContent = /^(?!---(?:\s|$))[ \t]*[^\s#]/m;
  return !firstContent.test(text);
}
