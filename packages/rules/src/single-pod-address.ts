import { defineRule, placeOf, podName, type RuleFinding } from "@netpolint/core";
import { firstPodIn, isSingle, isWithin, type LocatedPod, locatedPods } from "./address-holders.js";
import { pathText, policyTitle } from "./network-policy-words.js";
import { type BlockInForce, blocksInForce, cidrPath } from "./rules-in-force.js";

/** Pods get another address each time they start, and somebody else gets theirs. */
export const singlePodAddress = defineRule({
  id: "single-pod-address",
  summary: "An ipBlock of one address that a pod has",
  severity: "warning",
  category: "brittle",
  precision: "very-high",
  reach: "policy",
  messages: {
    known: {
      message:
        "{field} of {policy} is the address of pod {pod}, which gets another one when it starts again, and another pod gets this one.",
      help: "Select the pod by its labels: some network plugins do not compare ipBlocks with pods at all.",
    },
    inRange: {
      message:
        "{field} of {policy} is one address of the pods' range, and which pod has it changes whenever pods start.",
      help: "Select the pod by its labels: some network plugins do not compare ipBlocks with pods at all.",
    },
  },
  check: ({ cluster }) => {
    const { podRanges } = cluster.settings;
    const pods = locatedPods(cluster);
    return blocksInForce(cluster)
      .filter(({ block }) => isSingle(block.cidr))
      .flatMap((one) => {
        const pod = firstPodIn(pods, one.block.cidr, []);
        return pod || isWithin(one.block.cidr, podRanges) ? [findingOf(one, pod)] : [];
      });
  },
});

function findingOf({ policy, peer }: BlockInForce, located: LocatedPod | undefined): RuleFinding<"known" | "inRange"> {
  const path = cidrPath(peer);
  const data = { field: pathText(path), policy: policyTitle(policy) };
  if (!located) return { ...placeOf(policy.meta, path), messageId: "inRange", data };
  const { pod, workload } = located;
  return {
    ...placeOf(policy.meta, path),
    messageId: "known",
    data: { ...data, pod: `\`${podName(pod)}\`` },
    related: [{ ...placeOf(workload.meta, ["metadata", "name"]), message: "this is whose address it is" }],
  };
}
