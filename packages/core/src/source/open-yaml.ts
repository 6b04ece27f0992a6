import type { Document } from "yaml";
import { type EditLayout, layoutOf, styleOf, valueWriter } from "./edit-layout.js";
import { applyEdits } from "./edit-site.js";
import { readPlainDocument } from "./event-document.js";
import type { JsYaml } from "./event-values.js";
import { isList, type JsonValue } from "./json-value.js";
import type { OpenedDocument, OpenedPart, OpenText, ReadDocument } from "./open-text.js";
import { findLineStarts, type SourcePosition } from "./source-range.js";
import { type DocumentText, splitDocuments } from "./split-documents.js";
import { type Yaml, yamlDocument } from "./yaml-document.js";
import { yamlEditTree } from "./yaml-edit-tree.js";

/** What reads a document: `yaml`, and faster where nothing in it is odd js-yaml. */
export interface YamlReaders {
  readonly yaml: Yaml;
  readonly jsYaml: JsYaml;
}

export function openYamlText(readers: YamlReaders, text: string): OpenText {
  const parts = splitDocuments(text).map((part) => openDocuments(readers, part));
  const starts = findLineStarts(text);
  const partAt = (offset: number): OpenDocuments | undefined => parts.findLast((one) => one.offset <= offset);
  const offsetOf = ({ line, column }: SourcePosition): number => (starts[line - 1] ?? 0) + column - 1;
  return {
    documentAt: (position, read) => partAt(offsetOf(position))?.documentAt(offsetOf(position), read),
    itemAt: (position, [list]) => partAt(offsetOf(position))?.itemAt(offsetOf(position), String(list)),
  };
}

/** What is between two `---` lines, parsed when an edit needs it. Offsets are those of the whole text. */
interface OpenDocuments {
  readonly offset: number;
  readonly documentAt: (offset: number, read: ReadDocument | undefined) => OpenedDocument | undefined;
  /** The item that begins there, of the list that is the document's field `key`. */
  readonly itemAt: (offset: number, key: string) => OpenedPart | undefined;
}

function openDocuments(readers: YamlReaders, { text, offset }: DocumentText): OpenDocuments {
  let opened: readonly OpenedYaml[] | undefined;
  const items = openItems(readers, text, offset);
  return {
    offset,
    documentAt: (at, read) => {
      opened ??= openYaml(readers, text, offset, read);
      return opened.find(({ end }) => at - offset < end)?.document;
    },
    itemAt: (at, key) => items(at - offset, key),
  };
}

interface OpenedYaml {
  readonly document: OpenedDocument | undefined;
  readonly end: number;
}

/** The documents of a text that was cut at `---` lines: one, unless it has directives or `...` lines. */
function openYaml(readers: YamlReaders, text: string, offset: number, known?: ReadDocument): readonly OpenedYaml[] {
  const plain = openPlain(readers, text, offset, known);
  if (plain) return [plain];
  const { yaml } = readers;
  const parsed = parseYaml(yaml, text);
  return parsed.map((document, index) => {
    const end = index === parsed.length - 1 ? Infinity : document.range[2];
    const value = valueOfYaml(yaml, document);
    if (value === undefined) return { document: undefined, end };
    const tree = yamlEditTree(yaml, document, text);
    const reread = rereadYaml(readers, text, index, parsed.length);
    return { document: openTree(yaml, { text, offset, tree, value, reread }), end };
  });
}

/** A text that js-yaml has read, and of which it says where everything is. */
function openPlain(readers: YamlReaders, text: string, offset: number, known?: ReadDocument): OpenedYaml | undefined {
  const read = known?.plain?.(text) ?? readPlainDocument(readers.jsYaml, text);
  const tree = read?.tree();
  if (!read || !tree) return undefined;
  const reread = rereadYaml(readers, text, 0, 1);
  return { document: openTree(readers.yaml, { text, offset, tree, value: read.value, reread }), end: Infinity };
}

function openTree(yaml: Yaml, opened: Omit<OpenedDocument, "layout" | "writers">): OpenedDocument {
  const layout = layoutOf(opened.text, opened.tree);
  return { ...opened, layout, writers: writersOf(yaml, layout) };
}

/** Reads one of the documents of a text, as long as there are as many as before. */
function rereadYaml({ yaml, jsYaml }: YamlReaders, text: string, index: number, count: number): OpenedDocument["reread"] {
  return (edits) => {
    const edited = applyEdits(text, edits);
    const plain = count === 1 ? readPlainDocument(jsYaml, edited) : undefined;
    if (plain) return plain.value;
    const parsed = parseYaml(yaml, edited);
    const document = parsed[index];
    return document && parsed.length === count ? valueOfYaml(yaml, document) : undefined;
  };
}

