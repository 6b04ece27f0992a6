import { type Cluster, findService, type Pod, type Workload } from "../cluster/cluster.js";
import { workloadsWithLabels } from "../cluster/workloads-with-labels.js";
import type { Protocol } from "../resources/network-policy.js";
import { objectName } from "../resources/resource.js";
import type { RoutePort } from "../resources/service-route.js";
import type { Service, ServicePort } from "../resources/service.js";
import type { Endpoint } from "./flow.js";
import { hypotheticalEndpoint, hypotheticalPod } from "./parse-endpoint.js";

/** Pods behind a port of a Service, and the port they listen on: the one a policy has to name. */
export interface Backend {
  readonly endpoint: Endpoint;
  readonly port: number;
  readonly protocol: Protocol;
  /** The port of the Service that leads there. */
  readonly servicePort: ServicePort;
}

/** The backends, or a clause that says why they are not known. */
export type Backends =
  /** `unfollowed`: clauses about further ports that could not be followed. */
  | { readonly backends: readonly Backend[]; readonly unfollowed?: readonly string[] }
  | { readonly unknown: string };

/** A Service and one of its ports. A number is the Service's own port; undefined: every port of the protocol. */
export interface ServiceReference {
  readonly namespace: string;
  readonly name: string;
  readonly port: number | RoutePort | undefined;
}

/** Follows a Service's port to the pods it selects and their target port. */
export function backendsOf(cluster: Cluster, reference: ServiceReference, protocol: Protocol = "TCP"): Backends {
  const name = `${reference.namespace}/${reference.name}`;
  const service = findService(cluster, reference.namespace, reference.name);
  if (!service) return { unknown: `Service \`${name}\` is not in the input` };
  const ports = portsOf(service, reference.port).filter((port) => port.protocol === protocol);
  if (ports.length === 0) return { unknown: `Service \`${name}\` has no ${portText(protocol, reference.port)}` };
  return joinBackends(ports.map((port) => behindPort(cluster, service, port)));
}

/** The ports of a Service that are meant; of all protocols. */
export function portsOf({ ports }: Service, asked: ServiceReference["port"]): readonly ServicePort[] {
  if (asked === undefined) return ports;
  if (typeof asked === "number") return ports.filter(({ port }) => port === asked);
  switch (asked.type) {
    case "number":
      return ports.filter(({ port }) => port === asked.number);
    case "name":
      return ports.filter(({ name }) => name === asked.name);
    case "target":
      return ports.filter(({ name, targetPort }) => targetPort === asked.target || name === asked.target);
  }
}

function portText(protocol: Protocol, asked: ServiceReference["port"]): string {
  if (asked === undefined) return `${protocol} port`;
  if (typeof asked === "number") return `${protocol} port ${asked}`;
  if (asked.type === "number") return `${protocol} port ${asked.number}`;
  return asked.type === "name"
    ? `${protocol} port named \`${asked.name}\``
    : `${protocol} port with the target \`${asked.target}\``;
}

/** Where one port is not known, the others are nevertheless. */
function joinBackends(found: readonly Backends[]): Backends {
  const backends = found.flatMap((one) => ("backends" in one ? one.backends : []));
  const unfollowed = [...new Set(found.flatMap((one) => ("unknown" in one ? [one.unknown] : [])))];
  const [unknown] = unfollowed;
  if (unknown === undefined) return { backends };
  return backends.length > 0 ? { backends, unfollowed } : { unknown };
}

/** The pods of a Service's port. Where the input has none of them, a hypothetical pod with the labels stands in. */
export function behindPort(cluster: Cluster, service: Service, port: ServicePort): Backends {
  const { meta, selector } = service;
  const name = objectName(meta);
  if (service.serviceType === "ExternalName") return { unknown: `Service \`${name}\` is an alias of a name outside` };
  if (!selector) return { unknown: `Service \`${name}\` has no selector, so its endpoints are kept elsewhere` };
  const workloads = workloadsWithLabels(cluster, meta.namespace, selector);
  if (workloads.length === 0) return behindAssumedPods(service, selector, port);
  const backends = workloads.flatMap((workload) =>
    targetPorts(workload.pods, port).map((number) => backend(workloadEndpoint(workload), number, port)),
  );
  return backends.length > 0 ? { backends } : { unknown: unresolvedTarget(service, port) };
}

function backend(endpoint: Endpoint, port: number, servicePort: ServicePort): Backend {
  return { endpoint, port, protocol: servicePort.protocol, servicePort };
}

export function workloadEndpoint(workload: Workload): Endpoint {
  return { type: "workload", workload };
}

/** One workload may declare a name twice; every number is a backend. */
function targetPorts(pods: readonly Pod[], { targetPort, protocol }: ServicePort): readonly number[] {
  if (typeof targetPort === "number") return [targetPort];
  const declared = pods.flatMap((pod) => pod.namedPorts ?? []);
  const numbers = declared.filter((port) => port.name === targetPort && port.protocol === protocol);
  return [...new Set(numbers.map((port) => port.number))];
}

function behindAssumedPods(service: Service, selector: ReadonlyMap<string, string>, port: ServicePort): Backends {
  if (typeof port.targetPort === "string") return { unknown: unresolvedTarget(service, port) };
  const endpoint = hypotheticalEndpoint(hypotheticalPod(service.meta.namespace, selector));
  return { backends: [backend(endpoint, port.targetPort, port)] };
}

function unresolvedTarget(service: Service, port: ServicePort): string {
  return `no pod in the input that Service \`${objectName(service.meta)}\` selects declares its target port \`${port.targetPort}\``;
}
