import { isList, isObject, type JsonValue } from "./json-value.js";

/** Lists within lists are written as texts within texts, which grow with each; no policy has more. */
const deepestSorted = 8;

/** A value that is the same however mappings are ordered, and lists too unless their order means something. */
export function canonicalValue(value: JsonValue, ordered: boolean, lists = 0): JsonValue {
  if (isList(value)) {
    const items = value.map((item) => canonicalValue(item, ordered, lists + 1));
    return ordered || lists >= deepestSorted ? items : items.map((item) => JSON.stringify(item)).sort();
  }
  if (!isObject(value)) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, canonicalValue(item, ordered, lists)]);
}
