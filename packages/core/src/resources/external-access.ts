import type { Path } from "../source/json-value.js";
import type { Service } from "./service.js";

/** By what clients outside the cluster get to a Service. */
export interface ExternalAccess {
  readonly by: "LoadBalancer" | "NodePort" | "externalIPs";
  /** Behind the Service's name in a sentence: `of type LoadBalancer`. */
  readonly text: string;
  /** The field that says so. */
  readonly path: Path;
}

/**
 * Undefined where a Service is for clients of the cluster alone. Nodes take connections to the external IPs of a
 * Service of type ClusterIP, too (API reference, ServiceSpec.externalIPs).
 */
export function externalAccess({ serviceType, externalIPs }: Service): ExternalAccess | undefined {
  if (serviceType === "LoadBalancer" || serviceType === "NodePort") {
    return { by: serviceType, text: `of type ${serviceType}`, path: ["spec", "type"] };
  }
  if (serviceType !== "ClusterIP" || externalIPs.length === 0) return undefined;
  return { by: "externalIPs", text: "with external IPs", path: ["spec", "externalIPs"] };
}
