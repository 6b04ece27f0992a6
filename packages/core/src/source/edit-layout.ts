import type { EditCollection, EditNode } from "./edit-tree.js";
import type { JsonValue } from "./json-value.js";
import { yamlText } from "./write-yaml.js";
import type { Yaml } from "./yaml-document.js";

/** How the text around an edit is written, so that what is added looks like it. */
export interface EditLayout {
  readonly lineEnd: "\n" | "\r\n";
  /** Columns for each level. */
  readonly step: number;
  /** Columns from a key to the dashes of its list. */
  readonly dashes: number;
  readonly singleQuote: boolean;
  readonly flowPadding: boolean;
  /** The text is JSON, or YAML that is written like it. */
  readonly json: boolean;
  /** JSON with line ends. */
  readonly pretty: boolean;
}

/** Of a text in YAML, or of one in JSON where there is no tree. */
export function layoutOf(text: string, tree: EditNode | undefined): EditLayout {
  if (!tree) return jsonLayout(text);
  const steps = blockSteps(text, tree);
  return {
    ...styleOf(text),
    step: steps.step ?? 2,
    dashes: steps.dashes ?? 2,
    json: tree.type !== "leaf" && tree.flow && /^[{[]\s*["[{\]}]/.test(text.slice(tree.start)),
    pretty: false,
  };
}

/** What a text shows in any of its places. */
export function styleOf(text: string): Pick<EditLayout, "lineEnd" | "singleQuote" | "flowPadding"> {
  return {
    lineEnd: lineEndOf(text),
    singleQuote: countOf(text, /: '/g) > countOf(text, /: "/g),
    flowPadding: !/[{[][^\s{}[\]]/.test(text),
  };
}

function jsonLayout(text: string): EditLayout {
  const pretty = /^[ \t]*["[{]?.*\n([ \t]+)/.exec(text);
  const step = pretty?.[1]?.length ?? 2;
  const unused = { dashes: 2, singleQuote: false, flowPadding: false };
  return { ...unused, lineEnd: lineEndOf(text), step, json: true, pretty: pretty !== null };
}

function lineEndOf(text: string): EditLayout["lineEnd"] {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

interface BlockSteps {
  readonly step?: number;
  readonly dashes?: number;
}

/** The first mapping and the first list below a key show how far they are indented. */
function blockSteps(text: string, tree: EditNode): BlockSteps {
  if (tree.type === "leaf" || tree.flow) return {};
  let steps: BlockSteps = tree.type === "mapping" ? ownSteps(text, tree) : {};
  for (const { node } of tree.entries) {
    if (steps.step !== undefined && steps.dashes !== undefined) break;
    steps = { ...blockSteps(text, node), ...steps };
  }
  return steps;
}

function ownSteps(text: string, mapping: EditCollection): BlockSteps {
  const below = (type: EditCollection["type"]): number | undefined => {
    const entry = mapping.entries.find(({ node }) => node.type === type && !node.flow);
    return entry && columnOf(text, entry.node.start) - columnOf(text, entry.start);
  };
  const step = below("mapping");
  const dashes = below("list");
  return { ...(step === undefined ? {} : { step }), ...(dashes === undefined ? {} : { dashes }) };
}

/** 0-based. */
export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

/** Writes new values in the layout of the text around them. Lines are separated by `\n` until they are placed. */
export interface ValueWriter {
  /** `key: value`, over several lines where the value needs them. */
  field(key: string, value: JsonValue): string;
  /** `- value`, likewise. */
  item(value: JsonValue): string;
  key(key: string): string;
  /** On one line, or, in JSON with line ends, over several. */
  flow(value: JsonValue): string;
  flowField(key: string, value: JsonValue): string;
}

/** `blockTexts`: whether texts of several lines may be written as such, below a `|`. */
export function valueWriter(yaml: Yaml, layout: EditLayout, blockTexts: boolean): ValueWriter {
  const { step, dashes, singleQuote, flowPadding } = layout;
  const block = { indent: step, indentSeq: dashes > 0, singleQuote, blockTexts };
  const write = (value: JsonValue): string => yamlText(yaml, value, block).replace(/\n$/, "");
  const flow = layout.json ? jsonText(layout) : flowText(yaml, { flowPadding, singleQuote });
  return {
    field: (key, value) => write({ [key]: value }),
    item: (value) => write([value]),
    key: (key) => (layout.json || /[\r\n]/.test(key) ? JSON.stringify(key) : write(key)),
    flow,
    flowField: (key, value) => {
      if (layout.json) return `${JSON.stringify(key)}:${layout.pretty ? " " : ""}${flow(value)}`;
      return unwrapped(flow({ [key]: value }));
    },
  };
}

function jsonText({ pretty, step }: EditLayout): (value: JsonValue) => string {
  return (value) => JSON.stringify(value, undefined, pretty ? step : undefined);
}

function flowText(
  yaml: Yaml,
  style: { readonly flowPadding: boolean; readonly singleQuote: boolean },
): (value: JsonValue) => string {
  // On its own a text would be written over several lines.
  return (value) => unwrapped(yamlText(yaml, [value], { ...style, flow: true, blockTexts: false }));
}

/** Without the braces or brackets. */
function unwrapped(collection: string): string {
  return collection.trim().slice(1, -1).trim();
}
