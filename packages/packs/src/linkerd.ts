import { packOf } from "./document/data-pack.js";
import type { FlowPackDocument, PodsDocument } from "./document/flow-pack-document.js";
import { installedPart } from "./installed-part.js";
import { prometheusPods } from "./prometheus.js";

const charts = "https://github.com/linkerd/linkerd2/blob";
const templates = "charts/linkerd-control-plane/templates";
const destinationPods = `${charts}/b432ac6b90f2838dc8a94c001a1bf7c3682b53ec/${templates}/destination.yaml`;
const identityPods = `${charts}/031372503b8a7437b2554abb5067d6b818c82dc6/${templates}/identity.yaml`;
const identityRoles = `${charts}/1a2c460d94195b4c2a31560b088d964a9e78190d/${templates}/identity-rbac.yaml`;
const injectorPods = `${charts}/e34c82d3a804c39c8e5f5b4c14da994a7fc401a3/${templates}/proxy-injector.yaml`;
const proxy = `${charts}/44e54696f519cb74bdc7193d37356ea6339e74c4/charts/partials/templates/_proxy.tpl`;
const values = `${charts}/5d0275e3f3af0035b98b3cd21cbbc5e82b594992/charts/linkerd-control-plane/values.yaml`;
const webhooks =
  "https://github.com/linkerd/website/blob/f13f10d69d98974f9677b9e98dd00021d6319907/linkerd.io/content/2-edge/reference/cluster-configuration.md";

const componentLabel = "linkerd.io/control-plane-component";

function part(title: string, component: string): PodsDocument {
  return installedPart(title, { [componentLabel]: component }, { "linkerd.io/control-plane-ns": "${installation.namespace}" });
}

const destination = { pods: "destination" } as const;
const identity = { pods: "identity" } as const;
const injector = { pods: "injector" } as const;
const meshed = { pods: "meshed" } as const;

/** Linkerd as its chart installs it. */
export const linkerdDocument: FlowPackDocument = {
  id: "linkerd",
  title: "Linkerd",
  software: {
    name: "Linkerd",
    versions: "edge releases",
    established:
      "The linked commits could not be tied to releases: edge releases are tagged by date, and neither the " +
      "files nor what was found beside them names one.",
  },
  link: proxy,
  resources: { installation: { installedIn: "linkerd" } },
  parameters: {
    proxyAdminPort: { summary: "The port of the proxies' metrics", type: "port", default: 4191 },
    prometheus: { summary: "The endpoint that scrapes Linkerd's metrics", type: "endpoint" },
  },
  pods: {
    destination: part("the destination controller", "destination"),
    identity: part("the identity controller", "identity"),
    injector: part("the proxy injector", "proxy-injector"),
    meshed: {
      title: "pods with a proxy of Linkerd",
      role: "subject",
      select: [
        { annotations: { "linkerd.io/inject": "enabled" } },
        { annotations: { "linkerd.io/inject": "ingress" } },
        {
          selector: {
            matchExpressions: [
              { key: "linkerd.io/control-plane-ns", operator: "Exists" },
              { key: componentLabel, operator: "DoesNotExist" },
            ],
          },
        },
      ],
    },
    prometheus: prometheusPods("linkerd"),
  },
  flows: [
    {
      id: "LD-1",
      level: "must",
      from: "apiserver",
      to: injector,
      port: 8443,
      why: "the API server calls the webhook that injects proxies",
      link: injectorPods,
    },
    {
      id: "LD-2",
      level: "must",
      from: "apiserver",
      to: destination,
      port: 8443,
      why: "the API server calls the webhook that checks ServiceProfiles",
      link: destinationPods,
    },
    {
      id: "LD-3",
      level: "must",
      from: "apiserver",
      to: destination,
      port: 9443,
      why: "the API server calls the webhook that checks Linkerd's policies",
      link: webhooks,
    },
    {
      id: "LD-4",
      level: "must",
      from: destination,
      to: "apiserver",
      port: 6443,
      why: "the destination controller watches Services and endpoints through the API server",
      link: destinationPods,
    },
    {
      id: "LD-5",
      level: "must",
      from: identity,
      to: "apiserver",
      port: 6443,
      why: "the identity controller has the API server review the tokens of proxies",
      link: identityRoles,
    },
    {
      id: "LD-6",
      level: "must",
      from: injector,
      to: "apiserver",
      port: 6443,
      why: "the proxy injector looks up the owners of pods through the API server",
      link: injectorPods,
    },
    {
      id: "LD-7",
      level: "must",
      from: [destination, injector],
      to: identity,
      port: 8080,
      why: "proxies of the control plane get their certificates from the identity controller",
    },
    {
      id: "LD-8",
      level: "must",
      from: [identity, injector],
      to: destination,
      port: 8086,
      why: "proxies of the control plane ask the destination controller where to send",
    },
    {
      id: "LD-9",
      level: "must",
      from: [identity, injector],
      to: destination,
      port: 8090,
      why: "proxies of the control plane ask for the policies in force",
    },
    {
      id: "LD-10",
      level: "must",
      from: meshed,
      to: identity,
      port: 8080,
      when: meshed,
      why: "proxies get their certificates from the identity controller",
    },
    {
      id: "LD-11",
      level: "must",
      from: meshed,
      to: destination,
      port: 8086,
      when: meshed,
      why: "proxies ask the destination controller where to send",
    },
    {
      id: "LD-12",
      level: "must",
      from: meshed,
      to: destination,
      port: 8090,
      when: meshed,
      why: "proxies ask for the policies in force",
    },
    {
      id: "LD-13",
      level: "may",
      from: { pods: "prometheus" },
      to: identity,
      port: 9990,
      why: "Prometheus scrapes the identity controller",
      link: identityPods,
    },
    {
      id: "LD-14",
      level: "may",
      from: { pods: "prometheus" },
      to: destination,
      port: 9996,
      why: "Prometheus scrapes the destination controller",
      link: destinationPods,
    },
    {
      id: "LD-15",
      level: "may",
      from: { pods: "prometheus" },
      to: injector,
      port: 9995,
      why: "Prometheus scrapes the proxy injector",
      link: injectorPods,
    },
    {
      id: "LD-16",
      level: "may",
      from: { pods: "prometheus" },
      to: meshed,
      port: "${proxyAdminPort}",
      when: meshed,
      why: "Prometheus scrapes the proxies",
      link: values,
    },
  ],
  remarks: [
    "Since 2025 proxies connect to each other at the inbound port, 4143, in place of the application's " +
      "([pull request 13715](https://github.com/linkerd/linkerd2/pull/13715), `proxy.outboundTransportMode`). A policy that " +
      "lets in port 8080 has to let in 4143 as well; rows do not ask for it, since who may connect is for the policy to say.",
    "Which pods have a proxy is told by the annotation `linkerd.io/inject` of pods and namespaces in the input, and in " +
      "dumps of a cluster by the label that injection leaves.",
  ],
};

export const linkerd = packOf(linkerdDocument);
