import {
  type Cluster,
  defineRule,
  type LabelSelector,
  matchesLabels,
  type NetworkPolicy,
  placeOf,
  type RuleFinding,
  type Workload,
  workloadName,
} from "@netpolint/core";
import { acceptedPolicies, policyTitle } from "./network-policy-words.js";

/** The API leaves open what a policy does to them; with most plugins it does nothing. */
export const hostnetworkSelected = defineRule({
  id: "hostnetwork-selected",
  summary: "A policy selects pods in the host network, on which it has no effect",
  severity: "warning",
  category: "cluster",
  precision: "high",
  reach: "policy",
  messages: {
    named: {
      message:
        "{policy} selects {workloads}, whose pods are in the host network: with most network plugins it does not isolate them.",
      help: "Guard those ports on the nodes, or take the pods out of the host network.",
    },
    among: {
      message:
        "{policy} selects every pod of its namespace, and with most network plugins it does not isolate {workloads}, in the host network.",
      help: "Guard those ports on the nodes, or take the pods out of the host network.",
    },
  },
  check: ({ cluster }) => {
    const byNamespace = hostNetworkWorkloads(cluster);
    return acceptedPolicies(cluster).flatMap((policy) => findingsOf(policy, byNamespace.get(policy.meta.namespace) ?? []));
  },
});

/** Those of which every pod is in the host network, by namespace. */
function hostNetworkWorkloads({ workloads }: Cluster): ReadonlyMap<string, readonly Workload[]> {
  const byNamespace = new Map<string, Workload[]>();
  for (const workload of workloads) {
    if (!workload.pods.every(({ hostNetwork }) => hostNetwork)) continue;
    const list = byNamespace.get(workload.namespace);
    if (list) list.push(workload);
    else byNamespace.set(workload.namespace, [workload]);
  }
  return byNamespace;
}

type SelectedFinding = RuleFinding<"named" | "among">;

/** A policy for all pods of a namespace is right for the others, so that one is only told. */
function findingsOf(policy: NetworkPolicy, workloads: readonly Workload[]): readonly SelectedFinding[] {
  const { meta, podSelector } = policy;
  const selected = workloads.filter((workload) => isSelected(podSelector, workload));
  const [first] = selected;
  if (!first) return [];
  const place = placeOf(meta, ["spec", "podSelector"]);
  const data = { policy: policyTitle(policy), workloads: workloadsText(first, selected.length - 1) };
  const related = selected.map((workload) => ({
    ...placeOf(workload.meta, ["metadata", "name"]),
    message: `\`${workloadName(workload)}\` is in the host network`,
  }));
  const isForAll = podSelector.requirements.length === 0;
  if (isForAll) return [{ ...place, messageId: "among", severity: "info", data, related }];
  return [{ ...place, messageId: "named", data, related }];
}

function isSelected(selector: LabelSelector, { pods }: Workload): boolean {
  return pods.some(({ labels }) => matchesLabels(selector, labels) === "yes");
}

function workloadsText(first: Workload, others: number): string {
  return `\`${workloadName(first)}\`${others === 0 ? "" : ` and ${others} more ${others === 1 ? "workload" : "workloads"}`}`;
}
