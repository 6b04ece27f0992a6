import { type Cluster, labelsOfNamespace, podName } from "../cluster/cluster.js";
import type { PolicyDirection } from "../resources/network-policy.js";
import { ipSetContains, isEmptyIpSet } from "../sets/ip-set.js";
import {
  and,
  everything,
  isSatisfiable,
  matchesLabels,
  or,
  type Ternary,
} from "../sets/label-selector.js";
import type { CompiledPeer } from "./compile.js";
import {
  apiServerUnknown,
  hostNetworkPeer,
  namespaceLabelsUnknown,
  nodeAddressUnknown,
  outsideAddressUnknown,
  peerUnknown,
  podAddressUnknown,
  podLabelsUnknown,
} from "./missing-facts.js";
import type { Note } from "./note.js";
import { apiServerNamespaces, hostNetworkNamespace, type LocatedParty, type Party } from "./party.js";
import type { ReasonCode } from "./verdict.js";

/** How one part of a rule compares with one end of a flow. `missing` is the fact that would decide an "unknown". */
export interface Match {
  readonly outcome: Ternary;
  readonly code: ReasonCode;
  readonly missing?: Note | undefined;
}

export const matched: Match = { outcome: "yes", code: "matched" };

function mismatch(code: ReasonCode): Match {
  return { outcome: "no", code };
}

export interface PeerContext {
  readonly cluster: Cluster;
  readonly direction: PolicyDirection;
  /** The namespace of the policy: a podSelector alone reaches no other. */
  readonly namespace: string;
}

/** Compares a NetworkPolicyPeer with the other end of a flow. */
export function matchPeer(peer: CompiledPeer, other: LocatedParty, context: PeerContext): Match {
  if (peer.addresses && peer.block) return matchAddress(peer, other);
  return matchSelectors(peer, other.party, context);
}

function matchAddress({ addresses, block }: CompiledPeer, { party, address, candidate }: LocatedParty): Match {
  if (!addresses || !block) return mismatch("address-outside-block");
  if (address?.family !== addresses.family) return mismatch("address-family");
  if (ipSetContains(addresses, address)) return matched;
  if (isEmptyIpSet(addresses)) return mismatch("address-in-except");
  const code = ipSetContains(block, address) ? "address-in-except" : "address-outside-block";
  return candidate ? { outcome: "no", code, missing: addressUnknown(party) } : mismatch(code);
}

/** The fact that would tell which of several addresses a party has. */
export function addressUnknown(party: Party): Note | undefined {
  if (party.type === "apiserver") return apiServerUnknown();
  if (party.type === "node") return nodeAddressUnknown("another node");
  if (party.type === "unknown") return peerUnknown(party.name, party.settle);
  if (party.type === "address") return party.name === undefined ? undefined : outsideAddressUnknown(party.name);
  const name = podName(party.pod);
  return party.pod.hostNetwork ? nodeAddressUnknown(`the node of pod \`${name}\``) : podAddressUnknown(name);
}

function matchSelectors(peer: CompiledPeer, party: Party, context: PeerContext): Match {
  if (party.type === "pod" && !party.pod.hostNetwork) return matchPod(peer, party, context);
  if (party.type === "unknown") return matchUnknown(peer, party);
  if (party.type === "address") return mismatch("peer-not-a-pod");
  const synthetic = matchHostNetworkNamespace(peer, context);
  if (synthetic.outcome === "yes" || party.type === "node") return synthetic;
  const own = party.type === "pod" ? matchPod(peer, party, context) : matchApiServer(peer, context);
  return own.outcome === "no" ? { ...own, ...(synthetic.outcome === "unknown" ? synthetic : {}) } : own;
}

/**
 * On OpenShift and with OVN-Kubernetes traffic from nodes counts as coming from a namespace of its own. A selector that
 * asks for its label means it; whether one that is merely wide enough reaches it depends on the plugin.
 */
function matchHostNetworkNamespace(peer: CompiledPeer, { cluster, direction }: PeerContext): Match {
  const { namespaceSelector, podSelector } = peer;
  const standIn = direction === "ingress" ? hostNetworkNamespace(cluster) : undefined;
  if (!standIn || !namespaceSelector || (podSelector?.requirements.length ?? 0) > 0) return mismatch("peer-not-a-pod");
  if (matchesLabels(namespaceSelector, standIn.labels) !== "yes") return mismatch("peer-not-a-pod");
  const asksForIt = namespaceSelector.requirements.some(
    ({ key, operator }) => key === standIn.key && (operator === "In" || operator === "Exists"),
  );
  if (asksForIt) return matched;
  return { outcome: "unknown", code: "hostnetwork-peer", missing: hostNetworkPeer("the nodes") };
}

function matchUnknown(peer: CompiledPeer, { name, settle }: Extract<Party, { type: "unknown" }>): Match {
  const possible = isSatisfiable(peer.podSelector ?? everything) && isSatisfiable(peer.namespaceSelector ?? everything);
  if (!possible) return mismatch("peer-labels");
  return { outcome: "unknown", code: "peer-unknown", missing: peerUnknown(name, settle) };
}

/** The API server is no pod, except that its pods in the node network may count as such for some plugins. */
function matchApiServer(peer: CompiledPeer, context: PeerContext): Match {
  const possible = apiServerNamespaces(context.cluster)
    .map((namespace) => matchNamespace(peer, namespace, context))
    .reduce(or);
  if (possible === "no" || !isSatisfiable(peer.podSelector ?? everything)) return mismatch("peer-not-a-pod");
  return { outcome: "unknown", code: "hostnetwork-peer", missing: hostNetworkPeer("the API server's pods") };
}

function matchNamespace(peer: CompiledPeer, namespace: string, { cluster, namespace: own }: PeerContext): Ternary {
  if (!peer.namespaceSelector) return namespace === own ? "yes" : "no";
  return matchesLabels(peer.namespaceSelector, labelsOfNamespace(cluster, namespace));
}

function matchPod(peer: CompiledPeer, party: Extract<Party, { type: "pod" }>, context: PeerContext): Match {
  const { pod } = party;
  const inNamespace = matchNamespace(peer, pod.namespace, context);
  if (inNamespace === "no") return mismatch("peer-namespace");
  const byLabels = matchesLabels(peer.podSelector ?? everything, pod.labels);
  if (byLabels === "no") return mismatch("peer-labels");
  const name = podName(pod);
  if (pod.hostNetwork) return { outcome: "unknown", code: "hostnetwork-peer", missing: hostNetworkPeer(`pod \`${name}\``) };
  if (and(inNamespace, byLabels) === "yes") return matched;
  const missing = inNamespace === "unknown" ? namespaceLabelsUnknown(pod.namespace) : podLabelsUnknown(name);
  return { outcome: "unknown", code: "labels-unknown", missing };
}
