import { packOf } from "./document/data-pack.js";
import type { FlowPackDocument, PodsDocument } from "./document/flow-pack-document.js";
import { installedPart } from "./installed-part.js";
import { prometheusPods } from "./prometheus.js";

const source =
  "https://github.com/fluxcd/source-controller/blob/v1.9.5/config/manager/deployment.yaml";
const kustomize =
  "https://github.com/fluxcd/kustomize-controller/blob/v1.9.5/config/manager/deployment.yaml";
const notification =
  "https://github.com/fluxcd/notification-controller/blob/0aca59e5ed9a0b88370612a50ccfea37bf589ad5/config/manager/deployment.yaml";
const helm =
  "https://github.com/fluxcd/helm-controller/blob/v1.6.4/config/manager/deployment.yaml";
const helmFeatures = "https://pkg.go.dev/github.com/fluxcd/helm-controller";
const events =
  "https://github.com/fluxcd/notification-controller/blob/5e79f795d1abbac2f526706e2535ad9107f268e8/config/manager/service.yaml";
const sourceFeatures = "https://github.com/fluxcd/source-controller";
const kustomizeFeatures = "https://pkg.go.dev/github.com/fluxcd/kustomize-controller";

function part(title: string, app: string): PodsDocument {
  return installedPart(title, { app });
}

/** Flux as `flux install` installs it. */
export const fluxDocument: FlowPackDocument = {
  id: "flux",
  title: "Flux",
  software: {
    name: "Flux",
    versions: "2.9",
    established:
      "They were compared with the controllers that Flux 2.9.5 installs. That of notifications could not be " +
      "read in this release: FX-4 and FX-10 to FX-13 were read at commits whose release is not known.",
  },
  link: source,
  resources: { installation: { installedIn: "flux-system" } },
  parameters: {
    prometheus: { summary: "The endpoint that scrapes Flux's metrics", type: "endpoint" },
    git: { summary: "Where the sources are", type: "endpoint" },
    gitPort: { summary: "The port of the sources", type: "port", default: 443 },
  },
  pods: {
    source: part("source-controller", "source-controller"),
    kustomize: part("kustomize-controller", "kustomize-controller"),
    helm: part("helm-controller", "helm-controller"),
    notification: part("notification-controller", "notification-controller"),
    prometheus: prometheusPods("flux"),
    git: {
      title: "the sources",
      role: "peer",
      parameter: "git",
      select: [],
      missing: "Where the sources are is not known; name it with `--param flux.git=<endpoint>`.",
    },
  },
  flows: [
    {
      id: "FX-1",
      level: "must",
      from: { pods: "kustomize" },
      to: { pods: "source" },
      port: 9090,
      why: "kustomize-controller fetches what source-controller has packed",
      link: kustomizeFeatures,
    },
    {
      id: "FX-2",
      level: "must",
      from: { pods: "source" },
      to: "apiserver",
      port: 6443,
      why: "source-controller watches its sources through the API server",
      link: sourceFeatures,
    },
    {
      id: "FX-3",
      level: "must",
      from: { pods: "kustomize" },
      to: "apiserver",
      port: 6443,
      why: "kustomize-controller applies manifests through the API server",
      link: kustomizeFeatures,
    },
    {
      id: "FX-4",
      level: "must",
      from: { pods: "notification" },
      to: "apiserver",
      port: 6443,
      when: { pods: "notification" },
      why: "notification-controller watches its objects in all namespaces through the API server",
      link: notification,
    },
    {
      id: "FX-5",
      level: "may",
      from: { pods: "source" },
      to: { pods: "git" },
      port: "${gitPort}",
      why: "source-controller fetches the sources",
      link: sourceFeatures,
    },
    {
      id: "FX-6",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "source" },
      port: 8080,
      why: "Prometheus scrapes source-controller",
    },
    {
      id: "FX-7",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "kustomize" },
      port: 8080,
      why: "Prometheus scrapes kustomize-controller",
      link: kustomize,
    },
    {
      id: "FX-8",
      level: "must",
      from: { pods: "helm" },
      to: { pods: "source" },
      port: 9090,
      when: { pods: "helm" },
      why: "helm-controller fetches charts that source-controller has packed",
      link: helmFeatures,
    },
    {
      id: "FX-9",
      level: "must",
      from: { pods: "helm" },
      to: "apiserver",
      port: 6443,
      when: { pods: "helm" },
      why: "helm-controller installs releases through the API server",
      link: helmFeatures,
    },
    {
      id: "FX-10",
      level: "may",
      from: { pods: "kustomize" },
      to: { pods: "notification" },
      port: 9090,
      when: { pods: "notification" },
      why: "kustomize-controller reports events to notification-controller",
      link: events,
    },
    {
      id: "FX-11",
      level: "may",
      from: { pods: "source" },
      to: { pods: "notification" },
      port: 9090,
      when: { pods: "notification" },
      why: "source-controller reports events to notification-controller",
      link: events,
    },
    {
      id: "FX-12",
      level: "may",
      from: { pods: "helm" },
      to: { pods: "notification" },
      port: 9090,
      when: { all: [{ pods: "helm" }, { pods: "notification" }] },
      why: "helm-controller reports events to notification-controller",
      link: events,
    },
    {
      id: "FX-13",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "notification" },
      port: 8080,
      when: { pods: "notification" },
      why: "Prometheus scrapes notification-controller",
      link: notification,
    },
    {
      id: "FX-14",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "helm" },
      port: 8080,
      when: { pods: "helm" },
      why: "Prometheus scrapes helm-controller",
      link: helm,
    },
  ],
  remarks: [
    "Flux brings policies that let in its own namespace, and webhooks at notification-controller, and nothing else.",
    "The controllers send events to Service notification-controller, whose port 80 leads to the pods' 9090.",
    "Webhooks of Git servers come in at notification-controller's port 9292, through whatever exposes it.",
  ],
};

export const flux = packOf(fluxDocument);
