import { packOf } from "./document/data-pack.js";
import type { FlowPackDocument, PodsDocument } from "./document/flow-pack-document.js";
import { prometheusPods } from "./prometheus.js";

const metricsServer =
  "https://github.com/kedacore/keda/blob/1bcb2acae2ddda264dd10323991fb76fd0188b6c/config/metrics-server/deployment.yaml";
const manager = "https://github.com/kedacore/keda/blob/12476eefd0b262318238599ef468d7cfa25b704d/config/manager/manager.yaml";
const operations =
  "https://github.com/kedacore/keda-docs/blob/33808d3eadcfd2d340d737b7792a9502f7bdf03a/content/docs/2.17/operate/cluster.md";

/** The chart calls the metrics server after the operator, the manifests do not. */
function part(title: string, ...apps: readonly [string, ...string[]]): PodsDocument {
  const [app] = apps;
  return {
    title,
    role: "subject",
    of: "installation",
    select: apps.map((name) => ({ selector: { matchLabels: { app: name } } })),
    assume: [{ namespace: "${installation.namespace}", labels: { app } }],
  };
}

/** KEDA as its chart and its manifests install it. */
export const kedaDocument: FlowPackDocument = {
  id: "keda",
  title: "KEDA",
  software: { name: "KEDA", versions: "2.17" },
  link: operations,
  resources: { installation: { installedIn: "keda" } },
  parameters: {
    prometheus: { summary: "The endpoint that scrapes the operator's metrics", type: "endpoint" },
  },
  pods: {
    operator: part("the operator", "keda-operator"),
    metrics: part("the metrics server", "keda-operator-metrics-apiserver", "keda-metrics-apiserver"),
    prometheus: prometheusPods("keda"),
  },
  flows: [
    {
      id: "KE-1",
      level: "must",
      from: "apiserver",
      to: { pods: "metrics" },
      port: 6443,
      why: "the API server passes on requests for external metrics",
      link: metricsServer,
    },
    {
      id: "KE-2",
      level: "must",
      from: { pods: "metrics" },
      to: { pods: "operator" },
      port: 9666,
      why: "the metrics server asks the operator for the scalers' metrics",
    },
    {
      id: "KE-3",
      level: "must",
      from: { pods: "operator" },
      to: "apiserver",
      port: 6443,
      why: "the operator watches ScaledObjects and ScaledJobs through the API server",
    },
    {
      id: "KE-4",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "operator" },
      port: 8080,
      why: "Prometheus scrapes the operator",
      link: manager,
    },
  ],
  remarks: [
    "The page of KEDA names the Service's port 443 for the metrics; a policy needs the pods' port, 6443.",
    "KEDA's webhook is asked for by pack `kubernetes` where its configuration is in the input.",
  ],
};

export const keda = packOf(kedaDocument);
