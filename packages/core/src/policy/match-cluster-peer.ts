import type { PolicyAction } from "../resources/cluster-policy.js";
import { ipSetContains } from "../sets/ip-set.js";
import { and, isSatisfiable, matchesLabels } from "../sets/label-selector.js";
import { podName } from "../cluster/cluster.js";
import { knowsAllNodes, labelsOfNode, nodeOfPod, nodeWithAddress } from "../cluster/find-node.js";
import type { NodeResource } from "../resources/node.js";
import { formatIpAddress } from "../sets/ip-address.js";
import type { CompiledClusterPeer } from "./compile-cluster-policy.js";
import { addressUnknown, type Match, matched } from "./match-peer.js";
import { domainNameUnknown, namespaceLabelsUnknown, nodeLabelsUnknown, podLabelsUnknown } from "./missing-facts.js";
import type { LocatedParty, Party } from "./party.js";
import type { ReasonCode } from "./verdict.js";

function mismatch(code: ReasonCode): Match {
  return { outcome: "no", code };
}

/** Compares a peer of a cluster-scoped policy with the other end of a flow. */
export function matchClusterPeer(peer: CompiledClusterPeer, action: PolicyAction, other: LocatedParty): Match {
  switch (peer.type) {
    case "pods":
      return matchPods(peer, other.party);
    case "networks":
      return matchNetworks(peer, other);
    case "nodes":
      return matchNodes(peer, other);
    case "domainNames":
      return matchDomainNames(peer, action, other.party);
    case "unknown":
      // Such a peer makes its whole rule fail closed, which is decided before peers are compared.
      return mismatch("fail-closed");
  }
}

type PeerOf<T extends CompiledClusterPeer["type"]> = Extract<CompiledClusterPeer, { type: T }>;

/** Pods in the host network are no peers by label, and neither are nodes, the API server or addresses. */
function matchPods({ pods }: PeerOf<"pods">, party: Party): Match {
  if (party.type !== "pod") return mismatch("peer-not-a-pod");
  const { pod, namespaceLabels } = party;
  if (pod.hostNetwork) return mismatch("hostnetwork-peer");
  const inNamespace = matchesLabels(pods.namespaceSelector, namespaceLabels);
  if (inNamespace === "no") return mismatch("peer-namespace");
  const byLabels = matchesLabels(pods.podSelector, pod.labels);
  if (byLabels === "no") return mismatch("peer-labels");
  if (and(inNamespace, byLabels) === "yes") return matched;
  const missing = inNamespace === "unknown" ? namespaceLabelsUnknown(pod.namespace) : podLabelsUnknown(podName(pod));
  return { outcome: "unknown", code: "labels-unknown", missing };
}

/** Networks match addresses inside the cluster as well: pods, nodes, whatever has one. */
function matchNetworks({ addresses }: PeerOf<"networks">, { party, address, candidate }: LocatedParty): Match {
  const set = address && addresses[address.family];
  if (!set) return mismatch("address-family");
  if (address && ipSetContains(set, address)) return matched;
  return candidate
    ? { outcome: "no", code: "address-outside-block", missing: addressUnknown(party) }
    : mismatch("address-outside-block");
}

/** Nodes are matched by the addresses of their status, which pods in the host network share. */
function matchNodes(peer: PeerOf<"nodes">, other: LocatedParty): Match {
  const { party } = other;
  switch (party.type) {
    case "unknown":
      return unknownNode("the other end");
    case "address":
      return matchNodeAddress(peer, other);
    case "apiserver":
      return matchApiServerNode(peer, other);
    case "node":
      return matchNode(peer, party.node, "the node");
    case "pod":
      if (!party.pod.hostNetwork) return mismatch("peer-not-a-node");
      return matchNode(peer, nodeOfPod(peer.cluster, party.pod), `the node of pod \`${podName(party.pod)}\``);
  }
}

function matchNode({ nodeSelector }: PeerOf<"nodes">, node: NodeResource | undefined, name: string): Match {
  if (node) return matchesLabels(nodeSelector, labelsOfNode(node)) === "yes" ? matched : mismatch("peer-labels");
  if (!isSatisfiable(nodeSelector)) return mismatch("peer-labels");
  return nodeSelector.requirements.length === 0 ? matched : unknownNode(name);
}

/** An address is a node's where the input says so, and may be one within the ranges that were given for nodes. */
function matchNodeAddress({ addresses, perhaps }: PeerOf<"nodes">, { party, address, candidate }: LocatedParty): Match {
  if (!address) return mismatch("address-family");
  if (ipSetContains(addresses[address.family], address)) return matched;
  if (ipSetContains(perhaps[address.family], address)) return unknownNode(`address ${formatIpAddress(address)}`);
  return candidate ? { outcome: "no", code: "peer-not-a-node", missing: addressUnknown(party) } : mismatch("peer-not-a-node");
}

/** The API server runs on nodes of the cluster or elsewhere. */
function matchApiServerNode(peer: PeerOf<"nodes">, { address }: LocatedParty): Match {
  const node = address && nodeWithAddress(peer.cluster, address);
  if (node) return matchNode(peer, node, "");
  if (!isSatisfiable(peer.nodeSelector)) return mismatch("peer-labels");
  return address && knowsAllNodes(peer.cluster) ? mismatch("peer-not-a-node") : unknownNode("the API server's nodes");
}

function unknownNode(node: string): Match {
  return { outcome: "unknown", code: "labels-unknown", missing: nodeLabelsUnknown(node) };
}

/** Names resolve to addresses that manifests do not hold. For Deny and Pass the API does not say what they do. */
function matchDomainNames({ domainNames }: PeerOf<"domainNames">, action: PolicyAction, party: Party): Match {
  if (party.type === "pod") return matchDomainNamesWithPod(domainNames);
  if (party.type === "address" && party.name !== undefined && action === "Accept") {
    return domainNames.some((pattern) => matchesDomain(pattern, party.name ?? "")) ? matched : mismatch("domain-name");
  }
  return { outcome: "unknown", code: "domain-name", missing: domainNameUnknown(domainNames[0] ?? "") };
}

/** Pods have names below the cluster's own domain only, and those of headless Services may lead to any pod. */
function matchDomainNamesWithPod(domainNames: readonly string[]): Match {
  const clusterName = domainNames.find((name) => /(?:^|\.)cluster\.local\.?$/i.test(name));
  if (clusterName === undefined) return mismatch("domain-name");
  return { outcome: "unknown", code: "domain-name", missing: domainNameUnknown(clusterName) };
}

/** A leading `*.` stands for one label or more, not for none. */
export function matchesDomain(pattern: string, name: string): boolean {
  const [wanted, given] = [pattern, name].map((text) => text.toLowerCase().replace(/\.$/, ""));
  if (wanted === undefined || given === undefined) return false;
  if (!wanted.startsWith("*.")) return wanted === given;
  const suffix = wanted.slice(1);
  return given.endsWith(suffix) && given.length > suffix.length;
}
