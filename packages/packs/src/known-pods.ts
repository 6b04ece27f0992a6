import {
  type Cluster,
  type Endpoint,
  hypotheticalEndpoint,
  hypotheticalPod,
  type Labels,
  type LabelSelector,
  matchesLabels,
  type Workload,
} from "@netpolint/core";

/** Pods that a piece of software is known to run. */
export interface KnownPods {
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly hostNetwork?: boolean;
  readonly name?: string;
}

/**
 * The workloads of the input that are these pods. Where it has none, a hypothetical pod with the labels that are known
 * of them stands in: operators make their pods, so manifests often lack them.
 */
export function endpointsOf(cluster: Cluster, pods: KnownPods): readonly Endpoint[] {
  const found = workloadsWithLabels(cluster, pods.namespace, pods.labels);
  return found.length > 0 ? found.map(workloadEndpoint) : [assumedEndpoint(pods)];
}

export function workloadEndpoint(workload: Workload): Endpoint {
  return { type: "workload", workload };
}

export function assumedEndpoint({ namespace, labels, hostNetwork = false, name }: KnownPods): Endpoint {
  return hypotheticalEndpoint(hypotheticalPod(namespace, labels, name === undefined ? { hostNetwork } : { hostNetwork, name }));
}

/** Workloads of a namespace (of any, where undefined) whose pods have all these labels, or may. */
export function workloadsWithLabels(
  cluster: Cluster,
  namespace: string | undefined,
  labels: ReadonlyMap<string, string>,
): readonly Workload[] {
  const selector = selectorOf(labels);
  const matches = (pod: { labels: Labels }): boolean => matchesLabels(selector, pod.labels) !== "no";
  return cluster.workloads.filter(
    (workload) => (namespace === undefined || workload.namespace === namespace) && workload.pods.some(matches),
  );
}

export function selectorOf(labels: ReadonlyMap<string, string>): LabelSelector {
  return { requirements: [...labels].map(([key, value]) => ({ key, operator: "In", values: [value] })) };
}

/** True where the endpoint stands for pods that the input does not hold. */
export function isAssumed(endpoint: Endpoint): boolean {
  return endpoint.type === "hypothetical";
}
