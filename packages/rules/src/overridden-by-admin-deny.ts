import {
  type Cluster,
  defineRule,
  endpointName,
  formatPath,
  objectName,
  placeOf,
  type RuleFinding,
} from "@netpolint/core";
import { type AllowingRule, type CandidateFlow, candidateFlows } from "./candidate-flows.js";
import { directions, placeOfRule, readablePolicies, ruleText, titleOf } from "./cluster-policy-words.js";
import { type DeniedFlow, deniedFinder, type FindDenied } from "./denied-flow.js";

/** What an administrator denies, no NetworkPolicy allows, whatever it says. */
export const overriddenByAdminDeny = defineRule({
  id: "overridden-by-admin-deny",
  summary: "A NetworkPolicy allows what a cluster-scoped policy denies before it",
  severity: "warning",
  category: "order",
  precision: "high",
  messages: {
    overridden: {
      message:
        "{rule} of NetworkPolicy {policy} allows {from} to reach {to} on {protocol} {port}, but {denying} denies it first.",
      help: "Accept or Pass the connection in the Admin tier before the Deny, or take it out of the NetworkPolicy.",
    },
  },
  check: ({ cluster, policies }) => {
    const denying = readablePolicies(cluster.clusterPolicies)
      .filter(({ tier }) => tier === "admin")
      .filter(({ ingress, egress }) => [...ingress, ...egress].some(({ action }) => action === "Deny"));
    if (denying.length === 0) return [];
    const findDenied = deniedFinder(policies);
    return allowingRules(cluster).flatMap((allowing) => {
      const denied = firstDenied(findDenied, allowing, candidateFlows(policies, denying, allowing));
      return denied ? [findingOf(allowing, denied)] : [];
    });
  },
});

function allowingRules({ networkPolicies }: Cluster): readonly AllowingRule[] {
  return networkPolicies
    .filter(({ refusals }) => refusals.length === 0)
    .flatMap((policy) =>
      directions
        .filter((direction) => policy.policyTypes[direction])
        .flatMap((direction) => policy[direction].map((rule, index) => ({ policy, direction, rule, index }))),
    );
}

function firstDenied(
  findDenied: FindDenied,
  allowing: AllowingRule,
  candidates: Iterable<CandidateFlow>,
): DeniedFlow | undefined {
  for (const candidate of candidates) {
    const denied = findDenied(allowing, candidate);
    if (denied) return denied;
  }
  return undefined;
}

function findingOf({ policy, rule }: AllowingRule, { flow, denial }: DeniedFlow): RuleFinding<"overridden"> {
  const [from, to] = [endpointName(flow.from), endpointName(flow.to)];
  const { protocol, port } = flow;
  const denying = `${ruleText(denial.rule)} of ${titleOf(denial.policy)}`;
  return {
    ...placeOf(policy.meta, rule.path),
    messageId: "overridden",
    data: {
      rule: `\`${formatPath(rule.path)}\``,
      policy: `\`${objectName(policy.meta)}\``,
      from: `\`${from}\``,
      to: `\`${to}\``,
      protocol,
      port,
      denying,
    },
    related: [{ ...placeOfRule(denial.policy, denial.rule), message: `${denying} denies` }],
    witness: { from, to, protocol, port },
  };
}
