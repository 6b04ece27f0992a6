import {
  type ClusterPolicy,
  defineRule,
  formatSelector,
  isSatisfiable,
  type LabelSelector,
  namespaceNameLabel,
  type NetworkPolicy,
  type ObjectMeta,
  type Path,
  placeOf,
  type RuleFinding,
} from "@netpolint/core";
import { readablePolicies, titleOf } from "./cluster-policy-words.js";
import { acceptedPolicies, pathText, type PolicyPeer, policyTitle } from "./network-policy-words.js";
import { peersOfPolicy, selectorsInForce } from "./rules-in-force.js";

/** All requirements of a selector have to be met at once. */
export const selectorNeverMatches = defineRule({
  id: "selector-never-matches",
  summary: "The requirements of a selector contradict each other",
  severity: "warning",
  category: "mistake",
  precision: "very-high",
  reach: "object",
  messages: {
    contradiction: {
      message: "{field} of {policy} asks for `{requirements}`, which no {object} can meet, so it selects nothing.",
      help: "Take out a requirement, or list the values of one key in a single In.",
    },
  },
  check: ({ cluster }) => [
    ...acceptedPolicies(cluster).flatMap((policy) => findingsOf(policy.meta, policyTitle(policy), selectorsOf(policy))),
    ...readablePolicies(cluster.clusterPolicies).flatMap((policy) =>
      findingsOf(policy.meta, titleOf(policy), selectorsOfClusterPolicy(policy)),
    ),
  ],
});

interface PlacedSelector {
  readonly path: Path;
  readonly selector: LabelSelector | undefined;
  readonly object: "pod" | "namespace";
}

function selectorsOf(policy: NetworkPolicy): readonly PlacedSelector[] {
  if (isOneValue(policy.podSelector) && peersOfPolicy(policy).every(({ peer }) => hasOneValues(peer))) return [];
  return selectorsInForce(policy)
    .filter(({ selector }) => !isOneValue(selector))
    .map(({ path, selector, of }) => ({ path, selector, object: of === "pods" ? "pod" : "namespace" }));
}

function hasOneValues({ podSelector, namespaceSelector }: PolicyPeer): boolean {
  return [podSelector, namespaceSelector].every((selector) => selector === undefined || isOneValue(selector));
}

/** As most are, which nothing contradicts. */
function isOneValue({ requirements: [first, ...others] }: LabelSelector): boolean {
  return others.length === 0 && first?.operator === "In" && first.values.length > 0;
}

function selectorsOfClusterPolicy({ meta, subject, ingress, egress }: ClusterPolicy): readonly PlacedSelector[] {
  const peers = [...ingress, ...egress].flatMap((rule) => rule.peers);
  return [
    ...selectorsOfPods(meta, ["spec", "subject"], subject),
    ...peers.flatMap((peer) => (peer.type === "pods" ? selectorsOfPods(meta, peer.path, peer.pods) : [])),
  ];
}

/** Written as `namespaces`, or as `pods` with both selectors. */
function selectorsOfPods(
  { origin }: ObjectMeta,
  path: Path,
  { namespaceSelector, podSelector }: ClusterPolicy["subject"],
): readonly PlacedSelector[] {
  const namespaces = [...path, "namespaces"];
  const isWhole = origin.valueAt(namespaces) !== undefined;
  return [
    { path: isWhole ? namespaces : [...path, "pods", "namespaceSelector"], selector: namespaceSelector, object: "namespace" },
    { path: [...path, "pods", "podSelector"], selector: podSelector, object: "pod" },
  ];
}

function findingsOf(
  meta: ObjectMeta,
  policy: string,
  selectors: readonly PlacedSelector[],
): readonly RuleFinding<"contradiction">[] {
  return selectors.flatMap(({ path, selector, object }) => {
    const contradiction = selector && contradictionIn(selector, object);
    if (!contradiction) return [];
    return [
      {
        ...placeOf(meta, path),
        messageId: "contradiction" as const,
        data: { field: pathText(path), policy, requirements: formatSelector(contradiction), object },
      },
    ];
  });
}

/** The requirements of the first key that cannot be met. */
function contradictionIn({ requirements }: LabelSelector, object: PlacedSelector["object"]): LabelSelector | undefined {
  for (const key of new Set(requirements.map((one) => one.key))) {
    const ofKey = requirements.filter((one) => one.key === key);
    // Every namespace has this label.
    const given = object === "namespace" && key === namespaceNameLabel ? [{ key, operator: "Exists" as const, values: [] }] : [];
    if (!isSatisfiable({ requirements: [...ofKey, ...given] })) return { requirements: ofKey };
  }
  return undefined;
}
