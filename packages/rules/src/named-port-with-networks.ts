import {
  type ClusterPolicy,
  type ClusterPolicyPeer,
  type ClusterPolicyRule,
  defineRule,
  formatPath,
  placeOf,
  type RuleFinding,
} from "@netpolint/core";
import { titleOf } from "./cluster-policy-words.js";
import { ruleOfRefusal } from "./rule-of-refusal.js";

/** Only pods give names to ports. The experimental channel refuses such a rule, the standard channel takes it. */
export const namedPortWithNetworks = defineRule({
  id: "named-port-with-networks",
  summary: "A rule names a port of peers that have no named ports",
  severity: "error",
  category: "order",
  precision: "very-high",
  reach: "object",
  messages: {
    neverMatches: {
      message:
        "{port} of {policy} asks for the port named {name}, and no peer by {field} names its ports, so that it never matches there.",
      help: "Write the port's number, or give the peer a rule of its own.",
    },
    refused: {
      message:
        "{port} of {policy} asks for the port named {name}, and no peer by {field} names its ports, so the API server refuses the policy.",
      help: "Write the port's number, or give the peer a rule of its own. The API server answers: {serverMessage}.",
    },
  },
  check: ({ cluster }) =>
    cluster.clusterPolicies.flatMap((policy) =>
      policy.egress.flatMap((rule) => {
        const peer = rule.peers.find(hasNoNamedPorts);
        const named = peer ? rule.ports.filter(({ type }) => type === "name") : [];
        return named.flatMap((port) => (peer ? findingOf(policy, rule, peer, port) : []));
      }),
    ),
});

const fields: Readonly<Record<ClusterPolicyPeer["type"], string | undefined>> = {
  networks: "networks",
  nodes: "nodes",
  domainNames: "domainNames",
  pods: undefined,
  unknown: undefined,
};

function hasNoNamedPorts({ type }: ClusterPolicyPeer): boolean {
  return fields[type] !== undefined;
}

type Port = ClusterPolicyRule["ports"][number];

function findingOf(
  policy: ClusterPolicy,
  rule: ClusterPolicyRule,
  peer: ClusterPolicyPeer,
  port: Port,
): RuleFinding<"neverMatches" | "refused"> {
  const place = placeOf(policy.meta, port.path);
  const refusal = policy.refusals
    .filter((one) => ruleOfRefusal(policy, one) === "named-port-with-networks")
    .find((one) => one.path[2] === rule.path[2]);
  const name = port.type === "name" ? port.name : "";
  return {
    ...place,
    messageId: refusal ? "refused" : "neverMatches",
    data: {
      port: `\`${formatPath(port.path)}\``,
      policy: titleOf(policy),
      name: `\`${name}\``,
      field: `\`${fields[peer.type] ?? ""}\``,
      ...(refusal ? { serverMessage: refusal.serverMessage } : {}),
    },
    related: [{ ...placeOf(policy.meta, peer.path), message: "this peer has no named ports" }],
  };
}
