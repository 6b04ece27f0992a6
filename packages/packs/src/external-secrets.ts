import { packOf } from "./document/data-pack.js";
import type { FlowPackDocument, PodsDocument } from "./document/flow-pack-document.js";
import { installedPart } from "./installed-part.js";
import { prometheusPods } from "./prometheus.js";

const practices =
  "https://github.com/external-secrets/external-secrets/blob/v1.3.2/docs/guides/security-best-practices.md";

const values =
  "https://github.com/external-secrets/external-secrets/blob/v1.3.2/deploy/charts/external-secrets/values.yaml";

/** The labels are those of the chart: templates/_helpers.tpl. */
function part(title: string, name: string): PodsDocument {
  return installedPart(title, { "app.kubernetes.io/name": name });
}

/** The External Secrets Operator as its chart installs it. */
export const externalSecretsDocument: FlowPackDocument = {
  id: "external-secrets",
  title: "External Secrets Operator",
  software: {
    name: "External Secrets Operator",
    versions: "1.3",
    established: "They were compared with the chart of 1.3.2.",
  },
  link: practices,
  resources: { installation: { installedIn: "external-secrets" } },
  parameters: {
    webhookPort: { summary: "The port at which the webhook listens", type: "port", default: 10250 },
    prometheus: { summary: "The endpoint that scrapes the operator's metrics", type: "endpoint" },
    provider: { summary: "Where the provider of secrets is", type: "endpoint" },
    providerPort: { summary: "The port of the provider of secrets", type: "port", default: 443 },
  },
  pods: {
    controller: part("the controller", "external-secrets"),
    webhook: part("the webhook", "external-secrets-webhook"),
    certificates: part("the certificate controller", "external-secrets-cert-controller"),
    prometheus: prometheusPods("external-secrets"),
    provider: {
      title: "the provider of secrets",
      role: "peer",
      parameter: "provider",
      select: [],
      missing: "Nothing says where secrets come from; name it with `--param external-secrets.provider=<endpoint>`.",
    },
  },
  flows: [
    {
      id: "ES-1",
      level: "must",
      from: "apiserver",
      to: { pods: "webhook" },
      port: "${webhookPort}",
      why: "the API server calls the webhook that checks stores and secrets",
      link: values,
    },
    {
      id: "ES-2",
      level: "must",
      from: { pods: "controller" },
      to: "apiserver",
      port: 6443,
      why: "the controller writes Secrets through the API server",
    },
    {
      id: "ES-3",
      level: "must",
      from: { pods: "webhook" },
      to: "apiserver",
      port: 6443,
      why: "the webhook works with the API server",
    },
    {
      id: "ES-4",
      level: "must",
      from: { pods: "certificates" },
      to: "apiserver",
      port: 6443,
      when: { pods: "certificates" },
      why: "the certificate controller works with the API server",
    },
    {
      id: "ES-5",
      level: "may",
      from: { pods: "controller" },
      to: { pods: "provider" },
      port: "${providerPort}",
      why: "the controller reads secrets from their provider",
    },
    {
      id: "ES-6",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "controller" },
      port: 8080,
      why: "Prometheus scrapes the controller",
      link: values,
    },
    {
      id: "ES-7",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "webhook" },
      port: 8080,
      why: "Prometheus scrapes the webhook",
    },
    {
      id: "ES-8",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "certificates" },
      port: 8080,
      when: { pods: "certificates" },
      why: "Prometheus scrapes the certificate controller",
    },
  ],
  remarks: ["The kubelet's probes at 8081 always get through; no policy has to allow them."],
};

export const externalSecrets = packOf(externalSecretsDocument);
