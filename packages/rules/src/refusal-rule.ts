import {
  type Cluster,
  type ClusterPolicy,
  defineRule,
  type LintContext,
  type LintRule,
  type Mistake,
  type NetworkPolicy,
  objectName,
  placeOf,
  type Refusal,
  type RuleFinding,
} from "@netpolint/core";
import { groupBy } from "./group-by.js";
import { remembered } from "./remembered.js";
import { ruleOfRefusal } from "./rule-of-refusal.js";

type Policy = NetworkPolicy | ClusterPolicy;

/** The rule that reports one kind of mistake for which the API server refuses a policy. */
export function refusalRule(id: Mistake, summary: string): LintRule {
  return defineRule({
    id,
    summary,
    severity: "error",
    category: "validity",
    precision: "very-high",
    reach: "object",
    messages: {
      refused: {
        message: "{object}: {problem}",
        help: "{help}",
      },
    },
    check: (context) => refusalsOf(context, id).map(({ policy, refusal }) => findingOf(policy, refusal)),
  });
}

export interface RefusedPolicy {
  readonly policy: Policy;
  readonly refusal: Refusal;
}

/** The refusals that the rule `id` reports, of policies in the order of the input. */
export function refusalsOf({ cluster }: LintContext, id: string): readonly RefusedPolicy[] {
  return refusalsByRule(cluster).get(id) ?? [];
}

const refusalsByRule = remembered(({ networkPolicies, clusterPolicies }: Cluster) => {
  const refused = [...networkPolicies, ...clusterPolicies].flatMap((policy) =>
    [...policy.refusals, ...gatedRefusalsOf(policy)].map((refusal): RefusedPolicy => ({ policy, refusal })),
  );
  return groupBy(refused, ({ policy, refusal }): string => ruleOfRefusal(policy, refusal));
});

function gatedRefusalsOf(policy: Policy): readonly Refusal[] {
  return policy.type === "NetworkPolicy" ? policy.gatedRefusals : [];
}

function findingOf(policy: Policy, refusal: Refusal): RuleFinding<"refused"> {
  const { meta } = policy;
  return {
    ...placeOf(meta, refusal.at),
    messageId: "refused",
    data: { object: `${meta.kind} \`${objectName(meta)}\``, problem: refusal.message, help: helpOf(refusal) },
    ...(gatedRefusalsOf(policy).includes(refusal) ? { severity: "warning" } : {}),
  };
}

/** What was meant, the server's own words, and what a server that is less strict would make of the rest. */
export function helpOf({ suggestion, withoutStrict, serverMessage, by, gate }: Refusal): string {
  const meant = suggestion === undefined ? [] : [`Did you mean \`${suggestion}\`?`];
  const condition = gate === undefined ? "" : `, with ${gate} on`;
  const speaker = by ? "For a built-in kind the API server would answer" : `The API server answers${condition}`;
  return [...meant, `${speaker}: ${serverMessage}.`, ...(withoutStrict === undefined ? [] : [withoutStrict])].join(" ");
}
