import { packOf } from "./document/data-pack.js";
import type { FlowPackDocument, PodsDocument } from "./document/flow-pack-document.js";
import { installedPart } from "./installed-part.js";
import { prometheusPods } from "./prometheus.js";

const repository = "https://github.com/open-policy-agent/gatekeeper/blob";
const values = `${repository}/v3.23.1/charts/gatekeeper/values.yaml`;
const audit = `${repository}/v3.23.1/charts/gatekeeper/templates/gatekeeper-audit-deployment.yaml`;
const externalData = `${repository}/v3.23.1/website/docs/externaldata.md`;

function part(title: string, operation: string): PodsDocument {
  return installedPart(title, { "gatekeeper.sh/operation": operation }, { "gatekeeper.sh/system": "yes" });
}

/** Gatekeeper as its chart installs it. */
export const gatekeeperDocument: FlowPackDocument = {
  id: "gatekeeper",
  title: "OPA Gatekeeper",
  software: {
    name: "Gatekeeper",
    versions: "3.17 to 3.23",
    established: "They were compared with the charts of 3.17.0 and 3.23.1.",
  },
  link: values,
  resources: {
    installation: { installedIn: "gatekeeper-system" },
    provider: { group: "externaldata.gatekeeper.sh", kind: "Provider", namespaced: false, subject: false },
  },
  parameters: {
    webhookPort: { summary: "The port at which the controller manager's webhooks listen", type: "port", default: 8443 },
    metricsPort: { summary: "The port of the metrics", type: "port", default: 8888 },
    prometheus: { summary: "The endpoint that scrapes Gatekeeper's metrics", type: "endpoint" },
    providerUrl: {
      summary: "The URL of an external data provider",
      type: "hosts",
      read: [{ from: "provider", field: "spec.url" }],
      given: false,
    },
  },
  pods: {
    webhook: part("the controller manager", "webhook"),
    audit: part("the audit", "audit"),
    prometheus: prometheusPods("gatekeeper"),
  },
  flows: [
    {
      id: "GK-1",
      level: "must",
      from: "apiserver",
      to: { pods: "webhook" },
      port: "${webhookPort}",
      why: "the API server calls the webhooks of the controller manager",
    },
    {
      id: "GK-2",
      level: "must",
      from: { pods: "webhook" },
      to: "apiserver",
      port: 6443,
      why: "the controller manager watches templates and constraints through the API server",
    },
    {
      id: "GK-3",
      level: "must",
      from: { pods: "audit" },
      to: "apiserver",
      port: 6443,
      why: "the audit reads the cluster's objects from the API server",
      link: audit,
    },
    {
      id: "GK-4",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "webhook" },
      port: "${metricsPort}",
      why: "Prometheus scrapes the controller manager",
    },
    {
      id: "GK-5",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "audit" },
      port: "${metricsPort}",
      why: "Prometheus scrapes the audit",
      link: audit,
    },
    {
      id: "GK-6",
      level: "may",
      from: { pods: "webhook" },
      to: { hosts: "${providerUrl}", namespace: "${installation.namespace}" },
      forEach: "provider",
      when: { parameter: "providerUrl" },
      why: "policies ask an external data provider",
      link: externalData,
      evidence: { of: "provider", field: "spec.url", message: "the provider is registered here" },
    },
  ],
};

export const gatekeeper = packOf(gatekeeperDocument);
