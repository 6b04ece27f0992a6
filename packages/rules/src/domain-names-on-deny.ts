import {
  type ClusterPolicy,
  type ClusterPolicyRule,
  defineRule,
  formatPath,
  placeOf,
  type RuleFinding,
} from "@netpolint/core";
import { titleOf } from "./cluster-policy-words.js";

/** The definitions take domain names beside any action, and the API gives them a meaning for Accept alone. */
export const domainNamesOnDeny = defineRule({
  id: "domain-names-on-deny",
  summary: "A rule that does not accept names domains",
  severity: "error",
  category: "order",
  precision: "very-high",
  reach: "object",
  messages: {
    namesDomains: {
      message:
        "{peer} of {policy} names domains beside the action {action}, which the API defines for {accepting} only, so that nothing may be blocked.",
      help: "Turn the rule around: {accepting} the domains that are wanted, and deny the rest by `networks`.",
    },
  },
  check: ({ cluster }) =>
    cluster.clusterPolicies.flatMap((policy) => policy.egress.flatMap((rule) => findingsOf(policy, rule))),
});

function findingsOf(policy: ClusterPolicy, { action, peers, path }: ClusterPolicyRule): readonly RuleFinding<"namesDomains">[] {
  // An action that is misspelt is refused, and then it is not known what was meant.
  if (action === "Accept" || policy.meta.origin.valueAt([...path, "action"]) !== action) return [];
  const accepting = policy.meta.kind === "ClusterNetworkPolicy" ? "Accept" : "Allow";
  return peers
    .filter(({ type }) => type === "domainNames")
    .map((peer) => ({
      ...placeOf(policy.meta, [...peer.path, "domainNames"]),
      messageId: "namesDomains",
      data: { peer: `\`${formatPath(peer.path)}\``, policy: titleOf(policy), action, accepting },
    }));
}
