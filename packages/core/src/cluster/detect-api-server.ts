import type { Resource } from "../resources/read-resources.js";
import { type IpAddress, parseIpAddress } from "../sets/ip-address.js";
import type { Facts } from "./environment.js";

/**
 * The addresses that the API servers keep in the endpoints of Service `default/kubernetes`. The Service's own address
 * is not one of them: most plugins apply policies after it is translated. An EndpointSlice is taken before Endpoints,
 * which are kept for old clients only.
 */
export function detectApiServer(resources: readonly Resource[]): Facts<IpAddress> {
  const objects = resources.filter((resource) => resource.type === "ApiServerEndpoints");
  const slices = objects.filter(({ meta }) => meta.kind === "EndpointSlice");
  const facts = (slices.length > 0 ? slices : objects).flatMap(({ meta, addresses }) =>
    addresses.map(({ value, path }) => ({ value, meta, path })),
  );
  return { facts, unused: undefined };
}

/** What pods connect to, and what most plugins have translated before they apply policies. */
export function detectApiServerService(resources: readonly Resource[]): Facts<IpAddress> {
  const services = resources.filter((resource) => resource.type === "Service");
  const own = services.filter(({ meta }) => meta.namespace === "default" && meta.name === "kubernetes");
  const facts = own.flatMap(({ meta, clusterIPs }) =>
    clusterIPs.flatMap((text) => {
      const value = parseIpAddress(text);
      return value ? [{ value, meta, path: ["spec", "clusterIP"] }] : [];
    }),
  );
  return { facts, unused: "most network plugins apply policies after the address of a Service is translated" };
}
