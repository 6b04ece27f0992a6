import { defineRule, placeOf } from "@netpolint/core";
import { titleOf } from "./cluster-policy-words.js";

/** ClusterNetworkPolicy replaces both kinds of v1alpha1. Who uses it already is on the way. */
export const supersededApi = defineRule({
  id: "superseded-api",
  summary: "A policy of v1alpha1 where ClusterNetworkPolicy is used",
  severity: "info",
  category: "order",
  precision: "high",
  messages: {
    olderVersion: {
      message:
        "{policy} is of v1alpha1, and a cluster that serves the ClusterNetworkPolicies of the input need not know it.",
      help: "Turn it into a ClusterNetworkPolicy with `netpolint convert`.",
    },
  },
  check: ({ cluster }) => {
    const current = cluster.clusterPolicies.find(({ meta }) => meta.kind === "ClusterNetworkPolicy");
    if (!current) return [];
    const related = [{ ...placeOf(current.meta, ["kind"]), message: `${titleOf(current)} is of v1alpha2` }];
    return cluster.clusterPolicies
      .filter(({ meta }) => meta.kind !== "ClusterNetworkPolicy")
      .map((policy) => ({
        ...placeOf(policy.meta, ["apiVersion"]),
        messageId: "olderVersion",
        data: { policy: titleOf(policy) },
        related,
      }));
  },
});
