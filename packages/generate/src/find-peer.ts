import {
  type Cluster,
  type Endpoint,
  ipSetOf,
  type IpSet,
  namespaceNameLabel,
  type Pod,
  type PolicyDirection,
  type SelectorRequirement,
} from "@netpolint/core";
import type { ChosenSelector } from "./choose-selector.js";
import type { PodFamilies, PodFamily } from "./pod-family.js";

/** What a rule can say of one end of a flow. */
export type FoundPeer =
  | { readonly type: "pods"; readonly family: PodFamily; readonly chosen: ChosenSelector }
  | { readonly type: "addresses"; readonly sets: readonly IpSet[]; readonly name: string }
  /** Traffic from nodes, where the platform has a namespace that stands for it. */
  | { readonly type: "nodes"; readonly requirement: SelectorRequirement; readonly name: string }
  /** `problem` is a clause, `instead` says what to do, as a clause too. */
  | { readonly type: "none"; readonly problem: string; readonly instead: string };

export interface PeerContext {
  readonly cluster: Cluster;
  readonly families: PodFamilies;
  choose(family: PodFamily): ChosenSelector;
}

/** How a rule for one direction names the other end. */
export function findPeer(context: PeerContext, end: Endpoint, direction: PolicyDirection): FoundPeer {
  switch (end.type) {
    case "workload":
      return podsPeer(context, end.workload.pods, end.workload.name, direction);
    case "hypothetical":
      return podsPeer(context, [end.pod], end.name, direction);
    case "addresses":
      return { type: "addresses", sets: end.sets, name: end.name };
    case "outside":
      return end.sets ? { type: "addresses", sets: end.sets, name: end.name } : domainName(end.name);
    case "apiserver":
      return apiServerPeer(context.cluster, direction);
    case "node":
      return nodePeer(context.cluster, direction, "the nodes");
    case "unknown":
      return { type: "none", problem: `it is not known where ${end.name} runs`, instead: end.settle };
  }
}

function podsPeer(
  { cluster, families, choose }: PeerContext,
  pods: readonly Pod[],
  name: string,
  direction: PolicyDirection,
): FoundPeer {
  const [pod] = pods;
  const family = pod && families.ofPod(pod);
  if (!family) return { type: "none", problem: `\`${name}\` is not in the input`, instead: "give its manifest" };
  if (pods.some((one) => one.hostNetwork)) return nodePeer(cluster, direction, `\`${family.title}\` in the host network`);
  return { type: "pods", family, chosen: choose(family) };
}

function domainName(name: string): FoundPeer {
  return {
    type: "none",
    problem: `a NetworkPolicy cannot name \`${name}\`, only addresses`,
    instead: "allow the addresses that it resolves to with an ipBlock, or name it in a policy of the network plugin",
  };
}

function apiServerPeer(cluster: Cluster, direction: PolicyDirection): FoundPeer {
  const nodes = nodesNamespace(cluster, direction);
  if (nodes) return { type: "nodes", requirement: nodes, name: "@apiserver" };
  const { apiServer } = cluster.settings;
  if (apiServer.length > 0) return { type: "addresses", sets: apiServer.map(ipSetOf), name: "@apiserver" };
  const { facts } = cluster.environment.apiServer;
  // Where it is reached is no address that it must call from.
  if (direction === "egress" && facts.length > 0) {
    const sets = facts.map(({ value: { family, value } }) => ipSetOf({ family, first: value, last: value }));
    return { type: "addresses", sets, name: "@apiserver" };
  }
  const problem = "the addresses of the API server are not known";
  return { type: "none", problem, instead: "give them with `--apiserver <cidr>`" };
}

function nodePeer(cluster: Cluster, direction: PolicyDirection, name: string): FoundPeer {
  const { nodeRanges } = cluster.settings;
  const nodes = nodesNamespace(cluster, direction);
  if (nodes) return { type: "nodes", requirement: nodes, name };
  if (nodeRanges.length > 0) return { type: "addresses", sets: nodeRanges.map(ipSetOf), name };
  return {
    type: "none",
    problem: `no selector matches ${name}, and the addresses of the nodes are not known`,
    instead: "give the addresses of the nodes with `--node-range <cidr>`, and allow them with an ipBlock",
  };
}

/**
 * OpenShift and OVN-Kubernetes have a namespace that stands for traffic from nodes (OpenShift documentation, "About
 * network policy"). It is of no use for traffic to them.
 */
function nodesNamespace({ settings }: Cluster, direction: PolicyDirection): SelectorRequirement | undefined {
  if (direction === "egress") return undefined;
  if (settings.platform === "openshift") {
    return { key: "policy-group.network.openshift.io/host-network", operator: "In", values: [""] };
  }
  if (settings.cni !== "ovn-kubernetes") return undefined;
  return { key: namespaceNameLabel, operator: "In", values: ["ovn-host-network"] };
}
