import {
  type Cluster,
  type Endpoint,
  findService,
  objectName,
  type Pod,
  type Protocol,
  type Service,
  type ServicePort,
} from "@netpolint/core";
import { assumedEndpoint, workloadEndpoint, workloadsWithLabels } from "./known-pods.js";

/** Pods behind a port of a Service, and the port they listen on: the one a policy has to name. */
export interface Backend {
  readonly endpoint: Endpoint;
  readonly port: number;
}

/** The backends, or why they are not known. */
export type Backends = { readonly backends: readonly Backend[] } | { readonly unknown: string };

/** Follows a Service's port to the pods it selects and their target port. */
export function backendsOf(
  cluster: Cluster,
  reference: { readonly namespace: string; readonly name: string; readonly port: number },
  protocol: Protocol = "TCP",
): Backends {
  const name = `${reference.namespace}/${reference.name}`;
  const service = findService(cluster, reference.namespace, reference.name);
  if (!service) return { unknown: `Service \`${name}\` is not in the input` };
  if (!service.selector) return { unknown: `Service \`${name}\` has no selector, so its endpoints are kept elsewhere` };
  const port = service.ports.find((one) => one.port === reference.port && one.protocol === protocol);
  if (!port) return { unknown: `Service \`${name}\` has no ${protocol} port ${reference.port}` };
  return behindPort(cluster, service, service.selector, port);
}

function behindPort(
  cluster: Cluster,
  service: Service,
  selector: ReadonlyMap<string, string>,
  port: ServicePort,
): Backends {
  const { namespace } = service.meta;
  const workloads = workloadsWithLabels(cluster, namespace, selector);
  if (workloads.length === 0) return behindAssumedPods(service, selector, port);
  const backends: Backend[] = [];
  for (const workload of workloads) {
    for (const number of targetPorts(workload.pods, port)) {
      backends.push({ endpoint: workloadEndpoint(workload), port: number });
    }
  }
  return backends.length > 0 ? { backends } : { unknown: unresolvedTarget(service, port) };
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
  const endpoint = assumedEndpoint({ namespace: service.meta.namespace, labels: selector });
  return { backends: [{ endpoint, port: port.targetPort }] };
}

function unresolvedTarget(service: Service, port: ServicePort): string {
  return `no pod in the input that Service \`${objectName(service.meta)}\` selects declares its target port \`${port.targetPort}\``;
}
