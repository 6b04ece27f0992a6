import { isSameValue, type OffsetEdit } from "./edit-document.js";
import type { JsonValue } from "./json-value.js";
import { parseYaml, valueOfYaml } from "./open-yaml.js";
import { splitDocuments } from "./split-documents.js";
import { yamlText } from "./write-yaml.js";
import type { Yaml } from "./yaml-document.js";

/**
 * The edit that adds a value to a YAML text, as a document of its own behind the others; undefined where they would not
 * all be read as before, as in JSON, which has one document.
 */
export type AppendDocument = (text: string, value: JsonValue) => OffsetEdit | undefined;

export async function openAppender(): Promise<AppendDocument> {
  const yaml = await import("yaml");
  return (text, value) => {
    if (isJson(text)) return undefined;
    const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
    const start = text === "" || text.endsWith("\n") ? "" : lineEnd;
    const added = start + `---\n${yamlText(yaml, value)}`.replaceAll("\n", lineEnd);
    return isAppended(yaml, text, added, value) ? { start: text.length, end: text.length, text: added } : undefined;
  };
}

function isJson(text: string): boolean {
  try {
    return JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}

/** Readers do not agree whether a text of several lines has the line end that a file lacks. */
function isUnended(last: string): boolean {
  return !last.endsWith("\n") && /[|>][-+\d]*[ \t\r]*\n/.test(last);
}

/** What is written in front of the last document ends with it, so only that one is read again. */
function isAppended(yaml: Yaml, text: string, added: string, value: JsonValue): boolean {
  const last = splitDocuments(text).at(-1)?.text ?? "";
  if (isUnended(last)) return false;
  const before = parseYaml(yaml, last).map((document) => valueOfYaml(yaml, document));
  const after = parseYaml(yaml, last + added).map((document) => valueOfYaml(yaml, document));
  return after.length === before.length + 1 && [...before, value].every((one, index) => isSameText(one, after[index]));
}

function isSameText(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return a !== undefined && b !== undefined && isSameValue(a, b);
}
