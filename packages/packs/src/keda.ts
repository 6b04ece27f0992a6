import { packOf } from "./document/data-pack.js";
import type { FlowPackDocument, PodsDocument } from "./document/flow-pack-document.js";
import { prometheusPods } from "./prometheus.js";

const metricsServer =
  "https://github.com/kedacore/keda/blob/v2.21.0/config/metrics-server/deployment.yaml";
const webhookPods =
  "https://github.com/kedacore/keda/blob/v2.21.0/config/webhooks/webhooks.yaml";
const webhookRoles =
  "https://github.com/kedacore/charts/blob/0d8d2b92dbde12ff0fe6be788605fd07110e48a6/keda/templates/webhooks/clusterrole.yaml";
const manager = "https://github.com/kedacore/keda/blob/v2.21.0/config/manager/manager.yaml";
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
  software: {
    name: "KEDA",
    versions: "2.15 to 2.21",
    established:
      "They were compared with the manifests of 2.15.1 and 2.21.0. KE-6 was read in the chart, at a commit " +
      "whose release is not known.",
  },
  link: operations,
  resources: { installation: { installedIn: "keda" } },
  parameters: {
    webhookPort: { summary: "The port at which the admission webhooks listen", type: "port", default: 9443 },
    prometheus: { summary: "The endpoint that scrapes the operator's metrics", type: "endpoint" },
  },
  pods: {
    operator: part("the operator", "keda-operator"),
    metrics: part("the metrics server", "keda-operator-metrics-apiserver", "keda-metrics-apiserver"),
    webhooks: part("the admission webhooks", "keda-admission-webhooks"),
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
    {
      id: "KE-5",
      level: "must",
      from: "apiserver",
      to: { pods: "webhooks" },
      port: "${webhookPort}",
      when: { pods: "webhooks" },
      why: "the API server calls the webhooks that check ScaledObjects",
      link: webhookPods,
    },
    {
      id: "KE-6",
      level: "must",
      from: { pods: "webhooks" },
      to: "apiserver",
      port: 6443,
      when: { pods: "webhooks" },
      why: "the webhooks compare ScaledObjects with other autoscalers through the API server",
      link: webhookRoles,
    },
    {
      id: "KE-7",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "webhooks" },
      port: 8080,
      when: { pods: "webhooks" },
      why: "Prometheus scrapes the webhooks",
      link: webhookPods,
    },
  ],
  remarks: [
    "The page of KEDA names the Service's port 443 for the metrics; a policy needs the pods' port, 6443.",
  ],
};

export const keda = packOf(kedaDocument);
