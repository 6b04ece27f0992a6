import * as jsYaml from "js-yaml";
import * as yaml from "yaml";
import { eventDocument, type EventFile, type EventValue, readEventValues } from "../../src/source/event-document.js";
import type { JsonValue, Path } from "../../src/source/json-value.js";
import type { SourceDocument } from "../../src/source/source-document.js";
import { parsedText } from "../../src/source/source-file.js";
import { lazyLineStarts } from "../../src/source/source-range.js";
import { type DocumentText, isBlankDocument, splitDocuments } from "../../src/source/split-documents.js";
import { yamlDocument } from "../../src/source/yaml-document.js";

/** What the short way made of a text, and in how many of its documents it said nothing else than `yaml`. */
export interface Comparison {
  readonly documents: number;
  /** Documents that did not need `yaml`. */
  readonly short: number;
  /** What is not the same, for a reader. */
  readonly differences: readonly string[];
}

export function compareWays(written: string): Comparison {
  const text = parsedText({ path: "a.yaml", text: written });
  const file: EventFile = { jsYaml, path: "a.yaml", text, starts: lazyLineStarts(() => text), recent: undefined, room: 0 };
  const parts = splitDocuments(text).filter((part) => !isBlankDocument(part.text));
  const differences: string[] = [];
  let short = 0;
  for (const part of parts) {
    const [value] = readEventValues(file, [part]) ?? [];
    if (!value) continue;
    short += 1;
    differences.push(...compareDocument(file, part, value));
  }
  differences.push(...compareBatch(file, parts));
  return { documents: parts.length, short, differences };
}

/** Documents read together must be what they are one by one. */
function compareBatch(file: EventFile, parts: readonly DocumentText[]): readonly string[] {
  if (parts.slice(1).some((part) => !part.text.startsWith("---"))) return [];
  const together = readEventValues(file, parts);
  const alone = parts.map((part) => readEventValues(file, [part])?.[0]);
  if (!together) return [];
  return shown(together) === shown(alone) ? [] : ["read together the values are others"];
}

function compareDocument(file: EventFile, part: DocumentText, value: EventValue): readonly string[] {
  const parsed = yaml.parseAllDocuments(part.text, { prettyErrors: false, uniqueKeys: false, logLevel: "silent" });
  const [authority, second] = Array.isArray(parsed) ? parsed : [];
  if (!authority || second) return [`yaml finds ${authority ? "several documents" : "no document"}`];
  if (authority.errors.length > 0) return [`yaml refuses it: ${authority.errors[0]?.message}`];
  if (authority.contents === null) return ["yaml finds nothing in it"];
  const place = { file: file.path, index: 0, offset: part.offset, starts: file.starts };
  return compareDocuments(yamlDocument(yaml, authority, place), eventDocument(file, 0, part, value));
}

/** Of two readings of one text, what they do not agree about. */
export function compareDocuments(expected: SourceDocument, actual: SourceDocument): readonly string[] {
  const differences: string[] = [];
  const compare = (what: string, one: unknown, other: unknown): void => {
    if (shown(one) !== shown(other)) differences.push(`${what}: ${shown(one)} for yaml, ${shown(other)} the short way`);
  };
  compare("value", expected.value, actual.value);
  compare("duplicates", expected.duplicateKeys(), actual.duplicateKeys());
  for (const path of pathsOf(expected.value)) {
    compare(`place of ${shown(path)}`, expected.locate(path), actual.locate(path));
  }
  return differences;
}

/** Every path of a value, and one beyond each container. */
export function pathsOf(value: JsonValue, base: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [base];
  const isList = Array.isArray(value);
  const children = Object.entries(value).flatMap(([key, item]) =>
    pathsOf(item, [...base, isList ? Number(key) : key]),
  );
  return [base, ...children, [...base, "not there"], [...base, 99]];
}

/** JSON cannot tell -0 and NaN from others. */
function shown(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== "number") return item;
    return Object.is(item, -0) ? "minus zero" : Number.isFinite(item) ? item : `number ${String(item)}`;
  });
}
