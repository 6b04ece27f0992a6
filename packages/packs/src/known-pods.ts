import {
  type Cluster,
  type Endpoint,
  hypotheticalEndpoint,
  hypotheticalPod,
  workloadEndpoint,
  workloadsWithLabels,
} from "@netpolint/core";

export { workloadEndpoint, workloadsWithLabels };

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

export function assumedEndpoint({ namespace, labels, hostNetwork = false, name }: KnownPods): Endpoint {
  return hypotheticalEndpoint(hypotheticalPod(namespace, labels, name === undefined ? { hostNetwork } : { hostNetwork, name }));
}

/** True where the endpoint stands for pods that the input does not hold. */
export function isAssumed(endpoint: Endpoint): boolean {
  return endpoint.type === "hypothetical";
}
