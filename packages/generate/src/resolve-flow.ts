import {
  behindPort,
  classifyIpAddress,
  type Cluster,
  type Endpoint,
  findServiceByAddress,
  formatIpAddress,
  type IpAddress,
  ipSetOf,
  type Pod,
  type Service,
  type ServicePort,
  serviceName,
  workloadEndpoint,
} from "@netpolint/core";
import type { WantedFlow } from "./wanted-flow.js";

/** A flow as policies see it, or why no policy can speak of it. */
export type ResolvedFlow =
  | { readonly type: "flow"; readonly flow: WantedFlow }
  /** `problem` is a clause, `instead` says what to do, as a clause too. */
  | { readonly type: "unresolved"; readonly flow: WantedFlow; readonly problem: string; readonly instead: string };

/**
 * Puts pods in the place of their addresses, and the pods behind a Service with the ports that they listen on in the
 * place of the Service's own address: a policy sees neither as an address.
 */
export function resolveFlow(cluster: Cluster, flow: WantedFlow): readonly ResolvedFlow[] {
  return resolveSource(cluster, flow).flatMap((one) =>
    one.type === "unresolved" ? [one] : resolveDestination(cluster, one.flow),
  );
}

function resolveSource(cluster: Cluster, flow: WantedFlow): readonly ResolvedFlow[] {
  return singleAddresses(flow.from).map(({ endpoint, address }): ResolvedFlow => {
    if (!address) return { type: "flow", flow: { ...flow, from: endpoint } };
    const problem = problemOf(cluster, address);
    if (problem) return { type: "unresolved", flow: { ...flow, from: endpoint }, ...problem };
    return { type: "flow", flow: { ...flow, from: podWithAddress(cluster, address) ?? endpoint } };
  });
}

function resolveDestination(cluster: Cluster, flow: WantedFlow): readonly ResolvedFlow[] {
  return singleAddresses(flow.to).flatMap(({ endpoint, address }): readonly ResolvedFlow[] => {
    if (!address) return [{ type: "flow", flow: { ...flow, to: endpoint } }];
    const service = findServiceByAddress(cluster, formatIpAddress(address));
    if (service) return behindService(cluster, service, { ...flow, to: endpoint });
    const problem = problemOf(cluster, address);
    if (problem) return [{ type: "unresolved", flow: { ...flow, to: endpoint }, ...problem }];
    return [{ type: "flow", flow: { ...flow, to: podWithAddress(cluster, address) ?? endpoint } }];
  });
}

interface Part {
  readonly endpoint: Endpoint;
  /** Set where the endpoint is this one address. */
  readonly address: IpAddress | undefined;
}

/** The single addresses of an end, each for itself, and its ranges. */
function singleAddresses(end: Endpoint): readonly Part[] {
  if (end.type !== "addresses") return [{ endpoint: end, address: undefined }];
  return end.sets.flatMap(({ family, intervals }) =>
    intervals.map(([first, last]): Part => {
      const set = ipSetOf({ family, first, last });
      const address = first === last ? { family, value: first } : undefined;
      const name = address ? formatIpAddress(address) : end.name;
      return { endpoint: { type: "addresses", sets: [set], name }, address };
    }),
  );
}

function podWithAddress(cluster: Cluster, address: IpAddress): Endpoint | undefined {
  const has = (pod: Pod): boolean =>
    !pod.hostNetwork && pod.addresses.some((own) => own.family === address.family && own.value === address.value);
  const workload = cluster.workloads.find(({ pods }) => pods.some(has));
  return workload && workloadEndpoint(workload);
}

interface Problem {
  readonly problem: string;
  readonly instead: string;
}

function problemOf(cluster: Cluster, address: IpAddress): Problem | undefined {
  const text = formatIpAddress(address);
  if (classifyIpAddress(address) === "loopback") {
    return { problem: `${text} never leaves the pod`, instead: "nothing, since no policy applies to it" };
  }
  const isIn = (range: { family: number; first: bigint; last: bigint }): boolean =>
    range.family === address.family && range.first <= address.value && address.value <= range.last;
  if (cluster.settings.serviceRanges.some(isIn)) {
    const problem = `${text} is the address of a Service that is not in the input`;
    return { problem, instead: "give the manifest of the Service, so that its pods can be selected" };
  }
  if (cluster.settings.podRanges.some(isIn) && !podWithAddress(cluster, address)) {
    const problem = `${text} is an address of pods, and no pod of the input has it`;
    return { problem, instead: "give the pods with their status.podIPs, so that they can be selected by labels" };
  }
  return undefined;
}

function behindService(cluster: Cluster, service: Service, flow: WantedFlow): readonly ResolvedFlow[] {
  const name = serviceName(service);
  const kubernetes = service.meta.namespace === "default" && service.meta.name === "kubernetes";
  const ports = service.ports.filter((port) => isAsked(flow, port));
  if (ports.length === 0) {
    const problem = `\`${name}\` has no such port, so that it leads nowhere`;
    return [{ type: "unresolved", flow, problem, instead: "look at the ports of the Service" }];
  }
  return ports.flatMap((port): readonly ResolvedFlow[] => {
    if (kubernetes && typeof port.targetPort === "number") {
      return [{ type: "flow", flow: at({ ...flow, to: { type: "apiserver" } }, port.targetPort) }];
    }
    const found = service.selector ? behindPort(cluster, service, port) : noSelector;
    if ("unknown" in found) {
      const problem = `\`${name}\` cannot be followed: ${found.unknown}`;
      return [{ type: "unresolved", flow, problem, instead: "allow the addresses that are behind it with an ipBlock" }];
    }
    return found.backends.map(({ endpoint, port: number }): ResolvedFlow => {
      return { type: "flow", flow: at({ ...flow, to: endpoint }, number) };
    });
  });
}

const noSelector = { unknown: "it has no selector, so its endpoints are kept elsewhere" };

function isAsked({ protocol, port, endPort }: WantedFlow, servicePort: ServicePort): boolean {
  if (servicePort.protocol !== protocol) return false;
  return port === null || (port <= servicePort.port && servicePort.port <= (endPort ?? port));
}

function at(flow: WantedFlow, port: number): WantedFlow {
  const { endPort: _, ...rest } = flow;
  return { ...rest, port };
}
