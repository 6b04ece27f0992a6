import { defineRule, type NetworkPolicy, type Path, placeOf, type RuleFinding } from "@netpolint/core";
import { acceptedPolicies, pathText, policyTitle } from "./network-policy-words.js";
import { nullsInSpec } from "./nulls-in-spec.js";
import { widthOfRule } from "./said-by-others.js";

/** A key or a dash with nothing after it is taken by the API server, and mostly means more than it seems to. */
export const nullValue = defineRule({
  id: "null-value",
  summary: "A field or list item of a policy has no value",
  severity: "warning",
  category: "mistake",
  precision: "high",
  reach: "object",
  messages: {
    noValue: {
      message: "{field} of {policy} has no value, so {meaning}.",
      help: "Write the value that is meant, or leave the {part} out.",
    },
  },
  check: ({ cluster }) =>
    acceptedPolicies(cluster).flatMap((policy) =>
      nullsInSpec(policy).flatMap((path) => findingOf(policy, path)),
    ),
});

function findingOf(policy: NetworkPolicy, path: Path): readonly RuleFinding<"noValue">[] {
  // A label without a value is one with the value "", and null-label's.
  if (path.at(-2) === "matchLabels") return [];
  return [
    {
      ...placeOf(policy.meta, path),
      messageId: "noValue",
      data: {
        field: pathText(path),
        policy: policyTitle(policy),
        meaning: meaningOf(policy, path),
        part: typeof path.at(-1) === "number" ? "item" : "field",
      },
      covers: widthOfRule(policy.meta, typeof path.at(-1) === "number" ? path : path.slice(0, -1)),
    },
  ];
}

function meaningOf(policy: NetworkPolicy, path: Path): string {
  const field = path.at(-1);
  if (typeof field === "number") return meaningOfItem(path);
  if (path.length <= 2) return meaningInSpec(policy, field ?? "");
  return Object.hasOwn(meanings, field ?? "") ? (meanings[field ?? ""] ?? ignored) : ignored;
}

const ignored = "it counts as left out";

const meanings: Readonly<Record<string, string>> = {
  from: "the rule is for every peer",
  to: "the rule is for every peer",
  ports: "the rule is for every port of every protocol",
  podSelector: "the peer is every pod of its namespaces",
  namespaceSelector: "the peer is pods of the policy's own namespace alone",
  matchLabels: "it asks for no label",
  matchExpressions: "it asks for no label",
  except: "it excepts nothing",
  protocol: "it is TCP",
  port: "it is every port of the protocol",
};

function meaningOfItem(path: Path): string {
  const list = path.at(-2);
  if (path.length === 3 && (list === "ingress" || list === "egress")) return "it is a rule that allows every peer at every port";
  return list === "ports" ? "it is every TCP port" : ignored;
}

function meaningInSpec({ meta, policyTypes }: NetworkPolicy, field: string): string {
  const everyPod = `it selects every pod of namespace \`${meta.namespace}\``;
  switch (field) {
    case "spec":
      return `${everyPod} and denies them all ingress`;
    case "podSelector":
      return everyPod;
    case "policyTypes":
      return `the policy is for ${policyTypes.egress ? "ingress and egress" : "ingress alone"}`;
    case "ingress":
    case "egress":
      return policyTypes[field] ? `the policy allows no ${field}` : ignored;
    default:
      return ignored;
  }
}
