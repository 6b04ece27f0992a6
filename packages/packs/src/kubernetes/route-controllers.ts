import {
  type Cluster,
  customSpecField,
  type Endpoint,
  type GatewayName,
  isNotUnderstood,
  isOfGroupKind,
  parseEndpoint,
  type RouteController,
  workloadEndpoint,
  workloadsWithLabels,
} from "@netpolint/core";
import { assumedEndpoint } from "../known-pods.js";

/** Who sends connections to the backends of a route. */
export interface Senders {
  /** As a sentence calls them. */
  readonly title: string;
  readonly endpoints: readonly Endpoint[];
  readonly assumed: readonly string[];
}

export const controllerParameters = [
  { name: "ingressController", summary: "The endpoint of the controller of Ingresses whose class says nothing about it" },
  { name: "gateway", summary: "The endpoint of the proxies of Gateways that are not in the input" },
] as const;

interface KnownController {
  readonly title: string;
  /** `spec.controller` of its IngressClasses. */
  readonly controller: string;
  /** What its IngressClass is called where the class is not in the input. */
  readonly className: string;
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
}

/** Controllers that are pods, as their own manifests and charts label them. */
const controllers: readonly KnownController[] = [
  {
    title: "ingress-nginx",
    controller: "k8s.io/ingress-nginx",
    className: "nginx",
    namespace: "ingress-nginx",
    labels: new Map([
      ["app.kubernetes.io/name", "ingress-nginx"],
      ["app.kubernetes.io/component", "controller"],
    ]),
  },
  {
    title: "Traefik",
    controller: "traefik.io/ingress-controller",
    className: "traefik",
    namespace: "traefik",
    labels: new Map([["app.kubernetes.io/name", "traefik"]]),
  },
  {
    title: "Contour's Envoy",
    controller: "projectcontour.io/ingress-controller",
    className: "contour",
    namespace: "projectcontour",
    labels: new Map([["app", "envoy"]]),
  },
];

/** The AWS load balancers connect from addresses of the VPC, which are outside the cluster's pods. */
const outsideControllers: ReadonlyMap<string, string> = new Map([
  ["ingress.k8s.aws/alb", "the AWS load balancer"],
  ["alb", "the AWS load balancer"],
]);

export function sendersOf(
  cluster: Cluster,
  controller: RouteController,
  parameters: ReadonlyMap<string, string>,
): Senders {
  switch (controller.type) {
    case "openshift-router":
      return openShiftRouter(cluster);
    case "gateways":
      return gatewaysOf(cluster, controller.names, parameters.get("gateway"));
    case "ingress-class":
      return ingressController(cluster, controller.name, parameters.get("ingressController"));
  }
}

const routerLabel = "ingresscontroller.operator.openshift.io/deployment-ingresscontroller";

function openShiftRouter(cluster: Cluster): Senders {
  const title = "the OpenShift router";
  const found = cluster.workloads.filter(({ pods }) => pods.some((pod) => pod.labels.entries.has(routerLabel)));
  if (found.length > 0) return { title, endpoints: found.map(workloadEndpoint), assumed: [] };
  const labels = new Map([[routerLabel, "default"]]);
  return {
    title,
    endpoints: [assumedEndpoint({ namespace: "openshift-ingress", labels })],
    assumed: [`The router was taken to be the pods ${routerLabel}=default of namespace openshift-ingress, not in the host network.`],
  };
}

function ingressController(cluster: Cluster, className: string | undefined, given: string | undefined): Senders {
  const ingressClass = findIngressClass(cluster, className);
  const controller = ingressClass?.controller;
  const outside = outsideControllers.get(controller ?? className ?? "");
  if (outside !== undefined) return outsideSenders(outside);
  const known = controllers.find((one) => (controller === undefined ? one.className === className : one.controller === controller));
  if (known) return knownController(cluster, known);
  if (given !== undefined) return givenSenders(cluster, "the ingress controller", given, "ingressController");
  const only = className === undefined ? onlyController(cluster) : undefined;
  return only ? knownController(cluster, only) : unknownSenders("the ingress controller", "ingressController");
}

interface IngressClass {
  readonly name: string;
  readonly controller: string | undefined;
}

/** The class by name; for an Ingress without one, the class that is marked as the default. */
function findIngressClass({ customResources }: Cluster, className: string | undefined): IngressClass | undefined {
  const found = customResources
    .filter((one) => isOfGroupKind(one, "networking.k8s.io", "IngressClass"))
    .find(({ meta }) =>
      className === undefined
        ? meta.annotations.get("ingressclass.kubernetes.io/is-default-class") === "true"
        : meta.name === className,
    );
  if (!found) return undefined;
  const controller = customSpecField(found, "controller");
  return { name: found.meta.name, controller: typeof controller === "string" ? controller : undefined };
}

/** An Ingress without a class is for whoever is there. */
function onlyController(cluster: Cluster): KnownController | undefined {
  const there = controllers.filter(({ labels }) => surelyLabelled(cluster, labels).length > 0);
  return there.length === 1 ? there[0] : undefined;
}

function surelyLabelled(cluster: Cluster, labels: ReadonlyMap<string, string>): Cluster["workloads"] {
  return workloadsWithLabels(cluster, undefined, labels).filter(({ pods }) =>
    pods.every((pod) => [...labels].every(([key, value]) => pod.labels.entries.get(key) === value)),
  );
}

function knownController(cluster: Cluster, { title, namespace, labels }: KnownController): Senders {
  const found = surelyLabelled(cluster, labels);
  if (found.length > 0) return { title, endpoints: found.map(workloadEndpoint), assumed: [] };
  const text = [...labels].map(([key, value]) => `${key}=${value}`).join(",");
  return {
    title,
    endpoints: [assumedEndpoint({ namespace, labels })],
    assumed: [`${title} was taken to be the pods ${text} of namespace ${namespace}, since they are not in the input.`],
  };
}

function outsideSenders(title: string): Senders {
  return { title, endpoints: [{ type: "outside", name: title }], assumed: [] };
}

function givenSenders(cluster: Cluster, title: string, text: string, parameter: string): Senders {
  const endpoint = parseEndpoint(cluster, text);
  if (!isNotUnderstood(endpoint)) return { title, endpoints: [endpoint], assumed: [] };
  const settle = `correct \`--param kubernetes.${parameter}\`: ${endpoint.problem}`;
  return { title, endpoints: [{ type: "unknown", name: title, settle }], assumed: [] };
}

function unknownSenders(title: string, parameter: string): Senders {
  const settle = `name it with \`--param kubernetes.${parameter}=<endpoint>\`, or add the manifest that makes its pods`;
  return { title, endpoints: [{ type: "unknown", name: title, settle }], assumed: [] };
}

/** Proxies that a Gateway makes in the cluster bear its name (GEP-1762; Envoy Gateway has a label of its own). */
const gatewayLabels = ["gateway.networking.k8s.io/gateway-name", "gateway.envoyproxy.io/owning-gateway-name"];

function gatewaysOf(cluster: Cluster, names: readonly GatewayName[], given: string | undefined): Senders {
  const title = "the Gateway's proxy";
  const found = cluster.workloads.filter(({ pods }) =>
    pods.some((pod) => names.some(({ name }) => gatewayLabels.some((label) => pod.labels.entries.get(label) === name))),
  );
  if (found.length > 0) return { title, endpoints: found.map(workloadEndpoint), assumed: [] };
  return given === undefined ? unknownSenders(title, "gateway") : givenSenders(cluster, title, given, "gateway");
}
