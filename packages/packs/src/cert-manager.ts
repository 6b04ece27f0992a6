import type { JsonValue } from "@netpolint/core";
import { packOf } from "./document/data-pack.js";
import { findField, isMapping } from "./document/field-values.js";
import type { FlowPackDocument, PodsDocument } from "./document/flow-pack-document.js";
import { prometheusPods } from "./prometheus.js";

const chart = "https://github.com/cert-manager/cert-manager/blob";
const webhookDeployment = `${chart}/v1.21.2/deploy/charts/cert-manager/templates/webhook-deployment.yaml`;
const acme = "https://cert-manager.io/v1.20-docs/configuration/acme/";
const controllerDeployment = `${chart}/v1.21.2/deploy/charts/cert-manager/templates/deployment.yaml`;
const cainjectorService = `${chart}/v1.21.2/deploy/charts/cert-manager/templates/cainjector-service.yaml`;
const solver = `${chart}/v1.21.2/pkg/issuer/acme/http/http.go`;
const webhookPort =
  "https://github.com/cert-manager/website/blob/1a0ccb1b0cdc497da3e0b565fa785d854b90bd5e/content/docs/installation/compatibility.md";
const webhookEgress = "https://github.com/cert-manager/cert-manager/issues/5787";
const bestPractice =
  "https://github.com/cert-manager/website/blob/04b33b1ad3d9430fbd6a2926f62d9389d631d8a2/content/docs/installation/best-practice.md";

const solverLabel = "acme.cert-manager.io/http01-solver";

/** Other software has pods called `webhook`, so the instance or the name of the workload has to say cert-manager. */
function part(title: string, name: string, component: string): PodsDocument {
  const labels = { "app.kubernetes.io/name": name, "app.kubernetes.io/component": component };
  const instance = { "app.kubernetes.io/instance": "cert-manager" };
  return {
    title,
    role: "subject",
    of: "installation",
    select: [
      { selector: { matchLabels: { ...labels, ...instance } } },
      { selector: { matchLabels: labels }, names: ["*cert-manager*"] },
    ],
    assume: [{ namespace: "${installation.namespace}", labels: { ...labels, ...instance } }],
  };
}

