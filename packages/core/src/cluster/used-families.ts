import { type IpFamily, parseIpAddress } from "../sets/ip-address.js";
import type { Cluster } from "./cluster.js";

/**
 * The address families of which an address is known: of a pod, a Service or the API server. IPv4 where none is.
 */
export function usedFamilies(cluster: Cluster): readonly IpFamily[] {
  const families = addressFamilies(cluster);
  return families.size === 0 ? [4] : [...families].sort((a, b) => a - b);
}

/** The same, and those of which only an ipBlock speaks: what it opens is asked for as well. */
export function mentionedFamilies(cluster: Cluster): readonly IpFamily[] {
  const families = new Set(usedFamilies(cluster));
  for (const { ingress, egress } of [...cluster.networkPolicies, ...cluster.assumedPolicies]) {
    for (const { peers } of [...ingress, ...egress]) {
      for (const { ipBlock } of peers) if (ipBlock) families.add(ipBlock.cidr.family);
    }
  }
  for (const { egress } of cluster.clusterPolicies) {
    for (const peer of egress.flatMap((rule) => rule.peers)) {
      if (peer.type === "networks") for (const { family } of peer.networks) families.add(family);
    }
  }
  return [...families].sort((a, b) => a - b);
}

function addressFamilies(cluster: Cluster): Set<IpFamily> {
  const { settings, environment } = cluster;
  const families = new Set<IpFamily>([...settings.apiServer, ...settings.podRanges].map((block) => block.family));
  for (const { value } of settings.apiServer.length > 0 ? [] : environment.apiServer.facts) families.add(value.family);
  for (const family of familiesOfPods(cluster)) families.add(family);
  for (const { clusterIPs } of cluster.services.values()) {
    for (const text of clusterIPs) addFamily(families, text);
  }
  return families;
}

/** Many clusters of one run have the same pods, and differ in a policy that is tried. */
const podFamilies = new WeakMap<Cluster["workloads"], ReadonlySet<IpFamily>>();

function familiesOfPods({ workloads }: Cluster): ReadonlySet<IpFamily> {
  const known = podFamilies.get(workloads);
  if (known) return known;
  const families = new Set<IpFamily>();
  for (const { pods } of workloads) {
    for (const pod of pods) for (const { family } of pod.addresses) families.add(family);
  }
  podFamilies.set(workloads, families);
  return families;
}

function addFamily(families: Set<IpFamily>, text: string): void {
  const address = parseIpAddress(text);
  if (address) families.add(address.family);
}
