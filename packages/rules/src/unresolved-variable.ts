import { type Cluster, defineRule, isObject, type JsonValue, type ObjectMeta, objectName, type Path, placeOf, type RuleFinding } from "@netpolint/core";
import { pathText } from "./network-policy-words.js";

/** What a template or a shell was to fill in. */
export const unresolvedVariable = defineRule({
  id: "unresolved-variable",
  summary: "A placeholder was not filled in",
  severity: "error",
  category: "mistake",
  precision: "high",
  reach: "object",
  messages: {
    placeholder: {
      message: "{field} of {object} holds the placeholder `{placeholder}`, which nothing has filled in, so this is not the object that is meant.",
      help: "Give netpolint the manifests as they are applied, after envsubst, Helm or whatever fills them in.",
    },
  },
  check: ({ cluster }) => [
    ...cluster.objects.flatMap((meta) => findingsIn(meta, [["metadata", "name"], ["metadata", "namespace"], ["metadata", "labels"]])),
    ...policyMetas(cluster).flatMap((meta) => findingsIn(meta, [["spec"]])),
  ],
});

/** Refused or not: a placeholder is mostly why. */
function policyMetas({ networkPolicies, clusterPolicies }: Cluster): readonly ObjectMeta[] {
  return [...networkPolicies, ...clusterPolicies].map(({ meta }) => meta);
}

/** `${X}`, `$(X)`, `$X`, `{{ x }}`, `%X%`, `__X__`, `<x>`. */
const placeholder = /\$\{[^{}]*\}|\$\([\w.-]+\)|\$[A-Z_][A-Z0-9_]*|\{\{[^]*?\}\}|%[A-Z][A-Z0-9_]*%|__[A-Z][A-Z0-9_]*__|<[A-Za-z][\w .-]*>/;

/** Why the API server refuses what is still to be filled in. */
const refusals = ["invalid-cidr", "invalid-label", "invalid-name", "invalid-port", "invalid-selector", "wrong-type"];

interface Found {
  readonly path: Path;
  readonly placeholder: string;
}

function findingsIn(meta: ObjectMeta, paths: readonly Path[]): readonly RuleFinding<"placeholder">[] {
  return paths
    .flatMap((path) => placeholdersBelow(meta.origin.valueAt(path), path))
    .map((found) => ({
      ...placeOf(meta, found.path),
      messageId: "placeholder",
      data: {
        field: pathText(found.path),
        object: `${meta.kind} \`${objectName(meta)}\``,
        placeholder: found.placeholder,
      },
      covers: refusals.map((ruleId) => ({ ruleId, meta, path: found.path })),
    }));
}

function placeholdersBelow(value: JsonValue | undefined, path: Path): readonly Found[] {
  if (typeof value === "string") return foundIn(value, path);
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap((item, index) => placeholdersBelow(item, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...foundIn(key, [...path, key]),
    ...placeholdersBelow(item, [...path, key]),
  ]);
}

function foundIn(text: string, path: Path): readonly Found[] {
  const found = placeholder.exec(text);
  return found ? [{ path, placeholder: found[0] }] : [];
}
