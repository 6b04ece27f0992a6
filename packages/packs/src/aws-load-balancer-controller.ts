import { packOf } from "./document/data-pack.js";
import type { FlowPackDocument } from "./document/flow-pack-document.js";
import { installedPart } from "./installed-part.js";
import { prometheusPods } from "./prometheus.js";

const repository = "https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob";
const deployment = `${repository}/f5b1bc31c358ecda86f5ccfa3df123d5f75838fd/helm/aws-load-balancer-controller/templates/deployment.yaml`;
const configuration = `${repository}/b4b9da68ff92d834f8027880b5b5e643c4ecd56d/docs/deploy/configurations.md`;
const installation = `${repository}/c4471defda10f8184173192b9f9df4e411ee5dac/docs/deploy/installation.md`;
const bindings = `${repository}/f18b7f2d3aa1988e8e858d559dad2e90a2df0eba/docs/guide/targetgroupbinding/targetgroupbinding.md`;

/** The controller of AWS load balancers as its chart installs it. */
export const awsLoadBalancerControllerDocument: FlowPackDocument = {
  id: "aws-load-balancer-controller",
  title: "AWS Load Balancer Controller",
  software: {
    name: "AWS Load Balancer Controller",
    versions: "2.4",
    established:
      "The page on installation was read as of 2.4.1. To which releases the chart and the other pages " +
      "belong could not be established: they were read at commits that name none.",
  },
  link: deployment,
  resources: {
    installation: { installedIn: "kube-system" },
    binding: { group: "elbv2.k8s.aws", kind: "TargetGroupBinding", subject: false },
  },
  parameters: {
    webhookPort: { summary: "The port of the webhooks", type: "port", default: 9443 },
    metricsPort: { summary: "The port of the metrics", type: "port", default: 8080 },
    prometheus: { summary: "The endpoint that scrapes the controller's metrics", type: "endpoint" },
    aws: { summary: "Where the APIs of AWS are", type: "endpoint" },
    loadBalancers: { summary: "The addresses that load balancers connect from", type: "endpoint" },
    targetType: {
      summary: "What a TargetGroupBinding sends to",
      type: "choice",
      choices: ["instance", "ip"],
      read: [{ from: "binding", field: "spec.targetType" }],
      given: false,
    },
    targetService: {
      summary: "The Service of a TargetGroupBinding",
      type: "text",
      read: [{ from: "binding", field: "spec.serviceRef.name" }],
      given: false,
    },
    targetPort: {
      summary: "Its port, by number or name",
      type: "text",
      read: [{ from: "binding", field: "spec.serviceRef.port" }],
      given: false,
    },
  },
  pods: {
    controller: installedPart("the controller", { "app.kubernetes.io/name": "aws-load-balancer-controller" }),
    prometheus: prometheusPods("aws-load-balancer-controller"),
    aws: {
      title: "the APIs of AWS",
      role: "peer",
      parameter: "aws",
      select: [],
      missing:
        "Where the APIs of AWS are is not known; name it with `--param aws-load-balancer-controller.aws=<endpoint>`.",
    },
    loadBalancers: {
      title: "the load balancers",
      role: "peer",
      parameter: "loadBalancers",
      select: [],
      missing:
        "From which addresses load balancers connect is not known; name them with " +
        "`--param aws-load-balancer-controller.loadBalancers=<endpoint>`.",
    },
  },
  flows: [
    {
      id: "AW-1",
      level: "must",
      from: "apiserver",
      to: { pods: "controller" },
      port: "${webhookPort}",
      why: "the API server calls the webhooks for pods, Services, Ingresses and TargetGroupBindings",
      link: installation,
    },
    {
      id: "AW-2",
      level: "must",
      from: { pods: "controller" },
      to: "apiserver",
      port: 6443,
      why: "the controller watches Ingresses, Services and endpoints through the API server",
      link: configuration,
    },
    {
      id: "AW-3",
      level: "must",
      from: { pods: "controller" },
      to: { pods: "aws" },
      port: 443,
      why: "the controller makes load balancers through the APIs of AWS",
      link: configuration,
    },
    {
      id: "AW-4",
      level: "may",
      severity: "info",
      from: { pods: "controller" },
      to: { cidrs: "169.254.169.254/32" },
      port: 80,
      why: "the controller asks the instance metadata for the region and the VPC, where its arguments do not say",
      link: configuration,
    },
    {
      id: "AW-5",
      level: "may",
      from: { pods: "prometheus" },
      to: { pods: "controller" },
      port: "${metricsPort}",
      why: "Prometheus scrapes the controller",
    },
    {
      id: "AW-6",
      level: "must",
      from: { pods: "loadBalancers" },
      to: { service: { namespace: "${binding.namespace}", name: "${targetService}", port: "${targetPort}" } },
      forEach: "binding",
      when: { parameter: "targetType", is: "ip" },
      why: "the load balancer sends to the pods behind the Service of the TargetGroupBinding",
      link: bindings,
      evidence: { of: "binding", field: "spec.serviceRef", message: "the Service is bound here" },
    },
  ],
  remarks: [
    "What Ingresses of class `alb` and Services of type LoadBalancer need is asked for by pack `kubernetes`, from addresses " +
      "outside.",
    "With targets of type `instance` load balancers connect to a node port; policies then see the node or the client, by " +
      "`externalTrafficPolicy`.",
  ],
};

export const awsLoadBalancerController = packOf(awsLoadBalancerControllerDocument);