function writersOf(yaml: Yaml, layout: EditLayout): OpenedDocument["writers"] {
  return [true, false].map((blockTexts) => valueWriter(yaml, layout, blockTexts));
}

/** Every document of a text, also those that cannot be read; none where the text is too deep. */
export function parseYaml(yaml: Yaml, text: string): readonly Document.Parsed[] {
  try {
    const options = { prettyErrors: false, uniqueKeys: false, logLevel: "silent", keepSourceTokens: true } as const;
    const parsed = yaml.parseAllDocuments(text, options);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    // The parser recurses until the stack gives out.
    return [];
  }
}

/** Undefined where the document cannot be read. */
export function valueOfYaml(yaml: Yaml, document: Document.Parsed): JsonValue | undefined {
  if (document.errors.length > 0) return undefined;
  try {
    return yamlDocument(yaml, document, { file: "", index: 0, offset: 0, starts: () => [0] }).value;
  } catch {
    return undefined;
  }
}


/**
 * The items of a list that is written in lines, each from the line of its dash to that of whatever comes next in the
 * column of the dash or before it. By itself it is a list of one item, and another such list in its place leaves the
 * others as they are. `undefined` for what is written otherwise, or where anchors tie it to the rest.
 */
function openItems(readers: YamlReaders, text: string, offset: number): OpenDocuments["itemAt"] {
  const items = new Map<number, OpenedPart | undefined>();
  const lists = new Map<string, BlockList | undefined>();
  const listOf = (key: string): BlockList | undefined => {
    if (!lists.has(key)) lists.set(key, findList(readers, text, key));
    return lists.get(key);
  };
  return (at, key) => {
    const start = text.lastIndexOf("\n", at - 1) + 1;
    const list = /^ *- +$/.test(text.slice(start, at)) ? listOf(key) : undefined;
    // A dash further in is that of a list inside of an item.
    if (!list || text.indexOf("-", start) !== start + list.dash) return undefined;
    if (!items.has(start)) {
      const own = { text: text.slice(start, endOfItem(text, start, list.dash)), offset: start + offset };
      items.set(start, openItem(readers, own, list.layout));
    }
    return items.get(start);
  };
}

/** The list of a document's field. */
interface BlockList {
  /** The column of its dashes, from 0. */
  readonly dash: number;
  /** As the whole document is written, of which what is before the second item shows how far things are indented. */
  readonly layout: EditLayout;
}

function findList(readers: YamlReaders, text: string, key: string): BlockList | undefined {
  const line = keyLine(text, key);
  if (line === -1 || text.startsWith("%")) return undefined;
  const below = /^( *)[^\s#].*/gm;
  below.lastIndex = text.indexOf("\n", line) + 1;
  const [first, indent] = below.lastIndex === 0 ? [] : (below.exec(text) ?? []);
  if (indent === undefined || !first?.startsWith("- ", indent.length)) return undefined;
  const head = text.slice(0, endOfItem(text, below.lastIndex - first.length, indent.length));
  const layout = openYaml(readers, head, 0)[0]?.document?.layout;
  return layout && { dash: indent.length, layout: { ...layout, ...styleOf(text) } };
}

/** Where the line of a field of the document begins that has nothing in it but the key; -1 where there is none. */
function keyLine(text: string, key: string): number {
  return /^[\w-]+$/.test(key) ? text.search(new RegExp(`^${key}:[ \\t]*(?:#.*)?\\r?$`, "m")) : -1;
}

function openItem(readers: YamlReaders, { text, offset }: DocumentText, layout: EditLayout): OpenedPart | undefined {
  const [opened, ...others] = mayHoldAnchor.test(text) ? [] : openYaml(readers, text, offset);
  const document = opened?.document;
  if (!document || others.length > 0 || !isList(document.value) || document.value.length !== 1) return undefined;
  const reread: OpenedDocument["reread"] = (edits) =>
    applyEdits(text, edits).endsWith("\n") === text.endsWith("\n") ? document.reread(edits) : undefined;
  return { document: { ...document, layout, writers: writersOf(readers.yaml, layout), reread }, base: [0] };
}

const mayHoldAnchor = /(?:^|[\s[{,:-])[&*]\S/m;

/** Where the first line begins that is not blank, no comment, and indented by no more than `dash` columns. */
function endOfItem(text: string, start: number, dash: number): number {
  const next = new RegExp(`^ {0,${dash}}[^\\s#]`, "gm");
  next.lastIndex = text.indexOf("\n", start) + 1;
  return next.lastIndex === 0 ? text.length : (next.exec(text)?.index ?? text.length);
}
