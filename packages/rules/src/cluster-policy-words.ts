import {
  type ClusterPolicy,
  type ClusterPolicyRule,
  formatPath,
  type Place,
  placeOf,
  type PolicyDirection,
  refusalsBesidesUnknownPeers,
} from "@netpolint/core";

export const directions: readonly PolicyDirection[] = ["ingress", "egress"];

/** AdminNetworkPolicy `name`. */
export function titleOf({ meta }: ClusterPolicy): string {
  return `${meta.kind} \`${meta.name}\``;
}

/** `spec.ingress[2]`, in backticks. */
export function ruleText({ path }: ClusterPolicyRule): string {
  return `\`${formatPath(path)}\``;
}

/** Accept is Allow in v1alpha1. */
export function actionText({ meta }: ClusterPolicy, { action }: ClusterPolicyRule): string {
  return action === "Accept" && meta.kind !== "ClusterNetworkPolicy" ? "Allow" : action;
}

/** Where a rule is written: at its action, which every rule has. */
export function placeOfRule(policy: ClusterPolicy, { path }: ClusterPolicyRule): Place {
  return placeOf(policy.meta, [...path, "action"]);
}

/** What a refused policy does hangs on how it is mended, so nothing is said about its rules. */
export function readablePolicies(policies: readonly ClusterPolicy[]): readonly ClusterPolicy[] {
  return policies.filter((policy) => refusalsBesidesUnknownPeers(policy).length === 0);
}
