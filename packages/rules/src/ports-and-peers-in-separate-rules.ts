import { defineRule, type NetworkPolicy, placeOf, type PolicyDirection, type RuleFinding } from "@netpolint/core";
import { acceptedPolicies, bothDirections, isEverything, pathText, peerFields, type PolicyPeer, type PolicyRule, policyTitle } from "./network-policy-words.js";
import { widthOfRule } from "./said-by-others.js";

/** Peers and ports of one rule must both match; rules are alternatives. */
export const portsAndPeersInSeparateRules = defineRule({
  id: "ports-and-peers-in-separate-rules",
  summary: "A rule with peers alone stands beside a rule with ports alone",
  severity: "warning",
  category: "mistake",
  precision: "medium",
  reach: "object",
  messages: {
    separate: {
      message:
        "{peersRule} of {policy} has peers and no ports, and {portsRule} has ports and no peers, so these peers are allowed at every port and these ports for every peer.",
      help: "Put `{field}` and `ports` into one list item to mean these peers at these ports.",
    },
  },
  check: ({ cluster }) =>
    acceptedPolicies(cluster).flatMap((policy) =>
      bothDirections.filter((direction) => policy.policyTypes[direction]).flatMap((direction) => findingsOf(policy, direction)),
    ),
});

/** Neighbours, each in one pair at most. */
function findingsOf(policy: NetworkPolicy, direction: PolicyDirection): readonly RuleFinding<"separate">[] {
  const rules = policy[direction];
  const findings: RuleFinding<"separate">[] = [];
  for (let index = 1; index < rules.length; index += 1) {
    const [first, second] = [rules[index - 1], rules[index]];
    if (!first || !second) continue;
    const [peersRule, portsRule] = hasPeersAlone(first) ? [first, second] : [second, first];
    if (!hasPeersAlone(peersRule) || !hasPortsAlone(portsRule)) continue;
    findings.push(findingOf(policy, direction, peersRule, portsRule));
    index += 1;
  }
  return findings;
}

/** Whole namespaces at every port beside some ports for everybody is how wide rules are written on purpose. */
function hasPeersAlone({ peers, ports }: PolicyRule): boolean {
  return peers.length > 0 && ports.length === 0 && !peers.every(isWholeNamespace);
}

function isWholeNamespace({ podSelector, ipBlock }: PolicyPeer): boolean {
  return !ipBlock && (!podSelector || isEverything(podSelector));
}

/** DNS for everybody stands in policies of every sort. */
function hasPortsAlone({ peers, ports }: PolicyRule): boolean {
  return peers.length === 0 && ports.length > 0 && !ports.every(({ port }) => port === 53 || port === 5353);
}

function findingOf(
  policy: NetworkPolicy,
  direction: PolicyDirection,
  peersRule: PolicyRule,
  portsRule: PolicyRule,
): RuleFinding<"separate"> {
  const { meta } = policy;
  const field = peerFields[direction];
  const ports = meta.origin.valueAt([...portsRule.path, "ports"]) ?? [];
  return {
    ...placeOf(meta, [...portsRule.path, "ports"]),
    messageId: "separate",
    data: { peersRule: pathText(peersRule.path), portsRule: pathText(portsRule.path), policy: policyTitle(policy), field },
    covers: widthOfRule(meta, portsRule.path),
    related: [{ ...placeOf(meta, [...peersRule.path, field]), message: "these are the peers" }],
    suggestions: [
      {
        title: "Make them one rule",
        edits: [
          { meta, edit: { type: "set", path: [...peersRule.path, "ports"], value: ports } },
          { meta, edit: { type: "remove", path: portsRule.path } },
        ],
      },
    ],
  };
}
