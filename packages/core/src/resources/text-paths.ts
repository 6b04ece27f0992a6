import type { Path } from "../source/json-value.js";
import { templatePathOf } from "./read-meta.js";

/** What names an object. */
export const textPaths: readonly Path[] = [
  ["metadata", "name"],
  ["metadata", "generateName"],
  ["metadata", "namespace"],
];

/** Maps of texts by which the pods of a kind are known: labels, and labels that it selects by. */
export function labelMapsOf(kind: string): readonly Path[] {
  return [["metadata", "labels"], selectorPathOf(kind), [...templatePathOf(kind), "metadata", "labels"]];
}

/** Where a kind keeps the labels of the pods that are its own. */
export function selectorPathOf(kind: string): Path {
  const plain = kind === "Service" || kind === "ReplicationController";
  return plain ? ["spec", "selector"] : ["spec", "selector", "matchLabels"];
}
