import { packOf } from "./document/data-pack.js";
import type { FlowPackDocument, PodsDocument } from "./document/flow-pack-document.js";
import { installedPart } from "./installed-part.js";
import { prometheusPods } from "./prometheus.js";

const repository = "https://github.com/kyverno/kyverno/blob";
const templates = "charts/kyverno/templates";
const admission = `${repository}/v1.19.1/${templates}/admission-controller/deployment.yaml`;
const admissionPolicy = `${repository}/v1.19.1/${templates}/admission-controller/networkpolicy.yaml`;
const background = `${repository}/v1.19.1/${templates}/background-controller/deployment.yaml`;
const backgroundPolicy = `${repository}/v1.19.1/${templates}/background-controller/networkpolicy.yaml`;
const reportsRoles = `${repository}/v1.19.1/${templates}/reports-controller/clusterrole.yaml`;
const reportsPolicy = `${repository}/v1.19.1/${templates}/reports-controller/networkpolicy.yaml`;
const cleanupPolicy = `${repository}/v1.19.1/${templates}/cleanup-controller/networkpolicy.yaml`;

function part(title: string, component: string): PodsDocument {
  return installedPart(title, { "app.kubernetes.io/part-of": "kyverno", "app.kubernetes.io/component": component });
}

/** Kyverno as its chart installs it since 1.10, where each controller is a Deployment. */
export const kyvernoDocument: FlowPackDocument = {
  id: "kyverno",
  title: "Kyverno",
  software: {
    name: "Kyverno",
    versions: "1.13 to 1.19",
    established: "They were compared with the charts of 1.13.4 and 1.19.1.",
  },
  link: admissionPolicy,
  resources: { installation: { installedIn: "kyverno" } },
  parameters: {
    metricsPort: { summary: "The port of the metrics", type: "port", default: 8000 },
    prometheus: { summary: "The endpoint that scrapes Kyverno's metrics", type: "endpoint" },
  },
  pods: {
    admission: part("the admission controller", "admission-controller"),
    cleanup: part("the cleanup controller", "cleanup-controller"),
    background: part("the background controller", "background-controller"),
    reports: part("the reports controller", "reports-controller"),
    prometheus: prometheusPods("kyverno"),
  },
  flows: [
    {
      id: "KY-1",
      level: "must",
      from: "apiserver",
      to: { pods: "admission" },
      port: 9443,
      why: "the API server calls the webhooks of the admission controller",
    },
    {
      id: "KY-2",
      level: "must",
      from: "apiserver",
      to: { pods: "cleanup" },
      port: 9443,
      when: { pods: "cleanup" },
      why: "the API server calls the webhooks of the cleanup controller",
      link: cleanupPolicy,
    },
    {
      id: "KY-3",
      level: "must",
      from: { pods: "admission" },
      to: "apiserver",
      port: 6443,
      why: "the admission controller registers its webhooks and reads policies through the API server",
      link: admission,
    },
    {
      id: "KY-4",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "admission" },
      port: "${metricsPort}",
      why: "Prometheus scrapes the admission controller",
      link: admission,
    },
    {
      id: "KY-5",
      level: "must",
      from: { pods: "background" },
      to: "apiserver",
      port: 6443,
      when: { pods: "background" },
      why: "the background controller generates and mutates objects through the API server",
      link: background,
    },
    {
      id: "KY-6",
      level: "must",
      from: { pods: "reports" },
      to: "apiserver",
      port: 6443,
      when: { pods: "reports" },
      why: "the reports controller writes reports through the API server",
      link: reportsRoles,
    },
    {
      id: "KY-7",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "background" },
      port: "${metricsPort}",
      when: { pods: "background" },
      why: "Prometheus scrapes the background controller",
      link: backgroundPolicy,
    },
    {
      id: "KY-8",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "reports" },
      port: "${metricsPort}",
      when: { pods: "reports" },
      why: "Prometheus scrapes the reports controller",
      link: reportsPolicy,
    },
  ],
};

export const kyverno = packOf(kyvernoDocument);
