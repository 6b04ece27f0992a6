import {
  behindPort,
  type Cluster,
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
 * A Service of type LoadBalancer or NodePort is there for clients outside the cluster; one that no address outside can
 * reach does nothing. Which of them may connect is for the policy to say, so some are enough.
 */
export function requireExposedServices(cluster: Cluster): RequiredRows {
  return joinRows(
    [...cluster.services.values()]
      .filter(isExposed)
      .flatMap((service) => service.ports.map((port) => requirePort(cluster, service, port))),
  );
}

function isExposed({ serviceType }: Service): boolean {
  return serviceType === "LoadBalancer" || serviceType === "NodePort";
}

function requirePort(cluster: Cluster, service: Service, servicePort: ServicePort): RequiredRows {
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
      level: service.serviceType === "LoadBalancer" ? "must" : "may",
      from: { type: "addresses", sets: [fullIpSet(4), fullIpSet(6)], name: "@external" },
      partly: true,
      exposure: { exposer: `Service \`${name}\` of type ${service.serviceType}`, service: nameOf(service) },
      to: endpoint,
      protocol,
      port,
      why: `Service \`${name}\` of type ${service.serviceType} is for clients outside the cluster`,
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
