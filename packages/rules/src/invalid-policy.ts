import { type LintRule, type NetworkPolicy, objectName, type Refusal, type RuleFinding } from "@netpolint/core";

/** What `kubectl apply` would be refused for. Flows that hang on the policy are undecided until it is mended. */
export const invalidPolicy: LintRule = {
  id: "invalid-policy",
  summary: "The API server would refuse a NetworkPolicy",
  severity: "error",
  check: ({ cluster }) =>
    cluster.networkPolicies.flatMap((policy) => policy.refusals.map((refusal) => findingOf(policy, refusal))),
};

function findingOf({ meta }: NetworkPolicy, refusal: Refusal): RuleFinding {
  return {
    message: `NetworkPolicy \`${objectName(meta)}\`: ${refusal.message}`,
    help: helpOf(refusal),
    file: meta.origin.file,
    range: meta.origin.locate(refusal.at),
  };
}

function helpOf({ suggestion, withoutStrict, serverMessage }: Refusal): string {
  const server = `The API server answers: ${serverMessage}.`;
  const loose = withoutStrict === undefined ? "" : ` Without strict validation: ${withoutStrict}`;
  return suggestion === undefined ? `${server}${loose}` : `Did you mean \`${suggestion}\`? ${server}${loose}`;
}
