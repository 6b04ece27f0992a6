import { packOf } from "./document/data-pack.js";
import type { FlowPackDocument, PodsDocument } from "./document/flow-pack-document.js";
import { installedPart } from "./installed-part.js";
import { prometheusPods } from "./prometheus.js";

const repository = "https://github.com/argoproj/argo-cd/blob";
const repoServerPolicy = `${repository}/v3.4.5/manifests/base/repo-server/argocd-repo-server-network-policy.yaml`;
const redisPolicy = `${repository}/v3.4.5/manifests/base/redis/argocd-redis-network-policy.yaml`;
const dexPolicy = `${repository}/v3.4.5/manifests/base/dex/argocd-dex-server-network-policy.yaml`;
const controllerPolicy = `${repository}/v3.4.5/manifests/base/application-controller/argocd-application-controller-network-policy.yaml`;
const applicationSet = `${repository}/v3.4.5/manifests/base/applicationset-controller/argocd-applicationset-controller-deployment.yaml`;
const applicationSetRoles = `${repository}/v3.4.5/manifests/base/applicationset-controller/argocd-applicationset-controller-role.yaml`;
const applicationSetPolicy = `${repository}/v3.4.5/manifests/base/applicationset-controller/argocd-applicationset-controller-network-policy.yaml`;
const notificationsRoles = `${repository}/v3.4.5/manifests/base/notification/argocd-notifications-controller-role.yaml`;
const notificationsPolicy = `${repository}/v3.4.5/manifests/base/notification/argocd-notifications-controller-network-policy.yaml`;
const commitServerPolicy = `${repository}/v3.4.5/manifests/base/commit-server/argocd-commit-server-network-policy.yaml`;
const serverMetrics = `${repository}/v3.4.5/manifests/base/server/argocd-server-metrics.yaml`;
const architecture = "https://argo-cd.readthedocs.io/en/latest/operator-manual/architecture/";

function part(title: string, name: string): PodsDocument {
  return installedPart(title, { "app.kubernetes.io/name": name });
}

const server = { pods: "server" } as const;
const repoServer = { pods: "repoServer" } as const;
const controller = { pods: "controller" } as const;
const notifications = { pods: "notifications" } as const;
const commitServer = { pods: "commitServer" } as const;
const sets = { pods: "applicationSets" } as const;

