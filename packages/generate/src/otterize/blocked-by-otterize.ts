import { type Service, type Workload } from "@netpolint/core";
import type { Declared } from "./effective-policies.js";
import type { OpenedPort, OperatorPolicy } from "./operator-policy.js";
import type { LabelsOfWorkloads } from "./otterize-labels.js";

/** What policies about traffic of others depend on: the pods with their labels, and what isolates them. */
export interface Isolating {
  readonly declared: Declared;
  readonly labels: LabelsOfWorkloads;
  readonly policies: readonly OperatorPolicy[];
}

/** The policies that isolate pods for ingress, the first by name first. */
export function isolatingPolicies(
  { policies, labels }: Isolating,
  workloads: readonly Workload[],
): readonly OperatorPolicy[] {
  const isolating = policies.filter(
    ({ namespace, podLabels, directions }) =>
      directions.includes("ingress") &&
      workloads.some((workload) => workload.namespace === namespace && hasLabels(workload, labels, podLabels)),
  );
  return isolating.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether pods of the workload have these labels, with those that the operator puts on them. */
export function hasLabels(workload: Workload, labels: LabelsOfWorkloads, wanted: ReadonlyMap<string, string>): boolean {
  const put = labels.get(workload);
  return workload.pods.some((pod) =>
    [...wanted].every(([key, value]) => (put?.get(key) ?? pod.labels.entries.get(key)) === value),
  );
}

/** The workloads that a Service selects for sure. */
export function workloadsBehind({ declared: { pods } }: Isolating, { meta, selector }: Service): readonly Workload[] {
  if (!selector || selector.size === 0) return [];
  return pods.cluster.workloads.filter(
    ({ namespace, pods: own }) =>
      namespace === meta.namespace &&
      own.some(({ labels }) => [...selector].every(([key, value]) => labels.entries.get(key) === value)),
  );
}

/** The numbers of the ports that pods behind a Service listen on. */
export function endpointPorts(workloads: readonly Workload[], { ports }: Service): readonly OpenedPort[] {
  return ports.flatMap(({ protocol, targetPort }) => {
    if (typeof targetPort === "number") return [{ protocol, port: targetPort }];
    const named = workloads.flatMap(({ pods }) => pods.flatMap((pod) => pod.namedPorts ?? []));
    const numbers = named
      .filter((one) => one.name === targetPort && one.protocol === protocol)
      .map(({ number }) => number);
    return [...new Set(numbers)].map((port) => ({ protocol, port }));
  });
}
