import type { Cluster, Workload } from "../cluster/cluster.js";
import { mentionedFamilies } from "../cluster/used-families.js";
import type { PolicyDirection } from "../resources/network-policy.js";
import type { IpFamily } from "../sets/ip-address.js";
import { type AddressRange, mergeAddresses } from "./address-ranges.js";
import { countPairs } from "./count-pairs.js";
import type { ConnectionPorts } from "./connection-sets.js";
import type { Connectivity } from "./connectivity.js";
import { groupPods, type PodGroup, type PodGroups } from "./pod-groups.js";

/** What one endpoint of a map stands for, beside addresses: a workload, a pod, or all pods of a namespace. */
export type MapBy = "workload" | "pod" | "namespace";

/** One end of the connections in a map. */
export interface MapEndpoint {
  /**
   * `namespace/Kind/name`, `namespace/Pod/name`, the namespace's name, or the CIDRs, joined by commas. In a map by pods
   * a template whose pods are not in the input has its workload's name.
   */
  readonly name: string;
  readonly type: "workload" | "pod" | "namespace" | "addresses";
  /** Null for addresses. */
  readonly namespace: string | null;
  /** The fewest CIDRs that hold exactly the addresses, IPv4 first; null for everything else. */
  readonly cidrs: readonly string[] | null;
  /**
   * Whether a policy selects it, by direction: null where that cannot be decided or differs from pod to pod. Null as a
   * whole for addresses, which nothing isolates.
   */
  readonly isolated: { readonly ingress: boolean | null; readonly egress: boolean | null } | null;
}

/** Ports on which one endpoint can connect to another. No port is in two of the three. */
export interface MapConnection {
  readonly from: string;
  readonly to: string;
  /** Between every two pods of the endpoints, in every address family that they share. */
  readonly allowed: ConnectionPorts;
  /** For none of them surely, and for some it cannot be decided. */
  readonly undecided: ConnectionPorts;
  /** For some of their pods or address families only; for the others not, or that cannot be decided. */
  readonly partly: ConnectionPorts;
}

/** Who can connect to whom. Endpoints that are not in a connection cannot connect. */
export interface ConnectionMap {
  /** In the order of namespace, kind and name; then addresses, IPv4 first. */
  readonly endpoints: readonly MapEndpoint[];
  /** In the order of the endpoints: by source, then by destination. Never from addresses to addresses. */
  readonly connections: readonly MapConnection[];
}

export interface MapOptions {
  readonly by: MapBy;
  /** The address families to look at. Left out: those of which the input has an address or an ipBlock. */
  readonly families?: readonly IpFamily[];
  /** In a map by namespaces: the workloads that are listed one by one, and not with their namespace. */
  readonly isApart?: (workload: Workload) => boolean;
}

/** What a map is made of. */
export interface MapSource {
  readonly cluster: Cluster;
  readonly connectivity: Connectivity;
}

/**
 * All connections between workloads, pods or namespaces and with addresses. Addresses with the same connections are one
 * endpoint, and are left out where they have none. A pod is not listed as connecting to itself; a workload of which
 * there can be several pods is.
 */
export function mapConnections({ cluster, connectivity }: MapSource, options: MapOptions): ConnectionMap {
  const families = options.families ?? mentionedFamilies(cluster);
  const groups = groupPods(cluster, connectivity, options.by, options.isApart);
  const counted = countPairs(cluster, connectivity, groups, families);
  const ranges = mergeAddresses(connectivity, counted);
  const pods = groups.list.map((group) => podEndpoint(connectivity, group));
  const addresses = ranges.list.map(addressEndpoint);
  const endpoints = [...pods, ...addresses];
  return { endpoints, connections: connectionsOf(endpoints, groups, counted.answers, ranges) };
}

function podEndpoint(connectivity: Connectivity, { name, type, namespace, pods }: PodGroup): MapEndpoint {
  const [ingress, egress] = [isolationOf(connectivity, pods, "ingress"), isolationOf(connectivity, pods, "egress")];
  return { name, type, namespace, cidrs: null, isolated: { ingress, egress } };
}

function isolationOf(connectivity: Connectivity, pods: readonly number[], direction: PolicyDirection): boolean | null {
  const classes = new Set(pods.map((pod) => connectivity.classes.classOfPod[pod] as number));
  const found = new Set([...classes].map((id) => connectivity.isolationOf(id, direction)));
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

function addressEndpoint({ cidrs }: AddressRange): MapEndpoint {
  return { name: cidrs.join(","), type: "addresses", namespace: null, cidrs, isolated: null };
}

/** By number of the endpoint: source, destination, and what connects them. */
type Row = readonly [from: number, to: number, answer: number];

function connectionsOf(
  endpoints: readonly MapEndpoint[],
  groups: PodGroups,
  answers: { readonly pairs: Iterable<Row>; portsOf(answer: number): Omit<MapConnection, "from" | "to"> },
  ranges: { readonly list: readonly AddressRange[]; readonly rows: readonly Row[] },
): readonly MapConnection[] {
  const count = groups.list.length;
  const rows: Row[] = [];
  for (const row of answers.pairs) if (row[0] < count && row[1] < count) rows.push(row);
  for (const row of ranges.rows) rows.push(row);
  rows.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return rows.map(([from, to, answer]) => ({
    from: endpoints[from]?.name ?? "",
    to: endpoints[to]?.name ?? "",
    ...answers.portsOf(answer),
  }));
}
