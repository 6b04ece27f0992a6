import type { JsonObject, Service, ServiceRoute, Workload } from "@netpolint/core";
import { endpointPorts, type Isolating, isolatingPolicies, workloadsBehind } from "./blocked-by-otterize.js";
import { hashedName, type OtterizeIdentity } from "./identity.js";
import { distinctPorts, type OperatorPolicy, portValues } from "./operator-policy.js";
import { labelKeys } from "./otterize-labels.js";

/**
 * The policies that let in what comes from outside. They are made for Services that are reached from there and whose
 * pods are isolated already: alone they would shut out everybody else.
 */
export function externalTrafficPolicies(isolating: Isolating): readonly OperatorPolicy[] {
  const { pods, settings } = isolating.declared;
  if (settings.externalTraffic === "off") return [];
  return [...pods.cluster.services.values()].flatMap((service) => {
    const routes = routesTo(pods.cluster.serviceRoutes, service);
    const isExternal =
      service.serviceType === "LoadBalancer" || service.serviceType === "NodePort" || routes.length > 0;
    return isExternal ? policyFor(isolating, service, routes) : [];
  });
}

/** Ingresses of the Service's own namespace; the operator looks at no other routes. */
function routesTo(routes: readonly ServiceRoute[], { meta }: Service): readonly ServiceRoute[] {
  return routes.filter(
    (route) =>
      route.meta.kind === "Ingress" &&
      route.meta.namespace === meta.namespace &&
      route.backends.some(({ name }) => name === meta.name),
  );
}

function policyFor(isolating: Isolating, service: Service, routes: readonly ServiceRoute[]): readonly OperatorPolicy[] {
  const { declared } = isolating;
  const workloads = workloadsBehind(isolating, service);
  const [blocking] = isolatingPolicies(isolating, workloads);
  const podLabels =
    blocking?.podLabels ?? (declared.settings.externalTraffic === "always" ? service.selector : undefined);
  const ports = distinctPorts(endpointPorts(workloads, service));
  if (!podLabels || podLabels.size === 0 || ports.length === 0) return [];
  const { namespace, name } = service.meta;
  const clients = controllersOnly(isolating, service, routes);
  return [
    {
      namespace,
      name: `external-access-to-${name}`,
      labels: { [labelKeys.externalTraffic]: serviceLabel(isolating, workloads) ?? name },
      annotations: annotationsOf(name, routes),
      podLabels,
      directions: ["ingress"],
      ingress: [{ ...(clients.length === 0 ? {} : { from: clients.map(identityPeer) }), ports: portValues(ports) }],
      lets: { clients, ports, why: `Service \`${namespace}/${name}\` is reached from outside` },
      egress: [],
      because: `Otterize's operator makes it for Service \`${namespace}/${name}\`, which is reached from outside`,
      remedy: "have the Service lead to the port",
      of: service.meta,
      path: ["spec", "ports"],
    },
  ];
}

function serviceLabel({ declared: { pods } }: Isolating, [workload]: readonly Workload[]): string | undefined {
  return workload && hashedName(pods.identityOf(workload));
}

function annotationsOf(name: string, routes: readonly ServiceRoute[]): Readonly<Record<string, string>> {
  const ingresses = routes.map(({ meta }) => meta.name).join(",");
  return {
    "intents.otterize.com/created-for-service": name,
    ...(ingresses === "" ? {} : { "intents.otterize.com/created-for-ingress": ingresses }),
  };
}

/** Behind an Ingress alone, only its controllers have to come in, where it is known which these are. */
function controllersOnly(
  { declared: { settings } }: Isolating,
  service: Service,
  routes: readonly ServiceRoute[],
): readonly OtterizeIdentity[] {
  if (service.serviceType === "LoadBalancer" || service.serviceType === "NodePort") return [];
  const isAlb = routes.some(({ meta }) => meta.annotations.get("alb.ingress.kubernetes.io/target-type") === "ip");
  if (isAlb && settings.exemptAlb) return [];
  return settings.ingressControllers;
}

/** Pods of one identity, wherever it is. */
export function identityPeer(identity: OtterizeIdentity): JsonObject {
  const kind = identity.kind === undefined ? {} : { [labelKeys.ownerKind]: identity.kind };
  return {
    podSelector: { matchLabels: { [labelKeys.service]: hashedName(identity), ...kind } },
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": identity.namespace } },
  };
}