/** Argo CD as its manifests install it, without high availability. */
export const argoCdDocument: FlowPackDocument = {
  id: "argo-cd",
  title: "Argo CD",
  software: {
    name: "Argo CD",
    versions: "3.0 to 3.4",
    established: "They were compared with the manifests of 3.0.0 and 3.4.5.",
  },
  link: repoServerPolicy,
  resources: { installation: { installedIn: "argocd" } },
  parameters: {
    prometheus: { summary: "The endpoint that scrapes Argo CD's metrics", type: "endpoint" },
    git: { summary: "Where the repositories are", type: "endpoint" },
    gitPort: { summary: "The port of the repositories", type: "port", default: 443 },
  },
  pods: {
    server: part("the server", "argocd-server"),
    repoServer: part("the repository server", "argocd-repo-server"),
    controller: part("the application controller", "argocd-application-controller"),
    redis: part("Redis", "argocd-redis"),
    dex: part("Dex", "argocd-dex-server"),
    notifications: part("the notifications controller", "argocd-notifications-controller"),
    applicationSets: part("the ApplicationSet controller", "argocd-applicationset-controller"),
    commitServer: part("the commit server", "argocd-commit-server"),
    prometheus: prometheusPods("argo-cd"),
    git: {
      title: "the repositories",
      role: "peer",
      parameter: "git",
      select: [],
      missing: "Where the repositories are is not known; name it with `--param argo-cd.git=<endpoint>`.",
    },
  },
  flows: [
    {
      id: "AC-1",
      level: "must",
      from: server,
      to: repoServer,
      port: 8081,
      why: "the server has manifests made by the repository server",
    },
    {
      id: "AC-2",
      level: "must",
      from: controller,
      to: repoServer,
      port: 8081,
      why: "the application controller has manifests made by the repository server",
    },
    {
      id: "AC-3",
      level: "may",
      from: notifications,
      to: repoServer,
      port: 8081,
      when: notifications,
      why: "the notifications controller asks the repository server about commits",
    },
    {
      id: "AC-4",
      level: "must",
      from: sets,
      to: repoServer,
      port: 8081,
      when: sets,
      why: "generators of ApplicationSets read repositories through the repository server",
      link: applicationSet,
    },
    {
      id: "AC-5",
      level: "must",
      from: server,
      to: { pods: "redis" },
      port: 6379,
      why: "the server caches in Redis",
      link: redisPolicy,
    },
    {
      id: "AC-6",
      level: "must",
      from: repoServer,
      to: { pods: "redis" },
      port: 6379,
      why: "the repository server caches in Redis",
      link: redisPolicy,
    },
    {
      id: "AC-7",
      level: "must",
      from: controller,
      to: { pods: "redis" },
      port: 6379,
      why: "the application controller caches in Redis",
      link: redisPolicy,
    },
    {
      id: "AC-8",
      level: "must",
      from: server,
      to: { pods: "dex" },
      port: 5556,
      when: { pods: "dex" },
      why: "users log in through Dex, behind the server",
      link: dexPolicy,
    },
    {
      id: "AC-9",
      level: "may",
      from: server,
      to: { pods: "dex" },
      port: 5557,
      when: { pods: "dex" },
      why: "Argo CD's own policy lets the server in at Dex's gRPC port",
      link: dexPolicy,
    },
    {
      id: "AC-10",
      level: "must",
      from: controller,
      to: "apiserver",
      port: 6443,
      why: "the application controller applies manifests through the API server",
      link: architecture,
    },
    {
      id: "AC-11",
      level: "must",
      from: server,
      to: "apiserver",
      port: 6443,
      why: "the server reads Applications and settings from the API server",
      link: architecture,
    },
    {
      id: "AC-12",
      level: "may",
      from: { pods: "prometheus" },
      to: controller,
      port: 8082,
      why: "Prometheus scrapes the application controller",
      link: controllerPolicy,
    },
    {
      id: "AC-13",
      level: "may",
      from: { pods: "prometheus" },
      to: repoServer,
      port: 8084,
      why: "Prometheus scrapes the repository server",
    },
    {
      id: "AC-14",
      level: "may",
      from: repoServer,
      to: { pods: "git" },
      port: "${gitPort}",
      why: "the repository server clones repositories",
      link: architecture,
    },
    {
      id: "AC-15",
      level: "must",
      from: sets,
      to: "apiserver",
      port: 6443,
      when: sets,
      why: "the ApplicationSet controller makes Applications through the API server",
      link: applicationSetRoles,
    },
    {
      id: "AC-16",
      level: "must",
      from: notifications,
      to: "apiserver",
      port: 6443,
      when: notifications,
      why: "the notifications controller watches Applications through the API server",
      link: notificationsRoles,
    },
    {
      id: "AC-17",
      level: "must",
      from: controller,
      to: commitServer,
      port: 8086,
      when: commitServer,
      why: "the application controller has hydrated manifests committed",
      link: commitServerPolicy,
    },
    {
      id: "AC-18",
      level: "may",
      from: { pods: "prometheus" },
      to: server,
      port: 8083,
      why: "Prometheus scrapes the server",
      link: serverMetrics,
    },
    {
      id: "AC-19",
      level: "may",
      from: { pods: "prometheus" },
      to: sets,
      port: 8080,
      when: sets,
      why: "Prometheus scrapes the ApplicationSet controller",
      link: applicationSetPolicy,
    },
    {
      id: "AC-20",
      level: "may",
      from: { pods: "prometheus" },
      to: notifications,
      port: 9001,
      when: notifications,
      why: "Prometheus scrapes the notifications controller",
      link: notificationsPolicy,
    },
    {
      id: "AC-21",
      level: "may",
      from: { pods: "prometheus" },
      to: commitServer,
      port: 8087,
      when: commitServer,
      why: "Prometheus scrapes the commit server",
      link: commitServerPolicy,
    },
  ],
  remarks: [
    "Argo CD's own manifests bring ingress policies for its parts. Where a namespace also denies all egress, " +
      "the parts need the rows' egress as well.",
    "Users reach the server at 8080 through whatever exposes it; pack `kubernetes` asks for it where an " +
      "Ingress or Service says so.",
    "In the high-availability manifests Redis is behind a proxy (`argocd-redis-ha-haproxy`); the rows do not " +
      "ask for it.",
  ],
};

export const argoCd = packOf(argoCdDocument);
