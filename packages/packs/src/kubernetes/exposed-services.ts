import {
  behindPort,
  type Cluster,
  externalAccess,
  type ExternalAccess,
  fullIpSet,
  objectName,
  placeOf,
  type RequiredFlow,
  type RequiredRows,
  type Service,
  type ServicePort,
} from "@netpolint/core";
import { assumedBackends } from "./assumed-backends.js";
import { joinRows } from "./join-rows.js";

const link = "https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types";

/**
 * A Service of type LoadBalancer or NodePort, or with external IPs, is there for clients outside the cluster; one that no
 * address outside can reach does nothing. Which of them may connect is for the policy to say, so some are enough.
 */
export function requireExposedServices(cluster: Cluster): RequiredRows {
  return joinRows([...cluster.services.values()].flatMap((service) => requireService(cluster, service)));
}

function requireService(cluster: Cluster, service: Service): readonly RequiredRows[] {
  const access = externalAccess(service);
  return access ? service.ports.map((port) => requirePort(cluster, service, port, access)) : [];
}

function requirePort(cluster: Cluster, service: Service, servicePort: ServicePort, { by, text }: ExternalAccess): RequiredRows {
  const found = behindPort(cluster, service, servicePort);
  const name = objectName(service.meta);
  if ("unknown" in found) {
    const reason = `Service \`${name}\` was not checked: ${found.unknown}.`;
    return { flows: [], unchecked: [{ pack: "kubernetes", id: "exposed", reason }] };
  }
  const flows = found.backends.map(
    ({ endpoint, port, protocol }): RequiredFlow => ({
      pack: "kubernetes",
      ids: ["exposed"],
      level: by === "LoadBalancer" ? "must" : "may",
      from: { type: "addresses", sets: [fullIpSet(4), fullIpSet(6)], name: "@external" },
      partly: true,
      exposure: { exposer: `Service \`${name}\` ${text}`, service: nameOf(service) },
      to: endpoint,
      protocol,
      port,
      why: `Service \`${name}\` ${text} is for clients outside the cluster`,
      link,
      assumed: assumedBackends(nameOf(service), endpoint),
      evidence: { ...placeOf(service.meta, servicePort.path), message: "the Service opens the port here" },
    }),
  );
  return { flows, unchecked: [] };
}

function nameOf({ meta: { namespace, name } }: Service): { readonly namespace: string; readonly name: string } {
  return { namespace, name };
}
