import type { Alias, Document, Node, Pair, Scalar, YAMLMap } from "yaml";
import { deepestNesting, type JsonObject, type JsonValue, type Path } from "./json-value.js";
import { resolvePlainKey, resolvePlainScalar } from "./kubernetes-scalars.js";
import { type LineStarts, rangeBetween, type SourceRange } from "./source-range.js";
import type { DuplicateKey, SourceDocument } from "./source-document.js";

/** The `yaml` package, loaded when the first document needs it. */
export type Yaml = typeof import("yaml");

export type YamlFailure = "nesting-too-deep" | "too-many-aliases" | "unknown-anchor" | "merged-scalar";

/** Thrown while a value is built from a document that has none, or whose value would not fit into memory. */
export class YamlRefusal extends Error {
  /** `offset` of the reason within the document's text. */
  constructor(
    readonly failure: YamlFailure,
    readonly offset = 0,
  ) {
    super(failure);
  }
}

/** Nodes reached through aliases, over a whole document. Ten lines of aliases can stand for billions of nodes. */
const mostAliasedNodes = 1_000_000;

interface Builder {
  readonly yaml: Yaml;
  readonly document: Document;
  readonly duplicates: { path: Path; keys: Node[] }[];
  aliasDepth: number;
  aliasedNodes: number;
}

/** `offset` is where the document's text begins in its file, `starts` the lines of the whole file. */
export interface YamlPlace {
  readonly file: string;
  readonly index: number;
  readonly offset: number;
  readonly starts: () => LineStarts;
}

/** Builds the value of a parsed document. Throws `YamlRefusal` for one that nests or expands beyond reason. */
export function yamlDocument(yaml: Yaml, document: Document, place: YamlPlace): SourceDocument {
  const builder: Builder = { yaml, document, duplicates: [], aliasDepth: 0, aliasedNodes: 0 };
  const contents = document.contents;
  const value = valueOf(builder, contents, [], 0);
  const range = (first: number, end: number): SourceRange =>
    rangeBetween(place.starts(), place.offset + first, place.offset + end);
  return {
    file: place.file,
    index: place.index,
    value,
    duplicateKeys: () => builder.duplicates.map((found) => duplicateKey(found, range)),
    locate: (path) => locate(builder, contents, path, range),
  };
}

type MakeRange = (first: number, end: number) => SourceRange;

function duplicateKey(found: { path: Path; keys: readonly Node[] }, range: MakeRange): DuplicateKey {
  const ranges = found.keys.map((key) => range(key.range?.[0] ?? 0, key.range?.[1] ?? 0));
  return { path: found.path, last: ranges.at(-1) ?? range(0, 0), earlier: ranges.slice(0, -1) };
}

function valueOf(builder: Builder, node: Node | null, path: Path, depth: number): JsonValue {
  if (depth > deepestNesting) throw new YamlRefusal("nesting-too-deep");
  if (builder.aliasDepth > 0) countAliased(builder);
  const { yaml } = builder;
  if (node === null || node === undefined) return null;
  if (yaml.isScalar(node)) return scalarValue(node);
  if (yaml.isMap(node)) return mapValue(builder, node, path, depth);
  if (yaml.isSeq(node)) {
    return node.items.map((item, index) => valueOf(builder, item as Node | null, [...path, index], depth + 1));
  }
  if (yaml.isAlias(node)) return aliasValue(builder, targetOf(builder, node), path, depth);
  return null;
}

/** For Kubernetes' parser, too, an alias of nothing is a mistake of the whole document. */
function targetOf(builder: Builder, alias: Alias): Node {
  const target = alias.resolve(builder.document);
  if (!target) throw new YamlRefusal("unknown-anchor", alias.range?.[0]);
  return target;
}

function countAliased(builder: Builder): void {
  builder.aliasedNodes += 1;
  if (builder.aliasedNodes > mostAliasedNodes) throw new YamlRefusal("too-many-aliases");
}

function aliasValue(builder: Builder, target: Node, path: Path, depth: number): JsonValue {
  builder.aliasDepth += 1;
  const value = valueOf(builder, target, path, depth + 1);
  builder.aliasDepth -= 1;
  return value;
}

function scalarValue(node: Scalar): JsonValue {
  if (node.type === "PLAIN" && node.tag === undefined) return resolvePlainScalar(node.source ?? "");
  const { value } = node;
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  // Dates and bytes of explicit tags are strings for Kubernetes.
  return value === null || value === undefined ? null : (node.source ?? "");
}

