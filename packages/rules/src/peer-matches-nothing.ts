import {
  type Cluster,
  defineRule,
  formatSelector,
  isSatisfiable,
  labelsOfNamespace,
  type LintContext,
  matchesLabels,
  namespaceNameLabel,
  type NetworkPolicy,
  placeOf,
  type RuleFinding,
} from "@netpolint/core";
import { idleParts, partTitle } from "./idle-parts.js";
import { podIndexOf } from "./pod-index.js";
import { peersInForce, peersOfPolicy } from "./rules-in-force.js";

type Peer = NetworkPolicy["ingress"][number]["peers"][number];

/** Whether pods exist that are not in the input is not known in the open world, so there it is only a remark. */
export const peerMatchesNothing = defineRule({
  id: "peer-matches-nothing",
  summary: "A peer of a NetworkPolicy matches nobody",
  severity: "warning",
  category: "no-effect",
  precision: "medium",
  messages: {
    noPod: {
      message: "{peer} matches nobody: there is no pod that `{selector}` selects in {where}.",
      help: "Give the selectors the labels of the pods that are meant, or remove the peer.",
    },
    noAddress: {
      message: "{peer} matches nobody: its `except` leaves nothing of `{cidr}`.",
      help: "Take out what should be matched from `except`, or remove the peer.",
    },
    notInInput: {
      message: "{peer} matches no pod of the input: {where} has pods there, but none that `{selector}` selects.",
      help: "Compare the labels; if the pods are made elsewhere, nothing is wrong.",
    },
  },
  check: (context) => (context.cluster.settings.world === "closed" ? inClosedWorld(context) : inOpenWorld(context)),
});

type MessageId = "noPod" | "noAddress" | "notInInput";

function inClosedWorld(context: LintContext): readonly RuleFinding<MessageId>[] {
  return idleParts(context, "peer", ["no-peers"]).flatMap(({ policy, path }) => {
    const peer = peersOfPolicy(policy).find((one) => one.peer.path === path)?.peer;
    return peer ? [findingOf(policy, peer, peer.ipBlock ? "noAddress" : "noPod", whereText(policy, peer))] : [];
  });
}

function whereText({ meta }: NetworkPolicy, { namespaceSelector }: Peer): string {
  if (!namespaceSelector) return `namespace \`${meta.namespace}\``;
  if (namespaceSelector.requirements.length === 0) return "any namespace";
  return `namespaces with \`${formatSelector(namespaceSelector)}\``;
}

function findingOf(policy: NetworkPolicy, peer: Peer, messageId: MessageId, where: string): RuleFinding<MessageId> {
  const { path, podSelector, ipBlock } = peer;
  const title = partTitle({ policy, path });
  const selector = podSelector ? formatSelector(podSelector) : "{}";
  const data = messageId === "noAddress" ? { peer: title, cidr: ipBlock?.text ?? "" } : { peer: title, selector, where };
  return { ...placeOf(policy.meta, path), messageId, data };
}

/** Of namespaces that are named, and that have pods in the input, all pods are taken to be there. */
function inOpenWorld({ cluster }: LintContext): readonly RuleFinding<MessageId>[] {
  const pods = podIndexOf(cluster);
  return peersInForce(cluster).flatMap(({ policy, peer }): readonly RuleFinding<MessageId>[] => {
    const { podSelector } = peer;
    if (!podSelector) return [];
    const names = namedNamespaces(cluster, policy, peer);
    const isNone = names.length > 0 && names.every((name) => pods.selectsNone(name, podSelector));
    if (!isNone || !isSatisfiable(podSelector)) return [];
    const where = names.map((name) => `namespace \`${name}\``).join(" and ");
    return [{ ...findingOf(policy, peer, "notInInput", where), severity: "info" }];
  });
}

/** The namespaces that a peer can only be about; none where it can be about others. */
function namedNamespaces(cluster: Cluster, { meta }: NetworkPolicy, { ipBlock, namespaceSelector }: Peer): readonly string[] {
  if (ipBlock) return [];
  if (!namespaceSelector) return [meta.namespace];
  const named = namespaceSelector.requirements.find(({ key, operator }) => key === namespaceNameLabel && operator === "In");
  const names = [...new Set(named?.values ?? [])];
  return names.filter((name) => matchesLabels(namespaceSelector, labelsOfNamespace(cluster, name)) !== "no");
}
