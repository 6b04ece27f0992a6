import type { LabelSelector } from "@netpolint/core";

/** Labels of namespaces that OpenShift gives, and that stand for its routers and for the host network. */
const openShiftGroups: ReadonlySet<string> = new Set([
  "network.openshift.io/policy-group",
  "policy-group.network.openshift.io/host-network",
  "policy-group.network.openshift.io/ingress",
]);

export function asksForOpenShiftGroup({ requirements }: LabelSelector): boolean {
  return requirements.some(({ key }) => openShiftGroups.has(key));
}

/** Of the prefix: `network.openshift.io/policy-group`, `openshift.io/cluster-monitoring`. */
export function isOpenShiftKey(key: string): boolean {
  const slash = key.indexOf("/");
  const prefix = key.slice(0, Math.max(slash, 0));
  return prefix === "openshift.io" || prefix.endsWith(".openshift.io");
}