/** cert-manager as its chart and its static manifests install it. */
export const certManagerDocument: FlowPackDocument = {
  id: "cert-manager",
  title: "cert-manager",
  software: {
    name: "cert-manager",
    versions: "1.21",
    established:
      "They were compared with the charts of 1.21.0 and 1.21.2; the pages of the website and the issue that " +
      "CM-1 to CM-4 link to name no release.",
  },
  link: webhookDeployment,
  resources: {
    installation: { installedIn: "cert-manager" },
    issuer: { group: "cert-manager.io", kind: "Issuer", subject: false },
    clusterIssuer: { group: "cert-manager.io", kind: "ClusterIssuer", namespaced: false, subject: false },
  },
  parameters: {
    webhookPort: { summary: "The port at which the webhook listens", type: "port", default: 10250 },
    prometheus: { summary: "The endpoint that scrapes cert-manager's metrics", type: "endpoint" },
    ingressController: {
      summary: "The endpoint of the controller that HTTP-01 challenges come through",
      type: "endpoint",
    },
    solvesHttp01: {
      summary: "Whether an Issuer solves challenges by HTTP-01",
      type: "boolean",
      read: [{ from: "issuer", reader: "solvesHttp01" }],
      default: false,
      given: false,
    },
    acme: {
      summary: "The ACME server of an Issuer",
      type: "hosts",
      read: [{ from: "issuer", field: "spec.acme.server" }],
    },
    clusterAcme: {
      summary: "The ACME server of a ClusterIssuer",
      type: "hosts",
      read: [{ from: "clusterIssuer", field: "spec.acme.server" }],
    },
  },
  pods: {
    controller: part("the controller", "cert-manager", "controller"),
    webhook: part("the webhook", "webhook", "webhook"),
    cainjector: part("the CA injector", "cainjector", "cainjector"),
    prometheus: prometheusPods("cert-manager"),
    solver: {
      title: "the pods that solve HTTP-01 challenges",
      role: "subject",
      of: "issuer",
      select: [{ selector: { matchLabels: { [solverLabel]: "true" } } }],
      assume: [{ namespace: "${issuer.namespace}", labels: { [solverLabel]: "true" } }],
    },
    ingressController: {
      title: "the ingress controller",
      role: "peer",
      parameter: "ingressController",
      select: [
        {
          selector: {
            matchLabels: { "app.kubernetes.io/name": "ingress-nginx", "app.kubernetes.io/component": "controller" },
          },
        },
        { selector: { matchLabels: { "app.kubernetes.io/name": "traefik" } } },
      ],
      missing:
        "Which ingress controller takes challenges is not known; name it with " +
        "`--param cert-manager.ingressController=<endpoint>`.",
    },
  },
  flows: [
    {
      id: "CM-1",
      level: "must",
      from: "apiserver",
      to: { pods: "webhook" },
      port: "${webhookPort}",
      why: "the API server calls cert-manager's webhook",
      link: webhookPort,
    },
    {
      id: "CM-2",
      level: "must",
      from: { pods: "controller" },
      to: "apiserver",
      port: 6443,
      why: "the controller works through the API server",
      link: bestPractice,
    },
    {
      id: "CM-3",
      level: "must",
      from: { pods: "cainjector" },
      to: "apiserver",
      port: 6443,
      why: "the CA injector writes CA bundles through the API server",
      link: bestPractice,
    },
    {
      id: "CM-4",
      level: "must",
      from: { pods: "webhook" },
      to: "apiserver",
      port: 6443,
      why: "the webhook keeps its certificate in a Secret",
      link: webhookEgress,
    },
    {
      id: "CM-5",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "controller" },
      port: 9402,
      why: "Prometheus scrapes the controller",
      link: controllerDeployment,
    },
    {
      id: "CM-6",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "webhook" },
      port: 9402,
      why: "Prometheus scrapes the webhook",
    },
    {
      id: "CM-7",
      level: "may",
      from: { pods: "controller" },
      to: { hosts: "${acme}", namespace: "${installation.namespace}" },
      port: 443,
      forEach: "issuer",
      when: { parameter: "acme" },
      why: "the controller orders certificates from the ACME server of an Issuer",
      link: acme,
    },
    {
      id: "CM-8",
      level: "may",
      from: { pods: "controller" },
      to: { hosts: "${clusterAcme}", namespace: "${installation.namespace}" },
      port: 443,
      forEach: "clusterIssuer",
      when: { parameter: "clusterAcme" },
      why: "the controller orders certificates from the ACME server of a ClusterIssuer",
      link: acme,
    },
    {
      id: "CM-9",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "cainjector" },
      port: 9402,
      why: "Prometheus scrapes the CA injector",
      link: cainjectorService,
    },
    {
      id: "CM-10",
      level: "must",
      from: { pods: "ingressController" },
      to: { pods: "solver" },
      port: 8089,
      forEach: "issuer",
      when: { parameter: "solvesHttp01" },
      why: "the ACME server fetches the answers to HTTP-01 challenges through the ingress controller",
      link: solver,
      evidence: { of: "issuer", field: "spec.acme.solvers", message: "challenges are solved by HTTP-01" },
    },
  ],
  remarks: [
    "The webhook's port is a value of the chart (`webhook.securePort`); 10250 clashes with the kubelet where " +
      "the webhook is in the host network.",
    "Pods that solve HTTP-01 challenges come and go in the namespaces of the certificates. Of an Issuer that is " +
      "its own; for a ClusterIssuer rows do not ask, since any namespace may have certificates of it.",
    "Before it tells the ACME server, the controller fetches the answer itself, at port 80 of the name that the " +
      "certificate is for.",
  ],
};

/** Whether one of the solvers is for HTTP-01. */
function solvesHttp01(issuer: JsonValue): readonly string[] | undefined {
  const found = findField(issuer, "spec.acme.solvers")?.value;
  const solvers = Array.isArray(found) ? (found as readonly JsonValue[]) : [];
  return solvers.some((one) => isMapping(one) && isMapping(one["http01"])) ? ["true"] : undefined;
}

export const certManager = packOf(certManagerDocument, { readers: { solvesHttp01 } });
