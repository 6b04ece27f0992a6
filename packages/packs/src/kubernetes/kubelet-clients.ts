import { type Cluster, objectName, placeOf, type RequiredFlow, workloadEndpoint, workloadsWithLabels } from "@netpolint/core";

const link = "https://github.com/kubernetes-sigs/metrics-server/blob/v0.7.2/manifests/base/deployment.yaml";

/** metrics-server asks the kubelet of every node; its port is 10250 on all of them. */
export function requireKubelets(cluster: Cluster): readonly RequiredFlow[] {
  const found = workloadsWithLabels(cluster, undefined, new Map([["k8s-app", "metrics-server"]]));
  return found
    .filter(({ pods }) => pods.every((pod) => pod.labels.entries.get("k8s-app") === "metrics-server"))
    .map((workload) => ({
      pack: "kubernetes",
      ids: ["metrics-server"],
      level: "must",
      from: workloadEndpoint(workload),
      to: { type: "node" },
      protocol: "TCP",
      port: 10250,
      why: "metrics-server asks the kubelets for what pods use",
      link,
      assumed: [],
      evidence: {
        ...placeOf(workload.meta, ["metadata", "name"]),
        message: `\`${objectName(workload.meta)}\` is metrics-server by its label k8s-app`,
      },
    }));
}
