import { packOf } from "./document/data-pack.js";
import type { ConditionDocument, FlowPackDocument } from "./document/flow-pack-document.js";
import { installedPart } from "./installed-part.js";

const repository = "https://github.com/prometheus-operator/prometheus-operator/blob";
const rbac = `${repository}/v0.85.0/Documentation/platform/rbac.md`;
const highAvailability = `${repository}/v0.85.0/Documentation/platform/high-availability.md`;
const webhook = `${repository}/v0.85.0/example/admission-webhook/deployment.yaml`;
const alertmanagerPolicy =
  "https://github.com/prometheus-operator/kube-prometheus/blob/37d00082289c587f5a02a343ba23cfbe167000e2/manifests/alertmanager-networkPolicy.yaml";
const api = "https://prometheus-operator.dev/docs/api-reference/api/";

const group = "monitoring.coreos.com";

/** The labels that the operator gives to the pods of every Prometheus, and of every Alertmanager. */
const prometheusLabels = { "app.kubernetes.io/name": "prometheus", "app.kubernetes.io/managed-by": "prometheus-operator" };
const alertmanagerLabels = { ...prometheusLabels, "app.kubernetes.io/name": "alertmanager" };

/** The Service that the operator makes itself, which manifests therefore lack. */
const governed: ConditionDocument = { parameter: "alertmanagerService", is: "alertmanager-operated" };
const severalAlertmanagers: ConditionDocument = { not: { parameter: "alertmanagerReplicas", is: [0, 1] } };

