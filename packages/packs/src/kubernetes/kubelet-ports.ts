import { type LabelSelector, matchesLabels, type Monitor, type MonitorEndpoint } from "@netpolint/core";

/** The Service of all kubelets that the Prometheus Operator keeps: pkg/kubelet/controller.go of its repository. */
const labels: ReadonlyMap<string, string> = new Map([
  ["k8s-app", "kubelet"],
  ["app.kubernetes.io/name", "kubelet"],
  ["app.kubernetes.io/managed-by", "prometheus-operator"],
]);

const ports: readonly (readonly [name: string, port: number])[] = [
  ["https-metrics", 10250],
  ["http-metrics", 10255],
  ["cadvisor", 4194],
];

/**
 * The ports of kubelets that an endpoint of a monitor is for. The Service has no selector, and its namespace is an
 * argument of the operator's; so a monitor has to say `kubelet`, and one that happens to select everything does not.
 */
export function kubeletPorts({ meta, selector }: Monitor, { port, targetPort }: MonitorEndpoint): readonly number[] {
  if (meta.kind !== "ServiceMonitor" || !namesKubelet(selector)) return [];
  const found = ports.filter(([name, number]) => (port === undefined ? number === targetPort : name === port));
  return found.map(([, number]) => number);
}

function namesKubelet(selector: LabelSelector): boolean {
  const isNamed = selector.requirements.some(({ operator, values }) => operator === "In" && values.includes("kubelet"));
  return isNamed && matchesLabels(selector, { entries: labels, complete: true }) === "yes";
}
