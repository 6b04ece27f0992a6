import { type Cluster, defineRule, fieldOf, type JsonValue, type ObjectMeta, objectName, type Path, placeOf, type RuleFinding } from "@netpolint/core";
import { pathText } from "./network-policy-words.js";
import { holdsText, visitValues } from "./values-below.js";

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
    ...cluster.objects.flatMap((meta) => findingsIn(meta, ["metadata"], ["name", "namespace", "labels"])),
    ...policyMetas(cluster).flatMap((meta) => findingsIn(meta, [], ["spec"])),
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

/** In some fields of what is at a path. */
function findingsIn(meta: ObjectMeta, path: Path, fields: readonly string[]): readonly RuleFinding<"placeholder">[] {
  return placeholdersIn(meta, path, fields).map((found) => ({
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

function placeholdersIn({ origin }: ObjectMeta, path: Path, fields: readonly string[]): readonly Found[] {
  const parent = origin.valueAt(path);
  const holding = fields.filter((field) => holdsText(fieldOf(parent, field), isUnfilled));
  return holding.flatMap((field) => placeholdersBelow(fieldOf(parent, field), [...path, field]));
}

function isUnfilled(text: string): boolean {
  return placeholder.test(text);
}

function placeholdersBelow(value: JsonValue | undefined, path: Path): readonly Found[] {
  const found: Found[] = [];
  visitValues(value, path, (item, at) => {
    if (at.length > path.length) found.push(...placeholderIn(at.at(-1), at));
    found.push(...placeholderIn(item, at));
  });
  return found;
}

const none: readonly Found[] = [];

function placeholderIn(text: JsonValue | undefined, path: Path): readonly Found[] {
  const found = typeof text === "string" ? placeholder.exec(text) : null;
  return found ? [{ path: [...path], placeholder: found[0] }] : none;
}
