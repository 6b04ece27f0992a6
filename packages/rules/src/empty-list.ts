import { defineRule, type NetworkPolicy, type Path, placeOf, type RuleFinding } from "@netpolint/core";
import { allRulesInForce, pathText, peerFields, policyTitle } from "./network-policy-words.js";
import { widthOfRule } from "./said-by-others.js";

/** An empty list of rules allows nothing, an empty list of peers or ports everything. */
export const emptyList = defineRule({
  id: "empty-list",
  summary: "A list of peers or ports is empty, which means all of them",
  severity: "warning",
  category: "mistake",
  precision: "high",
  reach: "object",
  messages: {
    everyPeer: {
      message: "{field} of {policy} is an empty list, so the rule is for every peer, inside the cluster and outside.",
      help: "List the peers, or leave out the rule to allow none; without the field it means the same and says so.",
    },
    everyPort: {
      message: "{field} of {policy} is an empty list, so the rule is for every port of every protocol.",
      help: "List the ports, or leave out the rule to allow none; without the field it means the same and says so.",
    },
  },
  check: ({ cluster }) =>
    allRulesInForce(cluster).flatMap(({ policy, direction, rule }) => {
      if (rule.peers.length > 0 && rule.ports.length > 0) return [];
      return [
        ...(rule.peers.length === 0 ? findingsAt(policy, [...rule.path, peerFields[direction]], "everyPeer") : []),
        ...(rule.ports.length === 0 ? findingsAt(policy, [...rule.path, "ports"], "everyPort") : []),
      ];
    }),
});

type MessageId = "everyPeer" | "everyPort";

function findingsAt(policy: NetworkPolicy, path: Path, messageId: MessageId): readonly RuleFinding<MessageId>[] {
  const { meta } = policy;
  if (!Array.isArray(meta.origin.valueAt(path))) return [];
  return [
    {
      ...placeOf(meta, path),
      messageId,
      data: { field: pathText(path), policy: policyTitle(policy) },
      covers: widthOfRule(meta, path.slice(0, -1)),
      suggestions: [{ title: `Leave out \`${path.at(-1) ?? ""}\``, edits: [{ meta, edit: { type: "remove", path } }] }],
    },
  ];
}
