import { fieldOf, type JsonValue } from "../source/json-value.js";
import type { EventDocument } from "../source/event-document.js";
import type { SourceDocument } from "../source/source-document.js";
import { moveOrigin } from "./origin.js";
import type { ReadResources, Resource } from "./read-resources.js";

/** Documents of an earlier reading of a file, of which the next one takes what it can use. */
export interface ReusedDocuments {
  /** The first document that has this text and is not taken yet. */
  readonly take: (text: string) => EventDocument | undefined;
  /** What was made of a document that was taken, or of one that had the same value. */
  readonly objectsOf: (document: SourceDocument) => ReadResources | undefined;
}

type Objects = ReadonlyMap<SourceDocument, ReadResources>;

/** Documents with problems are read anew: problems have places. */
export function reuseDocuments(before: Objects = new Map()): ReusedDocuments {
  const left = new Set([...before].flatMap(([document, { problems }]) => (problems.length === 0 ? [document] : [])));
  const texts = groupBy([...left].filter(isMovable), (document) => document.text());
  const named = lazily(() => groupBy([...left].filter((one) => firstOf(before, one)), (one) => nameOfFirst(before, one)));
  return {
    take: (text) => {
      const taken = texts.get(text)?.find((document) => left.has(document));
      if (taken) left.delete(taken);
      return taken;
    },
    objectsOf: (document) => {
      const own = before.get(document);
      if (own || left.size === 0) return own;
      const alike = named().get(nameOf(document.value)) ?? [];
      const same = alike.find((other) => left.has(other) && haveOneValue(other, document));
      if (!same) return undefined;
      left.delete(same);
      const objects = before.get(same);
      for (const { meta } of objects?.resources ?? []) moveOrigin(meta.origin, document);
      return objects;
    },
  };
}

/** Another comment, or other blanks, make no other value. The order of keys is a part of what is written. */
function haveOneValue(one: SourceDocument, other: SourceDocument): boolean {
  return JSON.stringify(one.value) === JSON.stringify(other.value);
}

/** Single objects that differ in this cannot have one value. */
function nameOf(value: JsonValue): string {
  return JSON.stringify([fieldOf(value, "kind"), fieldOf(fieldOf(value, "metadata"), "name") ?? ""]);
}

function nameOfFirst(before: Objects, document: SourceDocument): string {
  const meta = firstOf(before, document)?.meta;
  return JSON.stringify([meta?.kind, meta?.name]);
}

function firstOf(before: Objects, document: SourceDocument): Resource | undefined {
  return before.get(document)?.resources[0];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function isMovable(document: SourceDocument): document is EventDocument {
  return "moveTo" in document;
}
