import type { Cluster, Endpoint, Pod, Workload } from "@netpolint/core";

/** All pods of one workload, of every revision; or a pod that is known by some labels only. */
export interface PodFamily {
  readonly namespace: string;
  readonly kind: string;
  /** Without the pod that tells a revision from the others. */
  readonly name: string;
  /** `namespace/Kind/name`, or the name of the hypothetical pod. */
  readonly title: string;
  /** At least one. */
  readonly pods: readonly Pod[];
  readonly hostNetwork: boolean;
  /** False for a hypothetical pod. */
  readonly isInInput: boolean;
}

/** The families of a cluster, and those of the endpoints of flows. */
export interface PodFamilies {
  readonly list: readonly PodFamily[];
  ofPod(pod: Pod): PodFamily | undefined;
}

/** `hypothetical` are ends of flows that the input does not hold. */
export function podFamilies(cluster: Cluster, ends: Iterable<Endpoint>): PodFamilies {
  const byKey = new Map<string, PodFamily>();
  for (const workload of cluster.workloads) addWorkload(byKey, workload);
  const keys = new Map<Pod, string>();
  for (const end of ends) {
    if (end.type === "hypothetical" && !keys.has(end.pod)) keys.set(end.pod, addHypothetical(byKey, end.pod, end.name));
  }
  const list = [...byKey.values()];
  const byPod = new Map(list.flatMap((family) => family.pods.map((pod) => [pod, family] as const)));
  return { list, ofPod: (pod) => byPod.get(pod) ?? byKey.get(keys.get(pod) ?? "") };
}

function addWorkload(byKey: Map<string, PodFamily>, { namespace, kind, name, pods }: Workload): void {
  // No name in Kubernetes holds `@`.
  const [own = name] = name.split("@", 1);
  const key = JSON.stringify([namespace, kind, own, pods[0]?.hostNetwork ?? false]);
  const known = byKey.get(key);
  const title = `${namespace}/${kind}/${own}`;
  const hostNetwork = pods.some((pod) => pod.hostNetwork);
  byKey.set(key, { namespace, kind, name: own, title, pods: [...(known?.pods ?? []), ...pods], hostNetwork, isInInput: true });
}

/** Two hypothetical pods with the same labels are one: every flow may bring one of its own. Answers with the key. */
function addHypothetical(byKey: Map<string, PodFamily>, pod: Pod, title: string): string {
  const labels = [...pod.labels.entries].sort(([a], [b]) => (a < b ? -1 : 1));
  const key = JSON.stringify([pod.namespace, pod.hostNetwork, labels, labels.length === 0 ? title : ""]);
  const known = byKey.get(key);
  if (known?.pods.some((other) => other.labels.complete === pod.labels.complete)) return key;
  const { namespace, hostNetwork } = pod;
  const name = known?.name ?? nameOfHypothetical(pod);
  byKey.set(key, {
    namespace,
    kind: "Pod",
    name,
    title: known?.title ?? title,
    pods: [...(known?.pods ?? []), pod],
    hostNetwork,
    isInInput: false,
  });
  return key;
}

/** A pod that is known by labels only goes by the value of one of them. */
function nameOfHypothetical({ name, labels }: Pod): string {
  if (!name.startsWith("[")) return name.replace(/^.*\//, "");
  const { entries } = labels;
  return entries.get("app.kubernetes.io/name") ?? entries.get("app") ?? [...entries.values()].join("-");
}
