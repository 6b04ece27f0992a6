import { type Cluster, type Endpoint, findService, type Protocol } from "@netpolint/core";
import { endpointsOf, type KnownPods } from "./known-pods.js";
import { backendsOf } from "./service-backends.js";

export interface DnsTarget {
  readonly endpoint: Endpoint;
  readonly port: number;
  readonly protocol: Extract<Protocol, "UDP" | "TCP">;
}

export interface DnsPods {
  readonly targets: readonly DnsTarget[];
  readonly assumed: readonly string[];
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

/** The cluster's DNS pods at their own port: through the DNS Service where it is in the input, else where they usually are. */
export function findDnsPods(cluster: Cluster): DnsPods | { readonly unknown: string } {
  const place = cluster.settings.platform === "openshift" ? openShiftPlace : usualPlace;
  if (!findService(cluster, place.service.namespace, place.service.name)) return usualDnsPods(cluster, place);
  const targets: DnsTarget[] = [];
  for (const protocol of dnsProtocols) {
    const found = backendsOf(cluster, { ...place.service, port: 53 }, protocol);
    if ("unknown" in found) {
      if (protocol === "UDP") return { unknown: `DNS was not checked: ${found.unknown}.` };
      continue;
    }
    targets.push(...found.backends.map((backend) => ({ ...backend, protocol })));
  }
  return { targets, assumed: [] };
}

function usualDnsPods(cluster: Cluster, { pods, port }: DnsPlace): DnsPods {
  const targets = endpointsOf(cluster, pods).flatMap((endpoint) =>
    dnsProtocols.map((protocol) => ({ endpoint, port, protocol })),
  );
  const [label] = [...pods.labels].map(([key, value]) => `${key}=${value}`);
  const assumed = `DNS was taken to be the pods ${label} of namespace ${pods.namespace} on port ${port}, since its Service is not in the input.`;
  return { targets, assumed: [assumed] };
}
