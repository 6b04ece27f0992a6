import { defineRule, isObject, type NetworkPolicy, placeOf, type RuleFinding } from "@netpolint/core";
import { pathText, type PolicyPort, policyTitle } from "./network-policy-words.js";
import { portsInForce } from "./rules-in-force.js";

/** For those who want to see protocols written. */
export const protocolDefaulted = defineRule({
  id: "protocol-defaulted",
  summary: "A port has no protocol and so is TCP",
  severity: "info",
  category: "mistake",
  precision: "low",
  reach: "object",
  messages: {
    tcp: {
      message: "{port} of {policy} has no protocol, so it is for TCP alone.",
      help: "Write protocol: TCP, which says the same, or the protocol that is meant.",
    },
  },
  check: ({ cluster }) =>
    portsInForce(cluster).flatMap(({ policy, port }) => findingsOf(policy, port)),
});

function findingsOf(policy: NetworkPolicy, { path }: PolicyPort): readonly RuleFinding<"tcp">[] {
  const { meta } = policy;
  const item = meta.origin.valueAt(path);
  if (!isObject(item) || Object.hasOwn(item, "protocol")) return [];
  return [
    {
      ...placeOf(meta, path),
      messageId: "tcp",
      data: { port: pathText(path), policy: policyTitle(policy) },
      fix: { title: "Write protocol: TCP", edits: [{ meta, edit: { type: "set", path: [...path, "protocol"], value: "TCP" } }] },
    },
  ];
}
