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
    const key = sortOfWorkload(policies, workload, home);
    if (!sorts.has(key)) sorts.set(key, workload);
  }
  return [...sorts.values()];
}

/** Equal for workloads of one sort; without `home` it is not told who is at home. */
export function sortOfWorkload(policies: CompiledPolicies, { single, pods }: Workload, home: string | undefined): string {
  return JSON.stringify([single, pods.map((pod) => sortOf(policies, pod, home))]);
}

function sortOf({ cluster, podKeys, namespaceKeys }: CompiledPolicies, pod: Pod, home: string | undefined): unknown {
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
