import {
  defineRule,
  formatSelector,
  isSatisfiable,
  type LintContext,
  type NetworkPolicy,
  placeOf,
  type RuleFinding,
} from "@netpolint/core";
import { idleParts, partTitle } from "./idle-parts.js";
import { acceptedPolicies } from "./network-policy-words.js";
import { podIndexOf } from "./pod-index.js";

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
  const pods = podIndexOf(cluster);
  return acceptedPolicies(cluster)
    .filter(({ meta, podSelector }) => pods.selectsNone(meta.namespace, podSelector) && isSatisfiable(podSelector))
    .map((policy) => ({ ...findingOf(policy, "notInInput"), severity: "info" }));
}

function findingOf(policy: NetworkPolicy, messageId: MessageId): RuleFinding<MessageId> {
  const { meta, podSelector } = policy;
  return {
    ...placeOf(meta, ["spec", "podSelector"]),
    messageId,
    data: { policy: partTitle({ policy, path: [] }), selector: formatSelector(podSelector), namespace: meta.namespace },
  };
}
