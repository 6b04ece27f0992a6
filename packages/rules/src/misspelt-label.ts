import {
  type Cluster,
  defineRule,
  type LabelSelector,
  labelsOfNamespace,
  type NetworkPolicy,
  type ObjectSuggestion,
  type Path,
  placeOf,
  type RuleFinding,
} from "@netpolint/core";
import { type KnownLabels, nearLabels, labelsOf } from "./near-labels.js";
import { acceptedPolicies, pathText, type PolicyPeer, policyTitle } from "./network-policy-words.js";
import { type PodIndex, podIndexOf } from "./pod-index.js";
import { peersOfPolicy } from "./rules-in-force.js";
import { nothingSelected } from "./said-by-others.js";

/** A selector that selects nothing, and would select something with another spelling of one label. */
export const misspeltLabel = defineRule({
  id: "misspelt-label",
  summary: "A selector selects nothing, and a label of nearly its spelling would",
  severity: "warning",
  category: "mistake",
  precision: "medium",
  reach: "policy",
  messages: {
    near: {
      message: "{field} of {policy} asks for `{written}` and selects no {object} of the input; with `{meant}` it would.",
      help: "Correct the label, or add the manifests of what has it.",
    },
  },
  check: ({ cluster }) =>
    acceptedPolicies(cluster).flatMap((policy) => selectorsOf(cluster, policy).flatMap((one) => findingsOf(policy, one))),
});

/** A selector that may select nothing, with what the input holds that it could select. */
interface Question {
  readonly path: Path;
  readonly selector: LabelSelector;
  readonly object: "pod" | "namespace";
  readonly selects: (selector: LabelSelector) => boolean;
  readonly known: () => KnownLabels;
}

function selectorsOf(cluster: Cluster, policy: NetworkPolicy): readonly Question[] {
  const index = podIndexOf(cluster);
  const questions = peersOfPolicy(policy).flatMap(({ peer }) => questionsOf(cluster, index, policy, peer));
  const { namespace } = policy.meta;
  if (hasNoPods(cluster) || index.select(namespace, policy.podSelector).length > 0) return questions;
  const subject: Question = {
    path: ["spec", "podSelector"],
    selector: policy.podSelector,
    object: "pod",
    selects: (selector) => index.select(namespace, selector).length > 0,
    known: () => podLabels(cluster, namespace),
  };
  return [subject, ...questions];
}

/** No spelling selects any then, and a file of policies alone is what most commits change. */
function hasNoPods({ workloads }: Cluster): boolean {
  return workloads.length === 0;
}

function questionsOf(cluster: Cluster, index: PodIndex, { meta }: NetworkPolicy, peer: PolicyPeer): readonly Question[] {
  const { path, namespaceSelector, podSelector } = peer;
  const questions: Question[] = [];
  if (namespaceSelector && index.namespaces(namespaceSelector).length === 0) {
    questions.push({
      path: [...path, "namespaceSelector"],
      selector: namespaceSelector,
      object: "namespace",
      selects: (selector) => index.namespaces(selector).length > 0,
      known: () => namespaceLabels(cluster),
    });
  }
  if (podSelector && !hasNoPods(cluster) && !index.selectsSome(peer, meta.namespace)) {
    questions.push({
      path: [...path, "podSelector"],
      selector: podSelector,
      object: "pod",
      selects: (selector) => index.selectsSome({ ...peer, podSelector: selector }, meta.namespace),
      known: () => podLabels(cluster, namespaceSelector ? undefined : meta.namespace),
    });
  }
  return questions;
}

const everything: LabelSelector = { requirements: [] };
const knownOfPods = new WeakMap<Cluster, Map<string | undefined, KnownLabels>>();
const knownOfNamespaces = new WeakMap<Cluster, KnownLabels>();

function podLabels(cluster: Cluster, namespace: string | undefined): KnownLabels {
  const memo = knownOfPods.get(cluster) ?? new Map<string | undefined, KnownLabels>();
  knownOfPods.set(cluster, memo);
  const known = memo.get(namespace) ?? labelsOf(podIndexOf(cluster).select(namespace, everything).map(({ labels }) => labels));
  memo.set(namespace, known);
  return known;
}

function namespaceLabels(cluster: Cluster): KnownLabels {
  const names = podIndexOf(cluster).namespaces(everything);
  const known = knownOfNamespaces.get(cluster) ?? labelsOf(names.map((name) => labelsOfNamespace(cluster, name)));
  knownOfNamespaces.set(cluster, known);
  return known;
}

function findingsOf(policy: NetworkPolicy, question: Question): readonly RuleFinding<"near">[] {
  const { selector, selects, path, object } = question;
  if (selector.requirements.length === 0 || selects(selector)) return [];
  const slip = slipIn(question);
  if (!slip) return [];
  const { written, meant } = slip;
  return [
    {
      ...placeOf(policy.meta, path),
      messageId: "near",
      data: {
        field: pathText(path),
        policy: policyTitle(policy),
        written: `${written.key}: ${written.value}`,
        meant: `${meant.key}: ${meant.value}`,
        object,
      },
      covers: nothingSelected(policy.meta, path),
      suggestions: suggestionsOf(policy, path, slip),
    },
  ];
}

interface Label {
  readonly key: string;
  readonly value: string;
}

interface Slip {
  readonly written: Label;
  readonly meant: Label;
}

/** The first label whose other spelling makes the selector select something. */
function slipIn({ selector, selects, known }: Question): Slip | undefined {
  for (const requirement of selector.requirements) {
    const [value, ...more] = requirement.values;
    if (requirement.operator !== "In" || value === undefined || more.length > 0) continue;
    const written = { key: requirement.key, value };
    const meant = nearLabels(known(), written).find((label) => selects(withLabel(selector, requirement, label)));
    if (meant) return { written, meant };
  }
  return undefined;
}

function withLabel(
  { requirements }: LabelSelector,
  replaced: LabelSelector["requirements"][number],
  { key, value }: Label,
): LabelSelector {
  return { requirements: requirements.map((one) => (one === replaced ? { key, operator: "In", values: [value] } : one)) };
}

function suggestionsOf({ meta }: NetworkPolicy, path: Path, { written, meant }: Slip): readonly ObjectSuggestion[] {
  const at = [...path, "matchLabels", written.key];
  if (meta.origin.valueAt(at) !== written.value) return [];
  const edits =
    written.key === meant.key
      ? [{ meta, edit: { type: "set" as const, path: at, value: meant.value } }]
      : [{ meta, edit: { type: "rename" as const, path: at, key: meant.key } }];
  return [{ title: `Ask for ${meant.key}: ${meant.value}`, edits }];
}
