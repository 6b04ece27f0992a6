import { type Cluster, defineRule, matchesLabels, type NetworkPolicy, placeOf, type RuleFinding } from "@netpolint/core";
import { allRulesInForce, isEverything, namespacesText, pathText, podsText, type PolicyPeer, policyTitle } from "./network-policy-words.js";
import { podIndexOf } from "./pod-index.js";

/** Peers of a list are OR, selectors of one peer are AND, and one dash is the difference. */
export const splitPeerSelectors = defineRule({
  id: "split-peer-selectors",
  summary: "A namespaceSelector and a podSelector are two peers where one was probably meant",
  severity: "warning",
  category: "mistake",
  precision: "medium",
  reach: "policy",
  messages: {
    split: {
      message:
        "{first} and {second} of {policy} are two peers, so the rule is for every pod of {namespaces} and also for {pods} of namespace `{namespace}`, and not only for {pods} of {namespaces}.",
      help: "Make them one list item to mean pods that both select, or give each a rule of its own to mean the pods of either.",
    },
  },
  check: ({ cluster }) =>
    allRulesInForce(cluster).flatMap(({ policy, rule }) =>
      splitPairs(cluster, policy, rule.peers).map((pair) => findingOf(policy, pair)),
    ),
});

type Selector = NonNullable<PolicyPeer["podSelector"]>;

interface SplitPair {
  readonly first: PolicyPeer;
  readonly second: PolicyPeer;
  readonly namespaces: PolicyPeer & { readonly namespaceSelector: Selector };
  readonly pods: PolicyPeer & { readonly podSelector: Selector };
}

/** Neighbours, each in one pair at most. */
function splitPairs(cluster: Cluster, policy: NetworkPolicy, peers: readonly PolicyPeer[]): readonly SplitPair[] {
  const pairs: SplitPair[] = [];
  for (let index = 1; index < peers.length; index += 1) {
    const [first, second] = [peers[index - 1], peers[index]];
    const pair = first && second && pairOf(first, second);
    if (!pair) continue;
    index += 1;
    if (!areMeantApart(cluster, policy, pair)) pairs.push(pair);
  }
  return pairs;
}

function pairOf(first: PolicyPeer, second: PolicyPeer): SplitPair | undefined {
  if (isOfNamespaces(first) && isOfPods(second)) return { first, second, namespaces: first, pods: second };
  return isOfPods(first) && isOfNamespaces(second) ? { first, second, namespaces: second, pods: first } : undefined;
}

function isOfNamespaces(peer: PolicyPeer): peer is SplitPair["namespaces"] {
  return peer.namespaceSelector !== undefined && peer.podSelector === undefined;
}

/** `{}` means the policy's own namespace, and joined to other namespaces would say nothing. */
function isOfPods(peer: PolicyPeer): peer is SplitPair["pods"] {
  return peer.podSelector !== undefined && !isEverything(peer.podSelector) && peer.namespaceSelector === undefined;
}

/** The pods are here, and none of the namespaces has any: joined, the peer would select none of them. */
function areMeantApart(cluster: Cluster, { meta }: NetworkPolicy, { namespaces, pods }: SplitPair): boolean {
  const index = podIndexOf(cluster);
  const here = index.select(meta.namespace, pods.podSelector);
  const there = index.selectPeer(namespaces, meta.namespace).filter(({ namespace }) => namespace !== meta.namespace);
  if (here.length === 0 || there.length === 0) return false;
  return there.every(({ labels }) => matchesLabels(pods.podSelector, labels) === "no");
}

function findingOf(policy: NetworkPolicy, { first, second, namespaces, pods }: SplitPair): RuleFinding<"split"> {
  const { meta } = policy;
  const selector = meta.origin.valueAt([...pods.path, "podSelector"]) ?? {};
  return {
    ...placeOf(meta, second.path),
    messageId: "split",
    data: {
      first: pathText(first.path),
      second: pathText(second.path),
      policy: policyTitle(policy),
      namespaces: namespacesText(namespaces.namespaceSelector),
      pods: podsText(pods.podSelector),
      namespace: meta.namespace,
    },
    related: [{ ...placeOf(meta, first.path), message: "this is the other peer" }],
    suggestions: [
      {
        title: "Make them one peer",
        edits: [
          { meta, edit: { type: "set", path: [...namespaces.path, "podSelector"], value: selector } },
          { meta, edit: { type: "remove", path: pods.path } },
        ],
      },
    ],
  };
}
