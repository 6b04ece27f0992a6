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
import { workloadsByNamespace } from "./policy-selects-nothing.js";

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
    const peer = peersOf(policy).find((one) => one.path === path);
    return peer ? [findingOf(policy, peer, peer.ipBlock ? "noAddress" : "noPod", whereText(policy, peer))] : [];
  });
}

function peersOf({ policyTypes, ingress, egress }: NetworkPolicy): readonly Peer[] {
  const rules = [...(policyTypes.ingress ? ingress : []), ...(policyTypes.egress ? egress : [])];
  return rules.flatMap(({ peers }) => peers);
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
  const workloads = workloadsByNamespace(cluster);
  return cluster.networkPolicies
    .filter(({ refusals }) => refusals.length === 0)
    .flatMap((policy) =>
      peersOf(policy).flatMap((peer): readonly RuleFinding<MessageId>[] => {
        const names = namedNamespaces(cluster, policy, peer);
        if (!isSatisfiable(peer.podSelector ?? { requirements: [] }) || !hasNoPod(workloads, names, peer)) return [];
        const where = names.map((name) => `namespace \`${name}\``).join(" and ");
        return [{ ...findingOf(policy, peer, "notInInput", where), severity: "info" }];
      }),
    );
}

function hasNoPod(
  workloads: ReadonlyMap<string, Cluster["workloads"]>,
  names: readonly string[],
  { podSelector }: Peer,
): boolean {
  if (!podSelector || names.length === 0) return false;
  return names.every((name) => {
    const own = workloads.get(name) ?? [];
    return own.length > 0 && !own.some(({ pods }) => pods.some(({ labels }) => matchesLabels(podSelector, labels) !== "no"));
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
