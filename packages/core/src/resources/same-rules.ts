import { canonicalSelector } from "../sets/label-selector.js";
import type {
  ClusterPolicy,
  ClusterPolicyPeer,
  ClusterPolicyPort,
  ClusterPolicyRule,
  PodsOfNamespaces,
} from "./cluster-policy.js";

/**
 * Whether two policies are for the same pods and have rules that decide the same whatever the cluster holds. Rules of
 * one action that follow each other are compared as what they match together, so that one may be written as several.
 * True says so for sure; two policies that mean the same in other words may be told apart.
 */
export function haveSameRules(a: ClusterPolicy, b: ClusterPolicy): boolean {
  return a.tier === b.tier && rulesText(a) === rulesText(b);
}

function rulesText({ subject, ingress, egress }: ClusterPolicy): string {
  return JSON.stringify([podsText(subject), runsOf(ingress), runsOf(egress)]);
}

function podsText({ namespaceSelector, podSelector }: PodsOfNamespaces): string {
  return JSON.stringify([canonicalSelector(namespaceSelector), canonicalSelector(podSelector)]);
}

/** The actions in turn, each with the pairs of peer and port that it is for. */
function runsOf(rules: readonly ClusterPolicyRule[]): readonly (readonly [action: string, pairs: readonly string[]])[] {
  const runs: [string, Set<string>][] = [];
  for (const rule of rules) {
    const last = runs.at(-1);
    if (last?.[0] === rule.action) for (const pair of pairsOf(rule)) last[1].add(pair);
    else runs.push([rule.action, new Set(pairsOf(rule))]);
  }
  return runs.map(([action, pairs]) => [action, [...pairs].sort()]);
}

function pairsOf({ peers, ports }: ClusterPolicyRule): readonly string[] {
  const portTexts = ports.length === 0 ? ["any"] : ports.map(portText);
  return peers.flatMap((peer) => portTexts.map((port) => JSON.stringify([peerText(peer), port])));
}

function portText(port: ClusterPolicyPort): string {
  if (port.type === "name") return JSON.stringify(["name", port.name, port.protocol ?? null]);
  return JSON.stringify(["range", port.protocol, port.first, port.last]);
}

function peerText(peer: ClusterPolicyPeer): string {
  switch (peer.type) {
    case "pods":
      return JSON.stringify(["pods", podsText(peer.pods)]);
    case "networks":
      return JSON.stringify(["networks", peer.networks.map(({ family, first, last }) => `${family} ${first} ${last}`)]);
    case "nodes":
      return JSON.stringify(["nodes", canonicalSelector(peer.nodeSelector)]);
    case "domainNames":
      return JSON.stringify(["domainNames", peer.domainNames]);
    case "unknown":
      return JSON.stringify(["unknown"]);
  }
}
