import { packOf } from "./document/data-pack.js";
import type { FlowPackDocument } from "./document/flow-pack-document.js";
import { installedPart } from "./installed-part.js";
import { prometheusPods } from "./prometheus.js";

const charts = "https://github.com/istio/istio/blob";
const policy = `${charts}/543a3cfd0894786a9c12a564cf10fa99f139948f/manifests/charts/istio-control/istio-discovery/templates/networkpolicy.yaml`;
const roles = `${charts}/e6378040ae948ba811a9d635c00d1b5395078b0c/manifests/charts/istio-control/istio-discovery/templates/clusterrole.yaml`;
const ztunnelPolicy = `${charts}/bfdfaa1d6be8a8e9347c87cb63836bd6e12a8e55/manifests/charts/ztunnel/templates/networkpolicy.yaml`;
const ztunnelPods = `${charts}/8dbacc5236eb41e007e2bcc5c209855491946a39/manifests/charts/ztunnel/templates/daemonset.yaml`;
const ports =
  "https://github.com/istio/istio.io/blob/110ebf696be71648c50656f990e3b630aa2d6839/content/en/docs/ops/deployment/application-requirements/index.md";

/** The label with which a pod keeps itself out of the mesh, or puts itself in. */
const injectLabel = "sidecar.istio.io/inject";
const notKeptOut = { matchExpressions: [{ key: injectLabel, operator: "NotIn", values: ["false"] }] } as const;

/** Istio as its charts install it. */
export const istioDocument: FlowPackDocument = {
  id: "istio",
  title: "Istio",
  software: {
    name: "Istio",
    versions: "1.29",
    established:
      "Which releases the linked commits are in is not known. The policies that Istio 1.29.1 installs open " +
      "the same ports, [as a project that installs them " +
      "lists](https://github.com/defenseunicorns/uds-core/pull/2564).",
  },
  link: policy,
  resources: { installation: { installedIn: "istio-system" } },
  parameters: {
    prometheus: { summary: "The endpoint that scrapes Istio's metrics", type: "endpoint" },
  },
  pods: {
    istiod: installedPart("istiod", { app: "istiod" }),
    ztunnel: installedPart("ztunnel", { app: "ztunnel" }),
    meshed: {
      title: "pods with a proxy of Istio",
      role: "subject",
      select: [
        { selector: notKeptOut, namespaceSelector: { matchLabels: { "istio-injection": "enabled" } } },
        {
          selector: notKeptOut,
          namespaceSelector: {
            matchExpressions: [
              { key: "istio.io/rev", operator: "Exists" },
              { key: "istio-injection", operator: "DoesNotExist" },
            ],
          },
        },
        { selector: { matchLabels: { [injectLabel]: "true" } } },
        { selector: { matchLabels: { "security.istio.io/tlsMode": "istio" } } },
      ],
    },
    prometheus: prometheusPods("istio"),
  },
  flows: [
    {
      id: "IS-1",
      level: "must",
      from: "apiserver",
      to: { pods: "istiod" },
      port: 15017,
      why: "the API server calls istiod's webhooks, which inject proxies and check configuration",
    },
    {
      id: "IS-2",
      level: "must",
      from: { pods: "istiod" },
      to: "apiserver",
      port: 6443,
      why: "istiod watches Services, endpoints and its own objects through the API server",
      link: roles,
    },
    {
      id: "IS-3",
      level: "must",
      from: { pods: "meshed" },
      to: { pods: "istiod" },
      port: 15012,
      when: { pods: "meshed" },
      why: "proxies get their configuration and certificates from istiod",
      link: ports,
    },
    {
      id: "IS-4",
      level: "must",
      from: { pods: "ztunnel" },
      to: { pods: "istiod" },
      port: 15012,
      when: { pods: "ztunnel" },
      why: "ztunnel gets its configuration and certificates from istiod",
      link: ztunnelPods,
    },
    {
      id: "IS-5",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "istiod" },
      port: 15014,
      why: "Prometheus scrapes istiod",
      link: ports,
    },
    {
      id: "IS-6",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "meshed" },
      port: 15020,
      when: { pods: "meshed" },
      why: "Prometheus scrapes the merged metrics of proxies and applications",
      link: ports,
    },
    {
      id: "IS-7",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "ztunnel" },
      port: 15020,
      when: { pods: "ztunnel" },
      why: "Prometheus scrapes ztunnel",
      link: ztunnelPolicy,
    },
  ],
  remarks: [
    "The webhooks' Service has port 443; a policy needs the pods' port, 15017.",
    "Policies are enforced outside the pods. Between pods of an ambient mesh they see port 15008 (HBONE) in place of the " +
      "application's, so what lets in port 8080 has to let in 15008 as well; rows do not ask for it, since who may connect is " +
      "for the policy to say ([ambient and NetworkPolicy](https://istio.io/latest/docs/ambient/usage/networkpolicy/)).",
    "Probes of the kubelet reach pods of an ambient mesh from 169.254.7.127, which some plugins let policies deny.",
    "Which pods have a proxy is told by the labels `istio-injection` and `istio.io/rev` of namespaces in the input, by " +
      "the pods' label `sidecar.istio.io/inject`, and in dumps of a cluster by the label that injection leaves.",
  ],
};

export const istio = packOf(istioDocument);
