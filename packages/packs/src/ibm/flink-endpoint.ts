import { findField } from "../document/field-values.js";
import type { ValueReader } from "../document/scope.js";
import { parseHostPort, serviceOfHost } from "../host-destination.js";

/** Where an EventProcessing sends its jobs: `my-flink-rest.my-namespace:8081`. */
interface FlinkEndpoint {
  readonly port: number | undefined;
  readonly namespace: string | undefined;
  /** The FlinkDeployment: its REST Service is named after it. */
  readonly cluster: string | undefined;
}

function endpointOf(text: string): FlinkEndpoint | undefined {
  const host = parseHostPort(text, 8081);
  const service = host && serviceOfHost(host.host, "");
  if (!host || !service) return undefined;
  const [, cluster] = /^(.+)-rest$/.exec(service.name) ?? [];
  return { port: host.port, namespace: service.namespace === "" ? undefined : service.namespace, cluster };
}

/** An endpoint outside the cluster is none of a FlinkDeployment's. */
function reading(field: keyof FlinkEndpoint): ValueReader {
  return (object) => {
    const written = findField(object, "spec.flink.endpoint")?.value;
    if (written === undefined || written === "") return undefined;
    const endpoint = typeof written === "string" ? endpointOf(written) : undefined;
    if (!endpoint) return { notUnderstood: `\`spec.flink.endpoint\` names no Service of the cluster: \`${typeof written === "string" ? written : JSON.stringify(written)}\`` };
    const value = endpoint[field];
    return value === undefined ? undefined : [String(value)];
  };
}

/** Readers of `spec.flink.endpoint` of an EventProcessing. */
export const flinkEndpointReaders: Readonly<Record<string, ValueReader>> = {
  flinkPort: reading("port"),
  flinkNamespace: reading("namespace"),
  flinkCluster: reading("cluster"),
};
