import { type Labels, type LabelSelector, matchesLabels } from "../sets/label-selector.js";
import { candidatesFor } from "./candidate-workloads.js";
import type { Cluster, Workload } from "./cluster.js";

/** Workloads of a namespace (of any, where undefined) whose pods the selector selects, or may. */
export function workloadsSelectedBy(
  cluster: Cluster,
  namespace: string | undefined,
  selector: LabelSelector,
): readonly Workload[] {
  const { workloads } = cluster;
  const matches = (pod: { readonly labels: Labels }): boolean => matchesLabels(selector, pod.labels) !== "no";
  return [...candidatesFor(workloads, selector)].flatMap((position) => {
    const workload = workloads[position];
    if (!workload || (namespace !== undefined && workload.namespace !== namespace)) return [];
    return workload.pods.some(matches) ? [workload] : [];
  });
}

/** Workloads of a namespace (of any, where undefined) whose pods have all these labels, or may. */
export function workloadsWithLabels(
  cluster: Cluster,
  namespace: string | undefined,
  labels: ReadonlyMap<string, string>,
): readonly Workload[] {
  return workloadsSelectedBy(cluster, namespace, selectorOf(labels));
}

/** The selector that a map of labels stands for. */
export function selectorOf(labels: ReadonlyMap<string, string>): LabelSelector {
  return { requirements: [...labels].map(([key, value]) => ({ key, operator: "In", values: [value] })) };
}