function mapValue(builder: Builder, map: YAMLMap, path: Path, depth: number): JsonValue {
  const keys = new Map<string, Node[]>();
  const entries = new Map<string, JsonValue>();
  const merged: Pair[] = [];
  for (const pair of map.items) {
    const key = pair.key as Node | null;
    if (isMergeKey(builder.yaml, key)) {
      merged.push(pair);
      continue;
    }
    const name = keyName(builder, key);
    noteKey(builder, keys, name, key, path);
    entries.set(name, valueOf(builder, pair.value as Node | null, [...path, name], depth + 1));
  }
  for (const pair of merged) addMerged(builder, entries, pair.value as Node | null, path, depth);
  return objectOf(entries);
}

/** `Object.fromEntries` defines own properties, so that a key `__proto__` is a key like any other. */
function objectOf(entries: ReadonlyMap<string, JsonValue>): JsonObject {
  return Object.fromEntries(entries);
}

function noteKey(builder: Builder, keys: Map<string, Node[]>, name: string, key: Node | null, path: Path): void {
  if (key === null || builder.aliasDepth > 0) return;
  const nodes = keys.get(name);
  if (!nodes) {
    keys.set(name, [key]);
    return;
  }
  nodes.push(key);
  if (nodes.length === 2) builder.duplicates.push({ path: [...path, name], keys: nodes });
}

function keyName(builder: Builder, key: Node | null): string {
  if (builder.yaml.isScalar(key)) return scalarKey(key);
  if (builder.yaml.isAlias(key)) return keyName(builder, targetOf(builder, key));
  return key === null ? "" : JSON.stringify(key);
}

/** The text of a scalar as a key. */
export function scalarKey(key: Scalar): string {
  if (key.type === "PLAIN" && key.tag === undefined) return resolvePlainKey(key.source ?? "");
  return typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
}

function isMergeKey(yaml: Yaml, key: Node | null): boolean {
  return yaml.isScalar(key) && key.type === "PLAIN" && key.source === "<<";
}

/** Keys that are written out win over merged ones, earlier merge sources over later ones (YAML 1.1 merge type). */
function addMerged(
  builder: Builder,
  entries: Map<string, JsonValue>,
  node: Node | null,
  path: Path,
  depth: number,
): void {
  const value = valueOf(builder, node, path, depth + 1);
  const sources = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  for (const source of sources) {
    if (typeof source !== "object" || source === null || Array.isArray(source)) {
      throw new YamlRefusal("merged-scalar", node?.range?.[0]);
    }
    for (const [name, item] of Object.entries(source)) if (!entries.has(name)) entries.set(name, item);
  }
}

interface Step {
  readonly node: Node | null;
  readonly key: Node | undefined;
}

function locate(builder: Builder, contents: Node | null, path: Path, range: MakeRange): SourceRange {
  let place: Step = { node: contents, key: undefined };
  for (const step of path) {
    const next = stepInto(builder, place.node, step);
    if (!next) break;
    place = next;
  }
  return placeOf(builder.yaml, place, range);
}

function stepInto(builder: Builder, node: Node | null, step: string | number): Step | undefined {
  const { yaml } = builder;
  const target = yaml.isAlias(node) ? (node.resolve(builder.document) ?? null) : node;
  if (yaml.isSeq(target) && typeof step === "number") {
    const item = (target).items[step];
    return item === undefined ? undefined : { node: item as Node | null, key: undefined };
  }
  if (!yaml.isMap(target)) return undefined;
  const own = target.items.findLast((pair) => keyName(builder, pair.key as Node | null) === String(step));
  if (own) return { node: own.value as Node | null, key: own.key as Node };
  return stepIntoMerged(builder, target, step);
}

function stepIntoMerged(builder: Builder, map: YAMLMap, step: string | number): Step | undefined {
  for (const pair of map.items) {
    if (!isMergeKey(builder.yaml, pair.key as Node | null)) continue;
    const value = pair.value as Node | null;
    const sources = builder.yaml.isSeq(value) ? (value.items as Node[]) : [value];
    for (const source of sources) {
      const found = stepInto(builder, source, step);
      if (found) return found;
    }
  }
  return undefined;
}

function placeOf(yaml: Yaml, place: Step, range: MakeRange): SourceRange {
  const { node, key } = place;
  if (yaml.isScalar(node) && node.range && node.range[1] > node.range[0]) return range(node.range[0], node.range[1]);
  if (yaml.isAlias(node) && node.range) return range(node.range[0], node.range[1]);
  const first = key ?? firstKey(yaml, node) ?? node;
  if (!first?.range) return range(0, 0);
  return range(first.range[0], Math.max(first.range[1], first.range[0] + 1));
}

function firstKey(yaml: Yaml, node: Node | null): Node | undefined {
  if (yaml.isMap(node)) return node.items[0]?.key as Node | undefined;
  if (yaml.isSeq(node)) return firstKey(yaml, (node.items[0] ?? null) as Node | null) ?? (node.items[0] as Node);
  return undefined;
}
