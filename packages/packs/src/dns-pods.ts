import {
  backendsOf,
  type Cluster,
  type Endpoint,
  findService,
  formatIpAddress,
  type IpAddress,
  ipSetOf,
  isNotUnderstood,
  parseEndpoint,
  type Protocol,
} from "@netpolint/core";
import { endpointsOf, type KnownPods } from "./known-pods.js";

export interface DnsTarget {
  readonly endpoint: Endpoint;
  readonly port: number;
  readonly protocol: Extract<Protocol, "UDP" | "TCP">;
}

export interface DnsPods {
  readonly targets: readonly DnsTarget[];
  readonly assumed: readonly string[];
  /** Why TCP is not among the targets, as a sentence. */
  readonly withoutTcp?: string;
}

interface DnsPlace {
  readonly service: { readonly namespace: string; readonly name: string };
  readonly pods: KnownPods;
  readonly port: number;
}

const usualPlace: DnsPlace = {
  service: { namespace: "kube-system", name: "kube-dns" },
  pods: { namespace: "kube-system", labels: new Map([["k8s-app", "kube-dns"]]) },
  port: 53,
};

/** OpenShift's DNS pods listen on 5353 behind a Service on 53. */
const openShiftPlace: DnsPlace = {
  service: { namespace: "openshift-dns", name: "dns-default" },
  pods: { namespace: "openshift-dns", labels: new Map([["dns.operator.openshift.io/daemonset-dns", "default"]]) },
  port: 5353,
};

const dnsProtocols = ["UDP", "TCP"] as const;

/**
 * The cluster's DNS pods at their own port: those that the settings name, else through the DNS Service of the input,
 * else where they usually are. Where NodeLocal DNSCache runs, pods ask it, and it asks them.
 */
export function findDnsPods(cluster: Cluster): DnsPods | { readonly unknown: string } {
  if (cluster.settings.dns.length > 0) return givenDnsPods(cluster, cluster.settings.dns);
  const found = dnsOfCluster(cluster);
  const local = cluster.environment.nodeLocalDns.facts.map(({ value }) => value);
  if (local.length === 0) return found;
  const targets = dnsProtocols.map((protocol) => ({ endpoint: nodeLocalEndpoint(local), port: 53, protocol }));
  return { targets, assumed: [nodeLocalAssumed] };
}

const nodeLocalAssumed =
  "Pods were taken to ask NodeLocal DNSCache for names, since its DaemonSet is in the input.";

/** Pods ask one of the addresses; which, the kubelet's settings say, which are no objects. */
function nodeLocalEndpoint(addresses: readonly IpAddress[]): Endpoint {
  const sets = addresses.map(({ family, value }) => ipSetOf({ family, first: value, last: value }));
  return { type: "outside", name: `NodeLocal DNSCache (${addresses.map(formatIpAddress).join(", ")})`, sets };
}

function givenDnsPods(
  cluster: Cluster,
  servers: Cluster["settings"]["dns"],
): DnsPods | { readonly unknown: string } {
  const targets: DnsTarget[] = [];
  for (const { to, port } of servers) {
    const endpoint = parseEndpoint(cluster, to);
    if (isNotUnderstood(endpoint)) return { unknown: `DNS was not checked: ${endpoint.problem}` };
    targets.push(...dnsProtocols.map((protocol) => ({ endpoint, port, protocol })));
  }
  return { targets, assumed: [] };
}

function dnsOfCluster(cluster: Cluster): DnsPods | { readonly unknown: string } {
  const place = cluster.settings.platform === "openshift" ? openShiftPlace : usualPlace;
  const service = dnsServiceOf(cluster, place);
  if (!service) return usualDnsPods(cluster, place);
  const [udp, tcp] = [dnsBackends(cluster, service, "UDP"), dnsBackends(cluster, service, "TCP")];
  if ("unknown" in udp) return { unknown: `DNS was not checked: ${udp.unknown}.` };
  if (!("unknown" in tcp)) return { targets: [...udp.targets, ...tcp.targets], assumed: [] };
  return { targets: udp.targets, assumed: [], withoutTcp: `DNS over TCP was not checked: ${tcp.unknown}.` };
}

function dnsBackends(
  cluster: Cluster,
  service: DnsPlace["service"],
  protocol: DnsTarget["protocol"],
): { readonly targets: readonly DnsTarget[] } | { readonly unknown: string } {
  const found = backendsOf(cluster, { ...service, port: 53 }, protocol);
  if ("unknown" in found) return found;
  return { targets: found.backends.map(({ endpoint, port }) => ({ endpoint, port, protocol })) };
}

/** The Service of the usual name, else the one that a distribution gave another name. */
function dnsServiceOf(cluster: Cluster, { service }: DnsPlace): DnsPlace["service"] | undefined {
  if (findService(cluster, service.namespace, service.name)) return service;
  const facts = cluster.environment.dns.facts.filter(({ value }) => value.namespace === service.namespace);
  return facts[0]?.value;
}

function usualDnsPods(cluster: Cluster, { pods, port }: DnsPlace): DnsPods {
  const targets = endpointsOf(cluster, pods).flatMap((endpoint) =>
    dnsProtocols.map((protocol) => ({ endpoint, port, protocol })),
  );
  const [label] = [...pods.labels].map(([key, value]) => `${key}=${value}`);
  const assumed = `DNS was taken to be the pods ${label} of namespace ${pods.namespace} on port ${port}, since its Service is not in the input.`;
  return { targets, assumed: [assumed] };
}
