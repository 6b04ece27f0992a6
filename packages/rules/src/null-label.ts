import { defineRule, type NetworkPolicy, type Path, placeOf, type RuleFinding } from "@netpolint/core";
import { acceptedPolicies, pathText, policyTitle } from "./network-policy-words.js";
import { nullsInSpec } from "./nulls-in-spec.js";
import { nothingSelected } from "./said-by-others.js";

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
      nullsInSpec(policy).filter(isLabel).map((path) => findingOf(policy, path)),
    ),
});

function isLabel(path: Path): boolean {
  return path.at(-2) === "matchLabels" && typeof path.at(-1) === "string";
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
