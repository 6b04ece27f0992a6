import {
  type Cluster,
  defineRule,
  labelsOfNamespace,
  type LabelSelector,
  matchesLabels,
  type ObjectSuggestion,
  placeOf,
  type RuleFinding,
  type Workload,
  workloadName,
} from "@netpolint/core";
import { asksForOpenShiftGroup } from "./platform-labels.js";
import { pathText, policyTitle } from "./network-policy-words.js";
import { type PeerInForce, peersInForce } from "./rules-in-force.js";

/** "About network policy" in OpenShift's documentation: without a podSelector the peer has no pods in the host network. */
export const openshiftNamespaceSelectorWithoutPodSelector = defineRule({
  id: "openshift-namespace-selector-without-pod-selector",
  summary: "On OpenShift a namespaceSelector alone leaves out pods in the host network",
  severity: "warning",
  category: "cluster",
  precision: "high",
  reach: "policy",
  messages: {
    leavesOut: {
      message:
        "{field} of {policy} has a namespaceSelector alone, which on OpenShift leaves out pods in the host network, as {workload} is.",
      help: "Add `podSelector: {}`, if that workload is meant as well.",
    },
  },
  check: ({ cluster }) => {
    if (cluster.settings.platform !== "openshift") return [];
    const inHostNetwork = hostNetworkWorkloads(cluster);
    return peersInForce(cluster).flatMap((one) => findingOf(one, cluster, inHostNetwork));
  },
});

/** One of each namespace. */
function hostNetworkWorkloads({ workloads }: Cluster): readonly Workload[] {
  const byNamespace = new Map<string, Workload>();
  for (const workload of workloads) {
    if (byNamespace.has(workload.namespace) || !workload.pods.some(({ hostNetwork }) => hostNetwork)) continue;
    byNamespace.set(workload.namespace, workload);
  }
  return [...byNamespace.values()];
}

function findingOf(one: PeerInForce, cluster: Cluster, workloads: readonly Workload[]): readonly RuleFinding<"leavesOut">[] {
  const { policy, peer } = one;
  const { namespaceSelector, podSelector } = peer;
  if (!namespaceSelector || podSelector || asksForOpenShiftGroup(namespaceSelector)) return [];
  const workload = firstSelected(namespaceSelector, cluster, workloads);
  if (!workload) return [];
  return [
    {
      ...placeOf(policy.meta, [...peer.path, "namespaceSelector"]),
      messageId: "leavesOut",
      data: { field: pathText(peer.path), policy: policyTitle(policy), workload: `\`${workloadName(workload)}\`` },
      related: [{ ...placeOf(workload.meta, ["metadata", "name"]), message: "its pods are in the host network" }],
      suggestions: [suggestionFor(one)],
    },
  ];
}

/** A selector of everything is not written with some workload in mind. */
function firstSelected(selector: LabelSelector, cluster: Cluster, workloads: readonly Workload[]): Workload | undefined {
  if (selector.requirements.length === 0) return undefined;
  return workloads.find(({ namespace }) => matchesLabels(selector, labelsOfNamespace(cluster, namespace)) === "yes");
}

function suggestionFor({ policy, peer }: PeerInForce): ObjectSuggestion {
  const edit = { type: "set", path: [...peer.path, "podSelector"], value: {} } as const;
  return { title: "Add podSelector: {}", edits: [{ meta: policy.meta, edit }] };
}
