import { defineRule, type JsonValue, type NetworkPolicy, type Path, placeOf, type RuleFinding } from "@netpolint/core";
import { acceptedPolicies, pathText, policyTitle } from "./network-policy-words.js";
import { nothingSelected } from "./said-by-others.js";
import { visitValues } from "./values-below.js";

/** A decoder of the API server reads null, for a text, as the empty text. */
export const nullLabel = defineRule({
  id: "null-label",
  summary: "A selector has a label without a value",
  severity: "warning",
  category: "mistake",
  precision: "very-high",
  reach: "object",
  messages: {
    noValue: {
      message:
        "{selector} of {policy} has no value for the label `{key}`, which then has to be there and be empty, so {consequence}.",
      help: 'Write the value; to mean the empty one write "", and to mean any use matchExpressions with the operator Exists.',
    },
  },
  check: ({ cluster }) =>
    acceptedPolicies(cluster).flatMap((policy) =>
      labelsBelow(policy.meta.origin.valueAt(["spec"]), ["spec"]).map((path) => findingOf(policy, path)),
    ),
});

function labelsBelow(value: JsonValue | undefined, path: Path): readonly Path[] {
  const found: Path[] = [];
  visitValues(value, path, (item, at) => {
    if (item === null && at.at(-2) === "matchLabels" && typeof at.at(-1) === "string") found.push([...at]);
  });
  return found;
}

function findingOf(policy: NetworkPolicy, path: Path): RuleFinding<"noValue"> {
  const key = String(path.at(-1));
  const selector = path.slice(0, -2);
  return {
    ...placeOf(policy.meta, path),
    messageId: "noValue",
    covers: nothingSelected(policy.meta, selector),
    data: { selector: pathText(selector), policy: policyTitle(policy), key, consequence: consequenceOf(selector, key) },
  };
}

function consequenceOf(selector: Path, key: string): string {
  const isOfNamespaces = selector.at(-1) === "namespaceSelector";
  if (isOfNamespaces && key === "kubernetes.io/metadata.name") return "no namespace is selected";
  return `no ${isOfNamespaces ? "namespace" : "pod"} with another value is selected`;
}
