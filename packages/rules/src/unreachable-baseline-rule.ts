import {
  type ClusterPolicy,
  type CompiledPolicies,
  defineRule,
  type NetworkPolicy,
  objectName,
  placeOf,
  type Pod,
  policiesFor,
  type PolicyDirection,
  type RuleFinding,
} from "@netpolint/core";
import { directions, readablePolicies, titleOf } from "./cluster-policy-words.js";
import { isSurelySelected, mayBeSelected, podsOf } from "./selector-relation.js";

/** A NetworkPolicy has the last word on the pods that it selects, so the baseline tier is never asked about them. */
export const unreachableBaselineRule = defineRule({
  id: "unreachable-baseline-rule",
  summary: "NetworkPolicies select every pod that a baseline policy is for",
  severity: "warning",
  category: "order",
  precision: "high",
  messages: {
    neverAsked: {
      message:
        "No {direction} gets as far as {policy}, because NetworkPolicies select every pod {where} that it is for{others}.",
      help: "Remove the rules, or move what has to hold in any case to the Admin tier.",
    },
  },
  check: ({ cluster, policies }) =>
    readablePolicies(cluster.clusterPolicies)
      .filter(({ tier }) => tier === "baseline")
      .flatMap((policy) =>
        directions.flatMap((direction) => {
          const isolating = policy[direction].length > 0 ? isolatingPolicies(policies, policy, direction) : [];
          return isolating.length > 0 ? [findingOf(policies, policy, direction, isolating)] : [];
        }),
      ),
});

/** The NetworkPolicies that select the subjects of the input for sure; none where one subject is left over. */
function isolatingPolicies(
  policies: CompiledPolicies,
  { subject }: ClusterPolicy,
  direction: PolicyDirection,
): readonly NetworkPolicy[] {
  const { cluster } = policies;
  const subjects = podsOf(cluster).filter((pod) => mayBeSelected(cluster, subject, pod));
  if (!subjects.some((pod) => isSurelySelected(cluster, subject, pod))) return [];
  const found = new Set<NetworkPolicy>();
  for (const pod of subjects) {
    const selecting = firstIsolating(policies, pod, direction);
    if (!selecting) return [];
    found.add(selecting);
  }
  return [...found];
}

function firstIsolating(policies: CompiledPolicies, pod: Pod, direction: PolicyDirection): NetworkPolicy | undefined {
  const selecting = policiesFor(policies, pod, direction);
  return selecting.find(({ selects, compiled }) => selects === "yes" && !compiled.refused)?.compiled.policy;
}

function findingOf(
  { cluster }: CompiledPolicies,
  policy: ClusterPolicy,
  direction: PolicyDirection,
  isolating: readonly NetworkPolicy[],
): RuleFinding<"neverAsked"> {
  const isClosed = cluster.settings.world === "closed";
  const where = isClosed ? "of the cluster" : "of the input";
  const others = isClosed ? "" : "; pods that are not in the input may be left to it";
  return {
    ...placeOf(policy.meta, ["spec", direction]),
    severity: isClosed ? "warning" : "info",
    messageId: "neverAsked",
    data: { direction, policy: titleOf(policy), where, others },
    related: isolating.map(({ meta }) => ({
      ...placeOf(meta, ["metadata", "name"]),
      message: `NetworkPolicy \`${objectName(meta)}\` decides for pods that it selects`,
    })),
  };
}
