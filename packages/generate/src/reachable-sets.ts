import type { Cluster, IpFamily, IpSet, Pod } from "@netpolint/core";

const allFamilies: readonly IpFamily[] = [4, 6];

/** Addresses of the families that these pods have, or may have. */
export function reachableSets(cluster: Cluster, pods: readonly Pod[], sets: readonly IpSet[]): readonly IpSet[] {
  const own = familiesOfPods(cluster, pods);
  return sets.filter(({ family }) => own.includes(family));
}

function familiesOfPods({ settings }: Cluster, pods: readonly Pod[]): readonly IpFamily[] {
  if (pods.every((pod) => pod.addresses.length > 0)) return pods.flatMap((pod) => pod.addresses.map(({ family }) => family));
  return settings.podRanges.length === 0 ? allFamilies : settings.podRanges.map(({ family }) => family);
}
