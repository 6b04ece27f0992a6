import {
  type Cluster,
  defineRule,
  formatSelector,
  labelsOfNamespace,
  type LabelSelector,
  matchesLabels,
  placeOf,
  type RuleFinding,
  type Workload,
  workloadName,
} from "@netpolint/core";
import { asksForOpenShiftGroup } from "./platform-labels.js";
import { pathText, type PolicyPeer, policyTitle } from "./network-policy-words.js";
import { type PeerInForce, peersInForce } from "./rules-in-force.js";

/** To most plugins the traffic of such pods is the node's, which no selector matches. */
export const hostnetworkPeer = defineRule({
  id: "hostnetwork-peer",
  summary: "A peer selects only pods in the host network, which most plugins do not match",
  severity: "warning",
  category: "cluster",
  precision: "high",
  reach: "policy",
  messages: {
    onlyHostNetwork: {
      message:
        "In the input {field} of {policy} selects only {workload}{rest}, in the host network: with most network plugins selectors do not match its pods.",
      help: "Name the addresses of the nodes with ipBlock.",
    },
  },
  check: ({ cluster }) => {
    const find = finderIn(cluster);
    if (!find) return [];
    return peersInForce(cluster).flatMap((one) => findingOf(one, find));
  },
});

function findingOf(one: PeerInForce, find: Finder): readonly RuleFinding<"onlyHostNetwork">[] {
  const { policy, peer } = one;
  if (peer.namespaceSelector && asksForOpenShiftGroup(peer.namespaceSelector)) return [];
  const found = find(peer, policy.meta.namespace);
  const [first, ...others] = found;
  if (!first) return [];
  return [
    {
      ...placeOf(policy.meta, peer.path),
      messageId: "onlyHostNetwork",
      data: {
        field: pathText(peer.path),
        policy: policyTitle(policy),
        workload: `\`${workloadName(first)}\``,
        rest: others.length === 0 ? "" : ` and ${others.length} more`,
      },
      related: found.map((workload) => ({
        ...placeOf(workload.meta, ["metadata", "name"]),
        message: `\`${workloadName(workload)}\` is in the host network`,
      })),
    },
  ];
}

/** The workloads that a peer selects, where all of them are in the host network; empty where any other is. */
type Finder = (peer: PolicyPeer, namespace: string) => readonly Workload[];

/** Policies say the same of their peers over and over, so each is looked for once. Undefined: there is no such pod. */
function finderIn(cluster: Cluster): Finder | undefined {
  const inHostNetwork = byNamespaceOf(cluster.workloads.filter(({ pods }) => pods.some(({ hostNetwork }) => hostNetwork)));
  if (inHostNetwork.size === 0) return undefined;
  const others = byNamespaceOf(cluster.workloads.filter(({ pods }) => pods.some(({ hostNetwork }) => !hostNetwork)));
  const memo = new Map<string, readonly Workload[]>();
  return (peer, namespace) => {
    if (peer.ipBlock) return [];
    const key = keyOf(peer, namespace);
    const known = memo.get(key) ?? onlyHostNetwork(cluster, peer, namespace, { inHostNetwork, others });
    memo.set(key, known);
    return known;
  };
}

function keyOf({ namespaceSelector, podSelector }: PolicyPeer, namespace: string): string {
  const text = (selector: LabelSelector | undefined): string | null => (selector ? formatSelector(selector) : null);
  return JSON.stringify([namespaceSelector ? null : namespace, text(namespaceSelector), text(podSelector)]);
}

type ByNamespace = ReadonlyMap<string, readonly Workload[]>;

function byNamespaceOf(workloads: readonly Workload[]): ByNamespace {
  const byNamespace = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const list = byNamespace.get(workload.namespace);
    if (list) list.push(workload);
    else byNamespace.set(workload.namespace, [workload]);
  }
  return byNamespace;
}

function onlyHostNetwork(
  cluster: Cluster,
  { namespaceSelector, podSelector }: PolicyPeer,
  own: string,
  { inHostNetwork, others }: { readonly inHostNetwork: ByNamespace; readonly others: ByNamespace },
): readonly Workload[] {
  const isSelected = ({ pods }: Workload): boolean =>
    pods.some(({ labels }) => podSelector === undefined || matchesLabels(podSelector, labels) === "yes");
  const namespaces = namespaceSelector
    ? [...inHostNetwork.keys()].filter((name) => matchesLabels(namespaceSelector, labelsOfNamespace(cluster, name)) === "yes")
    : [own];
  const found = namespaces.flatMap((name) => (inHostNetwork.get(name) ?? []).filter(isSelected));
  if (found.length === 0) return [];
  const mayBe = ({ pods }: Workload): boolean =>
    pods.some(({ labels }) => podSelector === undefined || matchesLabels(podSelector, labels) !== "no");
  const isElsewhere = [...others].some(
    ([name, workloads]) => isNamespace(cluster, namespaceSelector, name, own) && workloads.some(mayBe),
  );
  return isElsewhere ? [] : found;
}

function isNamespace(cluster: Cluster, selector: LabelSelector | undefined, name: string, own: string): boolean {
  return selector ? matchesLabels(selector, labelsOfNamespace(cluster, name)) !== "no" : name === own;
}
