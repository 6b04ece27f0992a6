import {
  type Backend,
  backendsOf,
  type Cluster,
  type Endpoint,
  findService,
  hypotheticalEndpoint,
  hypotheticalPod,
  ipSetOf,
  parseIpAddress,
  type Protocol,
} from "@netpolint/core";

/** A host and port as settings of software write them. */
export interface HostPort {
  readonly host: string;
  readonly port: number;
}

const schemePorts: ReadonlyMap<string, number> = new Map([
  ["http", 80],
  ["https", 443],
]);

/** Reads `scheme://host:port/path`, `host:port` or `host`; undefined where there is no host. */
export function parseHostPort(text: string, defaultPort?: number): HostPort | undefined {
  const found = parseHost(text);
  const port = found?.port ?? defaultPort;
  return found && port !== undefined ? { host: found.host, port } : undefined;
}

/** The same where the port need not be known: by its number, or by the scheme. */
export function parseHost(text: string): { readonly host: string; readonly port: number | undefined } | undefined {
  const match = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^/@]*@)?(\[[0-9a-fA-F:]+\]|[^/:?#[\]]+)(?::(\d+))?(?:[/?#].*)?$/i.exec(text);
  const [, scheme = "", bracketed, portText] = match ?? [];
  const host = bracketed?.replace(/^\[|\]$/g, "");
  const port = portText === undefined ? schemePorts.get(scheme.toLowerCase()) : Number(portText);
  if (host === undefined || (port !== undefined && (port < 1 || port > 65535))) return undefined;
  return { host, port };
}

/** Where connections end up, or a clause that says why it is not known. */
export type Destinations =
  | {
      readonly backends: readonly Pick<Backend, "endpoint" | "port">[];
      /** Clauses about what could not be followed beside them. */
      readonly unfollowed?: readonly string[];
      /** What was taken for granted, a sentence each. */
      readonly assumed?: readonly string[];
    }
  | { readonly unknown: string };

/** Where a client in `namespace` ends up when it connects to the host: pods behind a Service, or an address outside. */
export function destinationsOf(
  cluster: Cluster,
  { host, port }: HostPort,
  namespace: string,
  protocol: Protocol,
): Destinations {
  const address = parseIpAddress(host);
  if (address) {
    const { family, value } = address;
    const endpoint: Endpoint = { type: "addresses", sets: [ipSetOf({ family, first: value, last: value })], name: host };
    return { backends: [{ endpoint, port }] };
  }
  const service = serviceOfHost(host, namespace);
  if (!service) return { backends: [{ endpoint: { type: "outside", name: host }, port }] };
  if (findService(cluster, service.namespace, service.name)) return backendsOf(cluster, { ...service, port }, protocol);
  const name = `${service.namespace}/${service.name}`;
  const assumed = [`Service \`${name}\` is not in the input; its port ${port} was taken for that of its pods.`];
  return { backends: [{ endpoint: unseenBackend(service), port }], assumed };
}

/** The pods of a Service that the input does not hold. */
function unseenBackend(service: ServiceName): Endpoint {
  return hypotheticalEndpoint(hypotheticalPod(service.namespace, new Map(), { name: `Service/${service.name}` }));
}

interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

/**
 * The Service that a DNS name stands for inside the cluster: `name`, `name.namespace` and `name.namespace.svc...`.
 * Longer names without `svc` are outside.
 */
export function serviceOfHost(host: string, namespace: string): ServiceName | undefined {
  const [name = "", second, third] = host.replace(/\.$/, "").split(".");
  if (second === undefined) return { namespace, name };
  return third === undefined || third === "svc" ? { namespace: second, name } : undefined;
}
