import { type Cluster, fieldOf, type JsonValue, type Path, type Pod, type Protocol, type Workload } from "@netpolint/core";

const workloadsOf = new WeakMap<Cluster, ReadonlyMap<Pod, Workload>>();

/** Whether a container of the pod declares the port, under a name or none. Declarations open nothing, and are often left out. */
export function declaresContainerPort(cluster: Cluster, pod: Pod, protocol: Protocol, number: number): boolean {
  const known = workloadsOf.get(cluster) ?? new Map(cluster.workloads.flatMap((one) => one.pods.map((each) => [each, one] as const)));
  workloadsOf.set(cluster, known);
  const workload = known.get(pod);
  return workload ? declaredIn(workload).some((port) => isPort(port, protocol, number)) : false;
}

const templates: readonly Path[] = [["spec"], ["spec", "template", "spec"], ["spec", "jobTemplate", "spec", "template", "spec"]];

/** The containers of a workload's pods; `meta` may be that of the workload or of one of its pods. */
export function containersOf({ meta }: Workload): readonly JsonValue[] {
  return templates.flatMap((path) =>
    ["containers", "initContainers"].flatMap((field) => listAt(meta.origin.valueAt([...path, field]))),
  );
}

/** The TCP ports that its containers declare. */
export function declaredTcpPorts(workload: Workload): readonly number[] {
  return declaredIn(workload).flatMap((port) => {
    const number = fieldOf(port, "containerPort");
    return typeof number === "number" && isPort(port, "TCP", number) ? [number] : [];
  });
}

function declaredIn(workload: Workload): readonly JsonValue[] {
  return containersOf(workload).flatMap((container) => listAt(fieldOf(container, "ports")));
}

function listAt(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

function isPort(port: JsonValue, protocol: Protocol, number: number): boolean {
  return fieldOf(port, "containerPort") === number && (fieldOf(port, "protocol") ?? "TCP") === protocol;
}