/** The Prometheus Operator, and what it makes of Prometheus and Alertmanager objects. */
export const prometheusOperatorDocument: FlowPackDocument = {
  id: "prometheus-operator",
  title: "Prometheus Operator",
  software: {
    name: "the Prometheus Operator",
    versions: "0.85",
    established:
      "They were compared with the source of 0.85.0. The policy that PO-4, PO-6 and PO-7 link to is of " +
      "kube-prometheus, at a commit whose release is not known; its ports are those of the operator's " +
      "source.",
  },
  link: rbac,
  resources: {
    installation: { installedIn: "monitoring" },
    prometheus: { group, kind: "Prometheus", label: "operator.prometheus.io/name" },
    alertmanager: { group, kind: "Alertmanager", label: "alertmanager" },
    alerting: { within: "prometheus", items: "spec.alerting.alertmanagers" },
    remoteWrite: { within: "prometheus", items: "spec.remoteWrite" },
  },
  parameters: {
    webhookPort: { summary: "The port at which the admission webhook listens", type: "port", default: 8443 },
    alertmanagerReplicas: {
      summary: "How many pods an Alertmanager has",
      type: "text",
      read: [{ from: "alertmanager", field: "spec.replicas" }],
      default: 1,
      given: false,
    },
    alertmanagerService: {
      summary: "The Service of an Alertmanager that alerts go to",
      type: "text",
      read: [{ from: "alerting", field: "name" }],
      given: false,
    },
    alertmanagerNamespace: {
      summary: "Its namespace",
      type: "namespace",
      read: [{ from: "alerting", field: "namespace" }],
      default: "${prometheus.namespace}",
      given: false,
    },
    alertmanagerPort: {
      summary: "Its port, by number or name",
      type: "text",
      read: [{ from: "alerting", field: "port" }],
      given: false,
    },
    remoteWriteUrl: {
      summary: "Where Prometheus writes samples to",
      type: "hosts",
      read: [{ from: "remoteWrite", field: "url" }],
      given: false,
    },
  },
  pods: {
    operator: {
      ...installedPart("the operator", { "app.kubernetes.io/name": "prometheus-operator" }),
      select: [
        { selector: { matchLabels: { "app.kubernetes.io/name": "prometheus-operator" } } },
        { selector: { matchLabels: { "app.kubernetes.io/component": "prometheus-operator" } } },
      ],
    },
    webhook: installedPart("the admission webhook", {
      "app.kubernetes.io/name": "prometheus-operator-admission-webhook",
    }),
    prometheus: {
      title: "Prometheus",
      role: "subject",
      of: "prometheus",
      select: [{ selector: { matchLabels: prometheusLabels } }],
      assume: [
        {
          namespace: "${prometheus.namespace}",
          labels: {
            ...prometheusLabels,
            "app.kubernetes.io/instance": "${prometheus.name}",
            "operator.prometheus.io/name": "${prometheus.name}",
          },
        },
      ],
    },
    alertmanager: {
      title: "Alertmanager",
      role: "subject",
      of: "alertmanager",
      select: [{ selector: { matchLabels: alertmanagerLabels } }],
      assume: [
        {
          namespace: "${alertmanager.namespace}",
          labels: {
            ...alertmanagerLabels,
            "app.kubernetes.io/instance": "${alertmanager.name}",
            alertmanager: "${alertmanager.name}",
          },
        },
      ],
    },
    governed: {
      title: "the Alertmanagers of the namespace",
      role: "peer",
      select: [{ selector: { matchLabels: alertmanagerLabels }, namespaces: ["${alertmanagerNamespace}"] }],
      assume: [{ namespace: "${alertmanagerNamespace}", labels: alertmanagerLabels }],
    },
  },
  flows: [
    {
      id: "PO-1",
      level: "must",
      from: "apiserver",
      to: { pods: "webhook" },
      port: "${webhookPort}",
      when: { pods: "webhook" },
      why: "the API server calls the webhook that checks rules and Alertmanager configurations",
      link: webhook,
    },
    {
      id: "PO-2",
      level: "must",
      from: { pods: "operator" },
      to: "apiserver",
      port: 6443,
      why: "the operator watches its objects and makes StatefulSets through the API server",
    },
    {
      id: "PO-3",
      level: "must",
      from: { pods: "prometheus" },
      to: "apiserver",
      port: 6443,
      why: "Prometheus finds its targets and Alertmanagers through the API server",
    },
    {
      id: "PO-4",
      level: "must",
      from: { pods: "prometheus" },
      to: { pods: "governed" },
      port: 9093,
      forEach: "alerting",
      when: governed,
      why: "Prometheus sends alerts to the pods behind the operator's Service `alertmanager-operated`",
      link: alertmanagerPolicy,
      evidence: { of: "alerting", field: "name", message: "alerts are sent here" },
    },
    {
      id: "PO-5",
      level: "must",
      from: { pods: "prometheus" },
      to: {
        service: { namespace: "${alertmanagerNamespace}", name: "${alertmanagerService}", port: "${alertmanagerPort}" },
      },
      forEach: "alerting",
      when: { not: governed },
      why: "Prometheus sends alerts to the Alertmanager that its object names",
      link: api,
      evidence: { of: "alerting", field: "name", message: "alerts are sent here" },
    },
    {
      id: "PO-6",
      level: "must",
      from: { pods: "alertmanager" },
      to: { pods: "alertmanager" },
      port: 9094,
      when: severalAlertmanagers,
      why: "the pods of an Alertmanager tell each other which alerts were sent",
      link: alertmanagerPolicy,
      evidence: { of: "alertmanager", field: "spec.replicas", message: "there are several pods" },
    },
    {
      id: "PO-7",
      level: "must",
      from: { pods: "alertmanager" },
      to: { pods: "alertmanager" },
      protocol: "UDP",
      port: 9094,
      when: severalAlertmanagers,
      why: "the pods of an Alertmanager find each other by gossip",
      link: alertmanagerPolicy,
      evidence: { of: "alertmanager", field: "spec.replicas", message: "there are several pods" },
    },
    {
      id: "PO-8",
      level: "may",
      from: { pods: "prometheus" },
      to: { hosts: "${remoteWriteUrl}", namespace: "${prometheus.namespace}" },
      forEach: "remoteWrite",
      why: "Prometheus writes samples to a remote endpoint",
      link: api,
      evidence: { of: "remoteWrite", field: "url", message: "the remote endpoint is named here" },
    },
  ],
  remarks: [
    "What ServiceMonitors and PodMonitors make Prometheus connect to is asked for by pack `kubernetes` (row `monitor`): from " +
      "the pods of each Prometheus or PrometheusAgent whose selectors select the monitor.",
    `Alertmanagers of one object form a cluster where there are several ([high availability](${highAvailability})).`,
    "In chart kube-prometheus-stack the operator itself, or a Deployment of another port, is the webhook; pack `kubernetes` " +
      "asks for it at the port behind its Service.",
  ],
};

export const prometheusOperator = packOf(prometheusOperatorDocument);
