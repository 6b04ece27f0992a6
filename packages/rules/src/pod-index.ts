import { type Cluster, labelsOfNamespace, type LabelSelector, matchesLabels, namespaceNameLabel, type Pod } from "@netpolint/core";
import type { PolicyPeer } from "./network-policy-words.js";

/** The pods of the input, for questions of many policies. */
export interface PodIndex {
  /** The pods of a namespace (of any, where undefined) that the selector selects, or may. */
  select(namespace: string | undefined, selector: LabelSelector): readonly Pod[];
  /** Whether a namespace has pods, and the selector selects none of them for sure. */
  selectsNone(namespace: string, selector: LabelSelector): boolean;
  /** The pods that a peer by selectors of a policy in the namespace selects, or may. None for an ipBlock. */
  selectPeer(peer: PolicyPeer, namespace: string): readonly Pod[];
  /** Whether there are any. */
  selectsSome(peer: PolicyPeer, namespace: string): boolean;
  /** The namespaces that occur in the input and that the selector selects, or may. */
  namespaces(selector: LabelSelector): readonly string[];
}

const indexes = new WeakMap<Cluster, PodIndex>();

/** Made once: clusters do not change. */
export function podIndexOf(cluster: Cluster): PodIndex {
  const known = indexes.get(cluster) ?? makeIndex(cluster);
  indexes.set(cluster, known);
  return known;
}

function makeIndex(cluster: Cluster): PodIndex {
  const groups = groupPods(cluster);
  const selected = new WeakMap<LabelSelector, Map<string | undefined, readonly Pod[]>>();
  const namespaces = new WeakMap<LabelSelector, readonly string[]>();
  const names = namespacesIn(cluster);
  const select: PodIndex["select"] = (namespace, selector) => {
    const byNamespace = selected.get(selector) ?? new Map<string | undefined, readonly Pod[]>();
    selected.set(selector, byNamespace);
    const pods = byNamespace.get(namespace) ?? selectIn(groups.get(namespace), selector);
    byNamespace.set(namespace, pods);
    return pods;
  };
  const namespacesOf = (selector: LabelSelector): readonly string[] => {
    const known = namespaces.get(selector) ?? namespacesSelectedBy(cluster, names, selector);
    namespaces.set(selector, known);
    return known;
  };
  return {
    select,
    selectsNone: (namespace, selector) => groups.has(namespace) && select(namespace, selector).length === 0,
    namespaces: namespacesOf,
    selectPeer: ({ podSelector = everyPod, namespaceSelector, ipBlock }, namespace) => {
      if (ipBlock) return [];
      if (!namespaceSelector) return select(namespace, podSelector);
      return namespacesOf(namespaceSelector).flatMap((name) => select(name, podSelector));
    },
    selectsSome: ({ podSelector = everyPod, namespaceSelector, ipBlock }, namespace) => {
      if (ipBlock) return false;
      if (!namespaceSelector) return select(namespace, podSelector).length > 0;
      return namespacesOf(namespaceSelector).some((name) => select(name, podSelector).length > 0);
    },
  };
}

/** One object, so that what it selects is remembered. */
const everyPod: LabelSelector = { requirements: [] };

/** Pods of one namespace, or of all under undefined; by label those of which all labels are known. */
interface PodGroup {
  readonly pods: Pod[];
  readonly partlyKnown: Pod[];
  readonly byLabel: Map<string, Map<string, Pod[]>>;
}

type PodGroups = ReadonlyMap<string | undefined, PodGroup>;

function groupPods({ workloads }: Cluster): PodGroups {
  const groups = new Map<string | undefined, PodGroup>();
  for (const { pods } of workloads) {
    for (const pod of pods) {
      for (const name of [pod.namespace, undefined]) {
        const group = groups.get(name) ?? { pods: [], partlyKnown: [], byLabel: new Map<string, Map<string, Pod[]>>() };
        groups.set(name, group);
        addPod(group, pod);
      }
    }
  }
  return groups;
}

function addPod({ pods, partlyKnown, byLabel }: PodGroup, pod: Pod): void {
  pods.push(pod);
  if (!pod.labels.complete) {
    partlyKnown.push(pod);
    return;
  }
  for (const [key, value] of pod.labels.entries) {
    const byValue = byLabel.get(key) ?? new Map<string, Pod[]>();
    byLabel.set(key, byValue);
    const sharing = byValue.get(value);
    if (sharing) sharing.push(pod);
    else byValue.set(value, [pod]);
  }
}

function selectIn(group: PodGroup | undefined, selector: LabelSelector): readonly Pod[] {
  if (!group) return [];
  if (selector.requirements.length === 0) return group.pods;
  return candidatesIn(group, selector).filter(({ labels }) => matchesLabels(selector, labels) !== "no");
}

/** Most selectors ask for a value, which leaves few pods to look at. */
function candidatesIn({ pods, partlyKnown, byLabel }: PodGroup, { requirements }: LabelSelector): readonly Pod[] {
  const wanted = requirements.find(({ operator }) => operator === "In");
  if (!wanted) return pods;
  const byValue = byLabel.get(wanted.key);
  return [...new Set(wanted.values)].flatMap((value) => byValue?.get(value) ?? []).concat(partlyKnown);
}

function namespacesIn({ workloads, namespaceLabels, services }: Cluster): ReadonlySet<string> {
  const ofServices = [...services.values()].map(({ meta }) => meta.namespace);
  return new Set([...workloads.map(({ namespace }) => namespace), ...namespaceLabels.keys(), ...ofServices]);
}

function namespacesSelectedBy(cluster: Cluster, names: ReadonlySet<string>, selector: LabelSelector): readonly string[] {
  return candidatesAmong(names, selector).filter((name) => matchesLabels(selector, labelsOfNamespace(cluster, name)) !== "no");
}

/** Every namespace has its name as a label, and most selectors of namespaces ask for one name. */
function candidatesAmong(names: ReadonlySet<string>, { requirements }: LabelSelector): readonly string[] {
  const named = requirements.find(({ key, operator }) => key === namespaceNameLabel && operator === "In");
  const [name, ...others] = named?.values ?? [];
  if (name === undefined || others.length > 0) return [...names];
  return names.has(name) ? [name] : [];
}
