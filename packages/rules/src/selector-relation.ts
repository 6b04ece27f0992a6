import {
  type Cluster,
  type ClusterPolicy,
  isSatisfiable,
  labelsOfNamespace,
  type LabelSelector,
  matchesLabels,
  namespaceNameLabel,
  type Pod,
} from "@netpolint/core";

type Requirement = LabelSelector["requirements"][number];

/** What a subject or a `pods` peer of a cluster-scoped policy selects. */
export type SelectedPods = ClusterPolicy["subject"];

/** `NotIn` selects objects without the key too, so it is exactly what `In` leaves. */
const opposites: Readonly<Record<Requirement["operator"], Requirement["operator"]>> = {
  In: "NotIn",
  NotIn: "In",
  Exists: "DoesNotExist",
  DoesNotExist: "Exists",
};

/** Whether `wide` selects everything that `narrow` does, whatever labels there are. Exact. */
export function isSelectorWithin(narrow: LabelSelector, wide: LabelSelector): boolean {
  const [one, other] = [onlyValues(narrow), onlyValues(wide)];
  // As most are, and every two selectors of a namespace are compared.
  if (one && other) return one.key === other.key && one.values.every((value) => other.values.includes(value));
  if (wide.requirements.length === 0 || narrow === wide) return true;
  return wide.requirements.every((requirement) => {
    const escaping = { ...requirement, operator: opposites[requirement.operator] };
    return !isSatisfiable({ requirements: [...narrow.requirements, escaping] });
  });
}

/** The requirement of a selector that asks for one of some values of a single key. */
function onlyValues({ requirements }: LabelSelector): Requirement | undefined {
  const [first] = requirements;
  return requirements.length === 1 && first?.operator === "In" && first.values.length > 0 ? first : undefined;
}

export function joinSelectors(a: LabelSelector, b: LabelSelector): LabelSelector {
  return { requirements: [...a.requirements, ...b.requirements] };
}

export function arePodsWithin(narrow: SelectedPods, wide: SelectedPods): boolean {
  return (
    isSelectorWithin(narrow.namespaceSelector, wide.namespaceSelector) &&
    isSelectorWithin(narrow.podSelector, wide.podSelector)
  );
}

/** The pods that both select. */
export function joinPods(a: SelectedPods, b: SelectedPods): SelectedPods {
  return {
    namespaceSelector: joinSelectors(a.namespaceSelector, b.namespaceSelector),
    podSelector: joinSelectors(a.podSelector, b.podSelector),
  };
}

export function isEveryPod({ namespaceSelector, podSelector }: SelectedPods): boolean {
  return namespaceSelector.requirements.length === 0 && podSelector.requirements.length === 0;
}

/** Pods in the host network are neither subjects nor peers. */
export function mayBeSelected(cluster: Cluster, { namespaceSelector, podSelector }: SelectedPods, pod: Pod): boolean {
  if (pod.hostNetwork || matchesLabels(podSelector, pod.labels) === "no") return false;
  return matchesLabels(namespaceSelector, labelsOfNamespace(cluster, pod.namespace)) !== "no";
}

export function isSurelySelected(
  cluster: Cluster,
  { namespaceSelector, podSelector }: SelectedPods,
  pod: Pod,
): boolean {
  if (pod.hostNetwork || matchesLabels(podSelector, pod.labels) !== "yes") return false;
  return matchesLabels(namespaceSelector, labelsOfNamespace(cluster, pod.namespace)) === "yes";
}

export function podsOf({ workloads }: Cluster): readonly Pod[] {
  return workloads.flatMap(({ pods }) => pods);
}

/** Whether there can be such a pod: in the open world by the selectors, in the closed world by the pods there are. */
export function canSelectSome(cluster: Cluster, pods: SelectedPods): boolean {
  if (cluster.settings.world === "closed") return podsOf(cluster).some((pod) => mayBeSelected(cluster, pods, pod));
  return isSatisfiable(pods.podSelector) && canBeNamespace(cluster, pods.namespaceSelector);
}

/** The labels of a namespace that is in the input are known, and a selector may ask for it by its name. */
function canBeNamespace(cluster: Cluster, selector: LabelSelector): boolean {
  const named = selector.requirements.find(({ key, operator }) => key === namespaceNameLabel && operator === "In");
  if (!named) return isSatisfiable(selector);
  return named.values.some((name) => matchesLabels(selector, labelsOfNamespace(cluster, name)) !== "no");
}
