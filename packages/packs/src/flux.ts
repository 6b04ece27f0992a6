import { packOf } from "./document/data-pack.js";
import type { FlowPackDocument, PodsDocument } from "./document/flow-pack-document.js";
import { installedPart } from "./installed-part.js";
import { prometheusPods } from "./prometheus.js";

const source =
  "https://github.com/fluxcd/source-controller/blob/21af88fbea2c4746574291b057a967e5f74d2383/config/manager/deployment.yaml";
const kustomize =
  "https://github.com/fluxcd/kustomize-controller/blob/149ad14ead5156cd4496c3c5d436f7cc1edd52b0/config/manager/deployment.yaml";
const notification =
  "https://github.com/fluxcd/notification-controller/blob/0aca59e5ed9a0b88370612a50ccfea37bf589ad5/config/manager/deployment.yaml";
const sourceFeatures = "https://github.com/fluxcd/source-controller";
const kustomizeFeatures = "https://pkg.go.dev/github.com/fluxcd/kustomize-controller";

function part(title: string, app: string): PodsDocument {
  return installedPart(title, { app });
}

/** Flux as `flux install` installs it. */
export const fluxDocument: FlowPackDocument = {
  id: "flux",
  title: "Flux",
  software: { name: "Flux", versions: "2, at the commits that the rows link to" },
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
  ],
  remarks: [
    "Flux brings policies that let in its own namespace, and webhooks at notification-controller, and nothing else.",
    "Webhooks of Git servers come in at notification-controller's port 9292, through whatever exposes it.",
  ],
};

export const flux = packOf(fluxDocument);
