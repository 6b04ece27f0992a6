import { packOf } from "./document/data-pack.js";
import type { ConditionDocument, FlowPackDocument } from "./document/flow-pack-document.js";
import { installedPart } from "./installed-part.js";
import { prometheusPods } from "./prometheus.js";

const chart = "https://github.com/hashicorp/vault-helm/blob";
const injectorPods = `${chart}/v0.34.1/templates/injector-deployment.yaml`;
const injectorRoles = `${chart}/v0.34.1/templates/injector-clusterrole.yaml`;
const serverPods = `${chart}/v0.34.1/templates/server-statefulset.yaml`;
const csiPods = `${chart}/v0.34.1/templates/csi-daemonset.yaml`;
const monitor = `${chart}/v0.34.1/templates/prometheus-servicemonitor.yaml`;
const networking = "https://developer.hashicorp.com/validated-designs/vault-solution-design-guides-vault-on-openshift/networking";
const registration = "https://developer.hashicorp.com/vault/docs/configuration/service-registration/kubernetes";
const injection = "https://developer.hashicorp.com/vault/docs/platform/k8s/injector";

const server = { pods: "server" } as const;
const isInCluster: ConditionDocument = { not: { parameter: "server" } };

/** Vault as its chart installs it: servers, the agent injector and the CSI provider. */
export const vaultDocument: FlowPackDocument = {
  id: "vault",
  title: "HashiCorp Vault",
  software: {
    name: "Vault",
    versions: "2.0, as version 0.34 of its chart installs it",
    established: "They were compared with chart 0.34.1, whose Vault is 2.0.4.",
  },
  link: serverPods,
  resources: { installation: { installedIn: "vault", label: "app.kubernetes.io/instance" } },
  parameters: {
    port: { summary: "The port of the servers' API", type: "port", default: 8200 },
    clusterPort: { summary: "The port at which servers talk to each other", type: "port", default: 8201 },
    injectorPort: { summary: "The port at which the agent injector listens", type: "port", default: 8080 },
    highAvailability: {
      summary: "Whether there are several servers; the chart then makes a Service whose name ends in `-active`",
      type: "boolean",
      read: [{ value: true, when: { object: { group: "", kind: "Service", names: ["*vault*-active"] } } }],
      default: false,
    },
    server: { summary: "The endpoint of Vault, where its servers are not in the cluster", type: "endpoint" },
    prometheus: { summary: "The endpoint that scrapes Vault's metrics", type: "endpoint" },
  },
  pods: {
    server: {
      ...installedPart("the servers", { "app.kubernetes.io/name": "vault", component: "server" }),
      parameter: "server",
    },
    injector: installedPart("the agent injector", {
      "app.kubernetes.io/name": "vault-agent-injector",
      component: "webhook",
    }),
    csi: installedPart("the CSI provider", { "app.kubernetes.io/name": "vault-csi-provider" }),
    injected: {
      title: "pods that an agent of Vault is injected into",
      role: "subject",
      select: [{ annotations: { "vault.hashicorp.com/agent-inject": "true" } }],
    },
    prometheus: prometheusPods("vault"),
  },
  flows: [
    {
      id: "VA-1",
      level: "must",
      from: "apiserver",
      to: { pods: "injector" },
      port: "${injectorPort}",
      when: { pods: "injector" },
      why: "the API server calls the webhook that injects agents",
      link: injectorPods,
    },
    {
      id: "VA-2",
      level: "must",
      from: { pods: "injector" },
      to: "apiserver",
      port: 6443,
      when: { pods: "injector" },
      why: "the injector writes its certificate into the webhook's configuration through the API server",
      link: injectorRoles,
    },
    {
      id: "VA-3",
      level: "must",
      from: server,
      to: server,
      port: "${clusterPort}",
      when: { parameter: "highAvailability" },
      why: "servers forward requests and replicate the Raft log to each other",
      link: networking,
    },
    {
      id: "VA-4",
      level: "may",
      from: server,
      to: server,
      port: "${port}",
      when: { parameter: "highAvailability" },
      why: "a server that joins the Raft asks another at its API",
      link: networking,
    },
    {
      id: "VA-5",
      level: "may",
      from: server,
      to: "apiserver",
      port: 6443,
      when: isInCluster,
      why: "servers have the tokens of pods reviewed and, where there are several, label their own pods",
      link: registration,
    },
    {
      id: "VA-6",
      level: "must",
      from: { pods: "injected" },
      to: server,
      port: "${port}",
      when: { pods: "injected" },
      why: "an agent in the pod fetches secrets before the application starts",
      link: injection,
    },
    {
      id: "VA-7",
      level: "must",
      from: { pods: "csi" },
      to: server,
      port: "${port}",
      when: { pods: "csi" },
      why: "the CSI provider fetches the secrets of volumes",
      link: csiPods,
    },
    {
      id: "VA-8",
      level: "may",
      from: { pods: "prometheus" },
      to: server,
      port: "${port}",
      when: isInCluster,
      why: "Prometheus scrapes the servers at their API",
      link: monitor,
    },
  ],
  remarks: [
    "The injector's Service has port 443; a policy needs the pods' port, 8080.",
    "Where Vault runs outside the cluster, `--param vault.server=<endpoint>` says where; agents and the CSI provider are " +
      "then asked to reach it there.",
    "Which other clients may use the API at 8200 is for the policy to say.",
  ],
};

export const vault = packOf(vaultDocument);
