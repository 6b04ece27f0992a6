import { classifyIpAddress, type Cluster, defineRule, type IpBlock, placeOf, podName, type RuleFinding } from "@netpolint/core";
import { firstPodIn, isSingle, isWithin, type LocatedPod, locatedPods, overlaps } from "./address-holders.js";
import { pathText, policyTitle } from "./network-policy-words.js";
import { type BlockInForce, blocksInForce, cidrPath } from "./rules-in-force.js";

/** ipBlocks are for addresses outside the cluster; what they do to pods hangs on the network plugin. */
export const ipblockSelectsPods = defineRule({
  id: "ipblock-selects-pods",
  summary: "An ipBlock that holds addresses of pods",
  severity: "warning",
  category: "cluster",
  precision: "high",
  messages: {
    onlyPods: {
      message:
        "{field} of {policy} holds nothing but addresses of pods: some network plugins match none of them, others whichever pod has one.",
      help: "Select the pods by their labels and namespaces.",
    },
    alsoPods: {
      message:
        "{field} of {policy} also holds {pods}, so with most network plugins it matches pods whatever their labels are.",
      help: "Take the pods' addresses out with `except`, unless they are meant.",
    },
    unknownRange: {
      message: "It is not known which addresses pods have, and {field} of {policy}{rest} may hold some of them.",
      help: "Say with `--pod-range <cidr>` where the pods are.",
    },
  },
  check: ({ cluster }) => {
    const pods = locatedPods(cluster);
    const blocks = blocksInForce(cluster).filter(({ block }) => !isSingle(block.cidr) && block.cidr.prefixLength > 0);
    if (pods.length === 0 && cluster.settings.podRanges.length === 0) return unknownRange(blocks.filter(isPrivate));
    return blocks.flatMap((one) => findingOf(one, cluster, pods));
  },
});

type BlockFinding = RuleFinding<"onlyPods" | "alsoPods" | "unknownRange">;

/** Pods nearly always have addresses of these. One finding, as there is one thing to say. */
function isPrivate({ block: { cidr } }: BlockInForce): boolean {
  return classifyIpAddress({ family: cidr.family, value: cidr.first }) === "private";
}

function unknownRange([first, ...others]: readonly BlockInForce[]): readonly BlockFinding[] {
  if (!first) return [];
  const path = cidrPath(first.peer);
  const rest = others.length === 0 ? "" : ` (the first of ${others.length + 1} blocks of private addresses)`;
  return [
    {
      ...placeOf(first.policy.meta, path),
      messageId: "unknownRange",
      severity: "info",
      data: { field: pathText(path), policy: policyTitle(first.policy), rest },
      identity: { parts: ["unknown range"], objects: [first, ...others].map(({ policy }) => policy.meta) },
    },
  ];
}

/** One address is for single-pod-address, and a whole family means everybody. */
function findingOf(one: BlockInForce, { settings }: Cluster, pods: readonly LocatedPod[]): readonly BlockFinding[] {
  const { policy, peer, block } = one;
  const { cidr, except } = block;
  const path = cidrPath(peer);
  const data = { field: pathText(path), policy: policyTitle(policy) };
  const place = placeOf(policy.meta, path);
  if (isWithin(cidr, settings.podRanges)) return [{ ...place, messageId: "onlyPods", data }];
  const located = firstPodIn(pods, cidr, except);
  const range = settings.podRanges.find((range) => isHeld(range, cidr, except));
  if (!located && !range) return [];
  return [
    {
      ...place,
      messageId: "alsoPods",
      severity: "info",
      data: { ...data, pods: located ? `pod \`${podName(located.pod)}\`` : "the range of the pods" },
      related: located
        ? [{ ...placeOf(located.workload.meta, ["metadata", "name"]), message: "its address is in the block" }]
        : [],
    },
  ];
}

/** Whether the block has the range inside, and no exception takes any of it out. */
function isHeld(range: IpBlock, cidr: IpBlock, except: readonly IpBlock[]): boolean {
  return isWithin(range, [cidr]) && !except.some((one) => overlaps(one, range));
}
