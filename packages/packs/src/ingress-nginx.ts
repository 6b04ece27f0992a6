import { packOf } from "./document/data-pack.js";
import type { FlowPackDocument, PodsDocument } from "./document/flow-pack-document.js";
import { installedPart } from "./installed-part.js";
import { prometheusPods } from "./prometheus.js";

const manifest =
  "https://github.com/kubernetes/ingress-nginx/blob/db200fcbd20a579dda122e984b8e7d2a12c00cb7/deploy/static/provider/cloud/deploy.yaml";
const policy =
  "https://github.com/kubernetes/ingress-nginx/blob/15c6e9a50dc5fd1b104d3429234d8e3fc656a026/charts/ingress-nginx/templates/controller-networkpolicy.yaml";

function part(title: string, component: string): PodsDocument {
  return installedPart(title, { "app.kubernetes.io/name": "ingress-nginx", "app.kubernetes.io/component": component });
}

/** ingress-nginx as its chart and its static manifests install it. */
export const ingressNginxDocument: FlowPackDocument = {
  id: "ingress-nginx",
  title: "ingress-nginx",
  software: {
    name: "ingress-nginx",
    versions: "1.7",
    established:
      "The manifest names 1.7. To which release the policy belongs that IN-4 links to could not be " +
      "established: it was read at a commit that names none.",
  },
  link: manifest,
  resources: { installation: { installedIn: "ingress-nginx", label: "app.kubernetes.io/instance" } },
  parameters: {
    webhookPort: { summary: "The port of the webhook that checks Ingresses", type: "port", default: 8443 },
    metricsPort: { summary: "The port of the controller's metrics", type: "port", default: 10254 },
    prometheus: { summary: "The endpoint that scrapes the controller's metrics", type: "endpoint" },
  },
  pods: {
    controller: part("the controller", "controller"),
    certificates: part("the Jobs that make the webhook's certificate", "admission-webhook"),
    prometheus: prometheusPods("ingress-nginx"),
  },
  flows: [
    {
      id: "IN-1",
      level: "must",
      from: "apiserver",
      to: { pods: "controller" },
      port: "${webhookPort}",
      why: "the API server calls the webhook that checks Ingresses",
    },
    {
      id: "IN-2",
      level: "must",
      from: { pods: "controller" },
      to: "apiserver",
      port: 6443,
      why: "the controller reads Ingresses, Services and Secrets from the API server",
    },
    {
      id: "IN-3",
      level: "must",
      from: { pods: "certificates" },
      to: "apiserver",
      port: 6443,
      when: { pods: "certificates" },
      why: "the Jobs write the webhook's certificate through the API server",
    },
    {
      id: "IN-4",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "controller" },
      port: "${metricsPort}",
      why: "Prometheus scrapes the controller",
      link: policy,
    },
  ],
  remarks: [
    "Clients come in at 80 and 443. Which of them may is for the policy to say; pack `kubernetes` asks for " +
      "some where the controller's Service is of type LoadBalancer or NodePort.",
    "What the controller needs of the backends follows from the Ingresses; pack `kubernetes` asks for it.",
  ],
};

export const ingressNginx = packOf(ingressNginxDocument);
