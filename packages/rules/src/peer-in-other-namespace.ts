import { type Cluster, defineRule, type LabelSelector, matchesLabels, namespaceNameLabel, type NetworkPolicy, type ObjectSuggestion, placeOf, type Pod, podName, type RuleFinding } from "@netpolint/core";
import { isEverything, pathText, type PolicyPeer, podsText, policyTitle } from "./network-policy-words.js";
import { podIndexOf } from "./pod-index.js";
import { nothingSelected } from "./said-by-others.js";
import { peersInForce } from "./rules-in-force.js";

/** A podSelector without a namespaceSelector stays in the policy's own namespace. */
export const peerInOtherNamespace = defineRule({
  id: "peer-in-other-namespace",
  summary: "A podSelector without a namespaceSelector matches pods in other namespaces alone",
  severity: "warning",
  category: "mistake",
  precision: "high",
  reach: "policy",
  messages: {
    elsewhere: {
      message:
        "{field} of {policy} selects {pods} of namespace `{namespace}` alone, where the input has none; there are some in {others}, such as `{pod}`, and they are not selected.",
      help: "Put a namespaceSelector beside the podSelector, into the same list item.",
    },
  },
  check: ({ cluster }) => {
    const findPods = podFinder(cluster);
    return peersInForce(cluster).flatMap(({ policy, peer }) => findingsOf(cluster, findPods, policy, peer));
  },
});

/** Where in the cluster the input has pods that a selector surely selects. */
interface FoundPods {
  readonly first: Pod;
  readonly namespaces: readonly string[];
}

type PodFinder = (selector: LabelSelector) => FoundPods | undefined;

/** Many policies ask for the same labels. */
function podFinder(cluster: Cluster): PodFinder {
  const known = new Map<LabelSelector, FoundPods | undefined>();
  return (selector) => {
    if (!known.has(selector)) known.set(selector, findPods(cluster, selector));
    return known.get(selector);
  };
}

function findPods(cluster: Cluster, selector: LabelSelector): FoundPods | undefined {
  const pods = podIndexOf(cluster)
    .select(undefined, selector)
    .filter(({ labels }) => matchesLabels(selector, labels) === "yes");
  const [first] = pods;
  return first && { first, namespaces: [...new Set(pods.map(({ namespace }) => namespace))] };
}

function findingsOf(
  cluster: Cluster,
  findElsewhere: PodFinder,
  policy: NetworkPolicy,
  peer: PolicyPeer,
): readonly RuleFinding<"elsewhere">[] {
  const { podSelector, namespaceSelector, path } = peer;
  const { meta } = policy;
  if (!podSelector || namespaceSelector || isEverything(podSelector)) return [];
  if (podIndexOf(cluster).select(meta.namespace, podSelector).length > 0) return [];
  const elsewhere = findElsewhere(podSelector);
  if (!elsewhere) return [];
  const { first, namespaces } = elsewhere;
  return [
    {
      ...placeOf(meta, [...path, "podSelector"]),
      messageId: "elsewhere",
      data: {
        field: pathText([...path, "podSelector"]),
        policy: policyTitle(policy),
        pods: podsText(podSelector),
        namespace: meta.namespace,
        others: othersText(namespaces),
        pod: podName(first),
      },
      covers: nothingSelected(meta, [...path, "podSelector"]),
      suggestions: suggestionsOf(policy, peer, namespaces, first),
    },
  ];
}

function othersText(namespaces: readonly string[]): string {
  return namespaces.length === 1 ? `namespace \`${namespaces.join("")}\`` : `${namespaces.length} other namespaces`;
}

function suggestionsOf(
  { meta }: NetworkPolicy,
  { path }: PolicyPeer,
  namespaces: readonly string[],
  { namespace }: Pod,
): readonly ObjectSuggestion[] {
  if (namespaces.length > 1) return [];
  const value = { matchLabels: { [namespaceNameLabel]: namespace } };
  const edit = { type: "set" as const, path: [...path, "namespaceSelector"], value };
  return [{ title: `Select them in namespace ${namespace}`, edits: [{ meta, edit }] }];
}
