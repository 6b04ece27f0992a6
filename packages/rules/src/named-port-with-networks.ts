import {
  type ClusterPolicy,
  type ClusterPolicyPeer,
  type ClusterPolicyRule,
  formatPath,
  type LintRule,
  placeOf,
  type RuleFinding,
} from "@netpolint/core";
import { titleOf } from "./cluster-policy-words.js";
import { ruleOfRefusal } from "./rule-of-refusal.js";

/** Only pods give names to ports. The experimental channel refuses such a rule, the standard channel takes it. */
export const namedPortWithNetworks: LintRule = {
  id: "named-port-with-networks",
  summary: "A rule names a port of peers that have no named ports",
  severity: "error",
  check: ({ cluster }) =>
    cluster.clusterPolicies.flatMap((policy) =>
      policy.egress.flatMap((rule) => {
        const peer = rule.peers.find(hasNoNamedPorts);
        const named = peer ? rule.ports.filter(({ type }) => type === "name") : [];
        return named.flatMap((port) => (peer ? findingOf(policy, rule, peer, port) : []));
      }),
    ),
};

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

function findingOf(policy: ClusterPolicy, rule: ClusterPolicyRule, peer: ClusterPolicyPeer, port: Port): RuleFinding {
  const place = placeOf(policy.meta, port.path);
  const refusal = policy.refusals
    .filter((one) => ruleOfRefusal(policy, one) === "named-port-with-networks")
    .find((one) => one.path[2] === rule.path[2]);
  const consequence = refusal ? "so the API server refuses the policy" : "so that it never matches there";
  const name = port.type === "name" ? port.name : "";
  return {
    ...place,
    message: `\`${formatPath(port.path)}\` of ${titleOf(policy)} asks for the port named \`${name}\`, and no peer by \`${fields[peer.type] ?? ""}\` names its ports, ${consequence}.`,
    help: refusal
      ? `Write the port's number, or give the peer a rule of its own. The API server answers: ${refusal.serverMessage}.`
      : "Write the port's number, or give the peer a rule of its own.",
    related: [{ ...placeOf(policy.meta, peer.path), message: "this peer has no named ports" }],
  };
}
