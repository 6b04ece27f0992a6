import { type Cluster, type LabelSelector, matchesLabels, type Pod, type Workload } from "@netpolint/core";

/** Workloads of one namespace, by the labels of their pods. */
interface LabelledWorkloads {
  readonly all: readonly Workload[];
  readonly byLabel: ReadonlyMap<string, readonly Workload[]>;
}

/** Clusters do not change, and every rule that names pods asks. */
const indexes = new WeakMap<Cluster, ReadonlyMap<string, LabelledWorkloads>>();

function labelKey(key: string, value: string): string {
  return `${key}=${value}`;
}

function indexOf(cluster: Cluster): ReadonlyMap<string, LabelledWorkloads> {
  const known = indexes.get(cluster) ?? makeIndex(cluster);
  indexes.set(cluster, known);
  return known;
}

function makeIndex({ workloads }: Cluster): ReadonlyMap<string, LabelledWorkloads> {
  const byNamespace = new Map<string, { all: Workload[]; byLabel: Map<string, Workload[]> }>();
  for (const workload of workloads) {
    const here = byNamespace.get(workload.namespace) ?? { all: [], byLabel: new Map<string, Workload[]>() };
    byNamespace.set(workload.namespace, here);
    here.all.push(workload);
    for (const key of labelKeysOf(workload)) add(here.byLabel, key, workload);
  }
  return byNamespace;
}

function labelKeysOf({ pods }: Workload): ReadonlySet<string> {
  return new Set(pods.flatMap(({ labels }) => [...labels.entries].map(([key, value]) => labelKey(key, value))));
}

function add<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

export function workloadsOf(cluster: Cluster, namespace: string): readonly Workload[] {
  return indexOf(cluster).get(namespace)?.all ?? [];
}

/** Workloads of a namespace some pod of which has policies (is not in the host network) and is selected for sure. */
export function workloadsSurelySelected(
  cluster: Cluster,
  namespace: string,
  selector: LabelSelector,
): readonly Workload[] {
  const here = indexOf(cluster).get(namespace);
  if (!here) return [];
  return candidates(here, selector).filter(({ pods }) => pods.some((pod) => isSurelySelected(selector, pod)));
}

/** The first of them in the order of kind and name, or undefined. */
export function firstSurelySelected(cluster: Cluster, namespace: string, selector: LabelSelector): Workload | undefined {
  const here = indexOf(cluster).get(namespace);
  return here && candidates(here, selector).find(({ pods }) => pods.some((pod) => isSurelySelected(selector, pod)));
}

function isSurelySelected(selector: LabelSelector, pod: Pod): boolean {
  return !pod.hostNetwork && matchesLabels(selector, pod.labels) === "yes";
}

function candidates({ all, byLabel }: LabelledWorkloads, { requirements }: LabelSelector): readonly Workload[] {
  const wanted = requirements.find(({ operator, values }) => operator === "In" && values.length === 1);
  return wanted ? (byLabel.get(labelKey(wanted.key, wanted.values[0] ?? "")) ?? []) : all;
}
