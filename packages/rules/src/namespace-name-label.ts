import { type Cluster, defineRule, type LabelSelector, namespaceNameLabel as nameLabel, type NetworkPolicy, placeOf, type RuleFinding } from "@netpolint/core";
import { pathText, type PolicyPeer, policyTitle } from "./network-policy-words.js";
import { placesOfKey, renameKey } from "./selector-places.js";
import { nothingSelected } from "./said-by-others.js";
import { peersInForce } from "./rules-in-force.js";

/** The control plane labels every namespace with its name, under one key alone. */
export const namespaceNameLabel = defineRule({
  id: "namespace-name-label",
  summary: "A namespaceSelector asks for a name under a label that namespaces do not have by themselves",
  severity: "warning",
  category: "mistake",
  precision: "high",
  reach: "policy",
  messages: {
    notLabelled: {
      message:
        "{field} of {policy} asks for the label `{key}`, which Namespace `{name}` does not have in the input, so it does not select that namespace.",
      help: "Ask for `kubernetes.io/metadata.name`, which the control plane puts on every namespace.",
    },
    notKnown: {
      message:
        "{field} of {policy} asks for the label `{key}`, which nothing puts on namespace `{name}` by itself, so it does not select that namespace unless somebody has labelled it; its labels are not in the input.",
      help: "Ask for `kubernetes.io/metadata.name`, which the control plane puts on every namespace, or add the Namespace's manifest.",
    },
  },
  check: ({ cluster }) => {
    const labelled = namesLabelled(cluster);
    return peersInForce(cluster).flatMap(({ policy, peer }) => findingsAt(cluster, labelled, policy, peer));
  },
});

type MessageId = "notLabelled" | "notKnown";
type Requirement = LabelSelector["requirements"][number];

/** What people write for the name of a namespace. */
const nameKeys: ReadonlySet<string> = new Set([
  "name",
  "namespace",
  "ns",
  "metadata.name",
  "kubernetes.io/name",
  "kubernetes.io/namespace",
  "kubernetes.io/metadata-name",
  "kubernetes.io/metadata_name",
  "kubernetes.io/metadata.namespace",
  "k8s.io/metadata.name",
  "kubernetes.io.metadata.name",
]);

/** The labels of namespaces in the input under such keys, as JSON of key and value: somebody who sets them means them. */
function namesLabelled({ namespaceLabels }: Cluster): ReadonlySet<string> {
  const found = new Set<string>();
  for (const labels of namespaceLabels.values()) {
    for (const [key, value] of labels) if (nameKeys.has(key)) found.add(JSON.stringify([key, value]));
  }
  return found;
}

function findingsAt(
  cluster: Cluster,
  labelled: ReadonlySet<string>,
  policy: NetworkPolicy,
  peer: PolicyPeer,
): readonly RuleFinding<MessageId>[] {
  const wanted = peer.namespaceSelector?.requirements.filter(isByName) ?? [];
  return wanted.flatMap((requirement) => {
    const { key, values } = requirement;
    const name = values.find((value) => !labelled.has(JSON.stringify([key, value])));
    return name === undefined ? [] : findingOf(cluster, policy, peer, { key, name });
  });
}

function isByName({ key, operator, values }: Requirement): boolean {
  return operator === "In" && nameKeys.has(key) && values.some((value) => value !== "");
}

function findingOf(
  { namespaceLabels, settings }: Cluster,
  policy: NetworkPolicy,
  peer: PolicyPeer,
  { key, name }: { readonly key: string; readonly name: string },
): readonly RuleFinding<MessageId>[] {
  const { meta } = policy;
  const path = [...peer.path, "namespaceSelector"];
  const places = placesOfKey(meta.origin.valueAt(path), path, key);
  const isKnown = namespaceLabels.has(name) || settings.world === "closed";
  return [
    {
      ...placeOf(meta, places[0] ?? path),
      messageId: isKnown ? "notLabelled" : "notKnown",
      data: { field: pathText(path), policy: policyTitle(policy), key, name },
      covers: nothingSelected(meta, path),
      suggestions: places.length === 1 ? [renameKey(meta, places[0] ?? path, nameLabel)] : [],
    },
  ];
}
