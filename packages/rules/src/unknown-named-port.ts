import { type Cluster, defineRule, type NetworkPolicy, placeOf, type Pod, podName, type PolicyDirection, type RuleFinding } from "@netpolint/core";
import { counted, pathText, type PolicyPort, type PolicyRule, policyTitle } from "./network-policy-words.js";
import { podIndexOf } from "./pod-index.js";
import { portsInForce } from "./rules-in-force.js";

/** A name is looked up in the pods that are connected to, each for itself; where none declares it, nothing matches. */
export const unknownNamedPort = defineRule({
  id: "unknown-named-port",
  summary: "A port is asked for by a name that no pod concerned declares",
  severity: "warning",
  category: "mistake",
  precision: "high",
  reach: "policy",
  messages: {
    undeclared: {
      message: "{port} of {policy} asks for the {protocol} port named `{name}`, and {pods}, so it allows nothing there.",
      help: "Give the container port that name, or write the number.",
    },
    otherProtocol: {
      message:
        "{port} of {policy} asks for the {protocol} port named `{name}`, which pod `{pod}` declares for {declared} alone, so it allows nothing there.",
      help: "Write protocol: {declared}, or declare the port for {protocol} as well.",
    },
    addresses: {
      message:
        "{port} of {policy} asks for the port named `{name}`, and all peers of the rule are addresses, which have no port names outside the cluster, so it allows nothing there.",
      help: "Write the number.",
    },
  },
  check: ({ cluster }) =>
    portsInForce(cluster)
      .filter(({ port }) => typeof port.port === "string")
      .flatMap((item) => findingsOf(cluster, item)),
});

type MessageId = "undeclared" | "otherProtocol" | "addresses";

interface NamedItem {
  readonly policy: NetworkPolicy;
  readonly direction: PolicyDirection;
  readonly rule: PolicyRule;
  readonly port: PolicyPort;
}

function findingsOf(cluster: Cluster, item: NamedItem): readonly RuleFinding<MessageId>[] {
  const { direction, rule, port, policy } = item;
  const data = { port: pathText(port.path), policy: policyTitle(policy), protocol: port.protocol, name: String(port.port) };
  const place = placeOf(policy.meta, [...port.path, "port"]);
  if (direction === "egress" && rule.peers.length > 0 && rule.peers.every(({ ipBlock }) => ipBlock)) {
    return [{ ...place, messageId: "addresses", data }];
  }
  const pods = destinationsOf(cluster, item);
  const [first] = pods;
  // Where the containers of one pod are not known, the name may be there.
  if (!first || pods.some((pod) => !pod.namedPorts || declares(pod, port, port.protocol))) return [];
  const other = pods.find((pod) => declares(pod, port));
  if (!other) return [{ ...place, messageId: "undeclared", data: { ...data, pods: undeclaredText(pods, first) } }];
  const declared = other.namedPorts?.find(({ name }) => name === port.port)?.protocol ?? "";
  return [{ ...place, messageId: "otherProtocol", data: { ...data, pod: podName(other), declared } }];
}

function declares({ namedPorts }: Pod, { port }: PolicyPort, protocol?: string): boolean {
  return namedPorts?.some((one) => one.name === port && (protocol === undefined || one.protocol === protocol)) ?? false;
}

/** Rules for everybody are about pods of whom nothing has to be in the input. */
function destinationsOf(cluster: Cluster, { policy, direction, rule }: NamedItem): readonly Pod[] {
  const index = podIndexOf(cluster);
  const { namespace } = policy.meta;
  if (direction === "ingress") return index.select(namespace, policy.podSelector);
  return rule.peers.flatMap((peer) => index.selectPeer(peer, namespace));
}

function undeclaredText(pods: readonly Pod[], first: Pod): string {
  if (pods.length === 1) return `pod \`${podName(first)}\` declares no port of that name`;
  return `none of the ${counted(pods.length, "pod")} in the input that it is for declares one, such as \`${podName(first)}\``;
}
