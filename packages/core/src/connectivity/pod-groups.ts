import { type Cluster, type Pod, podName, type Workload, workloadName } from "../cluster/cluster.js";
import { compareText } from "../cluster/compare-text.js";
import type { Connectivity } from "./connectivity.js";

/** Pods that are listed together. */
export interface PodGroup {
  readonly name: string;
  readonly type: "workload" | "pod" | "namespace";
  readonly namespace: string;
  /** By index, ascending. */
  readonly pods: readonly number[];
}

export interface PodGroups {
  readonly list: readonly PodGroup[];
  /** Group by pod. */
  readonly groupOf: Int32Array;
  /**
   * By pod, 1 where a pod's connection with itself counts: it stands for replicas, and those are different pods. Pods
   * that are listed one by one have no replicas, unless they are not in the input.
   */
  readonly replicates: Uint8Array;
}

export function groupPods(
  cluster: Cluster,
  { pods, workloadOfPod }: Connectivity,
  by: "workload" | "pod" | "namespace",
  isApart: (workload: Workload) => boolean = () => false,
): PodGroups {
  const workloadOf = (pod: number): Workload => cluster.workloads[workloadOfPod[pod] as number] as Workload;
  const replicates = Uint8Array.from(pods, (pod, index) => (isReplicated(workloadOf(index), pod, by) ? 1 : 0));
  const byOf = (index: number): typeof by => (by === "namespace" && isApart(workloadOf(index)) ? "workload" : by);
  const keyOf = (pod: Pod, index: number): number | string => {
    const own = byOf(index);
    if (own === "namespace") return pod.namespace;
    return own === "workload" ? (workloadOfPod[index] as number) : index;
  };
  const members = new Map<number | string, number[]>();
  pods.forEach((pod, index) => {
    const key = keyOf(pod, index);
    const group = members.get(key);
    if (group) group.push(index);
    else members.set(key, [index]);
  });
  const list = [...members.values()].map((own) => describeGroup(pods, workloadOf, own, byOf(own[0] ?? 0)));
  list.sort((a, b) => compareText(a.namespace, b.namespace) || (by === "pod" ? compareText(a.name, b.name) : 0));
  const groupOf = new Int32Array(pods.length);
  list.forEach((group, id) => {
    for (const pod of group.pods) groupOf[pod] = id;
  });
  return { list, groupOf, replicates };
}

function describeGroup(
  pods: readonly Pod[],
  workloadOf: (pod: number) => Workload,
  own: readonly number[],
  by: "workload" | "pod" | "namespace",
): PodGroup {
  const [first = 0] = own;
  const pod = pods[first] as Pod;
  const workload = workloadOf(first);
  const { namespace } = pod;
  if (by === "namespace") return { name: namespace, type: "namespace", namespace, pods: own };
  if (by === "workload" || isTemplate(workload, pod)) {
    return { name: workloadName(workload), type: workload.single ? "pod" : "workload", namespace, pods: own };
  }
  return { name: realPodName(pod), type: "pod", namespace, pods: own };
}

function realPodName(pod: Pod): string {
  const name = podName(pod);
  return `${pod.namespace}/Pod/${name.slice(pod.namespace.length + 1)}`;
}

/** The one pod of a workload that stands for any number of real ones has the workload's own name. */
function isTemplate({ single, pods, meta }: Workload, pod: Pod): boolean {
  return !single && pods.length === 1 && pod.name === meta.name;
}

function isReplicated(workload: Workload, pod: Pod, by: "workload" | "pod" | "namespace"): boolean {
  if (by === "pod") return isTemplate(workload, pod);
  return !workload.single && workload.pods.length === 1;
}
