import {
  type Cluster,
  defineRule,
  formatSelector,
  type IpFamily,
  type NetworkPolicy,
  placeOf,
  type PolicyDirection,
  type RuleFinding,
  usedFamilies,
} from "@netpolint/core";
import { acceptedPolicies, pathText, policyTitle } from "./network-policy-words.js";
import { type BlockInForce, blocksInForce, cidrPath } from "./rules-in-force.js";

/** `0.0.0.0/0` is everybody to IPv4 and nobody to IPv6. */
export const dualStackHalfOpen = defineRule({
  id: "dual-stack-half-open",
  summary: "Every address of one family is let through, and none of the other that the cluster uses",
  severity: "warning",
  category: "cluster",
  precision: "high",
  messages: {
    half: {
      message:
        "{field} of {policy} is every address of IPv{family}, and no policy for the same pods has a block of IPv{other}, which the cluster uses as well.",
      help: "Add an ipBlock for {missing}, if that family is meant to be open too.",
    },
  },
  check: ({ cluster }) => {
    if (usedFamilies(cluster).length < 2) return [];
    const blocks = blocksInForce(cluster);
    const reached = reachedFamilies(cluster, blocks);
    return blocks.filter(({ block }) => block.cidr.prefixLength === 0).flatMap((one) => findingOf(one, reached));
  },
});

const everyAddress: Readonly<Record<IpFamily, string>> = { 4: "0.0.0.0/0", 6: "::/0" };

function findingOf(one: BlockInForce, reached: ReadonlySet<string>): readonly RuleFinding<"half">[] {
  const { policy, direction, rule, peer, block } = one;
  const { family } = block.cidr;
  const other: IpFamily = family === 4 ? 6 : 4;
  if (groupsOf(policy, direction, other).some((group) => reached.has(group))) return [];
  const path = cidrPath(peer);
  const value = { ipBlock: { cidr: everyAddress[other] } };
  const list = [...rule.path, direction === "ingress" ? "from" : "to"];
  return [
    {
      ...placeOf(policy.meta, path),
      messageId: "half",
      data: { field: pathText(path), policy: policyTitle(policy), family, other, missing: everyAddress[other] },
      suggestions: [
        {
          title: `Add an ipBlock for ${everyAddress[other]}`,
          edits: [{ meta: policy.meta, edit: { type: "insert", path: list, value } }],
        },
      ],
    },
  ];
}

/** The groups of pods and families for which some policy has a block, or lets everybody through. */
function reachedFamilies(cluster: Cluster, blocks: readonly BlockInForce[]): ReadonlySet<string> {
  const reached = new Set(blocks.map(({ policy, direction, block }) => groupOf(policy, direction, block.cidr.family)));
  for (const policy of acceptedPolicies(cluster)) {
    for (const direction of ["ingress", "egress"] as const) {
      if (!policy.policyTypes[direction] || policy[direction].every(({ peers }) => peers.length > 0)) continue;
      reached.add(groupOf(policy, direction, 4)).add(groupOf(policy, direction, 6));
    }
  }
  return reached;
}

/** Those of the same selector, and those of every pod of the namespace, which these are among. */
function groupsOf(policy: NetworkPolicy, direction: PolicyDirection, family: IpFamily): readonly string[] {
  return [groupOf(policy, direction, family), groupOf({ ...policy, podSelector: { requirements: [] } }, direction, family)];
}

function groupOf({ meta, podSelector }: NetworkPolicy, direction: PolicyDirection, family: IpFamily): string {
  return JSON.stringify([meta.namespace, formatSelector(podSelector), direction, family]);
}
