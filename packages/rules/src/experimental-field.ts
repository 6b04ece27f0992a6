import { defineRule, formatPath, placeOf } from "@netpolint/core";
import { titleOf } from "./cluster-policy-words.js";
import { ruleOfRefusal } from "./rule-of-refusal.js";

/** Some fields of cluster-scoped policies are in the experimental channel of the definitions only. */
export const experimentalField = defineRule({
  id: "experimental-field",
  summary: "A field that the standard channel does not have",
  severity: "error",
  category: "validity",
  precision: "very-high",
  reach: "object",
  messages: {
    notInChannel: {
      message:
        "{field} of {policy} is not in the standard channel of the definitions, so the API server refuses the policy.",
      help: "Install the experimental channel, or do without the field. The API server answers: {serverMessage}.",
    },
  },
  check: ({ cluster }) => {
    if (cluster.settings.channel !== "standard") return [];
    return cluster.clusterPolicies.flatMap((policy) =>
      policy.refusals
        .filter((refusal) => ruleOfRefusal(policy, refusal) === "experimental-field")
        .filter(({ reason }) => reason === "UnknownField")
        .map(({ at, serverMessage }) => ({
          ...placeOf(policy.meta, at),
          messageId: "notInChannel",
          data: { field: `\`${formatPath(at)}\``, policy: titleOf(policy), serverMessage },
        })),
    );
  },
});
