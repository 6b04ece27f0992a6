import {
  backendsOf,
  type Cluster,
  objectName,
  placeOf,
  type Protocol,
  type RequiredFlow,
  type RequiredRows,
  type RouteBackend,
  type ServiceRoute,
  type UncheckedRow,
} from "@netpolint/core";
import { assumedBackends } from "./assumed-backends.js";
import { joinRows } from "./join-rows.js";
import { type Senders, sendersOf } from "./route-controllers.js";

const links: Readonly<Record<ServiceRoute["controller"]["type"], string>> = {
  "ingress-class": "https://kubernetes.io/docs/concepts/services-networking/ingress/",
  gateways: "https://gateway-api.sigs.k8s.io/concepts/api-overview/",
  "openshift-router": "https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/networking/configuring-routes",
};

/** What takes connections at the edge passes them on to the pods behind each backend. */
export function requireRoutes(cluster: Cluster, parameters: ReadonlyMap<string, string>): RequiredRows {
  return joinRows(
    cluster.serviceRoutes.map((route) => {
      const senders = sendersOf(cluster, route.controller, parameters);
      return joinRows([
        { flows: [], unchecked: route.unfollowed.map((reason) => uncheckedRoute(route, reason)) },
        ...uniqueBackends(route).map((backend) => requireBackend(cluster, route, backend, senders)),
      ]);
    }),
  );
}

function uncheckedRoute(route: ServiceRoute, reason: string): UncheckedRow {
  return { pack: "kubernetes", id: "route", reason: `${titleOf(route)} was not checked: ${reason}.` };
}

function titleOf({ meta }: ServiceRoute): string {
  return `${meta.kind} \`${objectName(meta)}\``;
}

/** Many paths of an Ingress lead to one backend. */
function uniqueBackends({ backends }: ServiceRoute): readonly RouteBackend[] {
  const seen = new Map<string, RouteBackend>();
  for (const backend of backends) {
    const key = JSON.stringify([backend.namespace, backend.name, backend.port]);
    if (!seen.has(key)) seen.set(key, backend);
  }
  return [...seen.values()];
}

function protocolOf({ meta }: ServiceRoute): Protocol {
  return meta.kind === "UDPRoute" ? "UDP" : "TCP";
}

function requireBackend(
  cluster: Cluster,
  route: ServiceRoute,
  backend: RouteBackend,
  senders: Senders,
): RequiredRows {
  const found = backendsOf(cluster, backend, protocolOf(route));
  const name = titleOf(route);
  if ("unknown" in found) return { flows: [], unchecked: [uncheckedRoute(route, found.unknown)] };
  const flows = found.backends.flatMap(({ endpoint: to, port }) =>
    senders.endpoints.map(
      (from): RequiredFlow => ({
        pack: "kubernetes",
        ids: ["route"],
        level: "must",
        from,
        to,
        protocol: protocolOf(route),
        port,
        exposure: { exposer: name, service: { namespace: backend.namespace, name: backend.name } },
        why: `${senders.title} passes on what ${name} lets in`,
        link: links[route.controller.type],
        assumed: [...senders.assumed, ...assumedBackends(backend, to)],
        evidence: { ...placeOf(route.meta, backend.path), message: `the ${route.meta.kind} names the backend here` },
      }),
    ),
  );
  return { flows, unchecked: (found.unfollowed ?? []).map((reason) => uncheckedRoute(route, reason)) };
}
