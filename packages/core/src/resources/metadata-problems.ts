import { fieldOf, formatPath, isObject, type JsonValue, type Path, valueAt } from "../source/json-value.js";
import { stringOf, templatePathOf } from "./read-meta.js";

export interface MetadataProblem {
  readonly path: Path;
  readonly message: string;
}

/**
 * Names and labels that are not strings. The API server refuses the object, and reading past them would select other
 * pods than the author meant: `app: on` is a boolean for Kubernetes. NetworkPolicies have findings of their own for it.
 */
export function metadataProblems(value: JsonValue): readonly MetadataProblem[] {
  const kind = stringOf(fieldOf(value, "kind")) ?? "";
  if (validatedKinds.has(kind)) return namespaceProblem(value, kind);
  const template = templatePathOf(kind);
  const maps: readonly Path[] = [["metadata", "labels"], [...template, "metadata", "labels"], ["spec", "selector"]];
  return [
    ...namespaceProblem(value, kind),
    ...maps.slice(0, kind === "Service" ? 3 : 2).flatMap((path) => labelProblems(value, path, kind)),
  ];
}

/** Kinds whose metadata is validated with the rest of the object. */
const validatedKinds: ReadonlySet<string> = new Set([
  "NetworkPolicy",
  "AdminNetworkPolicy",
  "BaselineAdminNetworkPolicy",
  "ClusterNetworkPolicy",
]);

function namespaceProblem(value: JsonValue, kind: string): readonly MetadataProblem[] {
  const namespace = valueAt(value, ["metadata", "namespace"]);
  if (namespace === undefined || namespace === null || typeof namespace === "string") return [];
  return [problem(["metadata", "namespace"], namespace, kind)];
}

function labelProblems(value: JsonValue, path: Path, kind: string): readonly MetadataProblem[] {
  const labels = valueAt(value, path);
  if (!isObject(labels)) return [];
  return Object.entries(labels)
    .filter(([, item]) => item !== null && typeof item !== "string")
    .map(([key, item]) => problem([...path, key], item, kind));
}

function problem(path: Path, value: JsonValue, kind: string): MetadataProblem {
  const shown = typeof value === "object" ? "a list or mapping" : `the ${typeof value} ${String(value)}`;
  const message = `\`${formatPath(path)}\` of this ${kind} is ${shown}, not a string, so the API server refuses the object; put it in quotes.`;
  return { path, message };
}
