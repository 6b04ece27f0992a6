import { type CompiledPolicies, labelsOfNamespace, type Pod, type Workload } from "@netpolint/core";

/**
 * One workload of each sort that no selector of the policies tells apart: of namespace `home` or of another one, by the
 * labels that some selector asks for, by ports with names, network and addresses.
 */
export function oneOfEachSort(
  policies: CompiledPolicies,
  workloads: readonly Workload[],
  home: string,
): readonly Workload[] {
  const sorts = new Map<string, Workload>();
  for (const workload of workloads) {
    const key = JSON.stringify([workload.single, workload.pods.map((pod) => sortOf(policies, pod, home))]);
    if (!sorts.has(key)) sorts.set(key, workload);
  }
  return [...sorts.values()];
}

function sortOf({ cluster, podKeys, namespaceKeys }: CompiledPolicies, pod: Pod, home: string): unknown {
  const namespace = labelsOfNamespace(cluster, pod.namespace);
  return [
    pod.namespace === home,
    asked(namespace.entries, namespaceKeys),
    namespace.complete,
    asked(pod.labels.entries, podKeys),
    pod.labels.complete,
    pod.hostNetwork,
    pod.hostNetwork ? pod.nodeName : undefined,
    pod.namedPorts,
    pod.addresses.map(({ family, value }) => [family, String(value)]),
  ];
}

function asked(labels: ReadonlyMap<string, string>, keys: ReadonlySet<string>): readonly (string | null)[] {
  return [...keys].map((key) => labels.get(key) ?? null);
}
