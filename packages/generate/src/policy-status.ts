import {
  type CompiledPolicies,
  type NetworkPolicy,
  policiesFor,
  type PolicyDirection,
  type Workload,
} from "@netpolint/core";
import { type DefaultPolicyName, recogniseDefaults } from "./default-policies.js";

/** The statuses that ARMO gives a workload, in the order in which the first that fits is taken. */
export const policyStatuses = ["Network Policy Applied", "Missing Runtime Info", "Network Policy is recommended"] as const;

export type PolicyStatus = (typeof policyStatuses)[number];

/** A NetworkPolicy that selects a pod of the workload. */
export interface SelectingPolicy {
  readonly policy: NetworkPolicy;
  readonly directions: readonly PolicyDirection[];
  /** Which of the usual default policies it is; empty for any other. */
  readonly defaults: readonly DefaultPolicyName[];
  /** False where it may select a pod, for the labels of none are known well enough, or the API server refuses it. */
  readonly isSure: boolean;
}

export interface WorkloadStatus {
  readonly workload: Workload;
  readonly status: PolicyStatus;
  readonly policies: readonly SelectingPolicy[];
  /** A sentence for each thing to know or to supply. */
  readonly remarks: readonly string[];
}

/** What is known about the traffic of workloads. */
export interface RuntimeInfo {
  /** Why the flows of this workload are not known well enough, as a clause; undefined where they are. */
  missing(workload: Workload): string | undefined;
}

/** The status of every workload of the cluster, in their order. Applied comes before Missing before Recommended. */
export function policyStatus(policies: CompiledPolicies, runtime: RuntimeInfo): readonly WorkloadStatus[] {
  return policies.cluster.workloads.map((workload) => statusOf(policies, workload, runtime));
}

function statusOf(compiled: CompiledPolicies, workload: Workload, runtime: RuntimeInfo): WorkloadStatus {
  const policies = policiesSelecting(compiled, workload);
  const inHostNetwork = workload.pods.every((pod) => pod.hostNetwork);
  const isApplied = !inHostNetwork && policies.some(({ isSure }) => isSure);
  const missing = isApplied ? undefined : runtime.missing(workload);
  const status: PolicyStatus = isApplied
    ? "Network Policy Applied"
    : missing === undefined
      ? "Network Policy is recommended"
      : "Missing Runtime Info";
  const remarks = [
    ...(inHostNetwork ? ["Its pods are in the host network, where most network plugins apply no policy."] : []),
    ...(isApplied ? [] : unsureRemarks(policies)),
    ...(missing === undefined ? [] : [`${missing.charAt(0).toUpperCase()}${missing.slice(1)}.`]),
  ];
  return { workload, status, policies, remarks };
}

function unsureRemarks(policies: readonly SelectingPolicy[]): readonly string[] {
  const unsure = policies.filter(({ isSure }) => !isSure).map(({ policy: { meta } }) => `\`${meta.namespace}/${meta.name}\``);
  return unsure.length === 0 ? [] : [`Whether ${unsure.join(" and ")} selects it is not known.`];
}

/** Those that the engine counts for one of the pods, in either direction. */
function policiesSelecting(policies: CompiledPolicies, { pods }: Workload): readonly SelectingPolicy[] {
  const found = new Map<NetworkPolicy, { directions: Set<PolicyDirection>; isSure: boolean }>();
  for (const pod of pods) {
    for (const direction of ["ingress", "egress"] as const) {
      for (const { compiled, selects } of policiesFor(policies, pod, direction)) {
        const known = found.get(compiled.policy) ?? { directions: new Set(), isSure: false };
        known.directions.add(direction);
        known.isSure ||= selects === "yes" && !compiled.refused;
        found.set(compiled.policy, known);
      }
    }
  }
  return [...found].map(([policy, { directions, isSure }]) => {
    return { policy, directions: [...directions], defaults: recogniseDefaults(policy), isSure };
  });
}
