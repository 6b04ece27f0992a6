import {
  type ClusterPolicy,
  defineRule,
  type NetworkPolicy,
  objectName,
  placeOf,
  type Refusal,
  type RuleFinding,
} from "@netpolint/core";
import { ruleOfRefusal } from "./rule-of-refusal.js";

/** What `kubectl apply` would be refused for. Flows that hang on the policy are undecided until it is mended. */
export const invalidPolicy = defineRule({
  id: "invalid-policy",
  summary: "The API server would refuse a NetworkPolicy or a cluster-scoped policy",
  severity: "error",
  category: "validity",
  precision: "very-high",
  messages: {
    refused: {
      message:
        "{object}: {problem}",
      help: "{help}",
    },
  },
  check: ({ cluster }) => [
    ...cluster.networkPolicies.flatMap((policy) => policy.refusals.map((refusal) => findingOf(policy, refusal))),
    ...cluster.clusterPolicies.flatMap((policy) =>
      policy.refusals
        .filter((refusal) => ruleOfRefusal(policy, refusal) === "invalid-policy")
        .map((refusal) => findingOf(policy, refusal)),
    ),
  ],
});

function findingOf({ meta }: NetworkPolicy | ClusterPolicy, refusal: Refusal): RuleFinding<"refused"> {
  return {
    messageId: "refused",
    data: { object: `${meta.kind} \`${objectName(meta)}\``, problem: refusal.message, help: helpOf(refusal) },
    ...placeOf(meta, refusal.at),
  };
}

function helpOf({ suggestion, withoutStrict, serverMessage, by }: Refusal): string {
  const speaker = by ? "For a built-in kind the API server would answer" : "The API server answers";
  const server = `${speaker}: ${serverMessage}.`;
  const loose = withoutStrict === undefined ? "" : ` Without strict validation: ${withoutStrict}`;
  return suggestion === undefined ? `${server}${loose}` : `Did you mean \`${suggestion}\`? ${server}${loose}`;
}
