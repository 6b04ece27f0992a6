import {
  type Cluster,
  defineRule,
  formatSelector,
  isSatisfiable,
  type LintContext,
  matchesLabels,
  type NetworkPolicy,
  placeOf,
  type RuleFinding,
} from "@netpolint/core";
import { idleParts, partTitle } from "./idle-parts.js";

/** Whether pods exist that are not in the input is not known in the open world, so there it is only a remark. */
export const policySelectsNothing = defineRule({
  id: "policy-selects-nothing",
  summary: "The podSelector of a NetworkPolicy selects no pod",
  severity: "warning",
  category: "no-effect",
  precision: "medium",
  messages: {
    noPod: {
      message: "{policy} has no effect: its podSelector `{selector}` selects no pod of namespace `{namespace}`.",
      help: "Give the podSelector the labels of the pods that are meant, or remove the policy.",
    },
    hostNetwork: {
      message: "{policy} has no effect: its podSelector `{selector}` selects only pods in the host network.",
      help: "Isolate the node instead, or take the pods out of the host network.",
    },
    notInInput: {
      message: "{policy} selects no pod of the input: namespace `{namespace}` has pods there, but none that `{selector}` selects.",
      help: "Compare the labels; if the pods are made elsewhere, nothing is wrong.",
    },
  },
  check: (context) => (context.cluster.settings.world === "closed" ? inClosedWorld(context) : inOpenWorld(context)),
});

type MessageId = "noPod" | "hostNetwork" | "notInInput";

function inClosedWorld(context: LintContext): readonly RuleFinding<MessageId>[] {
  return idleParts(context, "policy", ["no-subjects", "host-network"]).map(({ policy, cause }) =>
    findingOf(policy, cause === "no-subjects" ? "noPod" : "hostNetwork"),
  );
}

function inOpenWorld({ cluster }: LintContext): readonly RuleFinding<MessageId>[] {
  const workloads = workloadsByNamespace(cluster);
  return cluster.networkPolicies
    .filter(({ refusals, podSelector }) => refusals.length === 0 && isSatisfiable(podSelector))
    .filter(({ meta, podSelector }) => {
      const own = workloads.get(meta.namespace) ?? [];
      return own.length > 0 && !own.some(({ pods }) => pods.some(({ labels }) => matchesLabels(podSelector, labels) !== "no"));
    })
    .map((policy) => ({ ...findingOf(policy, "notInInput"), severity: "info" }));
}

/** Most pods of a large cluster are in few namespaces. */
export function workloadsByNamespace({ workloads }: Cluster): ReadonlyMap<string, Cluster["workloads"]> {
  const lists = new Map<string, Cluster["workloads"][number][]>();
  for (const workload of workloads) {
    const list = lists.get(workload.namespace);
    if (list) list.push(workload);
    else lists.set(workload.namespace, [workload]);
  }
  return lists;
}

function findingOf(policy: NetworkPolicy, messageId: MessageId): RuleFinding<MessageId> {
  const { meta, podSelector } = policy;
  return {
    ...placeOf(meta, ["spec", "podSelector"]),
    messageId,
    data: { policy: partTitle({ policy, path: [] }), selector: formatSelector(podSelector), namespace: meta.namespace },
  };
}
